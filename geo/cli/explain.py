"""The command ``dprk-geo explain``: the rules by which the mentions and events of an article were found."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .console import Run
from .inputs import add_corrections
from .options import Commands, Shared, ending

if TYPE_CHECKING:
    from geo.outputs.explanation.explain import Explanation

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "explain",
        parents=[groups.articles, groups.corrections],
        help="explain how the mentions and events of an article were found",
    )
    cmd.add_argument(
        "-o",
        "--output",
        default="-",
        metavar="FILE",
        help=".html or .txt (default: text to standard output)",
    )
    cmd.add_argument(
        "--event",
        action="append",
        default=[],
        metavar="ID",
        help="only why this event has its type, day, place and basis; may be repeated",
    )
    cmd.add_argument(
        "--sentence",
        action="append",
        default=[],
        metavar="TEXT",
        help="only why the sentence with these words, or with this number from 1, gives an event or none",
    )
    cmd.add_argument(
        "--verbose",
        action="store_true",
        help="with --event and --sentence: what else the sentence has, and why it was not taken",
    )
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether anything was found."""
    from geo.linking.corrections import Ledger
    from geo.model.errors import InputError, OptionError
    from geo.outputs.explanation.explain import as_html, as_text, explain
    from geo.outputs.formats import write_text
    from geo.readers.articles.reader import read_articles

    form = ending(args.output, (".html", ".htm", ".txt", ""))
    articles = read_articles(args.inputs, date=args.date, report=run.report, without=args.output)
    ledger = Ledger.read(args.corrections, run.report, reference=run.reference, note=run.note)
    found = [explain(a, ledger.corrected, reference=ledger.reference) for a in articles]
    if not found:
        raise InputError(f"nothing could be read, so {args.output} is left as it was")
    if args.event or args.sentence:
        if form in (".html", ".htm"):
            raise OptionError(
                f"{args.output}: --event and --sentence are answered as text; write .txt instead"
            )
        text = _answers(found, args.event, args.sentence, verbose=args.verbose)
        write_text(text, sys.stdout if args.output == "-" else args.output)
    elif form in (".html", ".htm"):
        if len(found) > 1:
            raise OptionError(
                f"{args.output}: a page explains one article, but {len(found)} were given; write .txt instead"
            )
        write_text("".join(map(as_html, found)), args.output)
    else:
        write_text("\n\n".join(map(as_text, found)) + "\n", sys.stdout if args.output == "-" else args.output)
    for fault in ledger.faults():
        run.report(fault)
    add_corrections(ledger, run)
    return bool(found)


def _answers(
    found: Sequence[Explanation], events: Sequence[str], sentences: Sequence[str], *, verbose: bool
) -> str:
    """What was asked about single events and sentences."""
    from geo.model.errors import OptionError
    from geo.outputs.explanation.grounds import event_reasons
    from geo.outputs.explanation.sentences import sentence_numbers, sentence_reasons

    parts: list[str] = []
    for id_ in events:
        asked = [(one, event) for one in found if (event := one.event(id_))]
        if not asked:
            raise OptionError(f"--event {id_}: no event of these articles has this id")
        parts += ["\n".join(event_reasons(one.trace, event, verbose=verbose)) for one, event in asked]
    for words in sentences:
        numbered = [
            (one.trace, number)
            for one in found
            if one.trace.evidence
            for number in sentence_numbers(one.trace.evidence, words)
        ]
        if not numbered:
            raise OptionError(
                f"--sentence {words!r}: no sentence of these articles has these words or this number"
            )
        parts += ["\n".join(sentence_reasons(*pair, verbose=verbose)) for pair in numbered]
    return "\n\n".join(parts) + "\n"
