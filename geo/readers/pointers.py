"""Files that only point to the real one: those of Git LFS and git-annex in a clone without the data."""

from __future__ import annotations

import re
from pathlib import Path

from geo.model.errors import UnreadableError

__all__ = ["refuse_missing_annex", "refuse_pointer"]

_LFS = re.compile(rb"version https://(?:git-lfs\.github\.com|hawser\.github\.com)/spec/v\d")
_SIZE = re.compile(rb"^size (\d+)", re.MULTILINE)
_ANNEX = re.compile(rb"/annex/objects/[A-Z0-9_]+-(?:s(\d+))?")


def refuse_pointer(head: bytes, name: str) -> None:
    r"""Refuse a file whose first bytes are those of a pointer.

    Parameters
    ----------
    head : bytes
        The first bytes of the file, 200 or more.
    name : str
        Name of the file in the message.

    Raises
    ------
    UnreadableError
        The file is a pointer of Git LFS or git-annex; the message says how to get the file.

    Examples
    --------
    >>> refuse_pointer(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 2048\n", "a.csv")
    Traceback (most recent call last):
    ...
    geo.model.errors.UnreadableError: a.csv: a Git LFS pointer to a file (2 KB) that is not here; run git lfs pull ...
    """
    if _LFS.match(head):
        size = _SIZE.search(head)
        raise UnreadableError(
            f"{name}: a Git LFS pointer to a file{_shown(size)} that is not here; run git lfs pull in its repository"
        )
    if found := _ANNEX.match(head):
        what = f"a git-annex pointer to a file{_shown(found)} that is not here"
        raise UnreadableError(f"{name}: {what}; run git annex get {Path(name).name}")


def refuse_missing_annex(path: Path, name: str) -> None:
    """Refuse a link of git-annex whose file is not here, which is otherwise only a missing file.

    Raises
    ------
    UnreadableError
        The path is such a link.
    """
    if path.is_symlink() and not path.exists():
        target = path.readlink().as_posix().encode("utf-8", "replace")
        refuse_pointer(
            target[target.find(b"/annex/objects/") :] if b"/annex/objects/" in target else b"", name
        )


def _shown(size: re.Match[bytes] | None) -> str:
    number = int(size[1]) if size and size[1] else 0
    for unit, factor in (("MB", 10**6), ("KB", 1000)):
        if number >= factor:
            return f" ({number / factor:.0f} {unit})"
    return ""
