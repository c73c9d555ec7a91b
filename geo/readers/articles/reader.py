"""Reading articles from files, folders and standard input.

The formats are in :mod:`geo.readers.articles.formats`. A file or record that cannot be used is reported with its
name and line, and reading continues with the next one.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from geo.model.entities import Article
from geo.model.errors import GeoError, InputError, Note, Report, UnreadableError, raised
from geo.readers.pointers import refuse_missing_annex, refuse_pointer
from geo.text.normalization import Cleaned, shown

from . import formats
from .allowance import Allowance
from .folders import files_of, passed_over
from .given import Given, as_day, as_inputs, rows_of
from .source import Nested, OtherKindError, Source, is_kind, kind_of, label_of

__all__ = ["Once", "Wanted", "read_articles"]


Wanted = Callable[[str | Path, str], bool]
"""Called with the path of a file ("-" for standard input) and its label, right before it is read; whether to."""


def _unsaid(_: str) -> None:
    """A :data:`Note` that nobody asked for."""


def _all(path: str | Path, label: str) -> bool:
    """A :data:`Wanted` that wants every file."""
    return True


def read_articles(
    inputs: Given | Iterable[Given],
    *,
    date: date | str | None = None,
    report: Report = raised,
    without: str | Path | None = None,
    note: Note = _unsaid,
    wanted: Wanted = _all,
) -> Iterator[Article]:
    """Read the articles of files and folders in the given order; files of a folder are sorted by name.

    Parameters
    ----------
    inputs : path or iterable of paths
        Files, folders, or ``"-"`` for standard input. Also articles, mappings with the fields of JSON Lines, and a
        ``DataFrame`` with such columns, of which ``text`` is needed.
    date : datetime.date or str, optional
        For articles without a date in their file or file name ("2024-11-20-kcna.txt").
    report : callable, optional
        Called with each :class:`~geo.model.errors.GeoError` of a file or record, after which reading continues.
        By default the first error is raised.
    without : path, optional
        A file to skip in folders, such as the output file.
    note : callable, optional
        Called with a line on each folder and archive of which files were passed over, with their number by kind, and at
        the end with a line on each kind of text that was left out, such as quoted replies.
    wanted : callable, optional
        Called with the path and the label of each file right before its articles are read; a file for which it gives
        False is not opened.

    Yields
    ------
    Article

    Raises
    ------
    UnreadableError
        A file is missing, binary, empty or in an unknown encoding (through ``report``).
    InputError
        A record is not a valid article (through ``report``).
    OptionError
        ``date`` is no day, or an input is neither a path nor an article nor a table of articles.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "2024-11-20-songchon.txt").write_text("Kim Jong Un visited Songchon County.")
    >>> [(a.id, str(a.date)) for a in read_articles(folder)]
    [('2024-11-20-songchon', '2024-11-20')]
    """
    day = as_day(date)
    parts: Counter[str] = Counter()
    for item in as_inputs(inputs):
        if not isinstance(item, (str, Path)):
            yield from rows_of(item, day, report)
            continue
        kinds: Counter[str] = Counter()

        def left_out(what: str, number: int, kinds: Counter[str] = kinds) -> None:
            (kinds if is_kind(what) else parts)[what] += number

        common = Source("", "", None, day, report, left_out=left_out, nested=_NESTED)
        try:
            for path in _files(item, common, without, kinds):
                named = str(path) == "-" or Path(path) == Path(item)
                label = _label(path, item)
                if wanted(path, label):
                    yield from _read(path, label, common, named=named)
        except GeoError as error:
            report(error)
        if kinds:
            note(f"{shown(item)}: {passed_over(kinds)}")
    for what, number in parts.items():
        note(f"{number:,} {what}")


class Once:
    """Articles without repetitions: one with the id and text of an earlier one is counted and skipped.

    Cleaned texts are compared, so that different line ends do not make a different text. An article with the id of an
    earlier one and another text gets an id of its own, and ``renamed`` an error that says so.

    Of each article two numbers are kept until the end, not its text: about 150 bytes, so 150 MB for a million.

    Examples
    --------
    >>> once = Once([Article("a", "Songchon"), Article("a", "Songchon"), Article("a", "Anju")])
    >>> [(a.id, a.text) for a in once], once.repeated
    ([('a', 'Songchon'), ('a-2', 'Anju')], 1)
    >>> print(once.renamed[0])
    id 'a' is that of an earlier article with another text; it is read as 'a-2'
    """

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = articles
        self.repeated = 0
        self.renamed: list[InputError] = []

    def __iter__(self) -> Iterator[Article]:
        seen: set[int] = set()
        used: set[int] = set()
        further: dict[str, int] = {}
        for article in self._articles:
            key = hash((article.id, Cleaned.of(article).text))
            if key in seen:
                self.repeated += 1
                continue
            seen.add(key)
            one = self._named_apart(article, used, further) if hash(article.id) in used else article
            used.add(hash(one.id))
            yield one

    def _named_apart(self, article: Article, used: Container[int], further: dict[str, int]) -> Article:
        number = next(n for n in count(further.get(article.id, 2)) if hash(f"{article.id}-{n}") not in used)
        further[article.id] = number + 1
        made = f"{article.id}-{number}"
        where = f"{article.path}, line {article.line}: " if article.line else f"{article.path}: "
        what = (
            f"id {article.id[:40]!r} is that of an earlier article with another text; it is read as {made!r}"
        )
        self.renamed.append(InputError(f"{where if article.path else ''}{what}"))
        return replace(article, id=made)


def _files(
    item: str | Path, common: Source, without: str | Path | None, kinds: Counter[str]
) -> Iterator[str | Path]:
    if str(item) == "-":
        yield "-"
        return
    if not str(item):
        raise UnreadableError("an input has an empty name; is a variable of your script unset?")
    if str(item).lower().startswith(("http://", "https://")):
        how = "fetch it into a folder with dprk-geo fetch, or into a project with dprk-geo add"
        raise UnreadableError(f"{shown(item)}: addresses are not read; {how}")
    path = Path(item)
    if _is_folder(path):
        own = Path(without).resolve() if without else None
        yield from files_of(path, formats.is_read, own, common.report, kinds)
    else:
        yield path


def _label(path: str | Path, item: str | Path) -> str:
    """The id of an article without an id in its file: the file's path below the given folder, without ending."""
    if str(path) == "-":
        return "stdin"
    below = Path(path).relative_to(item) if path != Path(item) else Path(path).name
    return label_of(Path(below).as_posix())


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError as error:
        raise UnreadableError(f"{shown(path)}: {error.strerror or error}") from error


def _read(path: str | Path, label: str, common: Source, *, named: bool) -> Iterator[Article]:
    """Articles of one file; an error that concerns the whole file is reported.

    A file that the user did not name, but its folder, may be of another kind than its ending says.
    """
    try:
        source = _source(path, label, common)
        yield from _articles(source, None if str(path) == "-" else str(path))
    except OtherKindError as error:
        if named:
            common.report(error)
        else:
            common.left_out(kind_of(shown(path)), 1)
    except GeoError as error:
        common.report(error)


def _articles(source: Source, file: str | None) -> Iterator[Article]:
    """Articles of a source of any known format; the name of the file, if it has one, tells the format."""
    if source.path is not None:
        refuse_missing_annex(source.path, source.name)
    with source.opened() as stream:
        head = stream.read(formats.HEAD)
    refuse_pointer(head, source.name)
    if file is None and not head.strip():
        raise source.empty()
    found = formats.format_of(None if file is None else Path(file), head)
    if found is None:
        ending = Path(file or "").suffix.lower() or "none"
        known = ", ".join(formats.endings())
        raise UnreadableError(f"{source.name}: file ending {ending} is not supported; use one of {known}")
    yield from found.articles(source)


def _nested(source: Source, file: str) -> Iterator[Article]:
    """Articles of a file that is inside of another one, as a folder's: what is wrong with it costs nothing else."""
    if source.depth > source.allowance.depth:
        source.report(
            InputError(
                f"{source.name}: in more than {source.allowance.depth} files within each other; left out"
            )
        )
        return
    if not formats.by_ending(file):
        source.left_out(kind_of(file), 1)
        return
    try:
        yield from _articles(source, file)
    except OtherKindError:
        source.left_out(kind_of(file), 1)
    except GeoError as error:
        source.report(error)


_NESTED = Nested(_nested, lambda name: formats.by_ending(name) is not None)


def _source(path: str | Path, label: str, common: Source) -> Source:
    """The source for a file or standard input; the content of a pipe, which can be read only once, is stored."""
    common = replace(common, label=label, allowance=Allowance())
    if str(path) == "-":
        if sys.stdin is None:
            raise UnreadableError("standard input is closed; give files instead of -")
        return replace(common, name="standard input", preloaded=sys.stdin.buffer.read())
    file = Path(path)
    source = replace(common, name=shown(path), path=file)
    if file.exists() and not file.is_file():
        with source.opened() as pipe:
            return replace(source, path=None, preloaded=pipe.read())
    return source
