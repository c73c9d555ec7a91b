"""What a format's file declares of it; :mod:`geo.outputs.formats.formats` lists the declarations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .export import Export, Traits

__all__ = ["Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is called, which files it is for, and what it can hold.

    Attributes
    ----------
    name : str
        As the closing table and messages have it.
    endings : tuple of str
        Endings of its files, in lower case and with their dots.
    write : callable
        Writes an export and says what of it the format could not hold, beside what follows from the rest.
    traits : Traits
        How it holds values that are not plain.
    many : bool
        Whether it holds several layers, and then by default all; else by default the first that it can hold.
    only : tuple of str
        The layers that it can hold; all where empty.
    whole : bool
        Whether it holds all of them or none, so that there is nothing to choose.
    geometry : bool
        Whether it holds points and areas.
    needs : tuple of (str, str)
        Modules that are not always installed, each with the extra that it comes with.
    address : str
        How an address is written that it takes in place of a file; empty for formats of files.

    Examples
    --------
    >>> Format("text", (".txt",), lambda export: [], Traits(), geometry=False).many
    False
    """

    name: str
    endings: tuple[str, ...]
    write: Callable[[Export], Sequence[str]]
    traits: Traits
    many: bool = False
    only: tuple[str, ...] = ()
    whole: bool = False
    geometry: bool = True
    needs: tuple[tuple[str, str], ...] = ()
    address: str = ""
