"""The interactive map page: one HTML file with events, their sources and the precision of their locations."""

from __future__ import annotations

from .page import EventMap, event_map

__all__ = ["EventMap", "event_map"]
