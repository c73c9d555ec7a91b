"""Which records of the CSIS provocations database the join links to articles, and how often it is right.

Run: ``python benchmarks/csis_kcna.py [--least SCORE]``, with the articles and records beside the project. Every pair
is listed with its score and parts, and compared with ``csis_kcna_judged.tsv``, for which both texts of each pair
were read: ``same`` where the sentence tells of the record's happening, ``related`` where of something that goes
with it, ``not`` where of another. The file also names, with an empty event, the articles that report a record
but gave no event for it. A pair that nobody has judged is counted as such and in no figure.

The records of December 2023 to November 2024 are joined with the KCNA articles; all of them were looked for in
the articles by reading, so that the share of those reported is known. The records of all years are joined with the
texts of ``tests/extraction/labelled`` and the samples, which are by other hands than KCNA's: there only precision is known.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import geo
from geo.linking.matching import join

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
RECORDS = SHARED / "events" / "csis_provocations.csv"
SETS = {
    "KCNA": ([SHARED / "articles" / "kcna.jsonl"], date(2023, 12, 1), date(2024, 11, 30)),
    "own texts": (
        [ROOT / "data" / "samples" / "articles",
         *(ROOT / "tests" / "extraction" / "labelled" / f"{name}.jsonl" for name in ("english", "korean", "later", "latest"))],
        date.min, date.max,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """One line of the file of judgements."""

    corpus: str
    record_id: str
    source_id: str
    event_id: str
    verdict: str
    reason: str


def judgements() -> list[Judged]:
    """What was judged by reading."""
    with (ROOT / "benchmarks" / "csis_kcna_judged.tsv").open(encoding="utf-8", newline="") as file:
        return [Judged(**row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def measure(corpus: str, least: float, judged: Sequence[Judged]) -> None:
    """Print the pairs of one corpus, and the figures."""
    inputs, first, last = SETS[corpus]
    results = geo.read(inputs)
    table = geo.read_records(RECORDS, results.problems.append)
    records = [r for r in table if r.date and first <= r.date <= last]
    events, links = join(results.event_list, records, min_score=least)
    by_id, by_record = {e.event_id: e for e in events}, {r.id: r for r in records}
    mine = [j for j in judged if j.corpus == corpus]
    known = {(j.event_id, j.record_id): j for j in mine}
    print(f"\n{corpus}: {len(results.extractions):,} articles, {len(events):,} events, {len(records)} records, "
          f"{len(links)} pairs of {least:g} and more")  # fmt: skip
    verdicts: Counter[str] = Counter()
    found = set()
    for k in links:
        event, record = by_id[k.event_id], by_record[k.record_id]
        said = known.get((k.event_id, k.record_id))
        verdict = said.verdict if said else "unjudged"
        verdicts[verdict] += 1
        if verdict == "same":
            found.add(k.record_id)
        print(f"{k.score:.3f} {verdict:8} {k.event_id} {k.record_id}  place {k.place:g} time {k.time:g} type {k.type:g}"
              f" actors {k.actors:g} words {k.words:g}\n      {k.reasons}\n"
              f"      {event.source_id} {event.date or f'reported {event.source_date}'} {event.adm2_name or event.adm1_name or '-'}"
              f": {event.type}; {event.source_title.splitlines()[0][:80]}\n"
              f"      {record.date} {record.surface or '-'}: {record.title}")  # fmt: skip
    right, seen = verdicts["same"], sum(verdicts.values()) - verdicts["unjudged"]
    if seen:
        print(
            f"{corpus}: precision {right / seen:.3f} ({right} of {seen} pairs judged), {verdicts['unjudged']} unjudged"
        )
    reported = {j.record_id: j for j in mine if j.verdict == "same"}
    if corpus == "KCNA":
        print(
            f"{corpus}: of {len(records)} records {len(reported)} are reported, found {len(found)}: recall {len(found) / len(reported):.3f}"
        )
        for id_ in sorted(reported.keys() - found):
            texts = ", ".join(
                sorted({j.source_id for j in mine if j.record_id == id_ and j.verdict == "same"})
            )
            print(f"      missed: {id_}, reported by {texts}: {reported[id_].reason}")


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--least", type=float, default=0.6, metavar="SCORE", help="default: %(default)s")
    args = parser.parse_args()
    if not RECORDS.exists():
        raise SystemExit(
            f"{RECORDS} is not there: the records and articles are beside the project, not in it"
        )
    for corpus in SETS:
        measure(corpus, args.least, judgements())


if __name__ == "__main__":
    main()
