"""A language is a folder, one line in the list of languages and its data files: Japanese is taken out."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from geo.extraction.pipeline import Extractor
from geo.languages import LANGUAGES
from geo.model.entities import Article
from geo.reference.context import Reference
from tests.support import ROOT

OTHERS = [
    "Kim Jong Un inspected the Anju Pump Factory in Anju City on November 8, 2024.",
    "김정은동지께서 11월 8일 평안남도 성천군(成川郡)의 지방공업공장건설장을 현지지도하시였다.",
    "新华社平壤11月9日电 朝鲜最高领导人金正恩8日视察了平安南道成川郡的地方工业工厂建设工地。",
    "元山港發生火災。",
]
IN_JAPANESE = "金正恩総書記は8日、両江道の恵山市で病院の竣工式に出席した。"
DAY = date(2024, 11, 10)

READ = """
import json, sys
from datetime import date
from geo.extraction.pipeline import extract
from geo.model.entities import Article
found = [extract(Article("a", text, date=date(2024, 11, 10))) for text in json.load(sys.stdin)]
print(json.dumps([[[m.surface, m.role, m.adm2] for m in x.mentions] + [[e.type, e.adm2, str(e.date)] for e in x.events]
                  for x in found]))
"""


def read_by(root: Path, texts: list[str]) -> list[list[list[str]]]:
    """What a checkout reads in some texts: its mentions and events."""
    run = subprocess.run(
        [sys.executable, "-c", READ],
        input=json.dumps(texts), capture_output=True, text=True, check=True, cwd=root, env={"PYTHONPATH": str(root)},
    )  # fmt: skip
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def without_japanese(tmp_path_factory) -> Path:
    """A copy of the package from which the folder, its entry and its data files are taken."""
    root = tmp_path_factory.mktemp("without")
    shutil.copytree(ROOT / "geo", root / "geo", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "data" / "reference", root / "data" / "reference")
    shutil.rmtree(root / "geo" / "languages" / "japanese")
    for name in ("words/japanese.toml", "names/japanese.tsv"):
        (root / "data" / "reference" / name).unlink()
    listed = root / "geo" / "languages" / "__init__.py"
    lines = listed.read_text("utf-8").splitlines()
    assert lines.count('    "japanese",') == 1
    listed.write_text("\n".join(line for line in lines if line != '    "japanese",'), "utf-8")
    return root


def test_without_its_folder_and_entry_no_japanese_is_read_and_all_else_is_as_before(without_japanese):
    *others, japanese = read_by(without_japanese, [*OTHERS, IN_JAPANESE])
    *same, read = read_by(ROOT, [*OTHERS, IN_JAPANESE])
    assert others == same
    assert ["inauguration", "KP0101", "2024-11-08"] in read
    assert ["inauguration", "KP0101", "2024-11-08"] not in japanese


def test_an_extractor_may_leave_a_language_out():
    reference = Reference.bundled()
    rest = Extractor(reference, tuple(one for one in LANGUAGES if one.name != "japanese"))
    every = Extractor(reference)
    for text in OTHERS:
        article = Article("a", text, date=DAY)
        assert rest.extract(article) == every.extract(article)
    japanese = Article("a", IN_JAPANESE, date=DAY)
    assert [e.adm2 for e in every.extract(japanese).events] == ["KP0101"]
    assert "KP0101" not in {m.adm2 for m in rest.extract(japanese).mentions}


def test_no_rule_outside_of_its_folder_asks_for_japanese():
    named = []
    for path in sorted((ROOT / "geo").rglob("*.py")):
        if "languages/japanese" in path.as_posix() or path == ROOT / "geo" / "languages" / "__init__.py":
            continue
        tree = ast.parse(path.read_text("utf-8"))
        words = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        words |= {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        named += [path.name for word in words if word in ("japanese", "ja")]
    assert named == []


def test_the_table_of_japanese_names_is_what_its_script_makes(tmp_path):
    script = (
        "import sys, pathlib, units, japanese\n"
        "units.REFERENCE = japanese.REFERENCE = pathlib.Path(sys.argv[1])\n"
        "japanese.build()\n"
    )
    build = ROOT / "data" / "build"
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=build, check=True, capture_output=True)
    made, kept = (folder / "names" / "japanese.tsv" for folder in (tmp_path, ROOT / "data" / "reference"))
    assert made.read_bytes() == kept.read_bytes()


def test_every_unit_but_kwail_and_tukjang_has_a_name_in_japanese_characters():
    known = Reference.bundled().gazetteer
    written = {
        n.place.place_id
        for name, found in known.written["japanese"].items()
        for n in found
        if "一" <= name[0] <= "鿿"
    }
    units = [u for level in ("adm1", "adm2") for u in known.units(level)]
    assert [u.name for u in units if u.place_id not in written] == ["Tukjang", "Kwail"]
