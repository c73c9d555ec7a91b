"""The declaration of an output format; :mod:`geo.outputs.formats.formats` lists all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .export import Export, Traits

__all__ = ["Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """An output format: its name, file extensions, writer, and what it can store.

    Attributes
    ----------
    name : str
        Name in messages and in the table printed after an export.
    endings : tuple of str
        File extensions, in lower case and with the leading dot.
    write : callable
        Writes an export. Returns what the format could not store, beyond what follows from the other attributes.
    traits : Traits
        How lists, objects and unusual texts are stored.
    many : bool
        Whether the format stores several layers. If so, all are written by default, else the first possible one.
    only : tuple of str
        Names of the layers that it can store; all if empty.
    whole : bool
        Whether the layers can only be written all together.
    geometry : bool
        Whether it stores points and areas.
    needs : tuple of (str, str)
        Optional modules that it needs, each with the name of our extra that installs it.
    address : str
        Syntax of the address to write to, for databases; empty for files.

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
