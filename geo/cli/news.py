"""The command ``dprk-geo news``: what is new in a project since a day."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from .add import project_group
from .console import Run
from .filters import filtered, selection_of
from .options import Commands, Shared, count, day, ending

if TYPE_CHECKING:
    from geo.model.entities import Event
    from geo.outputs.news.news import Item
    from geo.store.project import Project

__all__ = ["add", "add_output", "execute", "found_in", "write_news"]

FORMS = (".txt", ".html", ".htm", ".xml", ".atom", "")


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "news",
        parents=[project_group(), groups.common, groups.filters],
        help="list what is new in a project: events, changes, contradictions, first visits, silent sites",
    )
    cmd.add_argument(
        "--since", type=day, required=True, metavar="DAY", help="what was reported from this day on"
    )
    cmd.add_argument("--by", choices=("report", "added"), default="report",
                     help="the day is that of the report, or that of its adding; default: %(default)s")  # fmt: skip
    add_output(cmd)
    cmd.set_defaults(run=execute)


def add_output(cmd: argparse.ArgumentParser) -> None:
    """Add the options of what is written."""
    cmd.add_argument("--silent-days", type=count, default=365, metavar="N",
                     help="days without a report after which a site is silent; default: %(default)s")  # fmt: skip
    cmd.add_argument("-o", "--output", default="-", metavar="FILE",
                     help=".txt, .html or .xml (an Atom feed); default: text to standard output")  # fmt: skip


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether anything is new."""
    from geo.store.project import Project

    ending(args.output, FORMS)
    project = Project.open(args.project)
    learned = project.learned()
    since: date = args.since
    start = since.isoformat()

    def is_new(event: Event) -> bool:
        added = learned.get(event.source_id, "")
        if args.by == "added" or event.source_date is None:
            return added >= start
        return event.source_date >= since

    items = found_in(project, args, run, is_new, since=args.since, when=start)
    write_news(items, args, run, f"News since {args.since}")
    return bool(items)


def found_in(
    project: Project,
    args: argparse.Namespace,
    run: Run,
    is_new: Callable[[Event], bool],
    *,
    since: date | None,
    when: str,
) -> list[Item]:
    """Return the news of a project, with the filters of the command."""
    import warnings

    from geo.api.reading import read
    from geo.outputs.news.news import news

    asked = selection_of(args, run.reference)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # problems are reported one by one
        found: Any = read(project.folder, reference=run.reference)
    for error in found.problems:
        run.report(error)
    for text in found.notes:
        run.note(text)
    chosen = filtered(found, asked, run)
    return news(
        chosen, is_new, since=since, changes=project.changes_since(when), silent_days=args.silent_days
    )


def write_news(items: list[Item], args: argparse.Namespace, run: Run, title: str) -> None:
    """Write news in the form of the output's ending, and count them in the summary."""
    from geo.outputs.formats import write_text
    from geo.outputs.news.forms import as_atom, as_html, as_text
    from geo.outputs.news.news import HEADINGS

    form = ending(args.output, FORMS)
    if form in (".html", ".htm"):
        text = as_html(items, title=title)
    elif form in (".xml", ".atom"):
        text = as_atom(items, title=title)
    else:
        text = as_text(items)
    write_text(text, sys.stdout if args.output == "-" else args.output)
    kinds = [item.kind for item in items]
    for kind, heading in HEADINGS.items():
        if number := kinds.count(kind):
            run.count(heading.lower(), number)
