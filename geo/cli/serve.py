"""The command ``dprk-geo serve``: serve results on this machine, as a map, an API and a geocoder."""

from __future__ import annotations

import argparse
import socket
import sys
from copy import copy
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from .console import Run
from .inputs import given_project, results
from .options import Commands, Shared

if TYPE_CHECKING:
    from geo.store.project import Project

__all__ = ["add", "execute"]

_LATEST = 65_535


def add(commands: Commands, groups: Shared) -> None:
    """Add the command and its options."""
    cmd = commands.add_parser(
        "serve",
        parents=[groups.articles, groups.events, groups.tables, groups.filters],
        help="serve a project or articles on this machine: the map, an OGC API, and geocoding; until Ctrl-C",
        description="Serve the map, an API by OGC API Features, and geocoding in Nominatim's form, read-only, to this "
        "machine. What is added to a project meanwhile is served too.",
        epilog="examples: dprk-geo serve north; then open http://localhost:8000/, or "
        "curl 'http://localhost:8000/collections/events/items?type=inspection&datetime=2024-05-01/..'",
    )
    cmd.add_argument(
        "--port", type=_port, default=8000, metavar="N", help="default: %(default)s; 0 for any free one"
    )
    cmd.add_argument("--host", default="127.0.0.1", metavar="ADDRESS",
                     help="address to listen at; others than this machine's own let everybody in the network read"
                     " the results; default: %(default)s")  # fmt: skip
    cmd.add_argument("--name", action="append", default=[], metavar="NAME", dest="names",
                     help="a name by which this machine may be asked, besides localhost; repeatable")  # fmt: skip
    cmd.add_argument("--title", default="North Korea: reported events and sites", help="title of the map")
    cmd.add_argument("--language", choices=("en", "ko"), default="en", help="language of the map")
    cmd.set_defaults(run=execute, output="-")


def _port(value: str) -> int:
    if not value.isdecimal() or int(value) > _LATEST:
        raise argparse.ArgumentTypeError(f"{value!r} is not a port; give a number from 0 to {_LATEST}")
    return int(value)


def execute(args: argparse.Namespace, run: Run) -> bool:
    """Run the command until it is stopped; return whether anything was served."""
    from geo.model.errors import OptionError

    if missing := next((name for name in ("starlette", "uvicorn") if find_spec(name) is None), None):
        how = "install dprk-geo[serve], in a checkout with: pip install '.[serve]'"
        raise OptionError(f"serving needs {missing}; {how}")
    from geo.outputs.service.server import bound, is_local, serve
    from geo.outputs.service.snapshot import Current

    listening = bound(args.host, args.port)  # a port that is taken is reported before the work starts
    try:
        project = given_project(args)
        runs = iter([run])  # the first reading is that of the command, with its summary

        def load() -> Any:
            found = results(args, next(runs, None) or _silent(run))
            return found, found.map(title=args.title, language=args.language).get_root().render()

        current = Current(
            load, _Changes(project) if project else None, lambda text: _say(f"dprk-geo: {text}", run)
        )
        port = listening.getsockname()[1]
        if not is_local(args.host):
            print(
                f"dprk-geo: warning: everybody who reaches {args.host}, port {port}, can read the results; there is no "
                "password. Leave out --host to serve this machine only",
                file=sys.stderr,
            )
        names = [*args.names, socket.gethostname()]
        shown = f"[{args.host}]" if ":" in args.host else args.host

        def begun() -> None:
            run.print_summary()
            _say(f"serving at http://{shown}:{port}/  Ctrl-C ends it", run)
            if project is None:
                _say("the input is not read again: give a project to serve what is added to it", run)

        serve(current, listening, names=names, quiet=args.quiet, begun=begun)
    except KeyboardInterrupt:
        pass  # the usual end
    finally:
        listening.close()
    _say("ended", run)
    return True


class _Changes:
    """The stamp of a project, computed only when one of its files was written."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._files: list[tuple[str, int, int]] = []
        self._stamp = ""

    def __call__(self) -> str:
        files = [
            (file.name, stat.st_mtime_ns, stat.st_size)
            for file in (*sorted(self._project.folder.glob("project.sqlite*")), *self._project.corrections)
            if (stat := file.stat())
        ]
        if files != self._files:
            self._stamp = self._project.stamp()
            self._files = files
        return self._stamp


def _say(text: str, run: Run) -> None:
    if not run.quiet:
        print(text, file=sys.stderr, flush=True)


def _silent(run: Run) -> Run:
    """A run for reading again: its problems are printed, its summary is not."""
    again = copy(run)
    again.lines, again.notes, again.quiet = [], [], True
    return again
