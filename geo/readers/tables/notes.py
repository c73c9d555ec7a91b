"""What a table's reader should know though it is no fault, told to whoever listens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["noted", "tell"]

_listener: ContextVar[Callable[[str], None] | None] = ContextVar("_listener", default=None)


@contextmanager
def noted(note: Callable[[str], None]) -> Iterator[None]:
    r"""Hear for a while what is to be known of each table that is read, whoever reads it and for what.

    Parameters
    ----------
    note : callable
        Is given a text that names the file: sheets that were not read, rows of other countries, columns that
        could not be told apart.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from geo.readers.tables import read_table
    >>> file = pathlib.Path(tempfile.mkdtemp(), "own.csv")
    >>> _ = file.write_text("First,Last,place\n2024-11-20,2024-11-21,Songchon County\n", "utf-8")
    >>> with noted(lambda text: print(text.partition("own.csv: ")[2])):
    ...     table = read_table(file, print, need=("date", "place"))
    date could be any of First, Last; call it date, or say which it is with --columns date=NAME
    """
    token = _listener.set(note)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(path: str, notes: Iterable[str]) -> None:
    """Tell the notes of a table to whoever listens."""
    listener = _listener.get()
    if listener is not None:
        for text in notes:
            listener(f"{path}: {text}")
