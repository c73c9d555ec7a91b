"""Words which say how far a building is: planned, going on, done, or works at what stands already."""

from __future__ import annotations

from geo.languages import LANGUAGES
from geo.languages.combined import combine

__all__ = ["BUILDING", "BUILDS", "COMPLETED", "DONE", "GOING_ON", "PART", "PLANNED"]

_STAGES = combine(LANGUAGES).stages

BUILDING = _STAGES.building
"""Words which say that a site is still being built."""

PLANNED = _STAGES.planned
"""Words which say that the building has not begun."""

COMPLETED = _STAGES.completed
"""Words which say that something is done."""

GOING_ON = _STAGES.going_on
"""Words which say that it goes on."""

PART = _STAGES.part
"""Words for works at a site that stands already."""

DONE = _STAGES.done
"""Words which say that such works are over."""

BUILDS = _STAGES.builds
"""Words of building of any kind."""
