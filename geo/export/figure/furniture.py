"""Around the map: title, legend, scale, north, degrees along the frame, and where it all comes from."""

from __future__ import annotations

import math
from calendar import month_name
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.model import CANDIDATE_BELOW, EVENT_TYPES

from .drawing import CLASSES, COAST, HATCH, INK, PAPER, SOFT
from .fonts import clean, width, wrapped
from .plane import PARALLELS, Box, Plane
from .symbols import Symbol
from .tally import Group, Tally
from .words import TYPES, WORDS

if TYPE_CHECKING:
    from .drawing import Pen

__all__ = ["Content", "Legend", "degrees", "heading", "meridians", "north", "notes", "scale"]

MARGIN = 28.35
"""Ten millimetres."""
TITLE, SUMMARY, NOTE = 15.0, 8.6, 6.3
_LEAD = 1.34
"""Distance of lines in sizes of the letters."""


def heading(pen: Pen, title: str, summary: str, left: float, top: float, right: float) -> float:
    """Title and summary from the top downwards; gives where the next thing may begin."""
    y = top
    for line in wrapped(title, TITLE, right - left, most=2, bold=True, korean=pen.korean):
        y -= TITLE
        pen.text(line, left, y, TITLE, bold=True)
        y -= 0.28 * TITLE
    for line in wrapped(summary, SUMMARY, right - left, most=2, korean=pen.korean):
        y -= SUMMARY
        pen.text(line, left, y, SUMMARY, colour=SOFT)
        y -= 0.32 * SUMMARY
    return y - 3


def summary(count: Tally, origin: Mapping[str, Any], language: str) -> str:
    """One line that says how many events of how many articles are shown."""
    say = WORDS[language]
    n, articles = count.types.total() + count.nowhere + count.outside, int(origin.get("articles") or 0)
    told = {
        "events": say["event"] if n == 1 else say["events"].format(n=n),
        "articles": say["article"] if articles == 1 else say["articles"].format(n=articles),
        "first": in_words(str(origin.get("first", "")), language),
        "last": in_words(str(origin.get("last", "")), language),
    }
    if not articles:
        return told["events"] if n else say["empty"]
    form = "summary_days" if told["first"] != told["last"] else "summary_day" if told["first"] else "summary"
    return say[form].format(**told)


def in_words(day: str, language: str) -> str:
    """An ISO day as print has it.

    Examples
    --------
    >>> in_words("2024-11-05", "en"), in_words("2024-11-05", "ko"), in_words("", "en")
    ('5 November 2024', '2024년 11월 5일', '')
    """
    if not day:
        return ""
    year, month, number = day.split("-")
    if language == "ko":
        return f"{year}년 {int(month)}월 {int(number)}일"
    return f"{int(number)} {month_name[int(month)]} {year}"


def inset_box(frame: Box) -> Box:
    """Where an inset stands: over the land to the north-west, which the country leaves free."""
    return Box(frame.left + 6, frame.top - 166, frame.left + 216, frame.top - 6)


def notes(
    count: Tally, origin: Mapping[str, Any], *, repeats: int, language: str, made: str, version: str
) -> str:
    """What stands below the map: what is not drawn, sources, date, licences, projection."""
    say = WORDS[language]
    hosts = [f"{host} ({n:,})" for host, n in origin.get("hosts", ())]
    if more := origin.get("more_hosts"):
        hosts.append(say["more"].format(n=more))
    if unnamed := origin.get("no_host"):
        hosts.append(f"{say['unnamed']} ({unnamed:,})")
    inputs = list(origin.get("inputs", ()))
    named = [clean(name) for name in (*inputs[:4], *(["…"] if len(inputs) > 4 else []))]
    south, north_ = (f"{parallel:g}" for parallel in PARALLELS)
    parts = [
        say["caution"],
        say["candidates"].format(n=count.unsure) if count.unsure else "",
        say["nowhere"].format(n=count.nowhere) if count.nowhere else "",
        say["outside"].format(n=count.outside) if count.outside else "",
        say["once"].format(n=repeats) if repeats else "",
        say["rejected"].format(n=count.rejected) if count.rejected else "",
        say["sources"].format(hosts=", ".join(map(clean, hosts))) if hosts else "",
        say["inputs"].format(names=", ".join(named)) if named else "",
        say["made"].format(day=made, version=version),
        say["licences"].format(boundaries=clean(origin.get("boundaries") or say["ours"])),
        say["plane"].format(south=south, north=north_),
    ]
    return " ".join(filter(None, parts))


def meridians(pen: Pen, plane: Plane) -> None:
    """Meridians and parallels, a degree apart."""
    pen.lines([line for _, line in _graticule(plane)], "#b9c9d4", 0.35)


def degrees(pen: Pen, plane: Plane) -> None:
    """Their degrees along the frame: of meridians below it, of parallels to its right."""
    frame = plane.frame
    for text, line in _graticule(plane):
        (x, y), (end, height) = line[0], line[-1]
        if text.endswith("E") and y < frame.bottom + 1 and frame.left + 14 < x < frame.right - 14:
            pen.text(text, x, frame.bottom - 7, 5.4, colour=SOFT, align="center")
        elif text.endswith("N") and end > frame.right - 1 and frame.bottom + 14 < height < frame.top - 8:
            pen.text(text, frame.right + 2.5, height, 5.4, colour=SOFT, turn=90, base="center")


def _graticule(plane: Plane) -> list[tuple[str, list[tuple[float, float]]]]:
    frame = plane.frame
    corners = [plane.degrees(x, y) for x in (frame.left, frame.right) for y in (frame.bottom, frame.top)]
    west, east = math.floor(min(lon for lon, _ in corners)), math.ceil(max(lon for lon, _ in corners))
    south, north_ = math.floor(min(lat for _, lat in corners)), math.ceil(max(lat for _, lat in corners))
    along = [k / 24 for k in range(25)]
    lines = [
        (f"{lon}°E", [(lon, south + k * (north_ - south)) for k in along]) for lon in range(west, east + 1)
    ] + [(f"{lat}°N", [(west + k * (east - west), lat) for k in along]) for lat in range(south, north_ + 1)]
    cut = [(text, _inside([plane.at(lon, lat) for lon, lat in line], frame)) for text, line in lines]
    return [(text, line) for text, line in cut if line]


def _inside(line: Sequence[tuple[float, float]], frame: Box) -> list[tuple[float, float]]:
    import shapely

    cut = shapely.intersection(shapely.LineString(line), shapely.box(*frame))
    return [(p[0], p[1]) for p in cut.coords] if cut.geom_type == "LineString" else []


def scale(
    pen: Pen, plane: Plane, x: float, y: float, *, paper: str, language: str, most: float = 150
) -> None:
    """A bar of round kilometres, true at the latitude where it stands; with a paper, the ratio on it."""
    say = WORDS[language]
    most /= plane.per_km
    unit = 10 ** math.floor(math.log10(most))
    km = max(step * unit for step in (1, 2, 5) if step * unit <= most)
    whole = plane.length(x, y, km)
    for part in range(4):
        left = x + whole * part / 4
        pen.box(
            Box(left, y, left + whole / 4, y + 3.2), fill=INK if part % 2 == 0 else PAPER, line=INK, thick=0.5
        )
    for share in (0, 0.5, 1):
        text = say["km"].format(n=f"{km * share:g}") if share == 1 else f"{km * share:g}"
        pen.text(text, x + whole * share, y + 5.4, 6.2, align="center", halo=0)
    if not paper:
        return
    ratio = 72 / 0.0254 / (plane.per_km / 1000)
    ratio = round(ratio, 1 - math.floor(math.log10(ratio)))
    pen.text(say["ratio"].format(n=int(ratio), paper=paper), x, y - 8, 6.2, colour=SOFT)


def north(pen: Pen, plane: Plane, x: float, y: float, *, language: str) -> None:
    """An arrow to true north at the place where it stands."""
    import numpy as np
    import shapely

    turn = math.radians(plane.north(x, y + 10))
    spin = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    for side, fill in ((-1, INK), (1, PAPER)):
        corners = np.array([(0, 22), (side * 5, 0), (0, 4.5)]) @ spin + [x, y]
        pen.areas([shapely.Polygon(corners)], fill, INK, 0.6)
    tip = np.array([(0, 25.5)]) @ spin + [x, y]
    pen.text(WORDS[language]["north"], float(tip[0, 0]), float(tip[0, 1]), 8, bold=True, align="center")


@dataclass(frozen=True, slots=True)
class Content:
    """What is shown, and how.

    ``limits`` are the lower ends of the shading's classes, none where there is no shading.
    """

    count: Tally
    limits: list[int]
    language: str
    graticule: bool

    @property
    def korean(self) -> bool:
        """Whether words and names are Korean."""
        return self.language == "ko"


class Legend:
    """The box that says what signs, symbols and tints mean.

    Parameters
    ----------
    content : Content
        What the map shows, and how.
    kinds : set of str
        The kinds of symbols that are drawn: only they are told.
    """

    WIDTH = 158.0
    _PAD, _ROW, _HEAD = 7.0, 6.8, 7.2

    def __init__(self, content: Content, kinds: Set[str]) -> None:
        count, self.limits, self.language = content.count, content.limits, content.language
        self.count, self.korean = count, content.korean
        self.highest = max(count.counties.values(), default=0)
        say, below = WORDS[self.language], f"{CANDIDATE_BELOW:g}"
        self._types = [kind for kind in EVENT_TYPES if count.types[kind]]
        leading = max(self._types, key=lambda kind: count.types[kind], default="other")
        rest = [kind for kind in EVENT_TYPES if kind != leading]
        mix = Group(Counter({leading: 5, rest[0]: 3, rest[3]: 1}))
        one, some = Group(Counter({leading: 1})), Group(Counter({leading: 3, rest[0]: 1}))
        self._shown = [
            (Symbol(kind, 0, 0, group), say[word])
            for kind, group, word in (
                ("point", one, "one"),
                ("bubble", mix, "many"),
                ("mixed", mix, "mixed"),
                ("county", some, "county"),
                ("province", some, "province"),
            )
            if kind in kinds
        ]
        if count.unsure:
            hollow = Symbol("point", 0, 0, Group(Counter({leading: 1}), 1))
            self._shown.append((hollow, say["candidate"].format(below=below)))

    def _wrapped(self, text: str) -> list[str]:
        return wrapped(text, self._ROW, self.WIDTH - 2 * self._PAD - 29, korean=self.korean)

    @property
    def height(self) -> float:
        """How high the box will be, in points."""
        tall = 2 * self._PAD
        if self._types:
            tall += 14 + 11.2 * len(self._types)
        if self._shown:
            tall += 16 + sum(self._tall(text) for _, text in self._shown)
        if self.limits:
            tall += 36
        return tall

    def _tall(self, text: str) -> float:
        return max(19.0, self._ROW * _LEAD * len(self._wrapped(text)) + 4)

    def draw(self, pen: Pen, left: float, bottom: float) -> None:
        """Draw it with its lower left corner at a point."""
        say, names = WORDS[self.language], TYPES[self.language]
        right, y = left + self.WIDTH, bottom + self.height
        pen.box(Box(left, bottom, right, y), fill=PAPER, line=COAST, thick=0.6)
        x, y = left + self._PAD, y - self._PAD
        if self._types:
            y = self._head(pen, say["types"], x, y)
            for kind in self._types:
                y -= 11.2
                pen.sign(kind, x + 6, y + 4.4, 8.6)
                pen.text(names[EVENT_TYPES.index(kind)], x + 16, y + 2, self._ROW)
                pen.text(f"{self.count.types[kind]:,}", right - self._PAD, y + 2, self._ROW, align="right")
            y -= 4
        if self._shown:
            y = self._head(pen, say["precision"], x, y)
            for one, text in self._shown:
                tall, lines = self._tall(text), self._wrapped(text)
                one.x, one.y = x + 12, y - tall / 2
                if one.kind in ("county", "province"):
                    self._ground(pen, one)
                pen.symbol(one)
                at = y - tall / 2 + self._ROW * _LEAD * (len(lines) / 2 - 0.5) - 0.36 * self._ROW
                for line in lines:
                    pen.text(line, x + 29, at, self._ROW)
                    at -= self._ROW * _LEAD
                y -= tall
            y -= 2
        if self.limits:
            y = self._head(pen, say["shade"], x, y - 1)
            self._classes(pen, x, y - 9, right - self._PAD)

    def _head(self, pen: Pen, text: str, x: float, y: float) -> float:
        pen.text(text, x, y - 8, self._HEAD, bold=True)
        return y - 12

    def _ground(self, pen: Pen, one: Symbol) -> None:
        """A patch of the hatching or the band that goes with the badge."""
        import shapely

        from .drawing import BAND, LAND, hatching

        patch = shapely.box(one.x - 13.5, one.y - 8.5, one.x + 13.5, one.y + 8.5)
        pen.areas([patch], LAND)
        if one.kind == "county":
            pen.lines(hatching(patch), HATCH, 0.4)
        else:
            pen.areas([patch.difference(patch.buffer(-2.6, join_style="mitre"))], BAND)
        pen.areas([patch], line=COAST, thick=0.4)

    def _classes(self, pen: Pen, left: float, y: float, right: float) -> None:
        each = (right - left) / len(self.limits)
        ends = [*(limit - 1 for limit in self.limits[1:]), self.highest]
        for number, (low, high) in enumerate(zip(self.limits, ends, strict=True)):
            start = left + each * number
            pen.box(
                Box(start, y, start + each - 1.5, y + 7),
                fill=tint(number, len(self.limits)),
                line=COAST,
                thick=0.4,
            )
            text = f"{low:,}" if low >= high else f"{low:,}–{high:,}"
            size = 5.8 if width(text, 5.8) < each else 4.8
            pen.text(text, start + (each - 1.5) / 2, y - 7, size, align="center")


def tint(number: int, of: int) -> str:
    """The tint of a class, spread over those that there are."""
    return CLASSES[round(number * (len(CLASSES) - 1) / (of - 1)) if of > 1 else 0]


def breaks(counts: Sequence[int]) -> list[int]:
    """Lower ends of at most five classes of numbers, round and each some times the one before, as on the page.

    Examples
    --------
    >>> breaks([1, 2, 5, 316])
    [1, 3, 10, 30, 100]
    >>> breaks([2, 4]), breaks([])
    ([2, 3, 4], [])
    """
    if not counts:
        return []
    low, high = min(counts), max(counts)
    if high - low < 5:
        return list(range(low, high + 1))
    found = [low]
    for step in range(1, 5):
        value = low * (high / low) ** (step / 5)
        unit = 10.0 ** math.floor(math.log10(value))
        whole = [n * unit for n in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if (n * unit).is_integer()]
        rounded = int(min(whole, key=lambda n: abs(n - value)))
        if found[-1] < rounded <= high:
            found.append(rounded)
    return found
