"""Boundaries of provinces and counties: the bundled ones, and those that a user's file gives.

A :class:`BoundarySet` has a polygon for each of the 179 P-codes, whatever units its file has, and answers which
county holds a point. :func:`geo.reference.boundaries.assembly.read_boundary_set` makes one of a file.
"""

from __future__ import annotations

from .boundary_set import BoundarySet, Level, Part

__all__ = ["BoundarySet", "Level", "Part"]
