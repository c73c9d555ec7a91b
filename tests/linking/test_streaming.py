"""Events that are read from a store, and compared in windows of days, give what all events at once give."""

from __future__ import annotations

import csv
import pickle
import random
from collections import deque
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import pytest

from geo.extraction.pipeline import extract
from geo.linking import windows
from geo.linking.corrections import Ledger, correction_of
from geo.linking.dataset import Dataset
from geo.linking.matching import stored
from geo.linking.reread import Reread
from geo.linking.run import Options, link
from geo.linking.stored_events import StoredEvents
from geo.model.entities import Article, Extraction
from geo.outputs.formats.layer_rows import rows
from geo.outputs.formats.layers import LAYERS

PLACES = ("Anju City", "Songchon County", "North Hamgyong Province")
SITES = ("Pump Factory", "Sunrise Farm", "Coal Mine No. 3")
ACTS = (
    "The {site} was inaugurated in {place}{when}.",
    "Kim Jong Un gave field guidance at the {site} in {place}{when}.",
    "Kim Jong Un sent thanks to builders and met scientists{when}.",
    "Flood damage was reported at the {site} in {place}{when}.",
    "Construction of the {site} goes on in {place}{when}, Yonhap said.",
    "{place}에서 공장 준공식이 진행되였다.",
)
HOSTS = "www.kcna.kp", "rodong.rep.kp", "en.yna.co.kr", "blog.example.org"
START = date(2024, 2, 26)


def articles(chance: random.Random) -> list[Article]:
    """Reports of few happenings at few places within two weeks; some have no date, some name a month only."""
    found = []
    for number in range(chance.randint(2, 14)):
        told = []
        for _ in range(chance.randint(1, 3)):
            day = START + timedelta(days=chance.randint(0, 13))
            when = chance.choice(
                ("", f" on {day:%B} {day.day}, {day.year}", f" in {day:%B} {day.year}", f" on {day:%A}")
            )
            told.append(
                chance.choice(ACTS).format(site=chance.choice(SITES), place=chance.choice(PLACES), when=when)
            )
        day = None if chance.random() < 0.15 else START + timedelta(days=chance.randint(0, 16))
        url = f"http://{chance.choice(HOSTS)}/{number}"
        found.append(Article(f"a{number}", "\n".join(told), date=day, url=url))
    return found


def records(chance: random.Random, path: Path) -> Path:
    """A table of the same kind of happenings."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "date", "type", "place", "description"])
        for number in range(12):
            day = START + timedelta(days=chance.randint(0, 13))
            kind = chance.choice(("inauguration", "inspection", "disaster"))
            words = chance.choice(ACTS).format(site=chance.choice(SITES), place="", when="")
            table.writerow([f"r{number}", day, kind, chance.choice(PLACES), words])
    return path


def corrections(chance: random.Random, found: list[Extraction]) -> list[dict[str, str]]:
    """Some corrections of some of the events; several may be at odds."""
    ids = [event.event_id for one in found for event in one.events]
    made = []
    for number in range(chance.randint(0, 4) if len(ids) > 2 else 0):
        one, other = chance.sample(ids, 2)
        row = chance.choice(
            (
                {"action": "merge", "event": one, "with": other},
                {"action": "split", "event": one},
                {"action": "split", "event": one, "with": other},
                {"action": "reject", "event": one},
                {"action": "confirm", "event": one},
                {"action": "link", "event": one, "record": f"r{chance.randint(0, 13)}"},
                {"action": "unlink", "event": one, "record": f"r{chance.randint(0, 11)}"},
            )
        )
        made.append(
            row | {"id": f"c{number}", "who": "K. Reader", "when": "2024-11-20", "why": "the caption"}
        )
    return made


def everything(data: Dataset) -> dict[str, object]:
    """What a dataset says, as the outputs ask for it."""
    return {
        "events": list(data.event_list),
        "links": data.links,
        "sites": data.sites,
        "rejected": data.rejected,
        "chains": data.chain_list,
        "unmatched": data.unmatched if data.records else None,
        **{layer.name: list(rows(layer, data)) for layer in LAYERS},
    }


def elsewhere(work, items):
    """Have windows worked on as a cluster does: pickled, and two of them ahead of the answers."""
    work, rest, sent = pickle.loads(pickle.dumps(work)), iter(items), deque()
    while True:
        sent.extend(map(pickle.dumps, islice(rest, 3 - len(sent))))
        if not sent:
            return
        yield pickle.loads(pickle.dumps(work(pickle.loads(sent.popleft()))))


@pytest.mark.parametrize("match", ["one-to-many", "one-to-one"])
def test_windows_of_days_give_what_all_events_at_once_give(tmp_path, match, monkeypatch):
    monkeypatch.setattr(stored, "_AT_ONCE", 3)
    monkeypatch.setattr(windows, "_EVENTS", 3)
    chance = random.Random(match)
    merged = linked = 0
    for turn in range(20):
        found = [extract(article) for article in articles(chance)]
        table = records(chance, tmp_path / f"{turn}.csv") if chance.random() < 0.6 else None
        shown = chance.choice(({}, {}, {"rejected": True}, {"reviewed_only": True}))
        rows_ = corrections(chance, found)
        both = []
        kept = Reread(lambda found=found: iter(found), len(found))
        for given, tasks in ((found, None), (kept, None), (kept, elsewhere), (found, elsewhere)):
            ledger = Ledger([correction_of(row) for row in rows_])
            options = Options(corrections=ledger, records=table, match=match, **shown)
            data = link(given, options, report=lambda error: None, tasks=tasks)
            both.append((everything(data), [(o.state, o.note) for o in ledger.outcomes()]))
        assert isinstance(data.event_list, StoredEvents)
        assert [one == both[0] for one in both] == [True] * 4, f"turn {turn}"
        merged += any(event.happening != event.event_id for event in data.event_list)
        linked += bool(data.links)
    assert merged > 3
    assert linked > 3


def test_events_with_one_id_and_odd_words_are_kept_apart():
    articles_ = [
        Article(i, f"A mill was inaugurated in {i} City \ud800.") for i in ("Haeju", "Anju", "Haeju")
    ]
    found = [extract(article) for article in articles_]
    data = link(Reread(lambda: iter(found), 3))
    assert data.event_list == link(found).event_list
    assert [event.adm2 for event in data.event_list[1:]] == ["KP0703", "KP0901"]
    assert data.event_list[-1] == data.event_list[2]
