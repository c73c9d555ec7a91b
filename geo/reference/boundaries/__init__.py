"""Drawings of the country: the bundled one, and those that a user's file gives.

A drawing has a polygon for each of the 179 P-codes, whatever units its file has. The bundled one is in use
unless another is read (:func:`read_drawing`) and put to use (:func:`using`);
:mod:`geo.reference.boundaries.lookups` answers by the one in use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .boundary_set import Drawing, Level, Part, bundled, in_use, using

if TYPE_CHECKING:
    from .assembly import read_drawing

__all__ = ["Drawing", "Level", "Part", "bundled", "in_use", "read_drawing", "using"]


def __getattr__(name: str) -> Any:
    if name == "read_drawing":  # reading needs much that answering does not
        return import_module(".assembly", __name__).read_drawing
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
