"""A told walk over the page: a TOML or Markdown file of steps, each with a text and what the page shows at it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from geo.linking.filter_words import selection
from geo.model.entities import Place
from geo.model.errors import OptionError
from geo.reference.context import Reference
from geo.reference.written_dates import parse_day

from .story_markdown import markdown_parts

__all__ = ["Step", "Story", "read_story"]

_TEXTS = ("title", "title_ko", "text", "text_ko")
_KEYS = (*_TEXTS, "type", "place", "show", "view", "from", "to", "undated", "leader", "search", "event")
_SITE_ZOOM = 11
_MARKDOWN = (".md", ".markdown")
_HEADING = re.compile(r"\s*\[\[\s*step\s*\]\]")


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its texts, the state of the page in the form of a link, and the P-code of a unit that the map shows."""

    texts: Mapping[str, str]
    link: str
    fit: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Texts of the beginning, and the steps."""

    texts: Mapping[str, str]
    steps: tuple[Step, ...]

    def block(self) -> str:
        """The story and the words of its panel as JSON for a script element."""
        steps = [{**step.texts, "link": step.link, "fit": step.fit} for step in self.steps]
        told = {**self.texts, "steps": steps, "words": _words()}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "story.toml").read_text("utf-8"))


def read_story(path: str | Path, reference: Reference, event_ids: Collection[str] | None = None) -> Story:
    r"""Read a story from a TOML file, or from Markdown where the name ends in ``.md`` or ``.markdown``.

    Parameters
    ----------
    path : path
        A file with ``title``, ``text`` and tables ``[[step]]``, or with a heading for each step; docs/stories.md has
        the keys.
    reference : Reference
        Event types and places.
    event_ids : collection of str, optional
        Ids of the events on the page; without them ids are not checked.

    Raises
    ------
    OptionError
        The file cannot be read, or a value is unknown; the message has file and line.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "walk.toml"
    >>> step = 'title = "Begun"\nplace = "Songchon County"\nto = 2024-03-01'
    >>> _ = file.write_text(f'title = "Songchon"\n[[step]]\n{step}')
    >>> read_story(file, Reference.bundled()).steps[0].link
    'u=KP0717&to=2024-03-01'
    """
    path = Path(path)
    try:
        text = path.read_text("utf-8-sig")
        if path.suffix.lower() in _MARKDOWN:
            return _markdown(path, text.splitlines(), reference, event_ids)
        told = tomllib.loads(text)
    except OSError as error:
        raise OptionError(f"{path}: the story cannot be read ({error.strerror or error})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        kind = "UTF-8" if path.suffix.lower() in _MARKDOWN else "TOML"
        raise OptionError(f"{path}: is no {kind} ({error})") from error
    lines = text.splitlines()
    heads = [number for number, line in enumerate(lines, 1) if _HEADING.match(line)]
    first = heads[0] if heads else len(lines) + 1
    whole = _Part(path, lines, 1, first, {k: v for k, v in told.items() if k != "step"})
    whole.known(_TEXTS)
    steps = told.get("step", [])
    if not isinstance(steps, list) or not steps or not all(isinstance(one, dict) for one in steps):
        raise OptionError(f"{path}: has no [[step]]; write one for each step of the story")
    starts = heads if len(heads) == len(steps) else [1] * len(steps)
    ends = [*starts[1:], len(lines) + 1]
    parts = [_Part(path, lines, *at) for at in zip(starts, ends, steps, strict=True)]
    return Story(whole.texts(), tuple(_step(part, reference, event_ids) for part in parts))


def _markdown(path: Path, lines: list[str], reference: Reference, event_ids: Collection[str] | None) -> Story:
    whole, *steps = (_Part(path, lines, *part) for part in markdown_parts(path, lines))
    whole.known(_TEXTS)
    return Story(whole.texts(), tuple(_step(part, reference, event_ids) for part in steps))


@dataclass(frozen=True, slots=True)
class _Part:
    """The head of a story or one of its steps, with the lines at which it stands."""

    path: Path
    lines: list[str]
    first: int
    end: int
    values: Mapping[str, Any]

    def error(self, key: str, why: str) -> OptionError:
        """An error at the line of a key, or at the first line of the part."""
        written = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
        numbers = range(self.first, self.end)
        line = next(
            (n for n in numbers if n <= len(self.lines) and written.match(self.lines[n - 1])), self.first
        )
        return OptionError(f"{self.path}:{line}: {why}")

    def known(self, keys: Collection[str]) -> None:
        for key in self.values:
            if key not in keys:
                raise self.error(key, f"{key!r} is unknown; there are {', '.join(keys)}")
        if not self.values.get("title"):
            raise self.error("title", "has no title")

    def texts(self) -> dict[str, str]:
        found = {key: self.values[key] for key in _TEXTS if key in self.values}
        for key, value in found.items():
            if not isinstance(value, str):
                raise self.error(key, f"{key} is no text")
        return found

    def words(self, key: str) -> list[str]:
        value = self.values.get(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            raise self.error(key, f"{key} is neither a text nor a list of texts")
        return listed

    def one(self, key: str) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise self.error(key, f"{key} is no text")
        return value

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(key, f"{key} is neither true nor false")
        return value

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        if isinstance(value, datetime):
            return value.date()
        if value is None or isinstance(value, date):
            return value
        found = parse_day(value) if isinstance(value, str) else None
        if found is None:
            raise self.error(key, f"{key} = {str(value)[:60]!r} is not a date; write it as 2024-11-20")
        return found

    def chosen(self, key: str, reference: Reference, **asked: Any) -> Any:
        """A filter in words; an error names its key and line."""
        try:
            return selection(reference, **asked)
        except OptionError as error:
            raise self.error(key, str(error).removeprefix("--")) from error


def _step(part: _Part, reference: Reference, event_ids: Collection[str] | None) -> Step:
    part.known(_KEYS)
    types = part.chosen("type", reference, type=part.words("type")).types
    start, end = part.day("from"), part.day("to")
    if start and end and start > end:
        raise part.error("from", f"from {start} is after to {end}")
    unit = _place(part, "place", reference)
    if unit and unit.kind not in ("adm1", "adm2"):
        raise part.error(
            "place", f"place filters by county or province; show = {part.one('place')!r} moves the map there"
        )
    at, fit = _view(part, reference, unit)
    event = part.one("event")
    if event and event_ids is not None and event not in event_ids:
        raise part.error("event", f"no event has the id {event!r}")
    values = {
        "v": at,
        "t": "~".join(kind for kind in reference.event_types if kind in types),
        "leader": "1" if part.flag("leader") else "",
        "u": unit.place_id if unit else "",
        "from": start.isoformat() if start else "",
        "to": end.isoformat() if end else "",
        "undated": "1" if part.flag("undated") else "",
        "q": part.one("search"),
        "e": event,
    }
    link = "&".join(f"{key}={quote(value, safe='~')}" for key, value in values.items() if value)
    return Step(part.texts(), link, fit)


def _place(part: _Part, key: str, reference: Reference) -> Place | None:
    value = part.one(key)
    if not value:
        return None
    return part.chosen(key, reference, place=[value]).places[0]  # type: ignore[no-any-return]


def _view(part: _Part, reference: Reference, unit: Place | None) -> tuple[str, str]:
    """Centre and zoom of the map in the form of a link, or the P-code of the unit that it shows."""
    view = part.one("view")
    if view:
        try:
            lat, lon, zoom = (float(number) for number in view.split(","))
        except ValueError:
            raise part.error(
                "view", f"view = {view[:60]!r}: write latitude, longitude and zoom, as 39.2,126.2,9"
            ) from None
        if not (30 <= lat <= 48 and 113 <= lon <= 142 and 3 <= zoom <= 16):
            raise part.error("view", f"view = {view[:60]!r} is outside of the map or of its zooms, 3 to 16")
        return f"{lat:.4f}~{lon:.4f}~{zoom:g}", ""
    shown = _place(part, "show", reference) or unit
    if shown is None:
        return "", ""
    if shown.kind in ("adm1", "adm2"):
        return "", shown.place_id
    point = reference.gazetteer.coordinate_source(shown)
    if point is None or point.lat is None or point.lon is None:
        raise part.error("show", f"the position of {shown.name} is not known; give its county")
    return f"{point.lat:.4f}~{point.lon:.4f}~{_SITE_ZOOM}", ""
