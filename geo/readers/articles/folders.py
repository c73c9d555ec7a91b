"""The files of a folder: those that are read, and those that are passed over, which are counted by kind."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from geo.model.errors import Note, Report, UnreadableError
from geo.reference.page_markup import PageMarkup
from geo.text.normalization import shown

__all__ = ["files_of"]

_PAGES = (".html", ".htm", ".xhtml", ".mht", ".mhtml", ".shtml")
_UNNAMED = ("thumbs.db", "desktop.ini")


def files_of(
    folder: Path, is_read: Callable[[Path], bool], without: Path | None, report: Report, note: Note
) -> list[Path]:
    """The files of a folder and the folders in it that are read as articles, sorted by name.

    Parameters
    ----------
    folder : Path
    is_read : callable
        Whether a file is read.
    without : Path or None
        A file that is not read, such as the output.
    report : callable
        Called with the error of a folder that cannot be opened.
    note : callable
        Called with one line on the files that are passed over, if any. Files in a folder that a browser wrote next to
        a saved page are part of that page.

    Raises
    ------
    UnreadableError
        No file of the folder is read.

    Examples
    --------
    >>> import tempfile
    >>> from geo.model.errors import raised
    >>> folder = Path(tempfile.mkdtemp())
    >>> for name in ("a.html", "a_files/frame.html", "b.docx"):
    ...     (folder / name).parent.mkdir(exist_ok=True)
    ...     _ = (folder / name).write_text("Words.")
    >>> notes: list[str] = []
    >>> [path.name for path in files_of(folder, lambda path: path.suffix == ".html", None, raised, notes.append)]
    ['a.html']
    >>> notes[0].partition(": ")[2]
    '1 file passed over (1 .docx); 1 more in folders that browsers wrote next to pages'
    """
    found: list[Path] = []
    kinds: Counter[str] = Counter()
    beside = 0
    for path, is_part in _walk(folder, report):
        own = without is not None and path.resolve() == without
        if is_part:
            beside += 1
        elif not own and is_read(path):
            found.append(path)
        elif not own and not path.name.startswith(".") and path.name.lower() not in _UNNAMED:
            kinds[path.suffix.lower() or "without an ending"] += 1
    what = _listed(kinds, beside)
    if not found:
        raise UnreadableError(f"{folder}: no article in this folder{f'; {what}' if what else ''}")
    if what:
        note(f"{shown(folder)}: {what}")
    return sorted(found)


def _listed(kinds: Counter[str], beside: int) -> str:
    """What is passed over, as text; empty for nothing."""
    parts = []
    if kinds:
        files = "file" if kinds.total() == 1 else "files"
        each = ", ".join(f"{number:,} {kind}" for kind, number in kinds.most_common())
        parts.append(f"{kinds.total():,} {files} passed over ({each})")
    if beside:
        parts.append(f"{beside:,} {'more ' if kinds else ''}in folders that browsers wrote next to pages")
    return "; ".join(parts)


def _walk(folder: Path, report: Report) -> Iterator[tuple[Path, bool]]:
    """All files below a folder, each with whether it is part of a saved page."""

    def refuse(error: OSError) -> None:
        where = shown(error.filename or folder)
        report(UnreadableError(f"{where}: {error.strerror or error}; its files are skipped"))

    endings = PageMarkup.bundled().tables["companions"]["endings"]
    parts: set[str] = set()
    for root, folders, names in os.walk(folder, onerror=refuse):
        stems = {name[: -len(Path(name).suffix)] for name in names if Path(name).suffix.lower() in _PAGES}
        is_part = root in parts
        for name in folders:
            ours = any(name.endswith(ending) and name[: -len(ending)] in stems for ending in endings)
            if is_part or ours:
                parts.add(os.path.join(root, name))  # noqa: PTH118 (as os.walk names it)
        yield from ((Path(root) / name, is_part) for name in names)
