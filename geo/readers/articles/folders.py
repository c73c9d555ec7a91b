"""The files of a folder: those that are read, and those that are passed over, which are counted by kind."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from geo.model.errors import Report, UnreadableError
from geo.reference.page_markup import PageMarkup
from geo.text.normalization import shown

from .source import kind_of

__all__ = ["files_of", "passed_over"]

_BESIDE = "in folders that browsers wrote next to pages"

_PAGES = (".html", ".htm", ".xhtml", ".mht", ".mhtml", ".shtml")
_UNNAMED = ("thumbs.db", "desktop.ini")


def files_of(
    folder: Path, is_read: Callable[[Path], bool], without: Path | None, report: Report, kinds: Counter[str]
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
    kinds : Counter of str
        To which the files that are passed over are added, by :func:`kind_of`. Files in a folder that a browser wrote
        next to a saved page are part of that page.

    Raises
    ------
    UnreadableError
        No file of the folder is read.

    Examples
    --------
    >>> import tempfile
    >>> from geo.model.errors import raised
    >>> kinds: Counter[str] = Counter()
    >>> folder = Path(tempfile.mkdtemp())
    >>> for name in ("a.html", "a_files/frame.html", "b.docx"):
    ...     (folder / name).parent.mkdir(exist_ok=True)
    ...     _ = (folder / name).write_text("Words.")
    >>> [path.name for path in files_of(folder, lambda path: path.suffix == ".html", None, raised, kinds)]
    ['a.html']
    >>> passed_over(kinds)
    '1 file passed over (1 .docx); 1 more in folders that browsers wrote next to pages'
    """
    found: list[Path] = []
    for path, is_part in _walk(folder, report):
        own = without is not None and path.resolve() == without
        if is_part:
            kinds[_BESIDE] += 1
        elif not own and is_read(path):
            found.append(path)
        elif not own and not path.name.startswith(".") and path.name.lower() not in _UNNAMED:
            kinds[kind_of(path.name)] += 1
    if not found:
        what = passed_over(kinds)
        kinds.clear()
        raise UnreadableError(f"{folder}: no article in this folder{f'; {what}' if what else ''}")
    return sorted(found)


def passed_over(counts: Counter[str]) -> str:
    """What is passed over, as text; empty for nothing.

    Examples
    --------
    >>> passed_over(Counter({".docx": 2, "without an ending": 1}))
    '3 files passed over (2 .docx, 1 without an ending)'
    """
    parts = []
    beside = counts[_BESIDE]
    kinds = Counter({kind: number for kind, number in counts.items() if kind != _BESIDE})
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
