"""The command ``dprk-geo init``: make a project folder."""

from __future__ import annotations

import argparse

from .console import Run
from .options import Commands, Shared

__all__ = ["add", "execute"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "init",
        parents=[groups.common],
        help="make a project: a folder that keeps articles and what was found in them",
    )
    cmd.add_argument("folder", metavar="DIR", help="a new or empty folder")
    cmd.set_defaults(run=execute)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return True."""
    from geo.store.project import Project

    project = Project.create(args.folder)
    run.line("project", f"{project.folder}  add articles with: dprk-geo add {project.folder} INPUT...")
    return True
