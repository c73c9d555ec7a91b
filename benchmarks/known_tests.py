"""How well the join of tables links well-known tests to the CSIS provocations database.

Run: ``python benchmarks/known_tests.py [--least SCORE]``, with the database beside the project. ``known_tests.csv`` has
the six nuclear tests as earthquake catalogues list them (moment in UTC, point, magnitude), and launches of satellites
and long-range missiles with the day and the place; facts that are publicly known, in our own words. Some moments are
of the day before in UTC.

Every pair and every record within two days of a test were read; the verdicts are in ``known_tests_judged.tsv``: ``same``
where the record is of that test, ``not`` where it is of another. Record ids are row numbers of the file.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from activities import share

import geo
from geo.linking.matching import join_records
from geo.model.errors import GeoError

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "benchmarks" / "known_tests.csv"
JUDGED = ROOT / "benchmarks" / "known_tests_judged.tsv"
RECORDS = ROOT.parent / "shared" / "events" / "csis_provocations.csv"


def judgements() -> dict[tuple[str, str], str]:
    """Verdict of each pair that was read."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row["test_id"], row["record_id"]): row["verdict"] for row in rows}


def main() -> None:
    """Print the pairs and the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--least", type=float, metavar="SCORE", help="threshold; that of the join by default")
    args = parser.parse_args()
    if not RECORDS.exists():
        raise SystemExit(f"{RECORDS} is not there: the database is beside the project, not in it")
    problems: list[GeoError] = []
    tests = list(geo.read_records(TESTS, problems.append))
    records = list(geo.read_records(RECORDS, problems.append))
    known = judgements()
    least = {} if args.least is None else {"min_score": args.least}
    wanted = {pair for pair, verdict in known.items() if verdict == "same"}
    for match in ("one-to-many", "one-to-one"):
        pairs = join_records(tests, records, match=match, **least)
        given = {(p.first_id, p.second_id): p for p in pairs}
        judged = [pair for pair in given if pair in known]
        right = wanted & given.keys()
        print(f"{match}: {len(tests)} tests, {len(records)} records, {len(pairs)} pairs")
        print(f"  precision {share(len(right), len(judged))}, {len(given) - len(judged)} unjudged")
        print(f"  recall    {share(len(right), len(wanted))}")
        for kind in ("nt", "sl", "bm"):
            of_kind = {pair for pair in wanted if pair[0].startswith(kind)}
            print(f"    {kind}: {share(len(of_kind & given.keys()), len(of_kind))}")
        for pair in sorted(given.keys() - wanted):
            print(f"  {known.get(pair, 'unjudged')}: {pair} {given[pair].score:.3f} {given[pair].reasons}")
        for pair in sorted(wanted - given.keys()):
            print(f"  missed: {pair}")
    for problem in problems:
        print(problem)


if __name__ == "__main__":
    main()
