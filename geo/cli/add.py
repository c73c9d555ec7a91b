"""The command ``dprk-geo add``: add new and changed articles to a project."""

from __future__ import annotations

import argparse

from .console import Run
from .fetching import fetching_group, in_project
from .options import Commands, Shared

__all__ = ["add", "count_added", "execute", "project_group"]


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "add",
        parents=[project_group(), groups.articles, fetching_group()],
        help="add articles to a project, from files or addresses; what it has already is not read again",
    )
    cmd.add_argument("--corrections", action="append", default=[], metavar="FILE",
                     help="also keep this file of corrections in the project; repeatable")  # fmt: skip
    cmd.set_defaults(run=execute)


def project_group() -> argparse.ArgumentParser:
    """Return a parent parser with the argument DIR, which comes before the others."""
    group = argparse.ArgumentParser(add_help=False)
    group.add_argument("project", metavar="DIR", help="folder of a project, made with dprk-geo init")
    return group


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command; return whether the project has articles."""
    from geo.store.project import Project

    project = Project.open(args.project)
    for file in args.corrections:
        kept = project.keep_corrections(file)
        run.line("corrections", f"{file}  kept as {kept}")
    return count_added(project, args, run) > 0


def count_added(project: object, args: argparse.Namespace, run: Run) -> int:
    """Add the inputs of a command to a project, and what came of it to the summary; return its number of articles."""
    from geo.store.project import Project

    assert isinstance(project, Project)
    done = project.add(
        in_project(args, run),
        date=args.date,
        processes=args.jobs,
        report=run.report,
        note=run.note,
        progress=run.progress,
        reference=run.reference,
        client=run.client(args),
    )
    found = done.found
    run.count("files", found.files, f"{found.unchanged_files:,} of them not changed, and not read")
    run.count("articles new", found.new)
    run.count("  changed", found.changed, "their files say something else now")
    run.count("  known", found.known, "in files that were read")
    if done.repeated:
        run.count("  repeated", done.repeated, "in the project, with the same id and text, read once")
    run.count("extracted", done.extracted)
    run.count("project", done.articles, f"articles in {args.project}")
    return done.articles
