"""Commands that write, stopped or hindered: earlier results stay whole, and messages say what to do.

Each case runs in a child process that is forked from this one, which has all modules loaded.
"""

# ruff: noqa: E501 (lists of values)

from __future__ import annotations

import contextlib
import io
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from geo.cli import main
from tests.support import SAMPLES

__all__ = ["COMMANDS", "FAULTS", "Writing", "ended", "hindered", "killed", "may_mount", "started"]

_ARTICLES = SAMPLES / "articles"
_TABLES = ["--records", str(SAMPLES / "records.csv"), "--sites", str(SAMPLES / "sites.csv")]
_FORMATS = ("csv", "geojson", "gpkg", "xlsx", "kml", "kmz", "parquet", "fgb", "gpx", "pmtiles")


def _one() -> str:
    return str(sorted(_ARTICLES.iterdir())[1])


COMMANDS: dict[str, tuple[str, Callable[[str, str], list[str]]]] = {
    "map": ("a.html", lambda given, out: ["map", given, "-o", out]),
    "figure": ("a.svg", lambda given, out: ["figure", given, "-o", out]),
    **{f"export {e}": (f"a.{e}", lambda given, out: ["export", given, *_TABLES, "-o", out]) for e in _FORMATS},
    "chains": ("a.csv", lambda given, out: ["chains", given, "-o", out]),
    "dossier": ("a.html", lambda given, out: ["dossier", "Songchon", given, "-o", out]),
    "review html": ("a.html", lambda given, out: ["review", given, "-o", out]),
    "review csv": ("a.csv", lambda given, out: ["review", given, "-o", out]),
    "review toml": ("a.toml", lambda given, out: ["review", given, "-o", out]),
    "extract": ("a.jsonl", lambda given, out: ["extract", given, "-o", out]),
    "records": ("a.jsonl", lambda given, out: ["records", str(SAMPLES / "records.csv"), "-o", out]),
    "join": ("a.csv", lambda given, out: ["join", str(SAMPLES / "records.csv"), str(SAMPLES / "records.csv"), "-o", out]),
    "explain": ("a.html", lambda given, out: ["explain", _one(), "-o", out]),
    "geocode": ("a.csv", lambda given, out: ["geocode", "--table", str(SAMPLES / "sites.csv"), "-o", out]),
}  # fmt: skip
"""Commands that write: the name of the output, and the arguments for an input and an output."""


class Writing(NamedTuple):
    """What came of a case.

    Attributes
    ----------
    command, fault : str
    code : int
        Exit code; negative for a signal.
    wrong : str
        What was wrong; empty for nothing.
    said : str
        Standard error.
    """

    command: str
    fault: str
    code: int
    wrong: str = ""
    said: str = ""


def started(arguments: list[str], err: Path, before: Callable[[], None] = lambda: None) -> int:
    """Fork a process that runs a command; return its number. Standard output and error go to a file."""
    sys.stdout.flush()
    sys.stderr.flush()
    number = os.fork()
    if number:
        return number
    code = 99
    try:
        target = os.open(err, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(target, 1)
        os.dup2(target, 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        before()
        code = main(arguments)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 98
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def ended(number: int) -> int:
    """Exit code of a process, negative for a signal, when it has ended."""
    _, status = os.waitpid(number, 0)
    return os.waitstatus_to_exitcode(status)


def _run(arguments: list[str], err: Path, before: Callable[[], None] = lambda: None) -> int:
    return ended(started(arguments, err, before))


def killed(command: str, seeds: list[int], folder: Path) -> Iterator[Writing]:
    """Kill a command at random moments while it replaces an earlier output.

    Yields
    ------
    Writing
        For each seed. The output must be the earlier one or the new one, both whole, and the next run must leave no
        temporary file.
    """
    name, made = COMMANDS[command]
    err = folder / "err"
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main(made(_one(), str(folder / "warm" / name)))  # loads here what each child would load
    earlier, new = folder / "earlier" / name, folder / "new" / name
    code = _run(made(_one(), str(earlier)), err)
    begun = time.perf_counter()
    code |= _run(made(str(_ARTICLES), str(new)), err)
    seconds = time.perf_counter() - begun
    if code not in (0, 1) or not new.exists():
        yield Writing(
            command, "none", code, "the command does not work at all", err.read_text("utf-8", "replace")
        )
        return
    whole = {_content(earlier), _content(new)}
    out = folder / "out" / name
    for seed in seeds:
        out.parent.mkdir(exist_ok=True)
        shutil.copyfile(earlier, out)
        child = started(made(str(_ARTICLES), str(out)), err)
        time.sleep(random.Random(seed).uniform(0, seconds * 1.05))
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        code = ended(child)
        wrong = ""
        if not out.exists():
            wrong = f"seed {seed}: the earlier output is gone"
        elif _content(out) not in whole:
            wrong = (
                f"seed {seed}: the output is neither the earlier nor the new one ({out.stat().st_size} bytes)"
            )
        yield Writing(command, "killed", code, wrong)
    _run(made(str(_ARTICLES), str(out)), err)
    left = [p.name for p in out.parent.iterdir() if p.name != name]
    if left or _content(out) not in whole:
        yield Writing(command, "after kills", 0, f"the next run left {left}, or wrote something else")


def _content(path: Path) -> bytes | tuple[tuple[str, bytes], ...]:
    """What a file holds; of a workbook, all but the moment at which it was made."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name != "docProps/core.xml"]
            return tuple((name, archive.read(name)) for name in names)
    except zipfile.BadZipFile:
        return path.read_bytes()


def _full(out: Path) -> Callable[[], None]:
    """Let no file grow over two kilobytes, as on a disk that is full."""

    def before() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))

    return before


def _nobody(out: Path) -> Callable[[], None]:
    def before() -> None:
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)

    out.parent.chmod(0o555)
    return before


def _gone(out: Path) -> Callable[[], None]:
    """Remove the folder of the output as soon as its temporary file is there."""

    def before() -> None:
        command = os.getpid()
        if os.fork():
            return
        while os.getppid() == command:
            with contextlib.suppress(OSError):
                if any(p.name.startswith(".") for p in out.parent.iterdir()):
                    shutil.rmtree(out.parent)
                    break
            time.sleep(0.0005)
        os._exit(0)

    return before


def _is_a_folder(out: Path) -> Callable[[], None]:
    out.unlink()
    out.mkdir()
    return lambda: None


def _below_a_file(out: Path) -> Callable[[], None]:
    out.unlink()
    out.parent.rmdir()
    out.parent.write_text("a file where the folder should be")
    return lambda: None


FAULTS: dict[str, Callable[[Path], Callable[[], None]]] = {
    "disk full": _full, "no permission": _nobody, "folder vanishes": _gone, "output is a folder": _is_a_folder,
    "folder is a file": _below_a_file,
}  # fmt: skip
"""What is made ready before a command, and in its process. ``read-only`` and ``tmpfs`` need the right to mount."""


def hindered(command: str, fault: str, folder: Path) -> Writing:
    """Run a command under a fault: it must end with 2 and words, or be whole; an earlier output must stay."""
    name, made = COMMANDS[command]
    err = folder / "err"
    earlier, new, out = (folder / part / name for part in ("earlier", "new", "there"))
    for given, path in ((_one(), earlier), (str(_ARTICLES), new)):
        if not path.exists():
            _run(made(given, str(path)), err)
    out.parent.mkdir()
    shutil.copyfile(earlier, out)
    with _mounted(fault, out):
        code = _run(
            made(str(_ARTICLES), str(out)), err, FAULTS[fault](out) if fault in FAULTS else lambda: None
        )
        said = err.read_text("utf-8", "replace")
        wrong = []
        if "Traceback" in said or code not in (0, 1, 2):
            wrong.append(f"exit code {code}")
        if code == 2 and ("cannot be written" not in said or not _advises(said)):
            wrong.append("the message does not say what and why")
        if fault in ("disk full", "no permission", "read-only", "tmpfs"):
            if not out.exists():
                wrong.append("the earlier output is gone")
            elif _content(out) != _content(earlier if code == 2 else new):
                wrong.append("the earlier output has changed" if code == 2 else "it is not what it should be")
        if fault in ("disk full", "tmpfs") and (
            left := [p.name for p in out.parent.iterdir() if p.name != name]
        ):
            wrong.append(f"left behind: {left}")
    with contextlib.suppress(OSError):
        out.parent.chmod(0o755)
    if out.parent.is_file():
        out.parent.unlink()
    shutil.rmtree(out.parent, ignore_errors=True)
    return Writing(command, fault, code, "; ".join(wrong), said)


def _advises(said: str) -> bool:
    return any(
        word in said.casefold()
        for word in ("space", "right", "permission", "folder", "directory", "read-only", "large", "full")
    )


@contextlib.contextmanager
def _mounted(fault: str, out: Path) -> Iterator[None]:
    """A small file system, or one that is read-only, at the output's folder."""
    if fault not in ("tmpfs", "read-only"):
        yield
        return
    held = out.read_bytes()
    size = max(64, 2 * len(held) // 1024 + 8) if fault == "read-only" else len(held) // 4096 * 4 + 8
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(out.parent)], check=True)
    try:
        out.write_bytes(held)
        if fault == "read-only":
            subprocess.run(["mount", "-o", "remount,ro", str(out.parent)], check=True)
        yield
    finally:
        subprocess.run(["umount", str(out.parent)], check=True)


def may_mount() -> bool:
    """Whether this process may mount file systems."""
    with tempfile.TemporaryDirectory() as name:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", name], check=False, stderr=subprocess.DEVNULL
        )
        if done.returncode == 0:
            subprocess.run(["umount", name], check=True)
        return done.returncode == 0
