"""The command ``dprk-geo``: options, progress, the closing table and exit codes. Work is done elsewhere."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence

from . import (
    boundaries,
    chains,
    dossier,
    explain,
    export,
    extract,
    figure,
    geocode,
    join,
    map,  # noqa: A004
    records,
    review,
    score,
)
from .console import Run
from .inputs import no_input
from .options import Parser, shared

__all__ = ["main"]

_COMMANDS = (
    map,
    figure,
    export,
    chains,
    dossier,
    review,
    extract,
    records,
    join,
    geocode,
    boundaries,
    explain,
    score,
)
"""In the order in which the help lists them."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments; those of the process by default.

    Returns
    -------
    int
        0 done; 1 done, but nothing was found; 2 something of the input could not be used, or the call was
        wrong. What could be used was: nothing is lost to a bad file beside it.
    """
    args = _parser().parse_args(argv)
    from geo.model.errors import GeoError

    if sys.stdout is None or sys.stderr is None:
        return 2  # nowhere to say anything
    for stream in (sys.stdout, sys.stderr):  # Korean is printed whatever the terminal says of itself
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    run = Run(quiet=args.quiet, boundaries=getattr(args, "boundaries", None))
    try:
        no_input(args)
        found = args.run(args, run)
    except GeoError as error:
        run.report(error)
        run.close(failed=True)
        return 2
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone, as `head` does
        return 0
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    run.close()
    return 2 if run.problems else 0 if found else 1


def _parser() -> argparse.ArgumentParser:
    from geo._version import __version__

    parser = Parser(
        prog="dprk-geo",
        description="Find the places in reported text about North Korea, tell what happened there, and map it.",
        epilog="exit codes: 0 done, 1 nothing found, 2 bad input or call (what could be read was)",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    groups = shared()
    for command in _COMMANDS:
        command.add(commands, groups)
    return parser
