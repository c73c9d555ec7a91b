"""The page: a folium map in one file that shows events, what they rest on, and how precisely."""

from __future__ import annotations

from .page import EventMap, event_map

__all__ = ["EventMap", "event_map"]
