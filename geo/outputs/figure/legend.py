"""The legend: event types with numbers, symbols for location precision, and classes of the shading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.model.entities import CANDIDATE_BELOW
from geo.model.event_types import OTHER
from geo.reference.context import Reference

from .canvas import hatching
from .classes import tint
from .fonts import width, wrapped
from .palette import BAND, COAST, HATCH, LAND, PAPER
from .projection import Box
from .symbols import Symbol
from .tally import Group, Tally
from .words import WORDS

if TYPE_CHECKING:
    from .canvas import Canvas

__all__ = ["Content", "Legend"]

_LEAD = 1.34
"""Line spacing in font sizes."""
_MOST, _LONGEST = 24, 28
"""Maximum number of listed types (more are possible only with unknown types), and maximum length of a name."""


@dataclass(frozen=True, slots=True)
class Content:
    """Data and options of a figure.

    ``limits`` are the lower limits of the shading's classes, empty without shading. ``reference`` has the boundaries,
    names of places and event types.
    """

    count: Tally
    limits: list[int]
    language: str
    graticule: bool
    reference: Reference

    @property
    def korean(self) -> bool:
        """Whether texts and names are in Korean."""
        return self.language == "ko"


class Legend:
    """The box that explains types, symbols and shading.

    Parameters
    ----------
    content : Content
        Data and options of the figure.
    kinds : set of str
        Kinds of symbols on the map; only these are explained.
    """

    WIDTH = 158.0
    _PAD, _ROW, _HEAD = 7.0, 6.8, 7.2

    def __init__(self, content: Content, kinds: Set[str]) -> None:
        count, self.limits, self.language = content.count, content.limits, content.language
        self.count, self.korean = count, content.korean
        self.highest = max(count.counties.values(), default=0)
        words, below = WORDS[self.language], f"{CANDIDATE_BELOW:g}"
        self.types = types = content.reference.event_types
        met = sorted((kind for kind in count.types if count.types[kind]), key=types.rank)
        self._types, self._more = met[:_MOST], len(met[_MOST:])
        leading = max(met, key=lambda kind: count.types[kind], default=OTHER)
        rest = [kind for kind in types if kind != leading] or [leading]
        mix = Group(Counter({leading: 5, rest[0]: 3}) + Counter({rest[min(3, len(rest) - 1)]: 1}))
        one, some = Group(Counter({leading: 1})), Group(Counter({leading: 3}) + Counter({rest[0]: 1}))
        self._shown = [
            (Symbol(kind, 0, 0, group), words[word])
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
            self._shown.append((hollow, words["candidate"].format(below=below)))

    def _wrapped(self, text: str) -> list[str]:
        return wrapped(text, self._ROW, self.WIDTH - 2 * self._PAD - 29, korean=self.korean)

    @property
    def height(self) -> float:
        """Height of the box in points."""
        tall = 2 * self._PAD
        if self._types:
            tall += 14 + 11.2 * (len(self._types) + bool(self._more))
        if self._shown:
            tall += 16 + sum(self._tall(text) for _, text in self._shown)
        if self.limits:
            tall += 36
        return tall

    def _tall(self, text: str) -> float:
        return max(19.0, self._ROW * _LEAD * len(self._wrapped(text)) + 4)

    def draw(self, canvas: Canvas, left: float, bottom: float) -> None:
        """Draw the legend with its lower left corner at a point; an empty legend is not drawn."""
        if not (self._types or self._shown):
            return
        words = WORDS[self.language]
        right, y = left + self.WIDTH, bottom + self.height
        canvas.box(Box(left, bottom, right, y), fill=PAPER, line=COAST, thick=0.6)
        x, y = left + self._PAD, y - self._PAD
        if self._types:
            y = self._head(canvas, words["types"], x, y)
            for kind in self._types:
                y -= 11.2
                canvas.sign(kind, x + 6, y + 4.4, 8.6)
                canvas.text(self._named(kind), x + 16, y + 2, self._ROW)
                canvas.text(f"{self.count.types[kind]:,}", right - self._PAD, y + 2, self._ROW, align="right")
            if self._more:
                y -= 11.2
                canvas.text(words["more_types"].format(n=self._more), x + 16, y + 2, self._ROW)
            y -= 4
        if self._shown:
            y = self._head(canvas, words["precision"], x, y)
            for one, text in self._shown:
                tall, lines = self._tall(text), self._wrapped(text)
                one.x, one.y = x + 12, y - tall / 2
                if one.kind in ("county", "province"):
                    self._ground(canvas, one)
                canvas.symbol(one)
                at = y - tall / 2 + self._ROW * _LEAD * (len(lines) / 2 - 0.5) - 0.36 * self._ROW
                for line in lines:
                    canvas.text(line, x + 29, at, self._ROW)
                    at -= self._ROW * _LEAD
                y -= tall
            y -= 2
        if self.limits:
            y = self._head(canvas, words["shade"], x, y - 1)
            self._classes(canvas, x, y - 9, right - self._PAD)

    def _named(self, kind: str) -> str:
        """Name of a type, cut if it is longer than the row."""
        name = self.types.name(kind, self.language)
        return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"

    def _head(self, canvas: Canvas, text: str, x: float, y: float) -> float:
        canvas.text(text, x, y - 8, self._HEAD, bold=True)
        return y - 12

    def _ground(self, canvas: Canvas, one: Symbol) -> None:
        """Draw a sample of the hatching or band behind a badge."""
        import shapely

        patch = shapely.box(one.x - 13.5, one.y - 8.5, one.x + 13.5, one.y + 8.5)
        canvas.areas([patch], LAND)
        if one.kind == "county":
            canvas.lines(hatching(patch), HATCH, 0.4)
        else:
            canvas.areas([patch.difference(patch.buffer(-2.6, join_style="mitre"))], BAND)
        canvas.areas([patch], line=COAST, thick=0.4)

    def _classes(self, canvas: Canvas, left: float, y: float, right: float) -> None:
        each = (right - left) / len(self.limits)
        ends = [*(limit - 1 for limit in self.limits[1:]), self.highest]
        for number, (low, high) in enumerate(zip(self.limits, ends, strict=True)):
            start = left + each * number
            canvas.box(
                Box(start, y, start + each - 1.5, y + 7),
                fill=tint(number, len(self.limits)),
                line=COAST,
                thick=0.4,
            )
            text = f"{low:,}" if low >= high else f"{low:,}–{high:,}"
            size = 5.8 if width(text, 5.8) < each else 4.8
            canvas.text(text, start + (each - 1.5) / 2, y - 7, size, align="center")
