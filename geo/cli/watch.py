"""The command ``dprk-geo watch``: add what is new to a project and tell it; one pass, for cron."""

from __future__ import annotations

import argparse

from .add import count_added, project_group
from .console import Run
from .fetching import fetching_group
from .news import FORMS, add_output, found_in, write_news
from .options import Commands, Shared, ending

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "watch",
        parents=[project_group(), groups.articles, groups.filters, fetching_group()],
        help="add what is new to a project and tell what is new since the last time; exit code 1 for nothing",
    )
    add_output(cmd)
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether anything is new."""
    from geo.store.collecting import now
    from geo.store.project import Project

    ending(args.output, FORMS)
    project = Project.open(args.project)
    began = now()
    last = project.last_pass() or began
    count_added(project, args, run)
    learned = project.learned()
    ended = now()
    items = found_in(
        project, args, run, lambda event: learned.get(event.source_id, "") > last, since=None, when=last
    )
    before = project.reported_news()
    items = [item for item in items if f"{item.kind}/{item.id}" not in before]
    write_news(items, args, run, f"News since {last[:16]} UTC")
    # Only now: a pass that is ended before tells the same again.
    project.note_pass(ended, [f"{item.kind}/{item.id}" for item in items if item.kind == "silent"])
    return bool(items)
