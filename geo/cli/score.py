"""The command ``dprk-geo score``: compare extractions with manual labels."""

from __future__ import annotations

import argparse

from .console import Run
from .options import Commands, Shared

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser("score", parents=[groups.common], help="compare extractions with manual labels")
    cmd.add_argument("gold", metavar="GOLD", help="manual labels, one JSON object per line")
    cmd.add_argument("predicted", metavar="PREDICTED", help="output of `dprk-geo extract`")
    cmd.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N disagreements")
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether anything was found."""
    from geo.evaluation import as_text, score
    from geo.model.errors import InputError

    found = score(args.gold, args.predicted)
    if found.documents and not found.answered:
        raise InputError(
            f"{args.predicted}: has none of the ids of the {found.documents:,} labelled documents"
        )
    print(as_text(found, args.errors))
    return found.documents > 0
