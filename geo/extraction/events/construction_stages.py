"""Patterns for the state of a building: planned, under construction, completed, or works at an existing site."""

from __future__ import annotations

from geo.languages import LANGUAGES
from geo.languages.combined import joined

__all__ = ["BUILDING", "BUILDS", "COMPLETED", "DONE", "GOING_ON", "PART", "PLANNED"]

_STAGES = joined(LANGUAGES, "stages")

BUILDING = _STAGES.building
"""A site is still being built."""

PLANNED = _STAGES.planned
"""Construction has not begun."""

COMPLETED = _STAGES.completed
"""Something is completed."""

GOING_ON = _STAGES.going_on
"""Work continues."""

PART = _STAGES.part
"""Works at an existing site, such as repairs or an extension."""

DONE = _STAGES.done
"""Such works are finished."""

BUILDS = _STAGES.builds
"""Construction of any kind."""
