"""What people say against the machine, and what a run makes of it."""

from __future__ import annotations

import csv
import io
import random
import re
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo.api.reading import Options, link
from geo.api.results import Results
from geo.cli import main
from geo.extraction.pipeline import above, extract, extract_all
from geo.linking.corrections import Ledger, correction_of, read_corrections
from geo.model.entities import Article, Event
from geo.model.errors import GeoError, InputError
from tests.support import GAZETTEER, REFERENCE, SAMPLES

EVENT_TYPES = REFERENCE.event_types.ids

BY = {"who": "J. Reader", "when": "2024-11-20", "why": "read again"}
PUMPS = "The Anju Pump Factory was inaugurated in Anju City on November 8, 2024."
TEXTS = {
    "pumps-1": (PUMPS, 9),
    "pumps-2": (PUMPS.replace("on November 8, 2024", "on Friday"), 10),
    "pumps-3": ("The Anju Pump Factory was inaugurated in Anju City.", 9),
    "mill": ("Kim Jong Un inspected a mill in Haeju City on November 7, 2024.", 8),
    "houses": ("Farmers moved into new houses in Unsan County, South Phyongan Province, on Tuesday.", 20),
    "missile": ("Kim Jong Un watched the test of a missile on November 18, 2024.", 19),
    "steel": ("Workers of the Chongjin Steel Plant overfulfilled the plan on November 12, 2024.", 13),
    "farm": ("The Jadong Farm in Yonggwang County was inaugurated on November 14, 2024.", 15),
}
EXTRACTIONS = [extract(Article(i, t, date=date(2024, 11, d))) for i, (t, d) in TEXTS.items()]
RECORDS = "id,date,type,place,description\nr1,2024-11-08,inauguration,Anju City,A factory\n"
RECORDS += "r2,2024-11-14,inauguration,Yonggwang County,A farm\nr3,2024-11-07,inspection,Haeju City,A mill\n"


def event_of(source: str) -> Event:
    return next(e for x in EXTRACTIONS for e in x.events if e.source_id == source)


IDS = {source: event_of(source).event_id for source in TEXTS}


def corrected(*rows: dict[str, str], **options) -> tuple[Results, list[GeoError]]:
    problems: list[GeoError] = []
    ledger = Ledger(correction_of(BY | row, "c.toml", n) for n, row in enumerate(rows, 1))
    return link(EXTRACTIONS, Options(corrections=ledger, **options), report=problems.append), problems


def events_of(results: Results) -> dict[str, Event]:
    return {e.source_id: e for e in results.event_list}


# Events ------------------------------------------------------------------------------------------------------


def test_a_corrected_place_says_who_moved_it_and_why():
    row = {"action": "place", "event": IDS["mill"], "value": "Songchon County"}
    results, problems = corrected(row)
    mill = events_of(results)["mill"]
    assert (mill.adm2, mill.adm2_name, mill.adm1_name) == ("KP0717", "Songchon", "South Phyongan")
    assert mill.rule == "corrected by J. Reader: read again"
    assert mill.title == "Inspection: Songchon"
    assert len(mill.corrections) == 1
    assert not problems


def test_a_place_of_coordinates_is_in_the_county_that_holds_them():
    row = {"action": "place", "event": IDS["mill"], "lat": "39.30", "lon": "126.30"}
    mill = events_of(corrected(row)[0])["mill"]
    assert (mill.adm2, mill.geo_precision, mill.lat, mill.lon) == ("KP0717", "site", 39.30, 126.30)


def test_what_agrees_with_the_machine_changes_nothing_but_the_trail():
    row = {"action": "place", "event": IDS["mill"], "value": "KP0901"}
    results, problems = corrected(row)
    mill = events_of(results)["mill"]
    plain = events_of(corrected()[0])["mill"]
    assert replace(mill, corrections=()) == plain
    assert mill.corrections
    assert not problems


def test_a_better_point_in_the_same_county_leaves_the_title():
    row = {"action": "place", "event": IDS["mill"], "lat": "38.05", "lon": "125.72"}
    mill, plain = events_of(corrected(row)[0])["mill"], events_of(corrected()[0])["mill"]
    assert (mill.title, mill.geo_precision) == (plain.title, "site")


def test_corrections_of_earlier_versions_are_read_under_their_former_names():
    for former, present in {"tie": "link", "untie": "unlink"}.items():
        made = correction_of({**BY, "action": former, "event": "0f3a91c04d7e", "record": "r1"}, "c.toml", 1)
        assert made.action == present


def test_corrections_are_a_keyword_of_read(tmp_path):
    found = geo.read(SAMPLES / "articles", corrections=SAMPLES / "corrections.toml", processes=2)
    assert not found.problems
    assert found.ledger.count() == {"applied": 5}
    assert "user-alias" in {m.rule for x in found.extractions for m in x.mentions}


def test_type_date_and_title_are_set():
    results, _ = corrected(
        {"action": "type", "event": IDS["mill"], "value": "relief"},
        {"action": "date", "event": IDS["mill"], "value": "2024-10"},
        {"action": "title", "event": IDS["farm"], "value": "A farm"},
    )
    mill, farm = events_of(results)["mill"], events_of(results)["farm"]
    assert (mill.type, mill.title) == ("relief", mill.title.replace("Inspection", "Relief"))
    assert mill.rule.endswith("; type corrected by J. Reader: read again")
    assert (mill.date, mill.date_precision) == (date(2024, 10, 1), "month")
    assert mill.date_rule.startswith("corrected by J. Reader")
    assert farm.title == "A farm"


def test_a_rejected_event_is_kept_but_not_shown_unless_asked_for():
    row = {"action": "reject", "event": IDS["mill"]}
    results, _ = corrected(row)
    assert "mill" not in events_of(results)
    assert [e.status for e in results.rejected] == ["rejected"]
    with_it, _ = corrected(row, rejected=True)
    assert events_of(with_it)["mill"].status == "rejected"
    assert list(events_of(with_it)) == list(events_of(corrected()[0]))


def test_only_what_is_confirmed_passes_the_gate():
    results, _ = corrected({"action": "confirm", "event": IDS["mill"]}, reviewed_only=True)
    assert [(e.source_id, e.status) for e in results.event_list] == [("mill", "reviewed")]


def test_a_confirmed_event_stays_however_low_its_score():
    found = next(x for x in EXTRACTIONS if x.article.id == "mill")
    ledger = Ledger([correction_of({**BY, "action": "confirm", "event": IDS["mill"]})])
    assert len(above(ledger.corrected(found), 1.0).events) == 1
    assert not above(found, 1.0).events


def test_an_event_whose_id_has_changed_is_found_by_its_article_and_words():
    row = {"action": "confirm", "event": "000000000000", "source": "mill", "quote": "INSPECTED  a mill"}
    results, problems = corrected(row)
    assert events_of(results)["mill"].status == "reviewed"
    assert len(results.ledger.by_words()) == 1
    assert not problems


def test_letters_that_a_code_page_has_lost_are_no_other_words():
    row = {
        "action": "confirm",
        "event": IDS["mill"],
        "source": "mill",
        "quote": "Kim Jong Un inspected ? mill in H?eju",
    }
    assert events_of(corrected(row)[0])["mill"].status == "reviewed"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"event": "000000000000"}, "no event 000000000000"),
        ({"event": IDS["mill"], "source": "mill", "quote": "a dam"}, "in no events of article mill"),
        ({"event": IDS["mill"], "source": "farm"}, "has other words"),
    ],
)
def test_a_correction_that_matches_nothing_is_reported_with_its_line(row, why):
    results, problems = corrected({"action": "confirm", **row})
    assert len(problems) == 1
    assert str(problems[0]).startswith("c.toml, line 1: correction c-")
    assert why in str(problems[0])
    assert results.ledger.count() == {"stale": 1}


def test_a_correction_of_an_article_that_is_not_read_is_no_fault():
    results, problems = corrected({"action": "confirm", "event": "000000000000", "source": "elsewhere"})
    assert not problems
    assert results.ledger.count() == {"idle": 1}


def test_of_two_corrections_of_one_field_the_later_holds():
    first = {"action": "type", "event": IDS["mill"], "value": "relief", "when": "2024-11-01"}
    later = {"action": "type", "event": IDS["mill"], "value": "disaster", "when": "2024-11-02"}
    for rows in ((first, later), (later, first)):
        results, problems = corrected(*rows)
        assert events_of(results)["mill"].type == "disaster"
        assert results.ledger.count() == {"applied": 1, "superseded": 1}
        assert not problems


def test_of_two_corrections_of_one_day_neither_holds_and_both_are_named():
    results, problems = corrected(
        {"action": "type", "event": IDS["mill"], "value": "relief", "id": "one"},
        {"action": "type", "event": IDS["mill"], "value": "disaster", "id": "two"},
    )
    assert events_of(results)["mill"] == events_of(corrected()[0])["mill"]
    assert [("one" in str(p), "two" in str(p)) for p in problems] == [(True, True), (True, True)]


# Happenings --------------------------------------------------------------------------------------------------


def happenings(*rows: dict[str, str]) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for event in corrected(*rows)[0].event_list:
        groups.setdefault(event.happening, set()).add(event.source_id)
    return {frozenset(g) for g in groups.values() if len(g) > 1}


PUMPS_ALL = frozenset({"pumps-1", "pumps-2", "pumps-3"})


def test_a_split_takes_an_event_out_of_its_happening():
    assert happenings() == {PUMPS_ALL}
    row = {"action": "split", "event": IDS["pumps-2"]}
    assert happenings(row) == {frozenset({"pumps-1", "pumps-3"})}
    assert happenings(row | {"with": IDS["mill"]}) == {PUMPS_ALL}


def test_the_first_report_gone_the_next_one_gives_the_happening_its_id():
    first = min(("pumps-1", "pumps-3"), key=IDS.__getitem__)
    results, _ = corrected({"action": "split", "event": IDS[first]})
    assert events_of(results)["pumps-2"].happening != IDS[first]


def test_merging_is_transitive():
    rows = [
        {"action": "merge", "event": IDS["mill"], "with": IDS["farm"]},
        {"action": "merge", "event": IDS["farm"], "with": f"{IDS['steel']}, {IDS['missile']}"},
    ]
    assert happenings(*rows) == {PUMPS_ALL, frozenset({"mill", "farm", "steel", "missile"})}


def test_a_later_split_undoes_a_merge_and_a_later_merge_a_split():
    merge = {"action": "merge", "event": IDS["mill"], "with": IDS["farm"]}
    split = {"action": "split", "event": IDS["farm"], "with": IDS["mill"]}
    early, late = {"when": "2024-11-01"}, {"when": "2024-11-02"}
    assert happenings(merge | early, split | late) == {PUMPS_ALL}
    assert happenings(merge | late, split | early) == {PUMPS_ALL, frozenset({"mill", "farm"})}
    results, problems = corrected(merge, split)
    assert results.ledger.count() == {"conflict": 2}
    assert len(problems) == 2


def test_a_split_that_other_merges_undo_is_a_conflict():
    rows = [
        {"action": "merge", "event": IDS["mill"], "with": IDS["farm"]},
        {"action": "merge", "event": IDS["farm"], "with": IDS["steel"]},
        {"action": "split", "event": IDS["mill"], "with": IDS["steel"]},
    ]
    _, problems = corrected(*rows)
    assert ["other corrections join" in str(p) for p in problems] == [True]


def test_a_rejected_report_is_no_part_of_its_happening():
    assert happenings({"action": "reject", "event": IDS["pumps-1"]}) == {frozenset({"pumps-2", "pumps-3"})}


# Ties, sites, names ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    path = tmp_path_factory.mktemp("records") / "records.csv"
    path.write_text(RECORDS)
    return path


def links(results: Results) -> set[tuple[str, str]]:
    source = {e.event_id: e.source_id for e in results.event_list}
    return {(source[k.event_id], k.record_id) for k in results.links}


def test_a_tie_is_made_and_another_refused(records):
    plain = links(corrected(records=records)[0])
    assert ("mill", "r3") in plain
    results, problems = corrected(
        {"action": "unlink", "event": IDS["mill"], "record": "r3"},
        {"action": "link", "event": IDS["farm"], "record": "r1"},
        records=records,
    )
    assert links(results) == plain - {("mill", "r3")} | {("farm", "r1")}
    assert "r1" in events_of(results)["farm"].records
    assert events_of(results)["mill"].records == ()
    assert not problems


def test_a_tie_to_a_record_that_is_gone_is_stale_and_without_records_nobody_can_say(records):
    row = {"action": "link", "event": IDS["mill"], "record": "r9"}
    assert "no record r9" in str(corrected(row, records=records)[1][0])
    assert not corrected(row)[1]


def test_a_moved_site_moves_its_events():
    row = {
        "action": "site",
        "name": "Jadong Farm",
        "county": "Yonggwang County",
        "lat": "40.02",
        "lon": "127.45",
    }
    results, problems = corrected(row)
    farm = events_of(results)["farm"]
    assert (farm.lat, farm.lon, farm.geo_precision) == (40.02, 127.45, "site")
    assert "corrected by J. Reader" in farm.rule
    assert farm.corrections
    assert [s.geo_precision for s in results.sites if s.name == "Jadong Farm"] == ["site"]
    assert not problems


def test_a_place_that_is_set_goes_over_a_site_that_is_moved():
    site = {
        "action": "site",
        "name": "Jadong Farm",
        "county": "Yonggwang County",
        "lat": "40.02",
        "lon": "127.45",
    }
    place = {"action": "place", "event": IDS["farm"], "value": "Songchon County"}
    assert events_of(corrected(site, place)[0])["farm"].adm2 == "KP0717"


ALIAS = {**BY, "action": "alias", "name": "Vinalon Town", "value": "Hamhung City"}


def test_an_alias_is_found_in_texts_and_no_effect_outlives_the_run():
    article = Article("a", "A mill was inaugurated in Vinalon Town on May 2, 2024.")
    reference = Ledger([correction_of(ALIAS)]).reference
    found = extract(article, reference=reference)
    assert [(m.surface, m.adm2, m.rule) for m in found.mentions] == [("Vinalon Town", "KP0307", "user-alias")]
    assert found.events[0].adm2 == "KP0307"
    assert [m.adm2 for m in extract(article).mentions if m.adm2] == []
    assert GAZETTEER.find("Vinalon Town") == ()


def test_an_alias_is_known_to_other_processes():
    articles = [Article("a", "A mill was inaugurated in Vinalon Town.")] * 2
    reference = Ledger([correction_of(ALIAS)]).reference
    found = list(extract_all(articles, processes=2, reference=reference))
    assert [x.events[0].adm2 for x in found] == ["KP0307", "KP0307"]


def test_an_alias_resolves_a_name_that_two_counties_bear_but_not_against_the_text():
    row = ALIAS | {"name": "Unsan", "value": "Unsan County, South Phyongan Province"}
    reference = Ledger([correction_of(row)]).reference
    plain = extract(Article("a", "Rain fell on Unsan County."), reference=reference)
    north = extract(Article("a", "Rain fell on Unsan County, North Phyongan Province."), reference=reference)
    assert (plain.mentions[0].adm2, plain.mentions[0].rule) == ("KP0720", "user-alias")
    assert north.mentions[0].adm2 == "KP0617"


def test_an_alias_of_one_article_holds_in_no_other():
    row = ALIAS | {"name": "Unsan", "value": "KP0720", "source": "letters"}
    reference = Ledger([correction_of(row)]).reference
    found = [
        extract(Article(i, "Rain fell on Unsan County."), reference=reference).mentions[0].adm2
        for i in ("letters", "b")
    ]
    assert found == ["KP0720", None]


def test_what_corrections_do_to_an_article_is_explained(tmp_path, capsys):
    article, file = tmp_path / "a.txt", tmp_path / "corrections.csv"
    article.write_text("A mill was inaugurated in Vinalon Town.", "utf-8")
    rows = [dict(ALIAS), {**ALIAS, "source": "a"}]
    for row in rows:
        with file.open("w", newline="", encoding="utf-8") as out:
            table = csv.DictWriter(out, row.keys())
            table.writeheader()
            table.writerow(row)
        assert main(["explain", str(article), "--corrections", str(file)]) == 0
        said = capsys.readouterr()
        assert "Vinalon Town  [26:38]" in said.out
        assert "Hamhung, South Hamgyong (KP0307)  by user-alias" in said.out
        assert re.search(r"applied +1", said.err)
    assert main(["explain", str(article), "-q"]) == 0
    assert "Vinalon Town  [" not in capsys.readouterr().out


def test_an_alias_that_two_people_give_to_two_places_is_a_conflict():
    ledger = Ledger(correction_of(ALIAS | {"value": v}) for v in ("Hamhung City", "Haeju City"))
    reference = ledger.reference
    assert extract(Article("a", "Rain fell on Vinalon Town."), reference=reference).mentions == ()
    assert ledger.count() == {"conflict": 2}


def test_a_name_that_is_no_place_is_placed_nowhere():
    row = ALIAS | {"name": "Anju Pump Factory", "value": "none"}
    town = Ledger([correction_of(row | {"name": "Unsan"})])
    assert [m.role for m in town.corrected(extract(Article("a", "In Unsan County."))).mentions] == [
        "name-part"
    ]
    results, problems = corrected(row)
    assert "Anju Pump Factory" not in [s.name for s in results.sites]
    surfaces = {(m.surface, m.role) for x in results.extractions for m in x.mentions}
    assert ("Anju Pump Factory", "name-part") in surfaces
    assert results.ledger.count() == {"applied": 1}
    assert not problems


def test_korean_aliases_are_found_too():
    reference = Ledger([correction_of(ALIAS | {"name": "비날론읍", "value": "함흥시"})]).reference
    found = extract(Article("a", "비날론읍에서 새 공장이 준공되였다."), reference=reference)
    assert [m.adm2 for m in found.mentions] == ["KP0307"]


# The same result in any order, and back ----------------------------------------------------------------------

PLACES = (
    "KP0717",
    "KP0901",
    "Unsan County, South Phyongan Province",
    "none",
    "Chongjin Steel Plant",
    "Mt Paektu",
)
SOURCES = list(TEXTS)
day = st.integers(1, 28).map(lambda d: f"2024-11-{d:02}")


@st.composite
def rows(draw) -> dict[str, str]:
    action = draw(
        st.sampled_from(
            [
                "place",
                "type",
                "date",
                "title",
                "confirm",
                "reject",
                "merge",
                "split",
                "link",
                "unlink",
                "site",
            ]
        )
    )
    row = {**BY, "action": action, "when": draw(day), "why": draw(st.sampled_from(["seen", "heard"]))}
    if action == "site":
        lat = draw(st.sampled_from(["40.02", "40.05"]))
        return row | {"name": "Jadong Farm", "county": "Yonggwang County", "lat": lat, "lon": "127.45"}
    source = draw(st.sampled_from(SOURCES))
    row |= (
        {"event": IDS[source]} if draw(st.booleans()) else {"source": source, "quote": TEXTS[source][0][:30]}
    )
    if action == "place":
        row["value"] = draw(st.sampled_from(PLACES))
    elif action == "type":
        row["value"] = draw(st.sampled_from(EVENT_TYPES[:3]))
    elif action == "date":
        row["value"] = draw(st.sampled_from(["2024-11-08", "2024-11", "none"]))
    elif action == "title":
        row["value"] = draw(st.sampled_from(["One", "Two"]))
    elif action in ("merge", "split") and (action == "merge" or draw(st.booleans())):
        others = [IDS[s] for s in SOURCES if s != source]
        row["with"] = " ".join(draw(st.lists(st.sampled_from(others), min_size=1, max_size=2)))
        row["event"] = IDS[source]
    elif action in ("link", "unlink"):
        row["record"] = draw(st.sampled_from(["r1", "r2", "r3"]))
    return row


def outcome(given_rows, records):
    results, problems = corrected(*given_rows, records=records, rejected=True)
    return (
        results.event_list,
        results.links,
        results.sites,
        {o.correction.id: (o.state, o.note) for o in results.ledger.outcomes()},
        len(problems),
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(rows(), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_file_does_not_matter(records, given_rows, shuffle: random.Random):
    given_rows = list({str(correction_of(r).id): r for r in given_rows}.values())
    plain = outcome(given_rows, records)
    shuffle.shuffle(given_rows)
    assert outcome(given_rows, records) == plain


def inverse(row: dict[str, str], plain: Results) -> dict[str, str] | None:
    """The correction of the day after that sets back what one has set; None where taking it out does that."""
    source = row.get("source") or next(s for s, i in IDS.items() if i == row.get("event"))
    event = events_of(plain)[source]
    later = date.fromisoformat(row["when"]) + timedelta(days=40)
    back = {k: v for k, v in row.items() if k in ("event", "source", "quote", "who")}
    back |= {"action": row["action"], "when": later.isoformat(), "why": "after all"}
    match row["action"]:
        case "place" if event.geo_precision in ("site", "locality"):
            point = {"lat": repr(event.lat), "lon": repr(event.lon), "precision": event.geo_precision}
            return back | {"value": event.adm2 or event.adm1} | point
        case "place":
            return back | {"value": event.adm2 or event.adm1 or "none"}
        case "type":
            return back | {"value": event.type}
        case "date":
            cut = {"day": 10, "month": 7, "year": 4, None: 0}[event.date_precision]
            return back | {"value": event.date.isoformat()[:cut] if event.date else "none"}
        case "title":
            return back | {"value": event.title}
        case "merge":
            return back | {"action": "split", "with": row["with"]}
        case "split":
            of = {e.event_id: e.happening for e in plain.event_list}
            others = [i for i in of if of[i] == event.happening and i != event.event_id]
            return (
                back | {"action": "merge", "with": " ".join(others), "event": event.event_id}
                if others
                else None
            )
        case "link" | "unlink":
            held = row["record"] in event.records
            return back | {"action": "link" if held else "unlink", "record": row["record"]}
    return None


def as_before(results: Results, without: str = "") -> list[Event]:
    return [replace(e, corrections=()) for e in results.event_list]


@settings(max_examples=60, deadline=None)
@given(st.lists(rows(), max_size=6))
def test_a_file_and_its_inverse_leave_the_machine_s_results_but_for_the_trail(records, given_rows):
    plain, _ = corrected(records=records)
    of = {e.event_id: e.happening for e in plain.event_list}
    kept = []
    for row in given_rows:
        if row["action"] == "site":
            continue  # a site is moved back by taking its correction out
        one = row.get("event") or IDS[row["source"]]
        # What merges those that are together, or splits those apart, does nothing that could be undone.
        together = any(of[one] == of[i] for i in row.get("with", "").split())
        if (row["action"] == "merge" and together) or (row["action"] == "split" and "with" in row):
            continue
        kept.append(row)
    splits = {r.get("event") or IDS[r["source"]] for r in kept if r["action"] == "split"}
    kept = [r for r in kept if r["action"] != "merge" or not splits & {r["event"], *r["with"].split()}]
    kept = [r for r in kept if r["action"] != "merge"] if splits else kept
    back = [i for r in kept if (i := inverse(r, plain))]
    # Confirming and rejecting are undone by taking them out.
    file = [r for r in kept if r["action"] not in ("confirm", "reject")]
    again, _ = corrected(*file, *back, records=records)
    assert as_before(again) == as_before(plain)
    assert {(k.event_id, k.record_id) for k in again.links} == {
        (k.event_id, k.record_id) for k in plain.links
    }


# Files -------------------------------------------------------------------------------------------------------


def faults(path: Path) -> list[str]:
    problems: list[GeoError] = []
    read_corrections(path, problems.append)
    return [str(p) for p in problems]


GOOD = '[[correction]]\naction = "confirm"\nevent = "0f3a91c04d7e"\nwho = "J. Reader"\nwhen = 2024-11-20\n'


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('"confirm"', '"move"'), "line 1: action 'move' is none of alias"),
        (("who", "whom"), "line 1: confirm has no key 'whom'"),
        (("2024-11-20", '"2024-02-30"'), "line 1: when '2024-02-30' is not a day"),
        (("2024-11-20", "2024-02-30"), "line 5: invalid TOML"),
        (('event = "0f3a91c04d7e"\n', ""), "does not name its event"),
        (("who = ", "who = = "), "line 4: invalid TOML"),
        (('"confirm"', '"place"\nvalue = "Atlantis"\nwhy = "x"'), "place 'Atlantis' is not known"),
        (('"confirm"', '"place"\nvalue = "KP9999"\nwhy = "x"'), "place 'KP9999' is not known"),
        (('"confirm"', '"place"\nvalue = "Unsan"\nwhy = "x"'), "is KP0617 or KP0720; add its province"),
        (('"confirm"', '"place"\nvalue = "Seoul"\nwhy = "x"'), "is not in the DPRK"),
        (('"confirm"', '"place"\nlat = 126.2\nlon = 39.2\nwhy = "x"'), "may be swapped"),
        (('"confirm"', '"place"\nvalue = "Haeju City"\nlat = 41.0\nlon = 126.2\nwhy = "x"'), "km from Haeju"),
        (
            ('"confirm"', '"date"\nvalue = "2024-13-01"\nwhy = "x"'),
            "date '2024-13-01' is not a day, month or year",
        ),
        (('"confirm"', '"type"\nvalue = "visit"\nwhy = "x"'), "type 'visit' is none of inspection"),
        (('"confirm"', '"reject"'), "reject without why"),
        (('"confirm"', "[1, 2]"), "action is a list"),
        (("correction", "corection"), "unknown key 'corection'"),
    ],
)
def test_what_is_wrong_in_a_file_is_reported_with_its_line(tmp_path, change, said):
    path = tmp_path / "c.toml"
    path.write_text(GOOD.replace(*change))
    messages = faults(path)
    assert len(messages) == 1
    assert messages[0].startswith(str(path))
    assert said in messages[0]


def test_one_broken_correction_does_not_cost_the_others(tmp_path):
    path = tmp_path / "c.toml"
    other = GOOD.replace("0f3a91c04d7e", "aaaaaaaaaaaa")
    path.write_text(GOOD + GOOD.replace("= 2024-11-20", "= 2024-11-") + other)
    problems: list[GeoError] = []
    assert [c.event for c in read_corrections(path, problems.append)] == ["0f3a91c04d7e", "aaaaaaaaaaaa"]
    assert f"{path}, line 10: invalid TOML" in str(problems[0])


def test_lines_are_counted_right_beside_texts_of_several_lines(tmp_path):
    path = tmp_path / "c.toml"
    path.write_text(
        '[[correction]]\nwhy = """\n[[correction]]\n"""\n' + GOOD.removeprefix("[[correction]]\n") + GOOD
    )
    assert [c.line for c in read_corrections(path, print)] == [1, 9]


def test_ids_that_occur_twice(tmp_path):
    path = tmp_path / "c.toml"
    named = GOOD + 'id = "one"\n'
    path.write_text(named + named.replace("0f3a91c04d7e", "aaaaaaaaaaaa") + GOOD + GOOD)
    assert ["different corrections" in f or "repeats" in f for f in faults(path)] == [True, True]
    assert len(read_corrections(path, lambda error: None)) == 1


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"a,b\n1,2\n", None])
def test_a_file_that_is_none_is_named(tmp_path, content):
    path = tmp_path / "c.csv"
    if content is not None:
        path.write_bytes(content)
    assert [f.startswith(str(path)) for f in faults(path)] == [True]


COLUMNS = ["action", "value", "who", "when", "why", "event", "source", "quote", "my notes"]


def sheet(rows_: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows([COLUMNS, *rows_])
    return out.getvalue()


@pytest.mark.parametrize(
    ("delimiter", "encoding", "day_"),
    [(",", "utf-8", "2024-11-20"), (";", "utf-8-sig", "20.11.2024"), (";", "cp949", "20/11/2024"),
     ("\t", "utf-16", "11/20/2024"), (",", "utf-8-sig", "2024-11-20 00:00:00")],
)  # fmt: skip
def test_a_table_is_read_however_a_spreadsheet_saves_it(tmp_path, delimiter, encoding, day_):
    path = tmp_path / "c.csv"
    row = ["confirm", "", "김 기자", day_, "사진을 봄", "'123456789012", "kcna", "'=sum", "mine"]
    empty = ["", "", "", "", "", "0f3a91c04d7e", "kcna", "other", ""]
    path.write_bytes(sheet([row, empty], delimiter).encode(encoding))
    problems: list[GeoError] = []
    found = read_corrections(path, problems.append)
    assert [(c.event, c.quote, c.who, c.when) for c in found] == [
        ("123456789012", "=sum", "김 기자", date(2024, 11, 20))
    ]
    assert not problems


def test_days_that_a_sheet_writes_month_first_are_recognised_by_the_one_that_shows_it(tmp_path):
    path = tmp_path / "c.csv"
    rows_ = [
        ["confirm", "", "A", d, "", e, "", "", ""]
        for d, e in (("3/4/2024", "a" * 12), ("3/14/2024", "b" * 12))
    ]
    path.write_text(sheet(rows_))
    assert [c.when for c in read_corrections(path, print)] == [date(2024, 3, 4), date(2024, 3, 14)]
    path.write_text(sheet(rows_[:1]))
    (fault,) = faults(path)
    assert "line 2: when '3/4/2024' is ambiguous, 2024-03-04 or 2024-04-03; write it as 2024-11-20" in fault


def test_days_of_a_workbook_are_read_as_those_of_any_table(tmp_path):
    path = tmp_path / "c.xlsx"
    book = openpyxl.Workbook()
    book.active.append(COLUMNS)
    # Excel has read 3/4 as a date of its own country, and left 20/11, which is none there.
    for day, event in ((date(2024, 3, 4), "a" * 12), ("20/11/2024", "b" * 12), (45616, "c" * 12)):
        book.active.append(["confirm", "", "A", day, "", event])
    book.save(path)
    problems: list[GeoError] = []
    assert [c.when for c in read_corrections(path, problems.append)] == [date(2024, 11, 20)] * 2
    (problem,) = problems
    assert "when '2024-03-04' may have day and month exchanged" in str(problem)


def test_a_month_or_none_is_a_date_that_a_table_may_set(tmp_path):
    path = tmp_path / "c.csv"
    rows_ = [["date", v, "A", "20/11/2024", "read", "a" * 12] for v in ("2024-10", "none", "21/11/2024")]
    path.write_text(sheet(rows_))
    assert [c.value for c in read_corrections(path, print)] == [
        (date(2024, 10, 1), "month"), (None, None), (date(2024, 11, 21), "day"),
    ]  # fmt: skip


WHOLE = (SAMPLES / "corrections.toml").read_bytes()
TABLE = sheet(
    [["place", "KP0717", "A", "2024-11-20", "seen", "0f3a91c04d7e", "kcna", "words", ""]] * 3
).encode()


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([("c.toml", WHOLE), ("c.csv", TABLE)]),
    st.lists(
        st.tuples(st.integers(0, 6000), st.integers(0, 40), st.binary(max_size=6)), min_size=1, max_size=4
    ),
)
def test_a_damaged_file_gives_messages_and_what_is_whole(tmp_path_factory, file, cuts):
    name, content = file
    for at, length, put in cuts:
        at %= len(content) or 1
        content = content[:at] + put + content[at + length :]
    path = tmp_path_factory.mktemp("c") / name
    path.write_bytes(content)
    problems: list[GeoError] = []
    read_corrections(path, problems.append)
    assert all(str(p).startswith(str(path)) for p in problems)


@settings(max_examples=150, deadline=None)
@given(st.fixed_dictionaries({}, optional={
    k: st.one_of(st.text(max_size=12), st.sampled_from(["place", "KP0717", "2024-11-20", "site", "39.2", "none"]))
    for k in ("id", "action", "event", "source", "quote", "value", "lat", "lon", "with", "name", "who", "when", "why")
}))  # fmt: skip
def test_whatever_a_row_holds_it_is_a_correction_or_an_error_that_names_it(row):
    try:
        made = correction_of(row, "c.csv", 7)
    except InputError as error:
        assert str(error).startswith("c.csv, line 7: ")
    else:
        assert made.action in {"place", "alias", "site"} or made.who


# The command -------------------------------------------------------------------------------------------------


def test_the_command_counts_what_became_of_corrections(tmp_path, capsys):
    article = tmp_path / "mill.txt"
    article.write_text(TEXTS["mill"][0])
    found = extract(next(iter(geo.read_articles(article)))).events[0]
    file = tmp_path / "c.toml"
    good = GOOD.replace("0f3a91c04d7e", found.event_id)
    file.write_text(good)
    out = tmp_path / "e.geojson"
    assert main(["export", str(article), "--corrections", str(file), "--reviewed-only", "-o", str(out)]) == 0
    assert '"status":"reviewed"' in out.read_text()
    assert "applied" in capsys.readouterr().err
    file.write_text(good + GOOD)
    assert main(["extract", str(article), "--corrections", str(file), "-o", str(tmp_path / "x.jsonl")]) == 2
    assert "no event 0f3a91c04d7e" in capsys.readouterr().err
    assert (
        main(["extract", str(article), "--corrections", str(tmp_path / "no.toml"), "-q", "-o", str(out)]) == 2
    )


def test_every_field_of_an_event_that_corrections_leave_is_left():
    results, _ = corrected({"action": "confirm", "event": IDS["mill"]})
    changed, plain = events_of(results)["mill"], events_of(corrected()[0])["mill"]
    assert {f.name for f in fields(Event) if getattr(changed, f.name) != getattr(plain, f.name)} == {
        "status",
        "corrections",
    }
