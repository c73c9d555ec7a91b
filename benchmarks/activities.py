"""Which of the leader's listed activities the product finds in KCNA's articles, at the right day and place.

Run: ``python benchmarks/activities.py [--least SCORE]``, with the articles and the list beside the project. The list is
that of the South's Ministry of Unification, in Korean; its columns are found by the product, and the product's record
linkage links its rows to the events of the articles, which are in English.

All articles from a day before to two days after an activity's day were read for it, and all pairs, and all events with
the leader. The verdicts are in ``activities_judged.tsv``: ``same`` where the sentence tells of the activity, ``related``
where of something that goes with it, ``not`` where of another, or of no activity of his where ``record_id`` is empty.
``day`` and ``place`` say whether the event has what the article says. A line without an event is an article that
reports the activity and gave no event for it. Record ids are row numbers of the list of July 2026.

Every pair is written with both texts to ``output/activities.tsv``, those that nobody has judged first.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import geo
from geo.linking.matching import join
from geo.model.entities import Event, Record
from geo.model.links import Link

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
LIST = SHARED / "events" / "mou_kim_activities.json"
ARTICLES = SHARED / "articles" / "kcna.jsonl"
JUDGED = ROOT / "benchmarks" / "activities_judged.tsv"
PAIRS = ROOT / "output" / "activities.tsv"
FIRST, LAST = date(2023, 12, 1), date(2024, 11, 30)
BEFORE, AFTER = timedelta(days=1), timedelta(days=2)
RIGHT = "yes"


@dataclass(frozen=True, slots=True)
class Judged:
    """One line of the file of judgements."""

    record_id: str
    source_id: str
    event_id: str
    verdict: str
    day: str
    place: str

    @property
    def exact(self) -> bool:
        """Whether the event has the day and the place of the activity."""
        return self.verdict == "same" and self.day == self.place == RIGHT


class Judgements:
    """What was judged by reading.

    Parameters
    ----------
    lines : iterable of Judged
    """

    def __init__(self, lines: Iterable[Judged]) -> None:
        self.lines = list(lines)
        self._by_id = {(j.event_id, j.record_id): j for j in self.lines if j.event_id}
        self._by_article: dict[tuple[str, str], list[Judged]] = {}
        for j in self.lines:
            if j.event_id:
                self._by_article.setdefault((j.source_id, j.record_id), []).append(j)

    @classmethod
    def read(cls) -> Judgements:
        """Read the file of judgements."""
        with JUDGED.open(encoding="utf-8", newline="") as file:
            return cls(Judged(**row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

    def of_pair(self, event: Event, record_id: str) -> Judged | None:
        """The judgement of a pair; None where nobody has judged it.

        The id of an event changes with its sentence, so that a pair of the same article and record counts too, where
        all that were judged have one verdict.
        """
        known = self._by_id.get((event.event_id, record_id))
        alike = self._by_article.get((event.source_id, record_id), [])
        if known or len({(j.verdict, j.day, j.place) for j in alike}) != 1:
            return known
        return alike[0]

    def of_event(self, event: Event) -> str:
        """Whether an event with the leader is an activity of his: ``same``, ``not``, or ``unjudged``."""
        verdicts = {j.verdict for j in self.lines if j.event_id == event.event_id}
        return "same" if "same" in verdicts else "not" if verdicts else "unjudged"

    def reported(self) -> dict[str, list[str]]:
        """Articles that report an activity of the time of the articles, by record."""
        found: dict[str, list[str]] = {}
        for j in self.lines:
            if j.record_id and j.verdict == "same":
                found.setdefault(j.record_id, []).append(j.source_id)
        return found


def share(part: int, whole: int) -> str:
    """A share with its numbers.

    Examples
    --------
    >>> share(3, 4)
    '0.750 (3 of 4)'
    """
    return f"{part / whole:.3f} ({part} of {whole})" if whole else f"none ({part} of {whole})"


def write_pairs(
    links: Sequence[Link], events: Mapping[str, Event], records: Mapping[str, Record], known: Judgements
) -> None:
    """Write every pair with both texts, those that nobody has judged first."""
    rows = []
    for k in links:
        event, record = events[k.event_id], records[k.record_id]
        said = known.of_pair(event, k.record_id)
        rows.append(
            (said.verdict if said else "", k.record_id, event.source_id, k.event_id, f"{k.score:.3f}", k.reasons,
             str(record.date), record.text, str(event.date or ""), str(event.source_date), event.type,
             event.adm2_name or event.adm1_name, event.site or "", " ".join(event.quote.split()))
        )  # fmt: skip
    PAIRS.parent.mkdir(exist_ok=True)
    with PAIRS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow("verdict record_id source_id event_id score reasons listed activity day reported type place site"
                        " sentence".split())  # fmt: skip
        writer.writerows(sorted(rows))


def measure(least: float, known: Judgements) -> None:
    """Print the figures, the misses and the events that are no activities, and write the pairs."""
    results = geo.read([ARTICLES])
    records = {r.id: r for r in geo.read_records(LIST, results.problems.append)}
    window = [r for r in records.values() if r.date and FIRST <= r.date <= LAST]
    linked, links = join(results.event_list, window, min_score=least)
    events = {e.event_id: e for e in linked}
    write_pairs(links, events, records, known)
    print(f"{len(records):,} activities on the list, {len(window)} of the time of the {len(results.extractions)} articles; "
          f"{len(events):,} events, {len(links)} pairs of {least:g} and more in {PAIRS.relative_to(ROOT)}")  # fmt: skip

    said = {(k.event_id, k.record_id): known.of_pair(events[k.event_id], k.record_id) for k in links}
    verdicts = Counter(j.verdict if j else "unjudged" for j in said.values())
    judged = sum(verdicts.values()) - verdicts["unjudged"]
    print(f"pairs right: {share(verdicts['same'], judged)}, {verdicts['unjudged']} unjudged")

    days = {r.id: r.date for r in window if r.date}
    fresh = {x.article.id: x.article.date for x in results.extractions}
    reported = {
        id_: [a for a in articles if (day := fresh.get(a)) and days[id_] - BEFORE <= day <= days[id_] + AFTER]
        for id_, articles in known.reported().items()
        if id_ in days
    }
    reported = {id_: articles for id_, articles in reported.items() if articles}
    found = {j.record_id for j in said.values() if j and j.verdict == "same"} & reported.keys()
    exact = {j.record_id for j in said.values() if j and j.exact} & reported.keys()
    print(f"reported activities found: {share(len(found), len(reported))}")
    print(f"  with the right day and county or site: {share(len(exact), len(reported))}")
    for id_ in sorted(reported.keys() - exact):
        what = "day or place wrong" if id_ in found else "missed"
        print(
            f"    {what}: {id_} {days[id_]} {records[id_].text}, reported by {', '.join(sorted(set(reported[id_])))}"
        )

    led = [e for e in linked if e.leader]
    of_his = Counter(known.of_event(e) for e in led)
    judged = len(led) - of_his["unjudged"]
    print(f"events with the leader that are activities of his: {share(of_his['same'], judged)}, "
          f"{of_his['unjudged']} unjudged")  # fmt: skip
    for e in led:
        if known.of_event(e) != "same":
            where = e.adm2_name or e.adm1_name or "-"
            print(
                f"    {known.of_event(e)}: {e.event_id} {e.source_id} {e.type} {e.date or '-'} {where}: {' '.join(e.quote.split())[:90]}"
            )


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--least", type=float, default=0.6, metavar="SCORE", help="default: %(default)s")
    args = parser.parse_args()
    if not (LIST.exists() and ARTICLES.exists()):
        raise SystemExit(
            f"{LIST} or {ARTICLES} is not there: list and articles are beside the project, not in it"
        )
    measure(args.least, Judgements.read())


if __name__ == "__main__":
    main()
