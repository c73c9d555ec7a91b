"""Sites over time: which reports tell of one project, its steps, its state, and who was never visited."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
import geo.api.results
import geo.model.errors
from geo.cli import main
from geo.linking.coreference.merge import merge_reports
from geo.linking.timelines.chains import chains
from geo.linking.timelines.projects import projects
from geo.model.entities import Article
from geo.model.timelines import STATES
from geo.outputs.timeline_frames import chain_frame, county_frame, newest, unvisited
from geo.outputs.watchlist import as_csv, as_text, lines, read_watchlist

PLACE = "in Hamju County, South Hamgyong Province"
FACTORIES = "regional-industry factories"


def events_of(*texts: tuple[str, str] | str, title: str = ""):
    """Events of articles, each of a text or of a text and its day, their reports compared."""
    events = []
    for number, one in enumerate(texts):
        text, day = one if isinstance(one, tuple) else (one, "2024-11-20")
        article = Article(
            f"a{number}", text, title, date.fromisoformat(day) if day else None, url="https://example.org/"
        )
        events += geo.extract(article).events
    return merge_reports(events)


def chain_of(*texts, title=""):
    found = chains(events_of(*texts, title=title))
    assert len(found) == 1, [(c.name, c.names) for c in found]
    return found[0]


BROKEN = (
    f"North Korea broke ground for the {FACTORIES} {PLACE} at a ground-breaking ceremony on February 29.",
    "2024-03-01",
)
INSPECTED = (
    f"Kim Jong Un inspected {FACTORIES} under construction {PLACE} on August 31.",
    "2024-09-02",
)
OPENED = (f"The {FACTORIES} {PLACE} were inaugurated on December 24.", "2024-12-25")
MADE = (f"The {FACTORIES} {PLACE} produced soy sauce and clothes.", "2025-02-10")


def test_the_factories_of_a_county_go_from_ground_breaking_to_production():
    chain = chain_of(BROKEN, INSPECTED, OPENED, MADE)
    assert [s.type for s in chain.steps] == ["groundbreaking", "inspection", "inauguration", "production"]
    assert (chain.state, chain.building_days, chain.gaps) == ("in production", 299, (184, 115, None))
    assert chain.visits == (date(2024, 8, 31),)
    assert chain.state_event in chain.event_ids


@pytest.mark.parametrize(
    ("reports", "state", "rule"),
    [
        ((BROKEN,), "ground broken", "groundbreaking-reported"),
        ((BROKEN, INSPECTED), "under construction", "inspected-under-construction"),
        ((BROKEN, OPENED), "completed", "inauguration-reported"),
        ((f"Kim Jong Un inspected the Anju Pump Factory {PLACE} on May 2.",), "inspected only", ""),
    ],
)
def test_the_state_is_what_the_latest_report_says(reports, state, rule):
    chain = chain_of(*reports)
    assert (chain.state, chain.state_rule) == (state, rule)


@pytest.mark.parametrize(
    ("text", "state", "rule"),
    [
        (
            "The design for the construction of the Kumya Foodstuff Factory in Kumya County was drawn.",
            "planned",
            "words-of-planning",
        ),
        (
            "Kim Jong Un inspected the chosen site of an offshore farm in Sinpho City on July 15.",
            "planned",
            "inspected-before-building",
        ),
    ],
)
def test_what_is_only_designed_or_chosen_is_planned(text, state, rule):
    chain = chain_of(text)
    assert (chain.state, chain.state_rule) == (state, rule)


def test_plans_never_undo_what_has_begun():
    later = (
        f"They finished the layout of the {FACTORIES} {PLACE} for the construction of them.",
        "2024-10-01",
    )
    assert chain_of(BROKEN, INSPECTED, later).state == "under construction"


def test_a_report_printed_after_the_opening_still_speaks_of_the_building_before_it():
    after = (f"Soldiers told of the construction of the {FACTORIES} {PLACE}.", "2024-12-26")
    assert chain_of(OPENED, after).state == "completed"
    anew = (f"The construction of the {FACTORIES} {PLACE} goes on.", "2025-04-26")
    chain = chain_of(OPENED, anew)
    assert (chain.state, chain.state_rule) == (
        "under construction",
        "construction-reported, after completion",
    )


def test_works_at_a_factory_that_runs_do_not_make_it_one_that_is_being_built():
    mill = "the Anju Pump Factory in Anju City, South Phyongan Province"
    made = (f"Workers of {mill} overfulfilled the production plan.", "2024-08-01")
    works = (f"The project for remodeling {mill} is progressing apace.", "2024-10-09")
    chain = chain_of(made, works)
    assert (chain.state, [s.rule for s in chain.steps]) == (
        "in production",
        ["production-reported", "works-at-the-site"],
    )
    assert chain_of(works).state == "under construction"
    done = (f"{mill[0].upper()}{mill[1:]} was remodeled and renovated this year.", "2024-10-09")
    assert chain_of(done).state == "unknown"


def test_a_report_without_any_day_does_not_speak_for_the_present():
    undated = (f"The construction of the {FACTORIES} {PLACE} goes on.", None)
    assert chain_of(OPENED, undated).state == "completed"
    assert chain_of(undated).state == "under construction"


def test_one_happening_in_five_articles_is_one_step():
    chain = chain_of(*[OPENED] * 5)
    assert (len(chain.steps), chain.n_reports, chain.n_articles) == (1, 5, 5)
    assert len(chain.steps[0].event_ids) == 5


@pytest.mark.parametrize(
    "name",
    [
        "regional-industry factories under construction",
        "regional-industry factories",
        "a local-industry factory",
        "지방공업공장",
    ],
)
def test_the_factories_of_the_programme_are_one_project_in_a_county_under_any_of_its_names(name):
    sites = [SimpleNamespace(**_event(site=FACTORIES)), SimpleNamespace(**_event(site=name))]
    (one,) = projects(sites)
    assert (one.name, len(one.events)) == (FACTORIES, 2)


def _event(**given):
    base = {
        "event_id": "x", "happening": "", "type": "construction", "site": None, "quote": "", "source_title": "",
        "adm1": "KP03", "adm2": "KP0310", "status": "found",
    }  # fmt: skip
    return base | given


def names_of(*sites: str, adm2: str = "KP0310"):
    events = [SimpleNamespace(**_event(site=s, adm2=adm2, adm1=adm2[:4], event_id=s)) for s in sites]
    return sorted(sorted(p.names) for p in projects(events))


def test_a_step_and_a_visit_are_dated_by_the_report_that_knows_the_day_best():
    visited = f"Kim Jong Un inspected {FACTORIES} under construction {PLACE} in {{}}."
    events = [
        replace(e, happening="h") for e in events_of(visited.format("2024"), visited.format("August 2024"))
    ]
    chain = chains(events)[0]
    assert (chain.steps[0].day, chain.steps[0].date_precision) == (date(2024, 8, 1), "month")
    assert chain.visits == (date(2024, 8, 1),)
    page = geo.dossier(geo.api.results.Results([], events, [], [], []), "Hamju County")
    assert [(day, report.date_precision) for day, report in page.visits] == [(date(2024, 8, 1), "month")]
    assert "2024-08-01" not in page.to_html()


def test_names_that_differ_by_the_county_and_general_words_are_one_site():
    assert len(names_of("Hamju Garment Factory", "Hamju County Garment Factory")) == 1
    assert len(names_of("Tongbong Farm", "Tongbong Cooperative Farm")) == 1
    assert len(names_of("the Tongbong Farm", "Tongbong Farm under construction")) == 1


def test_other_names_stay_apart():
    assert len(names_of("Hamju Garment Factory", "Hamju Foodstuff Factory")) == 2
    assert len(names_of("Tongbong Farm", "Tongbong School")) == 2
    assert len(names_of("Hamju Farm", "Sinphung Farm")) == 2
    assert len(names_of("Garment Factory", "Songchon Garment Factory", "Hamju Shoe Factory")) == 3


def test_a_short_name_that_could_be_either_of_two_joins_neither():
    joined = names_of("Garment Factory", "Hamju Garment Factory", "Hamju Youth Garment Factory")
    assert ["Hamju Youth Garment Factory"] in joined


def test_factories_of_two_counties_are_two_projects():
    other = OPENED[0].replace("Hamju", "Kumya"), OPENED[1]
    assert {c.adm2_name for c in chains(events_of(OPENED, other))} == {"Hamju", "Kumya"}


def test_new_houses_at_a_farm_do_not_complete_the_farm():
    farm = "the Undok Farm in Onchon County, Nampho Municipality"
    found = chains(
        events_of(
            (f"A ceremony for moving into new houses took place at {farm}.", "2024-08-02"),
            (
                f"Workers of {farm} finished rice transplanting and increased the production of rice.",
                "2024-08-03",
            ),
        )
    )
    assert {(c.name, c.state) for c in found} == {
        ("new houses, Undok Farm", "completed"),
        ("Undok Farm", "in production"),
    }


def test_plain_words_name_no_project():
    texts = [
        ("New factories were built in Wonsan City, Kangwon Province.", "2024-09-03"),
        ("New factories were built in Wonsan City, Kangwon Province.", "2024-10-20"),
    ]
    assert len(chains(events_of(*texts))) <= 2
    assert all(len(c.steps) == 1 for c in chains(events_of(*texts)))


def test_a_list_of_counties_in_a_report_on_the_programme_belongs_to_it():
    text = "Soldier-builders involved in the construction in Ichon and Orang counties are devoted to it."
    found = chains(events_of((text, "2024-09-21"), title="Construction of Regional-industry Factories"))
    assert {(c.adm2_name, c.name, c.rules) for c in found} == {
        ("Ichon", FACTORIES, ("named-in-title",)),
        ("Orang", FACTORIES, ("named-in-title",)),
    }
    assert chains(events_of((text, "2024-09-21"), title="Achievements")) == []


@given(st.permutations(range(4)), st.sampled_from([BROKEN, INSPECTED, OPENED, MADE]))
@settings(max_examples=20, deadline=None)
def test_the_order_of_articles_changes_nothing(order, _):
    events = events_of(BROKEN, INSPECTED, OPENED, MADE)
    by_article = {e.source_id: e for e in events}
    assert chains([by_article[f"a{i}"] for i in order]) == chains(events)


@given(st.lists(st.sampled_from([BROKEN, INSPECTED, OPENED, MADE]), min_size=1, max_size=6))
@settings(max_examples=20, deadline=None)
def test_steps_are_in_order_and_no_report_is_lost(texts):
    events = events_of(*texts)
    (chain,) = chains(events)
    days = [s.day for s in chain.steps]
    assert days == sorted(days)
    assert chain.state in STATES
    assert (
        {i for s in chain.steps for i in s.event_ids} == {e.event_id for e in events} == set(chain.event_ids)
    )


@pytest.fixture(scope="module")
def samples():
    return geo.read("data/samples/articles")


def test_days_are_counted_to_the_newest_report_or_a_given_day_never_to_today(samples):
    assert newest(samples) == date(2024, 12, 22)
    frame = samples.chains
    later = chain_frame(samples, as_of=date(2025, 1, 1))
    assert (later["days_since"] - frame["days_since"]).eq(10).all()


def test_songchons_factories_have_their_days_and_the_leaders_visits(samples):
    row = samples.chains.set_index(["county", "name"]).loc[("Songchon", FACTORIES)]
    assert (str(row["ground_broken"].date()), str(row["completed"].date())) == ("2024-02-28", "2024-12-20")
    assert (row["state"], row["building_days"], row["leader_visits"]) == ("completed", 296, 2)


def test_a_frame_of_nothing_has_its_columns():
    empty = geo.read([])
    assert empty.chains.empty
    assert "state" in empty.chains
    assert len(county_frame(empty)) == 179


def test_every_county_is_in_the_frame_the_unvisited_too(samples):
    frame = county_frame(samples).set_index("county")
    assert len(frame) == 179
    assert frame.loc["Songchon", "leader_visits"] == 2
    assert frame.loc["Songchon", "inauguration"] == 1
    assert frame.loc["Musan", "n_happenings"] == 0
    assert str(frame.loc["Wonsan", "leader_first"].date()) == "2024-07-16"


def test_the_unvisited_are_those_without_a_visit_in_the_period(samples):
    frame = unvisited(samples, date(2024, 1, 1), date(2024, 6, 30)).set_index("county")
    assert "Songchon" not in frame.index
    assert str(frame.loc["Wonsan", "after"].date()) == "2024-07-16"
    assert str(frame.loc["Yangdok", "before"].date()) == "2019-12-07"


def test_a_visit_to_the_province_may_have_been_to_any_county_of_it():
    text = "Kim Jong Un inspected regional-industry factories under construction in North Phyongan Province."
    results = geo.api.results.Results([], events_of((text, "2024-10-06")), [], [], [])
    frame = unvisited(results, date(2024, 10, 1), date(2024, 10, 31)).set_index("county")
    assert frame.loc["Kujang", "perhaps"] == 1
    assert frame.loc["Songchon", "perhaps"] == 0
    assert len(frame) == 179


def test_a_period_that_ends_before_it_begins_is_refused(samples):
    with pytest.raises(geo.model.errors.OptionError, match="after its end"):
        unvisited(samples, date(2024, 2, 1), date(2024, 1, 1))


@given(st.dates(date(2019, 1, 1), date(2025, 1, 1)), st.integers(0, 400), st.integers(0, 400))
@settings(max_examples=15, deadline=None)
def test_a_longer_period_leaves_fewer_unvisited(start, length, more):
    results = geo.read("data/samples/articles")
    end = start + timedelta(days=length)
    short = set(unvisited(results, start, end)["adm2"])
    assert set(unvisited(results, start, end + timedelta(days=more))["adm2"]) <= short


def test_a_watch_list_gives_a_line_for_each_county_also_where_nothing_is_reported(samples, tmp_path):
    path = tmp_path / "counties.csv"
    path.write_text("군,이름\n성천군,지방공업공장\nUnsan,\nMusan County,\nKyongsong-gun,\n", encoding="utf-8")
    problems = []
    watched = read_watchlist(path, problems.append)
    assert "line 3: county 'Unsan' is KP0617 or KP0720; add its province" in str(problems[0])
    table = lines(samples.chain_list, watched, as_of=date(2024, 12, 22))
    assert [(x.county, x.state) for x in table] == [
        ("Songchon", "completed"),
        ("Musan", "not reported"),
        ("Kyongsong", "completed"),
    ]


def test_the_table_neutralises_formulas_and_control_characters():
    chain = chains(events_of(OPENED))[0]
    table = lines([replace(chain, name="=HYPERLINK(1)\x1b[31m")])
    assert "\x1b" not in as_text(table)
    rows = list(csv.DictReader(io.StringIO(as_csv(table).lstrip("\ufeff"))))
    assert rows[0]["site"].startswith("'=")


def test_the_command_prints_the_counties_of_a_file(tmp_path, capsys):
    out = tmp_path / "chains.csv"
    args = ["chains", "data/samples/articles", "--counties", "data/samples/regional-policy.csv"]
    assert main([*args, "-q"]) == 0
    output = capsys.readouterr().out
    assert "2024-02-28" in output
    assert output.count("not reported") == 15
    assert main([*args, "-q", "--as-of", "2025-01-01", "-o", str(out)]) == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (len(rows), rows[0]["days_since"], rows[0]["days"]) == (17, "11", "296")


def test_the_help_says_what_a_list_of_counties_may_be(capsys):
    with pytest.raises(SystemExit):
        main(["chains", "--help"])
    assert ".xlsx" in capsys.readouterr().out.rpartition("--counties FILE")[2].partition("--as-of")[0]


def test_the_counties_of_the_policy_are_recognised_by_the_articles_that_the_file_names(shared):
    results = geo.read(shared / "articles" / "kcna.jsonl")
    texts = {x.article.id: x.article for x in results.extractions}
    with open("data/samples/regional-policy.csv", encoding="utf-8", newline="") as file:  # noqa: PTH123
        rows = list(csv.DictReader(file))
    for row in rows:
        article = texts[row["origin"]]
        name = row["county"].split(" County")[0].replace("Kimhyongjik", "Kim Hyong Jik")
        assert name in article.text, row
        assert str(article.date) == row["reported"], row
    watched = read_watchlist("data/samples/regional-policy.csv", print)
    table = lines(results.chain_list, watched, extractions=results.extractions)
    state = {x.county: x.state for x in table}
    under_way = {c for c, s in state.items() if s == "under construction"}
    assert len(under_way) == 14
    assert {c: s for c, s in state.items() if c not in under_way} == {
        "Unsan": "named only",
        "Kujang": "named only",
        "Kim Hyong Jik": "named only",
    }
    assert [x.sources for x in table if x.county == "Kujang"] == [("kcna-0497",)]
    assert [x.inspected for x in table if x.county == "Hamju"] == ["2024-08-31"]


def test_as_of_a_day_nothing_is_known_of_what_was_reported_later():
    results = geo.read("data/samples/articles")
    known = chain_frame(results, as_of=date(2024, 6, 1)).set_index("county")
    assert known.loc["Songchon", "state"] == "ground broken"
    assert known.loc["Songchon", "days_since"] == 94 - 1
    assert (known["days_since"] >= 0).all()
    counties = county_frame(results, as_of=date(2024, 6, 1)).set_index("county")
    assert counties.loc["Songchon", "leader_visits"] == 1


def test_what_is_completed_in_the_main_is_still_being_built():
    text = "The construction of the Kosong Army-People Power Station was completed in the main."
    chain = chain_of((text, "2024-09-22"))
    assert (chain.state, [step.type for step in chain.steps]) == ("under construction", ["construction"])
