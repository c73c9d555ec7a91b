"""Chinese words around a place that show whether the event was there."""

from __future__ import annotations

from geo.languages.wording import Locations

__all__ = ["LOCATIONS"]

LOCATIONS: Locations[str] = Locations(mountain=r".+山", fell=r"方向|海域|附近海域")
