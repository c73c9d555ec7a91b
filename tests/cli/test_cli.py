"""The command as a stranger calls it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from ast import literal_eval
from pathlib import Path

import pytest

from geo.cli import main
from tests.support import ROOT

SAMPLES = ROOT / "data" / "samples"
ARTICLES = str(SAMPLES / "articles")


def run(*args: str, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "geo", *args], capture_output=True, text=True, encoding="utf-8", **options
    )


def test_extract_writes_an_object_a_line_in_the_order_of_the_input(tmp_path, capsys):
    path = tmp_path / "a.jsonl"
    rows = [{"id": i, "text": f"Farm {i} in Haeju City was inaugurated."} for i in ("z", "a", "m")]
    path.write_text("".join(json.dumps(r) + "\n" for r in rows))
    assert main(["extract", str(path), "-o", str(tmp_path / "out.jsonl")]) == 0
    out = [json.loads(x) for x in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [r["id"] for r in out] == ["z", "a", "m"]
    assert out[0]["mentions"][0]["adm2"] == "KP0901"
    assert out[0]["events"][0]["type"] == "inauguration"
    assert "articles read" in capsys.readouterr().err


def test_the_result_is_the_same_on_two_processes(tmp_path):
    for jobs in "12":
        assert main(["extract", ARTICLES, "-q", "-j", jobs, "-o", str(tmp_path / f"{jobs}.jsonl")]) == 0
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def test_map_and_export_of_the_samples(tmp_path):
    args = ["--records", str(SAMPLES / "records.csv"), "--sites", str(SAMPLES / "sites.csv")]
    page, data = tmp_path / "new" / "map.html", tmp_path / "events.geojson"
    assert main(["map", ARTICLES, *args, "-q", "-o", str(page)]) == 0
    assert main(["export", ARTICLES, *args, "-q", "-o", str(data)]) == 0
    assert page.stat().st_size < 600_000
    events = [f["properties"] for f in json.loads(data.read_text("utf-8"))["features"]]
    assert len({e["adm1"] for e in events}) >= 6
    assert len({e["date"][:4] for e in events if e["date"]}) >= 3
    assert {"inspection", "groundbreaking", "inauguration", "weapons-test", "disaster"} <= {
        e["type"] for e in events
    }
    assert any(e["records"] for e in events)


def test_records_are_written_as_lines_or_geojson(tmp_path):
    table = str(SAMPLES / "records.csv")
    assert main(["records", table, "-q", "-o", str(tmp_path / "r.jsonl")]) == 0
    assert main(["records", table, "-q", "-o", str(tmp_path / "r.geojson")]) == 0
    row = json.loads((tmp_path / "r.jsonl").read_text("utf-8").splitlines()[0])
    assert row["id"] == "rec-001"
    assert row["event_place"]["adm2"] == "KP0107"
    assert len(json.loads((tmp_path / "r.geojson").read_text("utf-8"))["features"]) == 10


@pytest.mark.parametrize(
    ("args", "allowed", "elsewhere"),
    [
        (
            ["chains", "a.txt", "-o", "x.xlsx"],
            ".csv or .txt",
            "events as .xlsx are written by dprk-geo export",
        ),
        (["explain", "a.txt", "-o", "w.pdf"], ".html or .htm or .txt", "by dprk-geo figure"),
        (["map", "a.txt", "-o", "m.PDF"], ".html or .htm", "a map as .pdf is written by dprk-geo figure"),
        (["dossier", "Songchon", "a.txt", "-o", "m.pdf"], ".html or .htm", "by dprk-geo figure"),
        (["records", "a.csv", "-o", "r.csv"], ".jsonl", "by dprk-geo export"),
        (["extract", "a.txt", "-o", "r.docx"], ".jsonl", ""),
        (["geocode", "--table", "a.csv", "-o", "r.xlsx"], ".csv", "by dprk-geo export"),
    ],
    ids=lambda one: one[0] if isinstance(one, list) else "",
)
def test_an_ending_that_a_command_does_not_write_is_reported_before_it_reads(
    args, allowed, elsewhere, tmp_path, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert main(args) == 2
    said = capsys.readouterr().err
    assert f"{args[-1]}: the ending can be {allowed}" in said
    assert elsewhere in said
    assert "a.txt" not in said
    assert list(tmp_path.iterdir()) == []


def test_endings_are_read_in_capitals_too(tmp_path):
    (tmp_path / "a.txt").write_text("The Haeju Mill was inaugurated in Haeju City on May 3, 2024.", "utf-8")
    page, chains, records = tmp_path / "w.HTML", tmp_path / "c.CSV", tmp_path / "r.GEOJSON"
    given = str(tmp_path / "a.txt")
    assert main(["explain", given, "-q", "-o", str(page)]) == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert main(["chains", given, "-q", "-o", str(chains)]) == 0
    assert chains.read_text("utf-8-sig").startswith("county,")
    assert main(["records", str(SAMPLES / "records.csv"), "-q", "-o", str(records)]) == 0
    assert json.loads(records.read_text("utf-8"))["type"] == "FeatureCollection"


def test_geocode_answers_by_name_and_says_when_it_cannot(capsys):
    assert main(["geocode", "성천군"]) == 0
    assert "KP0717" in capsys.readouterr().out
    assert main(["geocode", "--json", "Songchon", "County"]) == 0
    assert json.loads(capsys.readouterr().out)["adm2"] == "KP0717"
    assert main(["geocode", "KP0717"]) == 0
    assert "Songchon County" in capsys.readouterr().out
    assert main(["geocode", "Atlantis"]) == 1
    assert "no place found" in capsys.readouterr().err


def test_bad_input_is_named_the_good_is_used_and_the_exit_code_is_2(tmp_path, capsys):
    (tmp_path / "bad.jsonl").write_text('{"text": "cut o\n')
    (tmp_path / "good.txt").write_text("Farmers moved into new houses in Anak County.")
    out = tmp_path / "out.jsonl"
    assert main(["extract", str(tmp_path / "bad.jsonl"), str(tmp_path / "good.txt"), "-o", str(out)]) == 2
    assert [json.loads(x)["id"] for x in out.read_text("utf-8").splitlines()] == ["good"]
    assert f"{tmp_path / 'bad.jsonl'}, line 1" in capsys.readouterr().err


def test_files_of_a_folder_that_are_passed_over_are_counted_by_kind(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Kim Jong Un inspected a mill in Haeju City on October 31, 2024.")
    (tmp_path / "below").mkdir()
    for name in ("b.png", "below/c.PNG", "below/d.tif", ".hidden", "LICENCE"):
        (tmp_path / name).write_text("x")
    assert main(["extract", str(tmp_path), str(tmp_path / "a.txt")]) == 0
    assert "4 files passed over (2 .png, 1 without an ending, 1 .tif)" in capsys.readouterr().err


def test_no_command_writes_over_what_it_reads(tmp_path, capsys):
    article = tmp_path / "a.jsonl"
    article.write_text('{"id": "a", "text": "A mill was inaugurated in Haeju City."}\n')
    table = tmp_path / "t.csv"
    table.write_text("id,date,place\nr,2024-11-19,Haeju\n")
    (tmp_path / "link.csv").symlink_to(table)
    before = article.read_text(), table.read_text()
    for call in (
        ["extract", str(article), "-o", str(article)],
        ["extract", str(tmp_path), "-o", str(article)],
        ["export", str(article), "--records", str(table), "-o", str(tmp_path / "." / "t.csv")],
        ["export", str(article), "--sites", str(table), "-o", str(tmp_path / "link.csv")],
        ["chains", str(article), "--counties", str(table), "-o", str(table)],
        ["join", str(table), "-o", str(table)],
        ["geocode", "--table", str(table), "-o", str(table)],
    ):
        assert main(call) == 2
        assert "write to another file" in capsys.readouterr().err
    assert (article.read_text(), table.read_text()) == before


@pytest.mark.parametrize("command", ["export", "extract", "chains", "review", "map", "explain"])
def test_where_nothing_could_be_read_what_was_written_before_stays(tmp_path, command):
    old = tmp_path / ("old.html" if command == "map" else "old.csv")
    old.write_text("old")
    assert main([command, str(tmp_path / "missing.txt"), "-q", "-o", str(old)]) == 2
    assert old.read_text() == "old"


def test_no_password_of_an_address_is_printed(tmp_path, capsys):
    main(["map", "postgresql://nobody:se@cret@127.0.0.1:1/none", "-o", str(tmp_path / "m.html")])
    said = capsys.readouterr().err
    assert "nobody:***@127.0.0.1" in said
    assert "cret" not in said


def test_a_run_that_fails_leaves_the_old_result(tmp_path):
    for name, command in (("o.jsonl", "extract"), ("m.html", "map")):
        (tmp_path / name).write_text("old")
        assert main([command, str(tmp_path / "missing.txt"), "-q", "-o", str(tmp_path / name)]) == 2
    assert (tmp_path / "m.html").read_text() == "old"


def test_results_in_the_folder_that_is_read_are_not_read_again(tmp_path):
    (tmp_path / "a.txt").write_text("A mill was inaugurated in Haeju City.")
    for _ in range(2):
        assert main(["extract", str(tmp_path), "-q", "-o", str(tmp_path / "out.jsonl")]) == 0


def test_a_missing_table_does_not_cost_the_articles(tmp_path, capsys):
    out = tmp_path / "m.html"
    assert main(["map", ARTICLES, "--records", str(tmp_path / "no.csv"), "-o", str(out)]) == 2
    assert out.stat().st_size > 300_000
    assert "no.csv" in capsys.readouterr().err


def test_names_that_are_no_unicode_and_full_disks_give_messages(tmp_path):
    bad = tmp_path.joinpath(b"\xbc\xba.txt".decode("utf-8", "surrogateescape"))
    bad.write_text("A mill was inaugurated in Haeju City.")
    assert main(["extract", str(bad), "-q", "-o", str(tmp_path / "o.jsonl")]) == 0
    if Path("/dev/full").exists():
        assert main(["extract", ARTICLES, "-q", "-o", "/dev/full"]) == 2


def test_a_folder_of_nasty_files_gives_its_good_ones(tmp_path):
    from tests.readers.test_articles import NASTY

    for name, content in NASTY.items():
        if content is not None:
            (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text("Farmers moved into new houses in Anak County.")
    for command, out in (("extract", "o.jsonl"), ("export", "e.geojson"), ("map", "m.html")):
        assert main([command, str(tmp_path), "-q", "-o", str(tmp_path / "out" / out)]) == 2
        assert "KP0910" in (tmp_path / "out" / out).read_text("utf-8") or out == "m.html"


def test_nothing_found_is_exit_code_1(tmp_path):
    (tmp_path / "a.txt").write_text("Nothing of note.")
    assert main(["extract", str(tmp_path / "a.txt"), "-q", "-o", str(tmp_path / "o.jsonl")]) == 1


@pytest.mark.parametrize(
    "args",
    [
        [], ["nonsense"], ["extract"], ["extract", "x.txt", "--date", "2024-02-30"], ["map", "x", "-j", "0"],
        ["export", ARTICLES, "-o", "a.xyz"], ["records", "missing.csv"], ["map", ARTICLES, "--records", "missing.csv"],
    ],
    ids=range(8),
)  # fmt: skip
def test_a_wrong_call_is_exit_code_2_without_a_traceback(args, tmp_path):
    done = run(*args, cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": ""})
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def test_standard_input_and_output_can_be_piped():
    done = run("extract", "-", "-q", input="A mill was inaugurated in Haeju City.", cwd=ROOT)
    assert json.loads(done.stdout)["events"][0]["adm2"] == "KP0901"


def test_a_reader_that_goes_away_ends_the_run_quietly():
    code = f"{sys.executable} -m geo extract {ARTICLES} -q | head -c 10 >/dev/null; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert "Traceback" not in done.stderr


def test_quiet_is_quiet(capsys, tmp_path):
    main(["extract", ARTICLES, "-q", "-o", str(tmp_path / "a.jsonl")])
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_extract_never_loads_geopandas_or_folium(tmp_path):
    code = (
        "import sys, json; from geo.cli import main; "
        f"main(['extract', {str(ARTICLES)!r}, '-q', '-o', {str(tmp_path / 'o.jsonl')!r}]); "
        "print(json.dumps([m for m in ('geopandas', 'pandas', 'folium', 'shapely', 'numpy') if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert json.loads(done.stdout) == []


def test_help_loads_nothing_but_the_command_and_what_it_says():
    code = (
        "import sys, contextlib, io\n"
        "from geo.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit): main(['--help'])\n"
        "print(sorted(m for m in sys.modules if m.startswith('geo.')), 'ahocorasick_rs' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    loaded, scanner = done.stdout.rsplit(" ", 1)
    assert all(name.startswith(("geo.cli", "geo._version")) for name in literal_eval(loaded))
    assert scanner.strip() == "False"


def test_progress_goes_only_to_a_terminal(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Haeju City.")))
    main(["extract", "-"])
    assert "%|" not in capsys.readouterr().err


def test_an_article_that_is_given_twice_is_read_once(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text("A mill was inaugurated in Haeju City on May 2, 2024.")
    out = tmp_path / "e.csv"
    assert main(["export", str(path), str(path), "-o", str(out)]) == 0
    assert "repeated" in capsys.readouterr().err
    assert len(out.read_text("utf-8-sig").splitlines()) == 2


def test_more_processes_than_there_are_cores_are_not_started(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("A mill was inaugurated in Haeju City on May 2, 2024.")
    assert main(["extract", str(path), "-j", "100000", "-q", "-o", str(tmp_path / "e.jsonl")]) == 0


def test_a_name_that_no_file_can_have_is_answered_in_words(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("A mill was inaugurated in Haeju City.")
    (tmp_path / "a.csv").write_text("an earlier result")
    given = ["export", str(tmp_path / "a.txt"), "--sites", "A" * 999, "-q", "-o", str(tmp_path / "a.csv")]
    assert main(given) == 2
    assert "AAAA" in capsys.readouterr().err
