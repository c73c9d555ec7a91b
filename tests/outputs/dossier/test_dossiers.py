"""A dossier: whom it is about, what it reports, what it leaves open, and that nothing in it can run."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo.api.reading import link
from geo.cli import main
from geo.model.errors import OptionError
from geo.outputs.dossier.subject import subject_of
from tests.support import GAZETTEER

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{ 7*7 }} {% raw %}",
    '"><svg onload=alert(1)>',
    "</title></style><script>alert(1)</script>",
    "javascript:alert(1)",
    "\u202e]]>&amp;",
]


@pytest.fixture(scope="module")
def samples():
    return geo.read(
        "data/samples/articles", records="data/samples/records.csv", sites="data/samples/sites.csv"
    )


def results_of(*articles: geo.Article):
    return link([geo.extract(a) for a in articles])


class Page(HTMLParser):
    """Tags, their attributes, and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


@pytest.mark.parametrize(
    "name", ["Songchon", "Sŏngch'ŏn-gun", "성천군", "Seongcheon", "KP0717", "songchon county"]
)
def test_a_county_is_found_in_any_spelling(samples, name):
    assert geo.dossier(samples, name).subject.pcode == "KP0717"


@pytest.mark.parametrize(
    "name", ["Kangdong Combined Greenhouse", "강동종합온실", "the Kangdong Greenhouse Complex"]
)
def test_a_site_is_found_under_the_names_that_articles_and_the_reference_give_it(samples, name):
    found = geo.dossier(samples, name)
    assert (found.subject.site, found.subject.pcode) == ("Kangdong Greenhouse Complex", "KP1023")
    assert [e.type for e in found.event_list] == ["inauguration"]


def test_a_site_of_the_users_own_table_is_found(samples):
    found = geo.dossier(samples, "중평온실농장")
    assert found.subject.lat == 41.56
    assert found.chains[0].state == "completed"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Unsan", "is KP0617 or KP0720; add its province"),
        ("Songchan", "perhaps Songchon County, South Phyongan"),
        ("Atlantis", "is not known"),
        ("Seoul", "is no place of the North"),
        (" ", "no name"),
    ],
)
def test_names_that_mean_nothing_or_several_places_are_refused_with_what_to_do(samples, name, said):
    with pytest.raises(OptionError, match=re.escape(said)):
        geo.dossier(samples, name)


def test_a_name_that_several_sites_bear_is_refused_with_their_counties():
    text = "The {} in {} produced wine."
    results = results_of(
        geo.Article("a", text.format("Paektu Wine Factory", "Hamju County")),
        geo.Article("b", text.format("Paektu Wine Factory", "Kumya County")),
    )
    with pytest.raises(OptionError, match=r"Hamju County, South Hamgyong.*Kumya County, South Hamgyong"):
        subject_of(results, "Paektu Wine Factory")


@given(st.sampled_from([p.place_id for p in GAZETTEER.units("adm2")]))
@settings(max_examples=12, deadline=None)
def test_every_county_has_a_page(pcode):
    page = geo.dossier(geo.read([]), pcode).to_html()
    assert pcode in page
    assert "no event here" in page


def test_the_page_gives_days_state_visits_and_sources(samples):
    page = Page(geo.dossier(samples, "Songchon County").to_html())
    for said in (
        "Songchon County", "성천군", "KP0717", "South Phyongan (KP07)", "completed", "as of 2024-12-20", "2024-02-28",
        "296 days later", "Visits of the leader: 2, the last on 2024-12-20", "Nobody has reviewed these events",
    ):  # fmt: skip
        assert said in page.text, said


def test_a_users_table_of_publishers_names_the_sources_of_a_page(tmp_path):
    table = tmp_path / "own.csv"
    table.write_text("host,name,korean,class\nsinuiju.example,Sinuiju Notes,신의주 소식,blog\n", "utf-8")
    articles = tmp_path / "articles.jsonl"
    body = "The Songchon Brick Factory was inaugurated in Songchon County on March 4, 2024."
    rows = [
        {"id": "a", "text": body, "url": "https://sinuiju.example/a"},
        {"id": "b", "text": body, "source": "신의주 소식"},
    ]
    articles.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    found = geo.dossier(geo.read(articles, publishers=table), "Songchon County")
    assert [(s.name, s.korean, s.class_, s.articles) for s in found.sources] == [
        ("Sinuiju Notes", "신의주 소식", "blog", 2)
    ]


def test_records_tied_to_an_event_there_are_on_the_page(samples):
    found = geo.dossier(samples, "Hamju")
    assert {r.id for r, links in found.records if links} == {"rec-004", "rec-005"}
    assert "rec-004" in found.to_html()


def test_what_a_person_has_changed_and_how_many_sources_report_it_is_reported(samples):
    found = geo.dossier(samples, "Hamju")
    event = replace(
        found.event_list[0], sources=3, corrections=("c-7",), status="reviewed", source_class="witness"
    )
    page = Page(replace(found, event_list=[event, *found.event_list[1:]]).to_html())
    for said in ("independent sources: 3", "corrected by hand: c-7", "reviewed", "witness"):
        assert said in page.text, said
    assert "Nobody has reviewed" not in page.text


def test_a_period_leaves_out_what_happened_before_and_after(samples):
    found = geo.dossier(samples, "Hamju", start=date(2022, 3, 1), end=date(2022, 12, 31))
    assert [str(e.date) for e in found.event_list] == ["2022-10-10"]
    assert found.chains[0].building_days is None
    assert "2022-03-01 to 2022-12-31" in found.to_html()
    with pytest.raises(OptionError, match="after its end"):
        geo.dossier(samples, "Hamju", start=date(2023, 1, 1), end=date(2022, 1, 1))


def test_a_name_that_could_be_the_county_is_reported_among_what_is_not_known():
    results = results_of(geo.Article("a", "Rain fell on Unsan County.", "Weather", date(2024, 7, 1)))
    for pcode in ("KP0617", "KP0720"):
        found = geo.dossier(results, pcode)
        assert [r.mention.surface for r in found.refused] == ["Unsan County"]
        assert "refused: KP0617 or KP0720" in found.to_html()
    assert not geo.dossier(results, "KP0717").refused


def test_visits_to_the_province_alone_may_have_been_to_the_county():
    text = "Kim Jong Un inspected regional-industry factories under construction in North Phyongan Province."
    found = geo.dossier(results_of(geo.Article("a", text, date=date(2024, 10, 6))), "Kujang County")
    assert found.province_visits == 1
    assert "Visits reported in the province without a county: 1" in found.to_html()


def test_an_empty_page_says_that_silence_is_no_proof(samples):
    page = Page(geo.dossier(samples, "Musan").to_html())
    assert "That does not mean that nothing happened" in page.text


def test_the_page_runs_nothing_and_asks_nobody(samples):
    page = Page(geo.dossier(samples, "Songchon").to_html())
    assert not {"script", "img", "iframe", "link", "object", "form"} & {tag for tag, _ in page.tags}
    policy = next(a["content"] for t, a in page.tags if t == "meta" and "http-equiv" in a)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not any(name.startswith("on") or name == "style" for _, attrs in page.tags for name in attrs)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_hostile_text_is_only_ever_text(payload, language):
    body = f"Kim Jong Un inspected the Anju Pump Factory in Anju City on November 8, 2024. {payload}"
    article = geo.Article(
        f"id {payload}", f"{payload} {body}", payload, date(2024, 11, 9), url=payload, source=payload
    )
    results = results_of(
        article, geo.Article("b", body, payload, date(2024, 11, 9), url="https://example.org/\"'<x>")
    )
    found = geo.dossier(results, "Anju", language=language)
    assert len(found.event_list) >= 2
    page = Page(found.to_html())
    assert not {"script", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)
    assert all((a.get("href") or "https://").startswith("https://") for t, a in page.tags if t == "a")
    assert "49 " not in page.text.replace("7*7", "")


def test_the_page_is_the_same_each_time_and_for_any_order_of_articles(samples):
    first = geo.Article("a", "The Anju Pump Factory in Anju City was inaugurated.", date=date(2024, 5, 2))
    second = geo.Article("b", "Kim Jong Un inspected the Anju Pump Factory on June 1.", date=date(2024, 6, 2))
    one, other = (geo.dossier(results_of(*a), "Anju").to_html() for a in ((first, second), (second, first)))
    assert one == other


def test_the_page_speaks_korean(samples):
    page = geo.dossier(samples, "Songchon", language="ko").to_html()
    assert '<html lang="ko">' in page
    assert "착공" in page
    words = Page(page)
    assert "Over time" not in words.text
    with pytest.raises(OptionError, match="neither"):
        geo.dossier(samples, "Songchon", language="fr")


def test_types_of_events_are_called_as_on_the_map(samples):
    for language, step in (("en", "Completion"), ("ko", "준공")):
        found = geo.dossier(samples, "Songchon County", language=language)
        page = Page(found.to_html()).text
        for event in found.event_list:
            assert f"{samples.reference.event_types.name(event.type, language).capitalize()}: " in page
        assert step in page
    assert "현지지도: " in Page(geo.dossier(samples, "Hamju", language="ko").to_html()).text


def test_both_languages_have_the_same_words():
    import tomllib
    from pathlib import Path

    words = tomllib.loads(Path("geo/outputs/dossier/words.toml").read_text("utf-8"))

    def keys(table, path=""):
        return {path + k for k in table} | {
            x for k, v in table.items() if isinstance(v, dict) for x in keys(v, f"{k}.")
        }

    def holes(table):
        return {k: sorted(set(re.findall(r"{(\w+)}", v))) for k, v in table.items() if isinstance(v, str)}

    assert keys(words["en"]) == keys(words["ko"])
    assert holes(words["en"]) == holes(words["ko"])


def test_a_notebook_shows_the_page_in_a_frame_that_can_run_nothing(samples):
    frame = Page(geo.dossier(samples, "Songchon")._repr_html_())
    tag, attrs = frame.tags[0]
    assert (tag, attrs["sandbox"]) == ("iframe", "allow-popups")
    assert "Songchon County" in (attrs["srcdoc"] or "")


def test_the_command_writes_the_page_and_says_what_it_found(tmp_path, capsys):
    out = tmp_path / "songchon.html"
    assert main(["dossier", "Songchon County", "data/samples/articles", "-o", str(out)]) == 0
    assert re.search(r"^ {2}events +2$", capsys.readouterr().err, re.MULTILINE)
    assert "KP0717" in out.read_text("utf-8")


@pytest.mark.parametrize(("name", "code"), [("Musan", 1), ("Unsan", 2), ("Atlantis", 2)])
def test_the_command_exits_with_1_where_nothing_is_reported_and_2_where_the_name_is_not_resolved(
    tmp_path, name, code
):
    out = tmp_path / "d.html"
    assert main(["dossier", name, "data/samples/articles", "-q", "-o", str(out)]) == code
    assert out.exists() == (code == 1)


def test_a_period_can_be_given_to_the_command(tmp_path):
    out = tmp_path / "d.html"
    args = ["dossier", "Hamju", "data/samples/articles", "-q", "--from", "2024-01-01", "--to", "2024-12-31"]
    assert main([*args, "--language", "ko", "-o", str(out)]) == 0
    page = out.read_text("utf-8")
    assert "2024-08-24" in page
    assert "2022-10-10" not in page


def test_a_hostile_file_is_read_and_shown_as_text(tmp_path):
    path = tmp_path / "a.jsonl"
    row = {"id": PAYLOADS[0], "date": "2024-11-09", "title": PAYLOADS[1], "url": "javascript:alert(1)"}
    row["text"] = f"Kim Jong Un inspected a mill in Haeju City on Tuesday. {PAYLOADS[3]}"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert main(["dossier", "Haeju", str(path), "-q", "-o", str(tmp_path / "d.html")]) == 0
    tags = Page((tmp_path / "d.html").read_text("utf-8")).tags
    assert not any((a.get("href") or "").startswith("javascript") for _, a in tags)
