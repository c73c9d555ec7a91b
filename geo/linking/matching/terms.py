"""What the join's options and answers are called."""

from __future__ import annotations

from typing import Literal

__all__ = [
    "BELOW", "DAYS", "ELSEWHERE", "KM", "MATCHES", "MIN_SCORE", "OUTSIDE", "REASONS", "TAKEN", "UNDATED", "UNTIED",
    "Match",
]  # fmt: skip

Match = Literal["one-to-many", "one-to-one"]
MATCHES: tuple[Match, ...] = ("one-to-many", "one-to-one")
"""How many partners a row may have."""

DAYS, KM, MIN_SCORE = 2, 30.0, 0.6
"""How far events and records may lie apart in time and space, and the score from which they are tied, by default."""

UNDATED = "no date"
OUTSIDE = "none within the window"
ELSEWHERE = "within the window, but elsewhere"
BELOW = "below the threshold"
TAKEN = "another row fits better"
UNTIED = "untied by a correction"
REASONS = (UNDATED, OUTSIDE, ELSEWHERE, BELOW, TAKEN, UNTIED)
"""Why a row is tied to nothing, in the order in which counts are told."""
