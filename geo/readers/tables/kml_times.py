"""The time of a KML feature: its own TimeStamp or TimeSpan, its track's, or that of a folder around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["TIMES", "text_of_element", "times_of", "view_times", "without_namespace"]

TIMES = ("when", "begin", "end")
"""Columns of the time: of a TimeStamp, and the first and last one of a TimeSpan."""
_VIEWS = ("LookAt", "Camera")


def without_namespace(element: Any) -> str:
    """Return the tag of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_of_element(element: Any) -> str:
    """Return the text of an element and of all in it, without blanks at its ends."""
    return "".join(element.itertext()).strip()


def times_of(mark: Any) -> tuple[dict[str, str], bool]:
    """Return the time of a placemark.

    Parameters
    ----------
    mark : lxml element
        A Placemark.

    Returns
    -------
    times : dict of str to str
        Of :data:`TIMES`, those that are given; empty without a time. A track gives its first and last moment.
    inherited : bool
        Whether the time is that of a folder or document, which holds for all features in it.
    """
    for number, holder in enumerate((mark, *mark.iterancestors("{*}Folder", "{*}Document"))):
        if found := _own(holder) or (_of_track(holder) if number == 0 else {}):
            return found, number > 0
    return {}, False


def view_times(mark: Any) -> dict[str, str]:
    """Return the time that is set in Google Earth when a placemark is flown to, as columns ``view when`` and so on.

    It says which image is shown, not when something happened.
    """
    views = (child for child in mark if without_namespace(child) in _VIEWS)
    return {f"view {name}": time for view in views for name, time in _own(view).items()}


def _own(holder: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for child in holder:
        if without_namespace(child) in ("TimeStamp", "TimeSpan"):  # also those of the gx namespace
            found |= {name: text for name, text in _moments(child) if name in TIMES}
    return found


def _of_track(mark: Any) -> dict[str, str]:
    tracks = (e for e in mark.iterdescendants() if without_namespace(e) == "Track")
    moments = [text for track in tracks for name, text in _moments(track) if name == "when"]
    return {"begin": min(moments), "end": max(moments)} if moments else {}


def _moments(element: Any) -> Iterator[tuple[str, str]]:
    for child in element:
        if text := text_of_element(child):
            yield without_namespace(child), text
