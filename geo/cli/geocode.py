"""The command ``dprk-geo geocode``: a name or sentence to places."""

from __future__ import annotations

import argparse
import sys

from .console import Run
from .options import Commands, Shared

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser("geocode", parents=[groups.common], help="a name or sentence to places")
    cmd.add_argument("text", metavar="TEXT", nargs="+", help='"Songchon County", 성천군, a sentence')
    cmd.add_argument("--json", action="store_true", help="one JSON object a line")
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Do it; whether anything was found."""
    import json

    from geo.gazetteer import gazetteer
    from geo.lookup import address, lookup

    text = " ".join(args.text).encode("utf-8", "replace").decode("utf-8")
    found = lookup(text)
    for place, rule, score in found:
        if args.json:
            row = {n: getattr(place, n) for n in place.__slots__}
            print(
                json.dumps(
                    {**row, "geo_precision": place.geo_precision, "rule": rule, "score": round(score, 2)},
                    ensure_ascii=False,
                )
            )
            continue
        at = gazetteer().standing_at(place)
        point = f"{at.lat:.4f}, {at.lon:.4f}" if at and at.lat is not None else "no coordinates"
        if at and at is not place:
            point += f" (of {at.name})"
        pcode = place.adm2 or place.adm1 or place.country
        print(f"{address(place)}  {place.korean}\n  {pcode}  {place.geo_precision}  {point}\n  {rule}")
    if not found and not run.quiet:
        print(f"no place found in {text!r}", file=sys.stderr)
    return bool(found)
