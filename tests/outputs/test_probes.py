"""A harmless mark-up probe in every text field of every input; no output interprets it."""

# ruff: noqa: E501 (rows of tables)

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
import sqlite3
import warnings
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import openpyxl
import pytest
from lxml import etree, html

import geo
from geo.cli import main
from tests.outputs.page.test_page_browser import BROWSER, browser  # noqa: F401
from tests.support.other_browsers import opened
from tests.support.packing_reader import inflate

DAY, TOWN = "2024-11-20", "Songchon County"
LINK = "javascript:void(0)//"
STRICT = {"default-src": {"'none'"}, "base-uri": {"'none'"}, "form-action": {"'none'"}}
HASH = re.compile(r"'sha256-[A-Za-z0-9+/]{43}='")
LOADING = ("iframe", "object", "embed", "frame", "link", "base", "audio", "video", "source", "portal")


def probe(field: str) -> str:
    """Mark-up that leaves an element of its own where it is interpreted, in an attribute or between elements."""
    return f'"\'><b data-probe="{field}">{field}</b>]]><!--{{{{7*7}}}}${{7*7}}\'); --'


def formula(field: str) -> str:
    return f"=1+1 {field}"


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles, records, sites, publishers and corrections with a probe in each field that is text."""
    folder = tmp_path_factory.mktemp("probes")
    said = f"Kim Jong Un inspected the {probe('sentence')} Mill in {TOWN} on November 20, 2024."
    articles = [
        {"id": probe("id") + str(n), "title": probe("title"), "text": f"{said} A dam was built in Haeju City.", "date": DAY,
         "source": probe("source"), "author": probe("author"), "topic": probe("topic"), "summary": probe("summary"), "url": url}
        for n, url in enumerate((LINK + "article", f"https://example.org/{probe('path')}", "https://example.org/1"))
    ]  # fmt: skip
    lines = "".join(json.dumps(a) + "\n" for a in articles)
    (folder / "articles.jsonl").write_text(lines, encoding="utf-8")
    (folder / "one.jsonl").write_text(lines.partition("\n")[0], encoding="utf-8")
    _table(folder / "records.csv", ("id", "date", "place", "type", "title", "text", "url", "source", "actor1", "actor2"),
           [(probe("record"), DAY, TOWN, "inspection", probe("record title"), probe("record text"), LINK + "record",
             probe("record source"), probe("actor"), formula("actor")),
            ("r2", DAY, "Haeju City", probe("type"), formula("title"), formula("text"), "https://example.org/2", formula("source"), "", "")])  # fmt: skip
    _table(folder / "sites.csv", ("name", "korean", "county", "lat", "lon", "kind", "url", "note"),
           [(probe("site"), probe("korean"), TOWN, "39.25", "126.2", probe("kind"), LINK + "site", probe("note"))])  # fmt: skip
    _table(folder / "publishers.csv", ("host", "name", "korean", "class"),
           [("example.org", probe("publisher"), probe("publisher korean"), "state media")])  # fmt: skip
    quoted = json.dumps(probe("correction"))
    (folder / "corrections.toml").write_text(
        f'[[correction]]\naction = "alias"\nwho = {quoted}\nwhen = 2024-11-21\nwhy = {quoted}\nname = {quoted}\nvalue = "{TOWN}"\n',
        encoding="utf-8",
    )
    return folder


def _table(path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


ENDINGS = ("csv", "geojson", "gpkg", "xlsx", "kml", "kmz", "gpx")


@pytest.fixture(scope="module")
def outputs(inputs: Path) -> dict[str, Path]:
    """Every output of every command that writes."""
    given = str(inputs / "articles.jsonl")
    tables = ["--records", str(inputs / "records.csv"), "--sites", str(inputs / "sites.csv"), "--publishers",
              str(inputs / "publishers.csv"), "--corrections", str(inputs / "corrections.toml")]  # fmt: skip
    made = {
        "map.html": ["map", given, *tables, "--title", probe("heading")],
        "dossier.html": ["dossier", "Songchon", given, *tables],
        "review.html": ["review", given, *tables],
        "review.csv": ["review", given, *tables],
        "explain.html": ["explain", str(inputs / "one.jsonl")],
        "figure.svg": ["figure", given, *tables, "--title", probe("heading")],
        "figure.pdf": ["figure", given, *tables, "--title", probe("heading")],
        "chains.csv": ["chains", given],
        **{f"export.{e}": ["export", given, *tables] for e in ENDINGS},
    }
    out = inputs / "out"
    for name, arguments in made.items():
        assert main([*arguments, "-q", "-o", str(out / name)]) in (0, 1, 2), name
        assert (out / name).exists(), name
    return {name: out / name for name in made}


PAGES = ("map.html", "dossier.html", "review.html", "explain.html")


def policy_of(page: str) -> dict[str, set[str]]:
    (content,) = html.fromstring(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    return {words[0]: set(words[1:]) for words in (part.split() for part in content.split(";")) if words}


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_of_each_page_is_strict(outputs: dict[str, Path], name: str) -> None:
    page = outputs[name].read_text("utf-8")
    policy = policy_of(page)
    assert {key: policy.get(key) for key in STRICT} == STRICT
    allowed = {source for key in ("script-src", "style-src") for source in policy.get(key, ())}
    assert all(HASH.fullmatch(source) for source in allowed)
    held = {
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in (
            *re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.DOTALL),
            # What the page puts into itself once the map is drawn, and at the first search of a point.
            *(json.loads(inflate(packed)) for packed in re.findall(r'id="geo-panels">([^<]*)<', page)),
            *(json.loads(inflate(packed))[1] for packed in re.findall(r'id="geo-points">([^<]*)<', page)),
        )
    }
    assert held == allowed
    further = set(policy) - {*STRICT, "script-src", "style-src"}
    assert further <= ({"img-src", "style-src-attr"} if name == "map.html" else set())
    assert policy.get("img-src", set()) <= {"data:", "blob:"}
    assert html.fromstring(page).xpath("//meta[@name='referrer']/@content") == ["no-referrer"]
    assert page.index("Content-Security-Policy") < min(
        page.find(f"<{t}>") % len(page) for t in ("script", "style")
    )


@pytest.mark.parametrize("name", PAGES)
def test_no_probe_becomes_an_element_of_a_page(outputs: dict[str, Path], name: str) -> None:
    root = html.fromstring(outputs[name].read_text("utf-8"))
    assert_inert(root)
    if name != "map.html":  # whose records are packed
        assert "data-probe" in root.text_content()


def assert_inert(root: Any) -> None:
    assert root.xpath("//*[@data-probe]") == []
    assert [e.tag for e in root.iter(*LOADING)] == []
    assert [a for e in root.iter() for a in e.attrib if a.lower().startswith("on")] == []
    links = [e.get("href") for e in root.iter() if e.get("href") is not None]
    assert [
        link for link in links if not link.startswith("#") and urlsplit(link).scheme not in ("http", "https")
    ] == []
    sources = [e.get("src") for e in root.iter() if e.get("src") is not None]
    assert [source for source in sources if not source.startswith("data:")] == []


@pytest.mark.parametrize("name", ["export.kml", "export.kmz"])
def test_no_probe_becomes_an_element_of_a_balloon(outputs: dict[str, Path], name: str) -> None:
    if name.endswith("kmz"):
        with zipfile.ZipFile(outputs[name]) as archive:
            content = archive.read("doc.kml")
    else:
        content = outputs[name].read_bytes()
    root = etree.fromstring(content)
    assert root.xpath("//*[@data-probe]") == []
    balloons = [e.text or "" for e in root.iter("{*}description", "{*}text", "{*}Snippet")]
    assert any("data-probe" in text for text in balloons)
    for text in filter(str.strip, balloons):
        assert_inert(html.fromstring(f"<div>{text}</div>"))


def test_no_probe_becomes_an_element_of_a_figure_or_an_action_of_a_document(outputs: dict[str, Path]) -> None:
    root = etree.fromstring(outputs["figure.svg"].read_bytes())
    assert root.xpath("//*[@data-probe]") == []
    assert [e.tag for e in root.iter("{*}a", "{*}script", "{*}foreignObject", "{*}image")] == []
    document = outputs["figure.pdf"].read_bytes()
    # Fonts and drawings are compressed streams, in which any three letters may stand.
    objects = re.sub(rb"stream\r?\n.*?endstream", b"", document, flags=re.DOTALL)
    assert not re.search(rb"/(?:URI|JavaScript|JS|Launch|OpenAction|AA|EmbeddedFile)\b", objects)


@pytest.mark.parametrize("name", ["export.csv", "review.csv", "chains.csv"])
def test_no_cell_of_a_sheet_begins_a_formula(outputs: dict[str, Path], name: str) -> None:
    with outputs[name].open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    number = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
    assert [
        c
        for c in cells
        if c.lstrip("\u200b\ufeff \t\r\n")[:1] in tuple("=+-@") and c and not number.fullmatch(c)
    ] == []


def test_a_workbook_has_text_where_text_was_given_and_no_formula_or_foreign_link(
    outputs: dict[str, Path],
) -> None:
    book = openpyxl.load_workbook(outputs["export.xlsx"])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [c.coordinate for c in cells if c.data_type == "f"] == []
    assert any("data-probe" in str(c.value) for c in cells)
    links = [c.hyperlink.target for c in cells if c.hyperlink is not None and c.hyperlink.target]
    assert [link for link in links if urlsplit(link).scheme not in ("http", "https")] == []


def test_files_of_data_hold_the_probes_as_they_were(outputs: dict[str, Path]) -> None:
    whole = json.loads(outputs["export.geojson"].read_text("utf-8"))
    held = json.dumps(whole)
    assert json.dumps(probe("title"))[1:-1] in held
    with sqlite3.connect(outputs["export.gpkg"]) as base:
        names = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert {"events", "articles", "records", "sites"} <= names
        assert (probe("title"),) in set(base.execute("SELECT title FROM articles"))
    root = etree.fromstring(outputs["export.gpx"].read_bytes())
    assert root.xpath("//*[@data-probe]") == []


@pytest.fixture(scope="module")
def results(inputs: Path) -> geo.Results:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the links that are refused
        return geo.read(
            inputs / "articles.jsonl", records=inputs / "records.csv", sites=inputs / "sites.csv",
            corrections=inputs / "corrections.toml",
        )  # fmt: skip


def test_no_probe_becomes_an_element_of_what_a_notebook_shows(inputs: Path, results: geo.Results) -> None:
    article = next(iter(geo.read_articles([inputs / "articles.jsonl"], report=lambda error: None)))
    views = [results, *results.event_list, *results.sites, geo.extract(article)]
    for view in views:
        assert_inert(html.fromstring(f"<div>{view._repr_html_()}</div>"))
    assert any("data-probe" in html.fromstring(f"<div>{v._repr_html_()}</div>").text_content() for v in views)


def test_a_page_in_a_notebook_s_frame_is_one_attribute(inputs: Path, results: geo.Results) -> None:
    for view in (results.map(title=probe("heading")), geo.dossier(results, "Songchon County")):
        root = html.fromstring(f"<div>{view._repr_html_()}</div>")
        (frame,) = root.iter("iframe")
        assert set(frame.attrib) <= {
            "srcdoc",
            "style",
            "allowfullscreen",
            "title",
            "height",
            "width",
            "sandbox",
        }
        assert root.xpath("//*[@data-probe]") == []
        assert_inert(html.fromstring(frame.get("srcdoc")))


def test_no_probe_becomes_an_element_of_a_page_of_the_atlas(inputs: Path) -> None:
    out = inputs / "atlas"
    given = [
        str(inputs / "articles.jsonl"),
        "--records",
        str(inputs / "records.csv"),
        "--sites",
        str(inputs / "sites.csv"),
    ]
    assert main(["atlas", *given, "--title", probe("heading"), "-q", "-o", str(out)]) in (0, 1, 2)
    said = 0
    for path in out.rglob("*.html"):
        if path.name == "map.html":
            continue
        root = html.fromstring(path.read_text("utf-8"))
        assert root.xpath("//*[@data-probe]") == [], path
        assert [a for e in root.iter() for a in e.attrib if a.lower().startswith("on")] == [], path
        schemes = {urlsplit(e.get("href")).scheme for e in root.iter("a") if e.get("href")}
        assert schemes <= {"", "http", "https"}, path
        said += "data-probe" in root.text_content()
    assert said > 3


def test_answers_in_sql_hold_text_as_text(inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = inputs / "project"
    assert main(["init", str(project)]) == 0
    main(["add", str(project), str(inputs / "articles.jsonl"), "-q"])
    capsys.readouterr()
    question = "select title, source_id, quote, '=1+1' as formula from events"
    assert main(["sql", str(project), question, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert any("data-probe" in str(row) for row in rows)
    assert main(["sql", str(project), question, "--csv"]) == 0
    cells = [cell for row in csv.reader(capsys.readouterr().out.splitlines()) for cell in row]
    assert [cell for cell in cells if cell[:1] in tuple("=+-@") and cell] == []
    assert (
        main(["sql", str(project), f"select '{probe('x').replace(chr(39), chr(39) * 2)}\x1b[31m' as a"]) == 0
    )
    assert "\x1b" not in capsys.readouterr().out  # no sequence reaches the terminal


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
def test_a_browser_makes_no_element_of_a_probe_and_no_request(outputs: dict[str, Path], browser: Any) -> None:  # noqa: F811
    for name in PAGES:
        page = browser.new_page()
        asked: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on(
            "console",
            lambda said, complaints=complaints: (
                complaints.append(said.text) if said.type == "error" else None
            ),
        )
        page.on("pageerror", lambda error, complaints=complaints: complaints.append(str(error)))
        page.goto(outputs[name].as_uri())
        page.wait_for_timeout(1000)
        assert page.locator("[data-probe]").count() == 0, name
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.protocol)")
        assert set(links) <= {"http:", "https:", "file:"}, name  # a link within a page that is a file
        assert [url for url in asked if not url.startswith(("file:", "blob:", "data:"))] == [], name
        assert complaints == [], name
        page.close()


@pytest.mark.browser
def test_firefox_makes_no_element_of_a_probe(outputs: dict[str, Path]) -> None:
    with opened("firefox") as tab:
        for name in PAGES:
            tab.open(outputs[name])
            if name == "map.html":
                tab.until("document.body.classList.contains('ready')")
                tab.click("#list [role=option]")
                tab.until("!document.querySelector('#card').hidden")
            assert tab.run("document.querySelectorAll('[data-probe]').length") == 0, name
            assert "data-probe" in tab.run("document.body.textContent"), name
            links = tab.run("[...document.querySelectorAll('a[href]')].map(a => a.protocol)")
            assert set(links) <= {"http:", "https:", "file:"}, name
            assert tab.run("performance.getEntriesByType('resource').map(e => e.name)"
                           ".filter(n => !n.startsWith('file:') && !n.startsWith('blob:') && !n.startsWith('data:'))") == [], name  # fmt: skip
