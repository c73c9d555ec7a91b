"""The map of each page: a unit with its neighbours, a site, or where the events of a month or person were."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup, escape

from geo.model.entities import Place

from .drawing import BREAKS, Ground, Labels, View, scale_bar, shade
from .entries import Entry
from .subjects import Contents, Subject
from .wording import Wording

__all__ = ["Drawn", "Maps"]

_POINTLIKE = frozenset(("site", "locality"))
_MOST_SITES = 40
"""Most sites that are drawn on the map of a unit, those with the most events first."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map with its caption, and whether it needs the legend of the shading."""

    svg: Markup
    caption: str
    shaded: bool = False


class Maps:
    """Draws the maps of an atlas in one language.

    Parameters
    ----------
    contents : Contents
    ground : Ground
        Outlines of the units.
    words : Wording
    """

    def __init__(self, contents: Contents, ground: Ground, words: Wording) -> None:
        self.contents, self.ground, self.words = contents, ground, words

    @cached_property
    def _titles(self) -> dict[str, str]:
        known = self.contents.reference.gazetteer
        return {code: self.words.unit_title(known[code]) for code in self.ground.counties}

    def of(self, subject: Subject) -> Drawn | None:
        """The map of a subject; None where nothing can be drawn."""
        if subject.kind == "site":
            return self._site(subject)
        if subject.place is None:
            return self._spread(subject.entries)
        return self._province(subject) if subject.place.kind == "adm1" else self._county(subject)

    def legend(self) -> list[tuple[str, str]]:
        """Classes of the shading with the numbers that they stand for."""
        ends = [*(least - 1 for least in BREAKS[1:]), None]
        texts = [
            f"{a}+" if b is None else f"{a}–{b}" if b > a else f"{a}"
            for a, b in zip(BREAKS, ends, strict=True)
        ]
        return [("class-0", "0"), *((shade(least), text) for least, text in zip(BREAKS, texts, strict=True))]

    # The country ----------------------------------------------------------------------------------------------

    def country(self) -> Drawn:
        """The country with its counties shaded, for the front page."""
        ground, view = self.ground, self.ground.country()
        counts = {c: len(self.contents.places[c].entries) for c in ground.counties}
        css = {code: f"county {shade(number)}" for code, number in counts.items()}
        titles = {c: f"{self._titles[c]}: {self.words.count('event', n)}" for c, n in counts.items()}
        body = [*ground.sea_and_land(view), *ground.units(view, ground.counties, css, "", titles)]
        body += ground.borders(view)
        labels = Labels(view)
        body += [
            labels.name(self.words.unit(p), *ground.middles[p], "province", 12) for p in ground.provinces
        ]
        body.append(scale_bar(view))
        return Drawn(view.svg(body, "country"), self.words.t["map_country"], shaded=True)

    def _spread(self, entries: Iterable[Entry]) -> Drawn | None:
        """Circles at the counties of some events, and dashed ones at provinces where the county is not known."""
        counties: Counter[str] = Counter()
        provinces: Counter[str] = Counter()
        for entry in entries:
            adm1, adm2 = entry.placed.adm1, entry.placed.adm2
            if adm2 in self.ground.counties:
                counties[adm2] += 1
            elif adm1 in self.ground.provinces:
                provinces[adm1] += 1
        if not counties and not provinces:
            return None
        view = self.ground.country()
        top = max([*counties.values(), *provinces.values()])
        body = [*self.ground.sea_and_land(view), self.ground.land()]
        marks = [("spread", counties), ("spread dashed", provinces)]
        for css, counted in marks:
            for code, number in sorted(counted.items(), key=lambda one: (-one[1], one[0])):
                body.append(self._circle(code, number, top, css, view))
        body.append(scale_bar(view))
        vague = sum(provinces.values())
        note = f" {self.words.count('map_province_only', vague)}" if vague else ""
        return Drawn(view.svg(body, "country"), self.words.t["map_spread"] + note)

    def _circle(self, code: str, number: int, top: int, css: str, view: View) -> str:
        x, y = self.ground.middles[code]
        radius = (4 + 16 * math.sqrt(number / max(top, 8))) * view.pixel
        title = escape(f"{self.words.unit(code)}: {self.words.count('event', number)}")
        p = view.pixel
        text = f'<text class="number" x="{x}" y="{y + 4 * p:.1f}" font-size="{11 * p:.2f}">{number}</text>'
        return (
            f'<a href="../place/{code}.html" tabindex="-1"><circle class="{css}" cx="{x}" cy="{y}" r="{radius:.1f}">'
            f"<title>{title}</title></circle>{text if radius > 9 * p else ''}</a>"
        )

    # Units ----------------------------------------------------------------------------------------------------

    def _province(self, subject: Subject) -> Drawn:
        ground, code = self.ground, subject.slug
        view = ground.around(code)
        own = [c for c in ground.counties if c.startswith(code)]
        counts = {c: len(self.contents.places[c].entries) for c in own}
        css = {c: f"county {shade(counts[c])}" if c in counts else "county beside" for c in ground.counties}
        titles = self._titles | {
            c: f"{self._titles[c]}: {self.words.count('event', n)}" for c, n in counts.items()
        }
        body = [*ground.sea_and_land(view), *ground.units(view, ground.counties, css, "../", titles)]
        body += ground.borders(view)
        labels = Labels(view)
        body += [labels.name(self.words.unit(c), *ground.middles[c], "name") for c in own]
        body.append(scale_bar(view))
        name = self.words.unit_title(subject.place) if subject.place else ""
        return Drawn(view.svg(body, "unit"), self.words.text("map_province", name=name), shaded=True)

    def _county(self, subject: Subject) -> Drawn:
        body, view, labels = self._around(subject.slug)
        points = [e for e in subject.entries if e.placed.geo_precision in _POINTLIKE]
        body += self._sites(subject.slug, view, labels)
        body += self._events(points, view)
        body.append(labels.name(self.words.unit(subject.slug), *self.ground.middles[subject.slug], "own", 16))
        body += self._names_around(subject.slug, view, labels)
        body += self._towns(subject.slug, view, labels)
        body.append(scale_bar(view))
        areas = len(subject.entries) - len(points)
        caption = self.words.text(
            "map_county",
            name=self.words.unit_title(subject.place) if subject.place else "",
            points=self.words.count("map_points", len(points)) if points else "",
            areas=self.words.count("map_areas", areas) if areas else "",
        )
        return Drawn(view.svg(body, "unit"), caption)

    def _around(self, code: str) -> tuple[list[str], View, Labels]:
        """A county and what is around it."""
        ground, view = self.ground, self.ground.around(code)
        css = dict.fromkeys(ground.counties, "county beside") | {code: "county here"}
        units = ground.units(view, ground.counties, css, "../", self._titles)
        body = [*ground.sea_and_land(view), *units, *ground.borders(view), ground.outline(code)]
        return body, view, Labels(view)

    def _towns(self, code: str, view: View, labels: Labels) -> Iterator[str]:
        """Towns of a county with known coordinates."""
        for town in self._localities.get(code, ()):
            if town.lon is None or town.lat is None:
                continue
            x, y = self.ground.at(town.lon, town.lat)
            if view.holds(x, y):
                yield f'<circle class="town" cx="{x:.1f}" cy="{y:.1f}" r="{2.4 * view.pixel:.2f}"/>'
                yield labels.beside(self.words.either(town.name, town.korean), x, y, "townname")

    @cached_property
    def _localities(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for place in self.contents.reference.gazetteer.places.values():
            if place.kind == "locality" and place.adm2 and place.lat is not None:
                found.setdefault(place.adm2, []).append(place)
        return found

    def _names_around(self, code: str, view: View, labels: Labels) -> Iterator[str]:
        for other in self.ground.neighbours[code]:
            at = self.ground.visible_middle(other, view)
            if at:
                yield labels.name(self.words.unit(other), *at, "name")

    def _sites(self, code: str, view: View, labels: Labels, own: Subject | None = None) -> Iterator[str]:
        """Sites of a county with coordinates of their own, as triangles that lead to their pages."""
        here = [s for s in self.contents.sites_in.get(code, ()) if s.site and s.site.geo_precision == "site"]
        p = view.pixel
        for subject in here[:_MOST_SITES]:
            site = subject.site
            if site is None or site.lon is None or site.lat is None or subject is own:
                continue
            x, y = self.ground.at(site.lon, site.lat)
            if not view.holds(x, y):
                continue
            name = self.words.either(subject.english, subject.korean)
            labels.block(x, y, 6)
            mark = f"M{x - 5 * p:.1f},{y + 4 * p:.1f}h{10 * p:.1f}l-{5 * p:.1f},-{9 * p:.1f}z"
            yield (
                f'<a href="../{subject.path}" tabindex="-1"><path class="site" d="{mark}">'
                f"<title>{escape(name)}</title></path></a>"
            )
            yield labels.beside(name, x, y, "sitename")

    def _events(self, entries: Iterable[Entry], view: View) -> Iterator[str]:
        """Events at their own points, those of one point in one circle."""
        at: Counter[tuple[float, float]] = Counter()
        for entry in entries:
            if entry.placed.lat is not None and entry.placed.lon is not None:
                x, y = self.ground.at(entry.placed.lon, entry.placed.lat)
                at[round(x, 1), round(y, 1)] += 1
        for (x, y), number in sorted(at.items(), key=lambda one: (-one[1], one[0])):
            if view.holds(x, y):
                radius = (4 + 2.5 * math.log2(number)) * view.pixel
                title = escape(self.words.count("event", number))
                yield f'<circle class="event" cx="{x}" cy="{y}" r="{radius:.1f}"><title>{title}</title></circle>'

    # Sites ----------------------------------------------------------------------------------------------------

    def _site(self, subject: Subject) -> Drawn | None:
        site, code = subject.site, subject.unit
        name = self.words.either(subject.english, subject.korean)
        if code not in self.ground.counties:
            return None
        body, view, labels = self._around(code)
        located = site is not None and site.geo_precision == "site" and site.lat is not None
        if located and site is not None and site.lon is not None and site.lat is not None:
            x, y = self.ground.at(site.lon, site.lat)
            p = view.pixel
            labels.block(x, y, 16)
            body.append(f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="{15 * p:.1f}"/>')
            mark = f"M{x - 7 * p:.1f},{y + 6 * p:.1f}h{14 * p:.1f}l-{7 * p:.1f},-{13 * p:.1f}z"
            body.append(f'<path class="site main" d="{mark}"/>')
            body.append(labels.beside(name, x, y, "own", 18))
        body.append(labels.name(self.words.unit(code), *self.ground.middles[code], "name", 15))
        body += self._names_around(code, view, labels)
        body += self._towns(code, view, labels)
        body.append(scale_bar(view))
        key = "map_site_point" if located else "map_site_area"
        return Drawn(view.svg(body, "unit"), self.words.text(key, name=name))
