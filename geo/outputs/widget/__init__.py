"""The map as a widget of a notebook, with a selection that goes both ways."""

from .widget import EventWidget, event_widget

__all__ = ["EventWidget", "event_widget"]
