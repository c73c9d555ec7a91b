"""Fetching for the commands: options, and what came of it in the summary."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .console import Run
from .options import count

if TYPE_CHECKING:
    from geo.model.errors import GeoError
    from geo.readers.fetching.fetch import Fetched

__all__ = ["fetch_into", "fetching_group", "in_project"]

FOLDER = "fetched"
"""Folder in a project with what was fetched for it."""


def fetching_group() -> argparse.ArgumentParser:
    """Return a parent parser with the options of fetching."""
    group = argparse.ArgumentParser(add_help=False)
    options = group.add_argument_group("addresses (http:// and https://)")
    options.add_argument("--contact", default="", metavar="ADDRESS",
                         help="your mail or web address, which servers are told; needed the first time")  # fmt: skip
    options.add_argument("--articles", action="store_true",
                         help="also fetch the pages that feeds name, in place of their summaries")  # fmt: skip
    options.add_argument("--max-pages", type=count, default=200, metavar="N",
                         help="pages of feeds in one run, the others in the next; default: %(default)s")  # fmt: skip
    options.add_argument("--max-size", type=count, default=10, metavar="MB",
                         help="leave out what is larger; default: %(default)s")  # fmt: skip
    options.add_argument("--allow-private", action="store_true",
                         help="the hosts that you name may be in your own network (intranet)")  # fmt: skip
    return group


def fetch_into(urls: Sequence[str], folder: str | Path, args: argparse.Namespace, run: Run) -> Fetched:
    """Fetch addresses into a folder, and add what came of it to the summary.

    Raises
    ------
    OptionError
        A package is missing, or nobody says who is asking.
    """
    from geo.readers.fetching.client import Limits
    from geo.readers.fetching.fetch import fetch

    def report(error: GeoError) -> None:
        run.step("")
        run.report(error)

    found = fetch(
        urls,
        folder,
        contact=args.contact,
        articles=args.articles,
        most=args.max_pages,
        limits=Limits(size=args.max_size * 2**20),
        allow_private=args.allow_private,
        report=report,
        note=run.note,
        progress=run.step,
    )
    run.step("")
    run.count("addresses", found.asked, f"sent on {found.redirects:,} times" if found.redirects else "")
    run.count("  new", found.new)
    run.count("  changed", found.changed, "they say something else now")
    run.count("  as before", found.same, f"{found.confirmed:,} of them by the word of the server")
    if found.known:
        run.count("  fetched before", found.known, "pages of feeds, which are fetched once")
    if not_fetched := found.failed + found.refused + found.further:
        run.count("  not fetched", not_fetched, "see above and the notes")
    run.count("articles in them", found.articles, "in those that are new or changed")
    return found


def in_project(args: argparse.Namespace, run: Run) -> list[str]:
    """The inputs of a command on a project, after its addresses were fetched into the project's folder for them."""
    from geo.readers.fetching.addresses import is_address

    urls = [one for one in args.inputs if is_address(one)]
    inputs = [one for one in args.inputs if not is_address(one)]
    if not urls:
        return inputs
    folder = Path(args.project) / FOLDER
    fetch_into(urls, folder, args, run)
    return [*inputs, str(folder)] if any(folder.rglob("*.warc.gz")) else inputs
