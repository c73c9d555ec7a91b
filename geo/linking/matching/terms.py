"""Names and defaults of the options of record linkage, and the reasons why a row is unmatched."""

from __future__ import annotations

from typing import Literal

__all__ = [
    "BELOW", "DAYS", "ELSEWHERE", "KM", "MATCHES", "MIN_SCORE", "OUTSIDE", "REASONS", "TAKEN", "UNDATED", "UNLINKED",
    "Match",
]  # fmt: skip

Match = Literal["one-to-many", "one-to-one"]
MATCHES: tuple[Match, ...] = ("one-to-many", "one-to-one")
"""Whether a row may be linked to several rows or to one."""

DAYS, KM, MIN_SCORE = 2, 30.0, 0.6
"""Defaults: largest distance in days and in kilometres, and the lowest score of a link."""

UNDATED = "no date"
OUTSIDE = "none within the window"
ELSEWHERE = "within the window, but elsewhere"
BELOW = "below the threshold"
TAKEN = "another row fits better"
UNLINKED = "unlinked by a correction"
REASONS = (UNDATED, OUTSIDE, ELSEWHERE, BELOW, TAKEN, UNLINKED)
"""Why a row has no link, in the order in which counts are printed."""
