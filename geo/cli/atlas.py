"""The command ``dprk-geo atlas``: a folder of linked static pages about everything that the articles report."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from .console import Run
from .inputs import results
from .options import Commands, Shared

__all__ = ["add", "execute"]

_EXAMPLES = """
examples:
  dprk-geo atlas archive/ -o public/
  dprk-geo atlas project/ -o public/ --records events.csv --base-url https://example.org/atlas/
  dprk-geo atlas archive/ -o stick/ --languages ko --from 2024-01-01 --no-index
"""


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "atlas",
        parents=[groups.articles, groups.events, groups.tables, groups.filters],
        help="write a folder of linked pages on each county, site, month, person and source",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    cmd.add_argument("-o", "--output", default="output/atlas", metavar="DIR",
                     help="a new or empty folder, or one with an atlas, of which only what has changed is written;"
                     " default: %(default)s")  # fmt: skip
    cmd.add_argument("--title", help="title of the atlas")
    cmd.add_argument("--languages", default="en,ko", metavar="LIST",
                     help="en, ko or both; the first is the front page; default: %(default)s")  # fmt: skip
    cmd.add_argument("--base-url", default="", metavar="URL",
                     help="web address of the folder: for canonical links, sitemap and structured data")  # fmt: skip
    cmd.add_argument("--no-index", action="store_true", help="ask search engines not to list the pages")
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether anything was found."""
    from geo.model.errors import OptionError
    from geo.outputs.atlas import TITLE, publication, write_atlas
    from geo.outputs.atlas.folder import Folder

    if args.output == "-":
        raise OptionError("an atlas is written to a folder: -o DIR")
    title = args.title or TITLE
    languages = [one.strip() for one in args.languages.split(",") if one.strip()]
    form = publication(title=title, languages=languages, base_url=args.base_url, indexed=not args.no_index)
    folder = Path(args.output)
    _not_inside(folder, args.inputs)
    Folder(folder)  # a folder that is no atlas is reported before the work starts
    found = results(args, run)
    page = found.map(title=title, language=languages[0], atlas="index.html").get_root().render()
    done = write_atlas(found, folder, form, map_page=page)
    for name in done.foreign:
        run.note(f"{folder / name} was not written by an atlas, and is left as it is")
    run.line("atlas", f"{folder / 'index.html'}  {done.bytes / 1e6:.1f} MB, opens without network")
    run.count("  files", done.written + done.kept,
              f"{done.written:,} written, {done.kept:,} unchanged, {done.removed:,} removed")  # fmt: skip
    return bool(found.event_list or found.records or found.sites)


def _not_inside(folder: Path, inputs: Sequence[str]) -> None:
    """Check that the next run would not read the pages of the atlas as articles.

    Raises
    ------
    OptionError
        The folder is one of the inputs, or inside of one.
    """
    from geo.model.errors import OptionError
    from geo.store.database import is_project

    target = folder.resolve()
    for one in inputs:
        path = Path(one).resolve()
        if path.is_dir() and not is_project(one) and (path == target or path in target.parents):
            raise OptionError(f"{folder} is in the input folder {one}; write to another folder")
