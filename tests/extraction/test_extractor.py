"""One extractor a reference: its own words, names and types, in any thread and process, whenever it is asked."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.extraction.pipeline import Extractor, extract, extract_all
from geo.extraction.scanner import Scanner, _Widened, scanner_of
from geo.model.entities import Alias, Article, Name
from geo.model.errors import ReferenceDataError
from geo.reference.context import Reference
from geo.reference.lexicon import Lexicon
from tests.support import ROOT

BUNDLED = Reference.bundled()
SONGCHON, HAMHUNG = BUNDLED.gazetteer["KP0717"], BUNDLED.gazetteer["KP0307"]
MILL = Article("mill", "A mill was inaugurated in Vinalon Town on May 2, 2024.")


def named(place) -> Reference:
    return BUNDLED.with_aliases([Alias("Vinalon Town", place)])


@pytest.fixture
def own_reference(tmp_path):
    """A copy of the reference's files that a test may change."""
    return shutil.copytree(ROOT / "data" / "reference", tmp_path / "reference")


def added(path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def add_cue(folder, language: str, cue: str) -> None:
    path = folder / "words" / f"{language}.toml"
    path.write_text(
        path.read_text("utf-8").replace("[event]\n", f'[event]\nevacuation = ["{cue}"]\n'), "utf-8"
    )


EVACUATION = """
[evacuation]
names = { en = "evacuation", ko = "대피" }
colour = { light = "#5a5a00", dark = "#dada66" }
sign = "M2 2h12v12H2z"
certainty = 0.9
cue_rank = 0
"""


def test_a_type_added_to_the_table_is_found_by_its_cues(own_reference):
    added(own_reference / "event_types.toml", EVACUATION)
    add_cue(own_reference, "english", "were led to higher ground")
    add_cue(own_reference, "korean", "대피시켰")
    reader = Extractor(Reference.read(own_reference))
    body = "Residents were led to higher ground in Sinuiju City on July 28, 2024."
    (event,) = reader.extract(Article("a", body)).events
    assert (event.type, event.title, event.adm2, str(event.date)) == (
        "evacuation", "Evacuation: Sinuiju", "KP0601", "2024-07-28",
    )  # fmt: skip
    (event,) = reader.extract(Article("b", "신의주시에서 주민들을 대피시켰다.")).events
    assert (event.type, event.adm2) == ("evacuation", "KP0601")
    assert not extract(Article("a", body)).events


def test_cues_of_a_type_that_the_table_lacks_name_their_file_and_key(own_reference):
    add_cue(own_reference, "korean", "대피")
    with pytest.raises(ReferenceDataError, match=r"korean\.toml: \[event\] evacuation"):
        Reference.read(own_reference)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("order = 1\n[site]\nmine = [3]\n", "not a list of words"),
        ("[site]\nmine = []\n", "order"),
        ("order", "toml"),
    ],
)
def test_a_damaged_file_of_words_is_named(own_reference, text, said):
    (own_reference / "words" / "english.toml").write_text(text, "utf-8")
    with pytest.raises(ReferenceDataError, match=said):
        Reference.read(own_reference)


def test_two_threads_with_two_references_get_each_their_own_answers():
    readers = [Extractor(named(place)) for place in (SONGCHON, HAMHUNG)]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda n: readers[n % 2].extract(MILL).events[0].adm2, range(40)))
    assert found == ["KP0717", "KP0307"] * 20


def test_a_generator_that_is_consumed_late_keeps_its_reference():
    late = extract_all([MILL], reference=named(SONGCHON))
    assert extract(MILL, reference=named(HAMHUNG)).events[0].adm2 == "KP0307"
    assert next(late).events[0].adm2 == "KP0717"


def test_a_name_of_one_article_holds_in_that_article_alone():
    reference = BUNDLED.with_aliases([Alias("Vinalon Town", HAMHUNG, source="mill")])
    other = Article("other", MILL.text)
    found = list(Extractor(reference).extract_all([MILL, other, MILL]))
    assert [[e.adm2 for e in f.events] for f in found] == [["KP0307"], [], ["KP0307"]]


def test_processes_know_what_the_extractor_knows(own_reference):
    added(own_reference / "event_types.toml", EVACUATION)
    reference = Reference.read(own_reference).with_aliases([Alias("Vinalon Town", HAMHUNG, source="mill")])
    reader = Extractor(reference)
    articles = [MILL, Article("other", "A mill was inaugurated in Haeju City.")]
    assert list(reader.extract_all(articles, processes=2)) == list(reader.extract_all(articles))


def test_articles_with_names_of_their_own_share_the_large_automaton():
    reader = Extractor(BUNDLED)
    wider = Extractor(named(SONGCHON))
    assert wider.tools("Haeju").scanner._base is reader.tools("Haeju").scanner


SYLLABLES = st.sampled_from(["a", "b", "c", "ab", "bc", "abc", " ", "\n", "가", "나"])
TEXTS = st.lists(SYLLABLES, max_size=40).map("".join)
SPELLINGS = st.lists(st.lists(SYLLABLES, min_size=1, max_size=4).map("".join), min_size=1, max_size=6).map(
    lambda found: [s for s in found if len(s) > 1 and "\n" not in s and s.strip() == s]
)


EMPTY = {"site": {}, "common": {}, "korean": {}, "event": {}, "event_same": {"words": []}}
NO_WORDS = Lexicon(
    {
        "none": EMPTY
        | {"event_not": {"words": [], "void": []}, "forms": {"suffixes": [], "areas": [], "mounts": []}}
        | {"person": {"leaders": [], "former_leaders": [], "namesakes": []}}
    }
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, SPELLINGS, SPELLINGS)
def test_further_names_over_an_automaton_are_found_as_by_one_automaton_of_all(text, known, further):
    names = {spelling: [Name(SONGCHON, "other", True)] for spelling in known}
    more = {s: [*names.get(s, ()), Name(SONGCHON, "user", True)] for s in further}
    wider, merged = _Widened(Scanner(names, NO_WORDS), more), Scanner(names | more, NO_WORDS)

    def seen(scanner):
        return [(h.start, h.end, {n.form for n in h.term.names}) for h in scanner.scan(text)]

    assert seen(wider) == seen(merged)


def test_the_same_names_over_the_bundled_automaton_are_found_in_a_report():
    wider = named(SONGCHON)
    text = "Vinalon Town and Songchon County; the Vinalon Towns. In Vinalon Town, Kim Jong Un said."
    languages = ("english",)
    merged = Scanner(dict(wider.gazetteer.names_in(languages)), wider.lexicon.only(languages))
    assert scanner_of(wider.gazetteer, wider.lexicon, languages).scan(text) == merged.scan(text)
