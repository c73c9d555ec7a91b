"""An atlas: its pages lead to each other, keep their addresses, and are written only where something has changed."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest
from lxml import etree

import geo
from geo.linking.dataset import Dataset
from geo.model.entities import Event
from geo.model.errors import OptionError, UnreadableError
from geo.outputs.atlas import publication, write_atlas
from geo.outputs.atlas.atlas import atlas_files
from geo.outputs.atlas.folder import MANIFEST, Folder
from geo.reference.context import Reference
from tests.support import ROOT

SAMPLES = ROOT / "data" / "samples"
FORM = publication(base_url="https://maps.example/atlas")
HOSTILE = "</script><img src=x onerror=alert(1)>\u202e{{7*7}}\ud800"


def event(
    number: int = 0, day: date | None = date(2024, 5, 1), unit: str | None = "KP0717", **changes: object
) -> Event:
    """An event in Songchon, unless it is said otherwise."""
    known = Reference.bundled().gazetteer
    place = known.get(unit)
    made = Event(
        event_id=f"{number:012x}", type="inspection", date=day, date_precision="day" if day else None, title="",
        site=None, actors=(), leader=False, adm1=unit and unit[:4], adm2=unit if unit and len(unit) > 4 else None,
        adm1_name=known.name(unit and unit[:4]), adm2_name=known.name(unit), lat=place.lat if place else None,
        lon=place.lon if place else None, geo_precision="adm2" if unit else "country", rule="type-word",
        date_rule="month-and-day", score=0.9, source_id=f"a{number}", source_url=f"https://paper.example/{number}",
        source_title="A report", source_date=date(2024, 5, 2), quote=f"Officials came, for the time {number}.",
        quote_start=0, quote_end=9, text_sha256="", status="found", publisher="paper.example",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def dataset(events: list[Event], **more: object) -> Dataset:
    """A dataset of some events and nothing else."""
    return Dataset([], events, more.get("records", []), more.get("links", []), more.get("sites", []))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """All files of the atlas of the samples, by path."""
    found = geo.read(SAMPLES / "articles", records=SAMPLES / "records.csv", sites=SAMPLES / "sites.csv")
    return dict(atlas_files(found, FORM, map_page="<title>Map</title>"))


class Page(HTMLParser):
    """The addresses, ids and parts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.policy = self.language = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {k: v or "" for k, v in attrs}
        self.tags.append(tag)
        assert not [name for name in own if name.startswith("on") or name == "style"], own
        self.links += [own[name] for name in ("href", "src") if name in own]
        self.ids += [own["id"]] if "id" in own else []
        self.language = own.get("lang", "") if tag == "html" else self.language
        if own.get("http-equiv") == "Content-Security-Policy":
            self.policy = own["content"]


@pytest.fixture(scope="module")
def pages(files: dict[str, str]) -> dict[str, Page]:
    return {name: Page(text) for name, text in files.items() if name.endswith(".html") and name != "map.html"}


def test_every_link_of_every_page_leads_to_a_file_or_an_event_of_the_folder(files, pages):
    for name, page in pages.items():
        for link in page.links:
            if link.startswith(("https://", "http://")):
                continue
            path, _, anchor = unquote(link).partition("#")
            target = _joined(name, path) if path else name
            assert target in files, f"{name}: {link}"
            if anchor and target in pages:
                assert anchor in pages[target].ids, f"{name}: {link}"


def _joined(page: str, link: str) -> str:
    parts: list[str] = []
    for part in (*PurePosixPath(page).parent.parts, *PurePosixPath(link).parts):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def test_no_id_stands_twice_on_a_page_and_every_page_has_its_landmarks_and_one_heading(pages):
    for name, page in pages.items():
        symbols = [i for i in page.ids if not re.fullmatch(r"t\d+", i)]
        assert len(symbols) == len(set(symbols)), name
        assert [page.tags.count(tag) for tag in ("h1", "main", "header", "footer")] == [1, 1, 1, 1], name
        assert page.tags.count("table") == page.tags.count("caption"), name


def test_every_page_forbids_requests_and_all_scripts_but_its_own(pages):
    (policy,) = {page.policy for page in pages.values()}
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_every_page_is_there_in_both_languages_and_leads_to_the_other(pages):
    english = {name for name in pages if not name.startswith("ko/")}
    assert {f"ko/{name}" for name in english} == set(pages) - english
    for name in english:
        assert (pages[name].language, pages[f"ko/{name}"].language) == ("en", "ko")
        assert name in [
            _joined(f"ko/{name}", link) for link in pages[f"ko/{name}"].links if "://" not in link
        ]


def test_every_unit_of_the_country_has_a_page_even_without_events(files):
    known = Reference.bundled().gazetteer
    units = [p.place_id for level in ("adm1", "adm2") for p in known.units(level)]
    assert len(units) == 190
    assert all(f"place/{code}.html" in files for code in units)
    assert "These articles report no event here." in files["place/KP0201.html"]
    assert "place/KP0201.csv" not in files


def test_a_county_page_has_the_sentence_the_source_the_rule_and_the_history_of_its_sites(files):
    page = files["place/KP0717.html"]
    assert "Songchon County" in page
    assert "ten months after the ground-breaking ceremony there" in page
    assert "Songchon&#39;s factories open within the year" in page
    assert "county and province are both named and agree" in page
    assert "296 days later" in page
    assert "rec-010" in page
    assert "성천군" in files["ko/place/KP0717.html"]
    assert "296일 뒤" in files["ko/place/KP0717.html"]


def test_the_downloads_of_a_page_have_its_events_and_no_others(files):
    rows = list(csv.DictReader(io.StringIO(files["place/KP0717.csv"].removeprefix("\ufeff"))))
    assert {row["adm2"] for row in rows} == {"KP0717"}
    features = json.loads(files["place/KP0717.geojson"])["features"]
    assert [f["id"] for f in features] == [row["event_id"] for row in rows]
    everything = [
        row["event_id"]
        for name, text in files.items()
        if re.fullmatch(r"month/[^/]+\.csv", name)
        for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    ]
    assert len(everything) == len(set(everything)) == 20


def test_a_feed_has_the_newest_events_under_stable_ids(files):
    feed = etree.fromstring(files["place/KP0310.xml"].encode())
    ids = [entry.findtext("{*}id") for entry in feed.iterfind("{*}entry")]
    assert len(ids) == len(set(ids)) == 3
    assert (
        feed.find("{*}entry/{*}link")
        .get("href")
        .startswith("https://maps.example/atlas/place/KP0310.html#e-2024")
    )


def test_with_a_web_address_pages_say_it_and_the_sitemap_has_them_all(files, pages):
    page = files["place/KP0717.html"]
    assert '<link rel="canonical" href="https://maps.example/atlas/place/KP0717.html">' in page
    assert (
        '<link rel="alternate" hreflang="ko" href="https://maps.example/atlas/ko/place/KP0717.html">' in page
    )
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    kinds = [one["@type"] for one in json.loads(text)]
    assert kinds == ["BreadcrumbList", "AdministrativeArea", "Event", "Event"]
    listed = re.findall(r"<loc>https://maps.example/atlas/(.*?)</loc>", files["sitemap.xml"])
    assert sorted(listed) == sorted(pages)


def test_without_a_web_address_no_page_claims_one_and_search_engines_can_be_kept_out():
    found = dict(atlas_files(dataset([event()]), publication(indexed=False, languages=["en"])))
    page = found["place/KP0717.html"]
    assert "canonical" not in page
    assert "ld+json" not in page
    assert 'content="noindex, nofollow"' in page
    assert "sitemap.xml" not in found
    assert not [name for name in found if name.startswith("ko/")]


@pytest.mark.parametrize("languages", [["fr"], [], ["en", "en"]])
def test_a_wrong_language_is_refused(languages):
    with pytest.raises(OptionError, match="give en, ko or both"):
        publication(languages=languages)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://a.example/?x", "maps"])
def test_a_wrong_web_address_is_refused(address):
    with pytest.raises(OptionError, match="is no web address"):
        publication(base_url=address)


def test_the_search_knows_every_spelling_of_a_county_a_site_and_the_leader(files):
    rows = {(row[0], row[1]): row for row in _index(files)}
    assert {"songchon", "seongcheon", "성천", "성천군", "songchoncounty", "kp0717"} <= _keys(
        rows[0, "KP0717"]
    )
    assert {"kimjongun", "김정은"} <= _keys(rows[3, "kimjongun"])
    assert "련포온실농장" in _keys(rows[1, "ryonpho-greenhouse-farm-kp0310"])
    assert {"202412", "december2024", "2024년12월"} <= _keys(rows[2, "2024-12"])


def _index(files: dict[str, str]) -> list[list]:
    found = []
    for name in sorted(n for n in files if n.startswith("search/")):
        text = files[name].strip().removesuffix(");").partition(",")[2]
        found += json.loads(text)
    return found


def _keys(row: list) -> set[str]:
    return set(row[5].split("|"))


# Long pages -------------------------------------------------------------------------------------------------------


def many(number: int) -> list[Event]:
    """Events of one county, two a day, with some that are known to a year or to no day."""
    start = date(2021, 1, 1)
    found = [event(n, start + timedelta(days=n // 2)) for n in range(number)]
    found += [event(number + n, date(2022, 1, 1), date_precision="year") for n in range(3)]
    return [*found, event(number + 9, None, source_date=None), event(number + 10, None)]


@pytest.fixture(scope="module")
def long() -> dict[str, str]:
    return dict(atlas_files(dataset(many(900)), publication(languages=["en"])))


def test_a_long_page_is_split_and_every_event_stands_in_exactly_one_part(long):
    parts = [n for n in long if n.startswith("place/KP0717.") and n.endswith(".html")]
    assert "place/KP0717.2021-03.html" in parts
    leaves = [n for n in parts if n != "place/KP0717.html" and "data-period" not in long[n]]
    stands = [i for n in leaves for i in Page(long[n]).ids if i.startswith("e-")]
    assert len(stands) == len(set(stands)) == 905
    of_the_year = {f"e-2022-{n:012x}" for n in (900, 901, 902)}
    assert of_the_year <= set(Page(long["place/KP0717.2022-00.html"]).ids)
    assert "reported 2024-05-02" in long["place/KP0717.2024.html"]
    assert "place/KP0717.undated.html" in parts


def test_the_address_of_a_page_stays_when_more_articles_make_it_long(long):
    short = dict(atlas_files(dataset(many(20)), publication(languages=["en"])))
    lost = {name for name in short if name.endswith(".html")} - set(long)
    assert lost == set()


def test_no_file_is_larger_than_two_megabytes_and_long_tables_are_split_like_their_pages():
    words = "The sentence is long. " * 100
    events = [
        event(n, date(2024, 1, 1) + timedelta(days=n % 300), quote=f"{n} {words}") for n in range(1_500)
    ]
    found = dict(atlas_files(dataset(events), publication(languages=["en"])))
    assert max(len(text.encode()) for text in found.values()) <= 2_000_000
    assert "place/KP0717.csv" not in found
    tables = [n for n in found if re.fullmatch(r"place/KP0717\..*csv", n)]
    ids = [
        r["event_id"] for n in tables for r in csv.DictReader(io.StringIO(found[n].removeprefix("\ufeff")))
    ]
    assert len(ids) == len(set(ids)) == 1_500


def test_a_day_with_more_events_than_fit_on_a_page_is_paged_from_the_oldest():
    found = dict(atlas_files(dataset([event(n) for n in range(400)]), publication(languages=["en"])))
    assert {"month/2024-05-01.html", "month/2024-05-01.1.html", "month/2024-05-01.3.html"} <= set(found)


# Hostile text -----------------------------------------------------------------------------------------------------


def test_hostile_text_stays_text_in_pages_data_search_and_feeds():
    evil = event(
        1, site=HOSTILE, actors=(HOSTILE, "=cmd()"), source_title=HOSTILE, quote="=HYPERLINK(1)", publisher=HOSTILE,
        rule=HOSTILE, source_url="javascript:alert(1)", type="<b>", attribution=f"{HOSTILE}; named",
    )  # fmt: skip
    found = dict(atlas_files(dataset([evil]), FORM))
    for name, text in found.items():
        text.encode("utf-8", "replace")
        if name.endswith(".html"):
            page = Page(text)
            assert "img" not in page.tags
            assert page.tags.count("script") == text.count("</script>")
            assert not [link for link in page.links if "javascript:" in link]
        elif name.endswith(".xml"):
            etree.fromstring(text.encode("utf-8", "replace"))
        elif name.startswith("search/"):
            assert "</script" not in text
    assert all(re.fullmatch(r"[\w./-]+", name) for name in found)
    (row,) = csv.DictReader(io.StringIO(found["place/KP0717.csv"].removeprefix("\ufeff")))
    assert row["quote"] == "'=HYPERLINK(1)"


# The folder -------------------------------------------------------------------------------------------------------


def test_the_same_events_give_the_same_bytes_in_any_order():
    events = [*many(40), event(99, unit=None), event(98, unit="KP0101", leader=True)]
    mixed = random.Random(7).sample(events, len(events))
    form = publication(languages=["ko"])
    assert dict(atlas_files(dataset(events), form)) == dict(atlas_files(dataset(mixed), form))


def test_one_more_event_rewrites_only_the_pages_that_it_concerns(tmp_path):
    events = [event(1), event(2, date(2023, 3, 3), "KP0101"), event(3, date(2022, 2, 2), "KP0901")]
    form = publication(languages=["en"])
    write_atlas(dataset(events), tmp_path, form)
    before = _stamps(tmp_path)
    more = [*events, event(4, date(2024, 5, 9), source_url="https://other.example/4")]
    done = write_atlas(dataset(more), tmp_path, form)
    changed = {name for name, stamp in _stamps(tmp_path).items() if before.get(name) != stamp}
    assert done.written == len(changed) - 1  # the manifest is not counted
    pages = (name.split(".")[0] for name in changed)
    subjects = {page for page in pages if "/" in page and not page.endswith(("/index", "search/0"))}
    assert subjects == {"place/KP0717", "place/KP07", "month/2024-05", "source/other-example"}
    assert write_atlas(dataset(events), tmp_path, form).removed == 4  # page, feed and data of the new source


def _stamps(folder: Path) -> dict[str, int]:
    return {p.relative_to(folder).as_posix(): p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}


def test_a_folder_with_other_files_is_refused_and_a_file_of_the_user_is_kept(tmp_path):
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(OptionError, match="is no atlas"):
        write_atlas(dataset([event()]), tmp_path)
    atlas = tmp_path / "atlas"
    Folder(atlas).write([("month/2024-05.html", "May")])
    (atlas / "CNAME").write_text("maps.example")
    (atlas / "month" / "2023-01.html").write_text("mine")
    done = Folder(atlas).write([("month/2023-01.html", "January")])
    assert (atlas / "CNAME").read_text() == "maps.example"
    assert done.foreign == ["month/2023-01.html"]
    assert (atlas / "month" / "2023-01.html").read_text() == "mine"
    assert not (atlas / "month" / "2024-05.html").exists()


def test_a_run_that_is_ended_leaves_whole_files_and_the_next_one_completes_them(tmp_path):
    wanted = {f"place/{number}.html": f"page {number}" for number in range(40)}

    def ended():
        for number, item in enumerate(wanted.items()):
            if number == 30:
                raise KeyboardInterrupt
            yield item

    with pytest.raises(KeyboardInterrupt):
        Folder(tmp_path).write(ended())
    half = tmp_path / "place" / ".31.html.atlas-part"
    half.write_text("half")
    for name in list(_stamps(tmp_path)):
        if name in wanted:
            assert (tmp_path / name).read_bytes() == wanted[name].encode("utf-8", "replace")
    done = Folder(tmp_path).write(wanted.items())
    assert done.foreign == []
    assert done.kept == 30
    assert not half.exists()
    assert set(_stamps(tmp_path)) == {*wanted, MANIFEST}


def test_a_manifest_cannot_make_a_run_remove_files_outside_of_the_folder(tmp_path):
    outside = tmp_path / "mine.txt"
    outside.write_text("mine")
    atlas = tmp_path / "atlas"
    Folder(atlas).write([("index.html", "front")])
    manifest = json.loads((atlas / MANIFEST).read_text())
    manifest["files"] += ["../mine.txt", str(outside), "place/../../mine.txt"]
    (atlas / MANIFEST).write_text(json.dumps(manifest))
    assert Folder(atlas).write([]).removed == 1
    assert outside.read_text() == "mine"


def test_a_damaged_manifest_is_refused_and_nothing_is_removed(tmp_path):
    Folder(tmp_path).write([("place/KP0717.html", "Songchon")])
    (tmp_path / MANIFEST).write_text('{"made_by": "somebody"}')
    with pytest.raises(OptionError, match="no manifest of an atlas"):
        Folder(tmp_path)
    assert (tmp_path / "place" / "KP0717.html").exists()


def test_a_second_run_on_the_same_folder_is_told_to_wait(tmp_path):
    def files():
        with pytest.raises(UnreadableError, match="another run"):
            Folder(tmp_path).write([("b.html", "b")])
        yield "a.html", "a"

    assert Folder(tmp_path).write(files()).written == 1
