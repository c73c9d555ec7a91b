"""A project folder: what was read is kept, so that later runs read only what is new."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from shutil import SameFileError, copyfile
from typing import Any

from geo.linking.corrections import Ledger
from geo.linking.reread import Reread
from geo.model.entities import Extraction
from geo.model.errors import GeoError, Note, OptionError, Report, UnreadableError, raised
from geo.readers.articles.given import as_day, as_inputs
from geo.reference.context import Reference
from geo.text.normalization import shown

from .cluster import on_cluster
from .collecting import Collected, Collector
from .database import (
    DATABASE,
    ProjectDatabase,
    created,
    is_project,
    opened_for_reading,
    opened_for_writing,
    saved,
)
from .extracting import Progress, extract_unread, unread
from .history import Change, changes_since, learned, stamp_of
from .lock import only_writer
from .naming import are_named, name_articles
from .packing import names_of, plain
from .reading import current_extractions, stored_articles
from .versions import AliasSums

__all__ = ["Added", "Project", "project_of"]

CORRECTIONS = "corrections"
"""Folder inside of a project whose files of corrections every command uses."""
_ENDINGS = (".toml", ".csv", ".tsv", ".xlsx", ".ods")


def _unsaid(_: object) -> None:
    """Say nothing: of a remark that nobody asked for, or of corrections, on which who applies them reports."""


def _plainly(items: Iterable[Extraction], _: str) -> Iterator[Extraction]:
    return iter(items)


@dataclass(frozen=True, slots=True)
class Added:
    """What adding input to a project did.

    Attributes
    ----------
    found : Collected
        Numbers of files and articles.
    repeated : int
        Articles of the project that repeat another one of the same id and text, and are read once.
    extracted : int
        Articles that were read for places and events.
    articles : int
        Articles of the project, without repetitions.
    """

    found: Collected = field(default_factory=Collected)
    repeated: int = 0
    extracted: int = 0
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Project:
    """A folder that keeps articles, what was extracted from them, and where they came from.

    Parameters
    ----------
    folder : Path
        Made by :meth:`create`. Its copy is a backup, if it is made while nothing is being added.

    Examples
    --------
    >>> import tempfile
    >>> from geo.model.entities import Article
    >>> project = Project.create(Path(tempfile.mkdtemp()) / "north")
    >>> first = Article("a", "A mill was inaugurated in Haeju City.")
    >>> [project.add([first]).extracted for _ in range(2)]
    [1, 0]
    >>> [found.events[0].adm2 for found in project.extractions()]
    ['KP0901']
    """

    folder: Path

    @classmethod
    def create(cls, folder: str | Path) -> Project:
        """Make a project in a folder that does not exist or is empty.

        Raises
        ------
        OptionError
            There is a project already, or the folder has other files.
        UnreadableError
            The folder cannot be written.
        """
        path = Path(folder)
        if (path / DATABASE).exists():
            raise OptionError(f"{shown(path)}: there is a project here already; add to it with dprk-geo add")
        try:
            if path.exists() and any(path.iterdir()):
                raise OptionError(f"{shown(path)}: the folder is not empty; name a new one")
            path.mkdir(parents=True, exist_ok=True)
            (path / CORRECTIONS).mkdir()
        except OSError as error:
            raise UnreadableError(f"{shown(path)}: {error.strerror or error}") from error
        with only_writer(path):
            created(path / DATABASE)
        return cls(path)

    @classmethod
    def open(cls, folder: str | Path) -> Project:
        """The project of a folder.

        Raises
        ------
        OptionError
            The folder is no project.
        InputError
            Its database is damaged, or of a newer version of this program.
        """
        path = Path(folder)
        if not (path / DATABASE).is_file():
            raise OptionError(f"{shown(path)}: no project here; make one with: dprk-geo init {shown(path)}")
        opened_for_reading(path / DATABASE).close()
        return cls(path)

    @property
    def corrections(self) -> list[Path]:
        """The files of corrections in the project, sorted by name."""
        folder = self.folder / CORRECTIONS
        found = folder.iterdir() if folder.is_dir() else ()
        return sorted(f for f in found if f.suffix.lower() in _ENDINGS and not f.name.startswith((".", "~")))

    def keep_corrections(self, file: str | Path) -> Path:
        """Copy a file of corrections into the project, in place of one of the same name; return the copy's path.

        Raises
        ------
        UnreadableError
            The file cannot be read or copied.
        OptionError
            The file is none of corrections.
        """
        path = Path(file)
        if path.suffix.lower() not in _ENDINGS:
            raise OptionError(f"{shown(path)}: a file of corrections ends in {', '.join(_ENDINGS)}")
        target = self.folder / CORRECTIONS / path.name
        try:
            target.parent.mkdir(exist_ok=True)
            with only_writer(self.folder):
                copyfile(path, target)
        except SameFileError:
            pass  # it is the project's own
        except OSError as error:
            if isinstance(error, GeoError):
                raise
            raise UnreadableError(f"{shown(path)}: {error.strerror or error}") from error
        return target

    @property
    def inputs(self) -> list[str]:
        """The inputs that were added, sorted."""
        with closing(self._reader()) as database:
            return sorted(plain(row[0]) for row in database.execute("SELECT input FROM inputs"))

    def reference(self, base: Reference | None = None, report: Report = raised) -> Reference:
        """A reference with the names that the project's corrections add."""
        return Ledger.read(self.corrections, report, reference=base or Reference.bundled()).reference

    def add(
        self,
        inputs: Any,
        *,
        date: date | str | None = None,
        processes: int | None = None,
        report: Report = raised,
        note: Note = _unsaid,
        progress: Progress = _plainly,
        reference: Reference | None = None,
        client: Any = None,
    ) -> Added:
        """Add what is new or has changed in files and folders, and extract from it.

        Files that have not changed since they were read are not opened. An article that its file no longer has stays.
        A run that is ended at any moment loses nothing that it has saved; the next one goes on.

        Parameters
        ----------
        inputs : path or iterable of paths
            As :func:`geo.read` takes them.
        date : datetime.date or str, optional
            Publication date of articles that have none.
        processes : int, optional
            Number of processes that extract; by default one for each processor where there is enough to read.
        report, note : callable
            Called with each error about input that cannot be used, and with each remark.
        progress : callable, optional
            Given the extractions and their unit, it passes them on.
        reference : Reference, optional
            The bundled one by default; names of the project's corrections are added to it.
        client : distributed.Client, optional
            Of a Dask cluster that extracts; see ``docs/cluster.md``.

        Raises
        ------
        UnreadableError
            Another process is changing the project.
        """
        day, given = as_day(date), as_inputs(inputs)
        with only_writer(self.folder), closing(self._writer()) as database:
            database.check()  # nothing is written into a file that is damaged
            found = Collector(database, report, note).collect(given, day)
            named = name_articles(database)
            for given_id, own, path, line in named.renamed:
                where = f"{path}, line {line}: " if line else f"{path}: " if path else ""
                note(f"{where}id {given_id[:40]!r} is that of another article, so it is read as {own!r}")
            known = self.reference(reference, report)
            read = self._extract(database, known, processes, report, progress, client)
            return Added(found, named.repeated, read, _count(database))

    def refresh(
        self,
        *,
        processes: int | None = None,
        report: Report = raised,
        note: Note = _unsaid,
        progress: Progress = _plainly,
        reference: Reference | None = None,
        client: Any = None,
    ) -> int:
        """Read again what was made with other rules, another reference or other added names; return the number.

        Where nothing is to be done, the project is not changed. Where it cannot be changed, because another process is
        doing so or the folder cannot be written, a remark says how many articles are behind.
        """
        known = self.reference(reference, _unsaid)
        with closing(self._reader()) as database:
            behind = len(unread(database, known, AliasSums(known.gazetteer.aliases)))
            named = are_named(database)
        if not behind and named:
            return 0
        try:
            with only_writer(self.folder), closing(self._writer()) as database:
                name_articles(database)
                return self._extract(database, known, processes, report, progress, client)
        except UnreadableError as error:
            if behind:
                note(f"{error}; {behind:,} articles are shown as they were read before, or not yet")
            return 0

    def learned(self) -> dict[str, str]:
        """When each article was added or last changed (UTC), by its id."""
        with closing(self._reader()) as database:
            return learned(database)

    def changes_since(self, when: str) -> list[Change]:
        """What articles said at a time (UTC, as ``2024-11-20 09:30:00``), of those that say something else since."""
        with closing(self._reader()) as database:
            return changes_since(database, when)

    def last_pass(self) -> str:
        """When news were last reported by ``watch``; empty if never."""
        with closing(self._reader()) as database:
            row = database.execute("SELECT ended FROM passes ORDER BY pass DESC LIMIT 1").fetchone()
        return str(row[0]) if row else ""

    def reported_news(self) -> frozenset[str]:
        """What earlier passes have reported and must not report again."""
        with closing(self._reader()) as database:
            rows = database.execute("SELECT seen FROM passes").fetchall()
        return frozenset(one for row in rows for one in names_of(row[0]))

    def note_pass(self, ended: str, reported: Iterable[str]) -> None:
        """Note that news were reported, up to a time."""
        with only_writer(self.folder), closing(self._writer()) as database, saved(database):
            row = (ended, json.dumps(list(reported)))
            database.execute("INSERT INTO passes (ended, seen) VALUES (?, ?)", row)

    def stamp(self) -> str:
        """A sum of what the project has: another one means that its results may be others."""
        with closing(self._reader()) as database:
            return stamp_of(database, self.corrections)

    def extractions(
        self, *, reference: Reference | None = None, texts: bool = True, credit: bool = False
    ) -> Iterator[Extraction]:
        """What was extracted, in the order of files and of the articles in them.

        Parameters
        ----------
        reference : Reference, optional
            With names that a command adds to those of the project: articles that may contain one of them are read
            again, in memory only. By default what is stored is given.
        texts : bool
            Whether the articles have their texts. Maps and exports need none.
        credit : bool
            Whether the events have their publisher and the source they rely on, as linking fills them.
        """
        with closing(self._reader()) as database:
            database.check()
            yield from current_extractions(database, reference, texts=texts, credit=credit)

    def reread(
        self, *, reference: Reference | None = None, texts: bool = True, credit: bool = False
    ) -> Reread:
        """What :meth:`extractions` gives, as a sequence that is read anew for each pass over it.

        All passes see the project as it is now, whatever is added meanwhile.
        """
        database = self._reader()
        database.check()
        database.execute("BEGIN")  # a reader's view lasts as long as its transaction
        return Reread(
            lambda: current_extractions(database, reference, texts=texts, credit=credit),
            sum(1 for _ in stored_articles(database)),
            lambda: stored_articles(database),
            credited=credit,
        )

    def _extract(
        self,
        database: ProjectDatabase,
        reference: Reference,
        processes: int | None,
        report: Report,
        progress: Progress,
        client: Any,
    ) -> int:
        spread = on_cluster(client) if client is not None else None
        with closing(self._reader()) as reader:
            return extract_unread(
                database,
                reader,
                reference,
                processes=processes,
                report=report,
                spread=spread,
                progress=progress,
            )

    def _reader(self) -> ProjectDatabase:
        return opened_for_reading(self.folder / DATABASE)

    def _writer(self) -> ProjectDatabase:
        return opened_for_writing(self.folder / DATABASE)


def _count(database: ProjectDatabase) -> int:
    return int(database.execute("SELECT count(*) FROM articles WHERE id IS NOT NULL").fetchone()[0])


def project_of(inputs: Iterable[Any]) -> Project | None:
    """The project that is given as input; None where there is none.

    Raises
    ------
    OptionError
        A project is given together with other input.
    """
    given = list(inputs)
    found = [item for item in given if isinstance(item, (str, Path)) and is_project(item)]
    if not found:
        return None
    if len(given) > 1:
        others = " ".join(shown(i) for i in given if i not in found and isinstance(i, (str, Path)))
        raise OptionError(
            f"{shown(found[0])} is a project, and is read alone;"
            f" add the other inputs to it first: dprk-geo add {shown(found[0])} {others or '...'}"
        )
    return Project.open(found[0])
