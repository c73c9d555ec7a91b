"""Render a dossier as one HTML page without scripts and requests; the template escapes all text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from geo._version import __version__
from geo.outputs.policy import policy
from geo.outputs.templates import templates
from geo.reference.gazetteer import Gazetteer
from geo.reference.type_words import DESIGNATIONS

from .contents import Contents
from .gaps import gaps
from .locator import Point, country_map, near_map, neighbours
from .rows import Rows
from .wording import Wording, precise, some

__all__ = ["render"]

_HERE = Path(__file__).parent
_SITES, _EVENTS, _CHAINS, _VISITS = 60, 1_000, 100, 200
"""Maximum numbers of listed sites, events, chains and visits (the latest events and visits); the frames have all."""
_ACTORS = 20
"""Maximum number of listed actors."""
_KINDS = {"capital city": "city", "special city": "city"}
"""Types of units that are called as others are, and theirs."""


def render(contents: Contents) -> str:
    """Render the page of a dossier, in its language.

    Examples
    --------
    >>> import geo
    >>> page = render(geo.dossier(geo.read("data/samples/articles"), "Songchon County"))
    >>> "<script" in page, "Content-Security-Policy" in page, "2024-02-28" in page
    (False, True, True)
    """
    context = _Page(contents).context()
    style = (_HERE / "page.css").read_text("utf-8")
    text = templates(_HERE).get_template("page.html").render(
        style=Markup(style), policy=policy(style), **context  # noqa: S704 - a file of ours
    )  # fmt: skip
    return text.encode("utf-8", "replace").decode("utf-8")


class _Page:
    """Builds the template's context from a dossier."""

    def __init__(self, contents: Contents) -> None:
        self.contents, self.words = contents, Wording(contents.language, contents.reference)
        self.rows = Rows(contents, self.words)

    def context(self) -> dict[str, Any]:
        """All variables of the template."""
        contents, rows, text, t = self.contents, self.rows, self.words.text, self.words.t
        subject = contents.subject
        chains = [c for c in contents.chains if c.steps]
        rest = [c.name for c in contents.chains if not c.steps]
        return {
            "t": t,
            "licence": text("licence", boundaries=contents.boundaries.credit or t["boundaries"]),
            "language": contents.language,
            **self.titles(),
            "summary": list(self.summary()),
            "facts": list(self.facts()),
            **self.maps(),
            "chains": [rows.chain(c) for c in chains[:_CHAINS]],
            "chains_left": self.left(len(chains), _CHAINS),
            "more_chains": text("more_chains", count=len(rest), names=some(rest)) if rest else "",
            "events": [rows.event(e) for e in contents.event_list[-_EVENTS:]],
            "events_count": len(contents.event_list),
            "events_left": self.left(len(contents.event_list), _EVENTS),
            "visits": [
                {"day": rows.visit_day(d, e), "title": rows.heading(e)} for d, e in contents.visits[-_VISITS:]
            ],
            "visits_left": self.left(len(contents.visits), _VISITS),
            "visits_province": text("visits_province", count=contents.province_visits)
            if contents.province_visits
            else "",
            "visitors": [(who, text("times", count=n)) for who, n in contents.visitors[:_ACTORS]],
            "is_site": bool(subject.site),
            "sites": [rows.site(s) for s in contents.sites[:_SITES]],
            "sites_count": len(contents.sites),
            "more_sites": self.left(len(contents.sites), _SITES),
            "records": [rows.record(record, links) for record, links in contents.records],
            "sources": list(rows.sources()),
            "unknown": list(gaps(contents, self.words)),
            "refused": [
                {"around": r.around, "source": rows.article(r.article), "rule": r.mention.rule}
                for r in contents.refused
            ],
            "refused_head": text("unknown_refused", count=len(contents.refused)),
            "made": text(
                "made", version=__version__, articles=contents.n_articles, as_of=contents.as_of or "–"
            ),
        }

    def left(self, count: int, most: int) -> str:
        """Text with the number of rows that a list leaves out; empty if it is complete."""
        return self.words.text("more", count=f"{count - most:,}") if count > most else ""

    def maps(self) -> dict[str, Markup]:
        """The two maps as SVG; their labels are escaped already."""
        subject, text, korean = self.contents.subject, self.words.text, self.words.korean
        name = self.words.either(subject.site, subject.korean) or self.words.name(subject.pcode)
        country = country_map(subject.place, text("map_country", name=name), self.contents.reference)
        near = near_map(
            subject.place,
            self.points(),
            text("map_near", name=name),
            self.contents.reference,
            korean=korean,
        )
        return {"country": Markup(country), "near": Markup(near)}  # noqa: S704

    def titles(self) -> dict[str, str]:
        """The heading, the heading in the other language, and the kind of subject."""
        subject, place = self.contents.subject, self.contents.subject.place
        english, korean, kind = subject.site, subject.korean, "site"
        if not subject.site:
            kind = _KINDS.get(place.type, place.type)
            kind = kind if kind in DESIGNATIONS["english"] else "county"
            word, suffix = (DESIGNATIONS[language][kind] for language in ("english", "korean"))
            korean = place.korean
            if place.kind == "adm1":
                kind, suffix = "province", ""
                word = word if place.type == "province" else ""
            english = f"{place.name} {word}".strip()
            korean = korean if not korean or korean.endswith(suffix) else korean + suffix
        first, second = (korean or english, english) if self.words.korean else (english, korean)
        return {
            "title": first,
            "second": second if second != first else "",
            "second_language": "en" if self.words.korean else "ko",
            "eyebrow": self.words.t[kind],
        }

    def summary(self) -> Iterator[str]:
        contents = self.contents
        days = sorted(
            (d, precise(d, e.date_precision if e.date else "day"))
            for e in contents.event_list
            if (d := e.date or e.source_date)
        )
        if not contents.event_list:
            yield self.words.t["nothing"]
            yield self.words.text("nothing_named", articles=len(contents.named_in))
            return
        yield self.words.text("summary", happenings=len(contents.happenings), reports=len(contents.event_list),
                       first=days[0][1] if days else "–", last=days[-1][1] if days else "–")  # fmt: skip
        visits = sorted((d, precise(d, e.date_precision)) for d, e in contents.visits if d)
        if visits:
            key = "summary_leader" if len(contents.visits) > 1 else "summary_leader_once"
            yield self.words.text(key, count=len(contents.visits), last=visits[-1][1])
        elif contents.visits:
            yield self.words.text("summary_leader_undated", count=len(contents.visits))
        else:
            yield self.words.t["summary_no_leader"]
        reports = [e.source_date for e in contents.event_list if e.source_date]
        if contents.as_of and reports:
            yield self.words.text(
                "summary_since", days=max(0, (contents.as_of - max(reports)).days), as_of=contents.as_of
            )

    def facts(self) -> Iterator[tuple[str, str]]:
        subject, place = self.contents.subject, self.contents.subject.place
        if subject.site:
            yield self.words.t["kind"], subject.kind
            yield (
                self.words.t["names"],
                " · ".join(n for n in subject.names if n != subject.site) or subject.site,
            )
            yield self.words.t["in_county"], f"{self.words.name(place.adm2)} ({place.place_id})"
            located = subject.lat is not None and subject.lon is not None
            yield (
                self.words.t["point"],
                f"{subject.lat:.4f}, {subject.lon:.4f}" if located else self.words.t["none_known"],
            )
        else:
            yield self.words.t["pcode"], place.place_id
            yield (
                self.words.t["spellings"],
                " · ".join(_spellings(place.place_id, self.contents.reference.gazetteer)) or "–",
            )
            if place.kind == "adm2":
                yield (
                    self.words.t["seat"],
                    _seats(self.contents.reference.folder).get(place.place_id) or self.words.t["none_known"],
                )
                near = neighbours(place, self.contents.reference)
                yield self.words.t["neighbours"], ", ".join(self.words.name(p.place_id) for p in near) or "–"
        if place.kind == "adm2":
            yield self.words.t["in_province"], f"{self.words.name(place.adm1)} ({place.adm1})"
        if self.contents.start or self.contents.end:
            key = (
                "from_to"
                if self.contents.start and self.contents.end
                else "from_day"
                if self.contents.start
                else "to_day"
            )
            yield (
                self.words.t["period"],
                self.words.text(key, start=self.contents.start, end=self.contents.end),
            )

    def points(self) -> Iterator[Point]:
        """Points for the map: the subject's site, other sites with coordinates, seats, towns."""
        subject, place, known = (
            self.contents.subject,
            self.contents.subject.place,
            self.contents.reference.gazetteer,
        )
        if subject.site and subject.lat is not None and subject.lon is not None:
            yield subject.lon, subject.lat, self.words.either(subject.site, subject.korean), "site"
        for site in self.contents.sites:
            if site.geo_precision == "site" and site.lon is not None and site.lat is not None:
                yield site.lon, site.lat, self.words.either(site.name, site.korean), "site"
        seats = _seats(self.contents.reference.folder)
        if place.kind != "adm1":
            seats = {k: v for k, v in seats.items() if k == place.place_id}
        for pcode, seat in seats.items():
            unit = known[pcode]
            if unit.lon is not None and unit.lat is not None and subject.place.adm1 == unit.adm1:
                yield unit.lon, unit.lat, unit.korean if self.words.korean else seat, "seat"
        for town in known.places.values():
            relevant = place.kind == "adm2" or town.adm1 == place.place_id
            if relevant and town.kind == "locality" and town.lon is not None and town.lat is not None:
                yield town.lon, town.lat, self.words.either(town.name, town.korean), "town"


def _spellings(pcode: str, known: Gazetteer) -> list[str]:
    """All spellings of a unit in the reference, except its English and Korean names."""
    own = known[pcode]
    names = [n for n, found in known.names.items() if any(one.place.place_id == pcode for one in found)]
    return sorted({n for n in names if n not in (own.name, own.korean)})


@cache
def _seats(folder: Path) -> dict[str, str]:
    """Names of county seats with coordinates in a reference folder, by P-code."""
    with (folder / "units.tsv").open(encoding="utf-8", newline="") as rows:
        return {
            r["pcode"]: r["seat"] for r in csv.DictReader(rows, delimiter="\t") if r["seat"] and r["seat_lat"]
        }
