"""The command ``dprk-geo map``: draw the events of articles on an interactive HTML map."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from .console import Run
from .inputs import results
from .options import Commands, Shared, ending, megabytes

if TYPE_CHECKING:
    from geo.api.results import Results
    from geo.outputs.page.media import Media

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "map",
        parents=[groups.articles, groups.events, groups.tables, groups.filters],
        help="draw the events of articles on an interactive HTML map",
    )
    cmd.add_argument("-o", "--output", default="output/map.html", metavar="FILE", help="default: %(default)s")
    cmd.add_argument("--title", default="North Korea: reported events and sites", help="title of the page")
    cmd.add_argument("--language", choices=("en", "ko"), default="en", help="language of the page")
    cmd.add_argument("--online", action="store_true",
                     help="offer background maps from the network; off until the reader chooses one")  # fmt: skip
    cmd.add_argument("--tiles", action="append", default=[], metavar="NAME",
                     help="offer this background map, a name of xyzservices; repeatable, implies --online")  # fmt: skip
    cmd.add_argument("--story", metavar="FILE",
                     help=".toml file of steps (title, text, place, type, from, to) told above the map")  # fmt: skip
    cmd.add_argument("--media", metavar="FILE",
                     help=".csv table of pictures and documents (event, file, caption, credit, licence)")  # fmt: skip
    cmd.add_argument("--media-max", type=megabytes, default=1.0, metavar="MB",
                     help="larger files are linked, not inlined; 0 links all; default %(default)g")  # fmt: skip
    cmd.add_argument("--media-outside", action="store_true",
                     help="also files outside of the folder of the --media table")  # fmt: skip
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether anything was found."""
    from geo.model.errors import OptionError
    from geo.outputs.formats import write_text

    if args.output == "-":
        raise OptionError("a map is written to a file: -o FILE.html")
    ending(args.output, (".html", ".htm"))
    tiles = tuple(args.tiles)
    offered = []
    if args.online or tiles:
        from geo.outputs.page.tiles import DEFAULT, offers

        tiles = tiles or DEFAULT
        offered = offers(tiles)  # unknown names are reported before the work starts
    if args.story:
        from geo.outputs.page.story import read_story
        from geo.reference.context import Reference

        read_story(args.story, Reference.bundled())
    found = results(args, run)
    media = _media(args, run, found)
    drawn = found.map(title=args.title, language=args.language, tiles=tiles, story=args.story, media=media)
    page = drawn.get_root().render()
    write_text(page, args.output)
    run.line("map", f"{args.output}  {len(page.encode()) / 1e6:.1f} MB, opens without network")
    if offered:
        names = ", ".join(f"{one['name']} ({one['host']})" for one in offered)
        run.line("backgrounds", f"{names}; off until the reader chooses one")
    return bool(found.event_list or found.records or found.sites)


def _media(args: argparse.Namespace, run: Run, found: Results) -> Media | None:
    """Read the pictures and documents beside the events, and say how many there are."""
    if not args.media:
        return None
    from geo.outputs.page.media import read_media

    ids = {event.event_id for event in found.event_list}
    limit = int(args.media_max * 1e6)
    media = read_media(args.media, ids, run.report, limit=limit, outside=args.media_outside)
    linked = (
        f"{media.linked} linked: keep them beside the page, as the table names them" if media.linked else ""
    )
    run.count("media", len(media.each), linked)
    return media
