"""A PostgreSQL server with PostGIS of the tests' own, on a socket in a folder that goes with it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_LIB = Path("/usr/lib/postgresql")
_SHARE = Path("/usr/share/postgresql")


def _binaries() -> Path:
    for folder in sorted(_LIB.glob("*/bin"), reverse=True):
        version = folder.parent.name
        if (folder / "initdb").exists() and (_SHARE / version / "extension" / "postgis.control").exists():
            return folder
    pytest.skip("no PostgreSQL with PostGIS here; Debian has them as postgresql and postgresql-postgis")


@contextmanager
def server() -> Iterator[str]:
    """The folder of the socket of a running server whose superuser is ``dprk``."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="dprk-geo-"))
    as_user: list[str] = []
    if os.geteuid() == 0:  # the server refuses to be run by root
        try:
            owner = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("root may not run PostgreSQL, and there is no user postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_user = ["runuser", "-u", "postgres", "--"]

    def run(*command: str) -> None:
        done = subprocess.run(
            [*as_user, str(binaries / command[0]), *command[1:]],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd="/",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    data = str(folder / "data")
    options = (
        f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c shared_buffers=32MB"
    )
    try:
        run("initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-U", "dprk")
        run("pg_ctl", "-D", data, "-w", "-t", "60", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield str(folder)
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
