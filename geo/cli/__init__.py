"""The command ``dprk-geo``: options, progress, summary and exit codes; the work is done by other packages."""

from __future__ import annotations

import argparse
import gc
import io
import sys
from collections.abc import Sequence

from . import (
    add,
    atlas,
    boundaries,
    chains,
    dossier,
    explain,
    export,
    extract,
    fetch,
    figure,
    geocode,
    init,
    join,
    map,  # noqa: A004
    news,
    records,
    review,
    score,
    serve,
    sql,
    watch,
)
from .console import Run
from .filters import filter_group
from .inputs import no_input
from .options import Parser, shared

__all__ = ["main"]

_COMMANDS = (
    fetch,
    init,
    add,
    map,
    figure,
    export,
    chains,
    dossier,
    atlas,
    review,
    news,
    watch,
    sql,
    serve,
    extract,
    records,
    join,
    geocode,
    boundaries,
    explain,
    score,
)
"""Commands in the order of the help."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments; those of the process by default.

    Returns
    -------
    int
        Exit code: 0 done; 1 done, but nothing was found; 2 invalid arguments or unusable input. Unusable files or
        rows do not prevent the use of the others.
    """
    args = _parser().parse_args(argv)
    from geo.model.errors import GeoError

    if sys.stdout is None or sys.stderr is None:
        return 2  # nowhere to print to
    for stream in (sys.stdout, sys.stderr):  # print Korean whatever encoding the terminal declares
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # The values of a run refer to each other in no circles: looking for some costs a fifth of the time of a table.
    gc.set_threshold(100_000, 50, 100)
    run = Run(quiet=args.quiet, boundaries=getattr(args, "boundaries", None))
    try:
        no_input(args)
        found = args.run(args, run)
    except GeoError as error:
        run.report(error)
        run.close(failed=True)
        return 2
    except BrokenPipeError:
        sys.stderr.close()  # the reading process has ended, as `head` does
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
        description="Find the places and events in reported text about North Korea, and map them.",
        epilog="exit codes: 0 done, 1 nothing found, 2 invalid arguments or unusable input (the rest was used)",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    groups = shared(filter_group())
    for command in _COMMANDS:
        command.add(commands, groups)
    return parser
