"""What the join's options and answers are called."""

from __future__ import annotations

from typing import Literal

__all__ = ["BELOW", "ELSEWHERE", "MATCHES", "OUTSIDE", "REASONS", "TAKEN", "UNDATED", "Match"]

Match = Literal["one-to-many", "one-to-one"]
MATCHES: tuple[Match, ...] = ("one-to-many", "one-to-one")
"""How many partners a row may have."""

UNDATED = "no date"
OUTSIDE = "none within the window"
ELSEWHERE = "within the window, but elsewhere"
BELOW = "below the threshold"
TAKEN = "its best match is tied better"
REASONS = (UNDATED, OUTSIDE, ELSEWHERE, BELOW, TAKEN)
"""Why a row is tied to nothing, in the order in which counts are told."""
