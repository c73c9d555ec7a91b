"""The command ``dprk-geo fetch``: pages and feeds from the web into a folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from .console import Run
from .fetching import fetch_into, fetching_group
from .options import Commands, Shared

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "fetch",
        parents=[groups.common, fetching_group()],
        help="fetch pages and feeds into a folder, for the other commands; exit code 1 for nothing new",
        description="Fetch pages, documents and feeds into a folder. robots.txt is obeyed, a host is asked once a "
        "second, and what has not changed is not sent again. The other commands take the folder as input.",
        epilog="example: dprk-geo fetch https://news.example/feed.xml --articles -o web --contact you@example.org",
    )
    cmd.add_argument("urls", nargs="+", metavar="URL", help="an address, or a file with one address a line")
    cmd.add_argument("-o", "--output", required=True, metavar="FOLDER", help="where to keep what is fetched")
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether anything is new."""
    from geo.model.errors import OptionError
    from geo.store.database import is_project

    if args.output == "-":
        raise OptionError("what is fetched is kept in a folder: -o FOLDER")
    if Path(args.output).is_file():
        raise OptionError(f"{args.output} is a file; name a folder")
    if is_project(args.output):
        raise OptionError(f"{args.output} is a project; add to it: dprk-geo add {args.output} URL...")
    found = fetch_into(_listed(args.urls), args.output, args, run)
    run.line("folder", args.output)
    return bool(found.new or found.changed)


def _listed(given: list[str]) -> list[str]:
    """Addresses as given, and those of files; empty lines and lines that begin with # are none."""
    from geo.model.errors import UnreadableError
    from geo.readers.fetching.addresses import is_address

    found: list[str] = []
    for one in given:
        if is_address(one) or "://" in one:
            found.append(one)
            continue
        try:
            lines = Path(one).read_text("utf-8-sig", "replace").splitlines()
        except OSError as error:
            what = "neither an address that begins with http:// or https://, nor a file of such"
            raise UnreadableError(f"{one}: {what} ({error.strerror})") from error
        found += [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return found
