"""Boundaries of provinces and counties: the bundled set, and sets read from a user's file.

A :class:`BoundarySet` has one polygon for each of the 179 P-codes, whatever units its file has, and finds the county
of a point. :func:`geo.reference.boundaries.assembly.read_boundary_set` reads one from a file.
"""

from __future__ import annotations

from .boundary_set import BoundarySet, Level, Part

__all__ = ["BoundarySet", "Level", "Part"]
