"""What Chinese says of a place by the words around it: whether something happened there."""

from __future__ import annotations

from geo.languages.wording import Locations

__all__ = ["LOCATIONS"]

LOCATIONS: Locations[str] = Locations(fell=r"方向|海域|附近海域")
