"""The front of an atlas, the lists of its pages, its data, its search, and how it was made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geo.outputs.provenance import origin_of

from .drawing import shade
from .entries import Entry
from .fragments import Fragments, shortened
from .layout import Layout
from .maps import Maps
from .structured import of_list
from .subject_pages import SubjectPages, split
from .subjects import Contents, Subject, most
from .tables import ROWS

__all__ = ["ListPages"]

_NEWEST = 10
_PER_PAGE = 500
"""Rows of a list on one page."""
_LETTERS = 120


class ListPages:
    """Renders the pages that lead to those of the subjects, in one language.

    Parameters
    ----------
    contents : Contents
    layout : Layout
    fragments : Fragments
    maps : Maps
    subjects : SubjectPages
        For titles and tables.
    shards : int
        Number of scripts of the index of the search.
    types : sequence of str
        Words for types of units, which the search takes off a name.
    has_map : bool
        Whether the folder has the interactive map.
    """

    def __init__(
        self, contents: Contents, layout: Layout, fragments: Fragments, maps: Maps, subjects: SubjectPages,
        shards: int, types: Sequence[str], has_map: bool,
    ) -> None:  # fmt: skip
        self.contents, self.layout, self.fragments, self.maps = contents, layout, fragments, maps
        self.subjects, self.shards, self.types, self.has_map = subjects, shards, types, has_map
        self.words = layout.words

    def pages(self) -> Iterator[tuple[str, str]]:
        """Addresses and texts of the pages."""
        yield "index.html", self._front()
        yield "place/index.html", self._places()
        yield from self._site_lists()
        yield "month/index.html", self._months()
        for kind, key in (("official", "officials"), ("source", "sources")):
            yield from self._paged(kind, f"{kind}/index", self.words.t[key], self.contents.of(kind))
        yield "search.html", self._search()
        yield "data.html", self._data()
        yield "about.html", self._about()

    def _list(
        self,
        path: str,
        heading: str,
        groups: Sequence[Any],
        columns: Sequence[tuple[str, str]],
        **values: Any,
    ) -> str:
        t = self.words.t
        crumbs = values.pop("crumbs", [(t["home"], "index.html"), (heading, None)])
        values = {"summary": "", "calendar": None, "undated": None, "paging": None} | values
        return self.layout.render(
            "list.html", path, heading, crumbs=crumbs, structured=of_list(self.layout, path, crumbs), heading=heading,
            groups=groups, columns=columns, **values,
        )  # fmt: skip

    # The front ------------------------------------------------------------------------------------------------

    def _front(self) -> str:
        contents, t = self.contents, self.words.t
        ranking = self.subjects.tables.ranking
        provinces = [s for s in contents.of("place") if s.place and s.place.kind == "adm1"]
        counties = [s for s in contents.of("place") if s.place and s.place.kind == "adm2" and s.entries]
        tables = [
            ranking(t["provinces"], provinces, len(provinces), (t["counties"], "place/index.html")),
            ranking(t["counties"], counties, ROWS, (t["all"], "place/index.html")),
            ranking(
                t["sites"], [s for s in contents.of("site") if s.entries], ROWS, (t["all"], "site/index.html")
            ),
            ranking(t["officials"], contents.of("official"), ROWS, (t["all"], "official/index.html")),
            ranking(t["sources"], contents.of("source"), ROWS, (t["all"], "source/index.html")),
        ]
        calendar, undated = self._calendar()
        return self.layout.render(
            "front.html", "index.html", self.layout.atlas, signs=True, description=t["lead_atlas"],
            summary=self._summary(), map=self.maps.country(), legend=self.maps.legend(), calendar=calendar,
            undated=undated, has_map=self.has_map, tables=[table for table in tables if table["rows"]],
            newest=[self._brief(e) for e in contents.entries[:_NEWEST]],
        )  # fmt: skip

    def _summary(self) -> str:
        contents, words = self.contents, self.words
        found = [words.count("event", len(contents.entries))]
        found.append(words.count("report", sum(len(e.reports) for e in contents.entries)))
        found.append(words.count("site", len(contents.of("site"))))
        days = [e.period for e in contents.entries if e.day]
        if days:
            found.append(f"{days[-1]} – {days[0]}")
        return " · ".join(found)

    def _brief(self, entry: Entry) -> dict[str, Any]:
        place = self.contents.place_of(entry)
        return {
            "when": self.words.day(entry.day, entry.precision, entry.period), "title": self.fragments.title(entry),
            "type": self.contents.reference.event_types.number(entry.first.type),
            "quote": shortened(entry.first.quote, _LETTERS), "href": f"{place.path}#{entry.anchor}",
        }  # fmt: skip

    # Lists ----------------------------------------------------------------------------------------------------

    def _columns(self, *names: str) -> list[tuple[str, str]]:
        css = {"events": "number", "last": "day"}
        return [(self.words.t[n], css.get(n, "")) for n in ("name", *names)]

    def _row(self, subject: Subject, *cells: object) -> dict[str, Any]:
        title = self.subjects.names.title(subject)
        second = subject.english if self.words.korean else subject.korean
        return {
            "href": subject.path, "name": title, "second": shortened(second, _LETTERS) if second != title else "",
            "cells": [*cells, f"{len(subject.entries):,}", self._last(subject)],
        }  # fmt: skip

    @staticmethod
    def _last(subject: Subject) -> str:
        return next((e.period for e in subject.entries if e.day), "")

    def _places(self) -> str:
        places, words = self.contents.places, self.words
        groups = []
        for code in sorted(c for c in places if len(c) == 4):
            own = sorted(
                (s for c, s in places.items() if len(c) > 4 and c[:4] == code), key=self.subjects.names.title
            )
            rows = [self._row(s, s.slug) for s in own]
            number = words.count("event", len(places[code].entries))
            title = self.subjects.names.title(places[code])
            groups.append(
                {"title": title, "href": places[code].path, "number": number, "rows": rows, "more": None}
            )
        nowhere = self.contents.subjects["place", "unplaced"]
        groups.append({"title": "", "href": "", "number": "", "rows": [self._row(nowhere, "")], "more": None})
        return self._list(
            "place/index.html", words.t["places"], groups, self._columns("pcode", "events", "last")
        )

    def _site_row(self, subject: Subject) -> dict[str, Any]:
        kind = subject.site.kind if subject.site else "site"
        unit = subject.unit
        county = {"href": f"place/{unit}.html", "name": self.words.unit(unit)} if unit else ""
        return self._row(subject, self.words.named("kindOf", kind), county)

    def _site_lists(self) -> Iterator[tuple[str, str]]:
        words, t, here = self.words, self.words.t, self.contents.sites_in
        columns = self._columns("kind", "county", "events", "last")
        groups = []
        nowhere = [s for s in self.contents.of("site") if not s.unit]
        lists = [
            (c, self.subjects.names.title(p), here.get(c, []))
            for c, p in self.contents.places.items()
            if len(c) == 4
        ]
        for code, name, found in [*lists, ("nowhere", t["no_county"], most(nowhere, len(nowhere)))]:
            if not found:
                continue
            more = (f"site/{code}.html", words.text("all_sites", name=name)) if len(found) > ROWS else None
            rows = list(map(self._site_row, found[:ROWS]))
            href = self.contents.places[code].path if code in self.contents.places else ""
            groups.append({"title": name, "href": href, "number": words.count("site", len(found)), "rows": rows,
                           "more": more})  # fmt: skip
            if more:
                yield from self._paged("site", f"site/{code}", more[1], found)
        yield "site/index.html", self._list("site/index.html", t["sites"], groups, columns)

    def _paged(
        self, kind: str, base: str, heading: str, subjects: Sequence[Subject]
    ) -> Iterator[tuple[str, str]]:
        """A list in as many pages as it needs, those with the most events first."""
        words, t = self.words, self.words.t
        found = most(subjects, len(subjects))
        columns = (
            self._columns("kind", "county", "events", "last")
            if kind == "site"
            else self._columns("events", "last")
        )
        if kind == "source":
            columns = self._columns("class", "events", "last")
        pages = [found[n : n + _PER_PAGE] for n in range(0, len(found), _PER_PAGE)] or [[]]
        names = [f"{base}.html", *(f"{base}.{n}.html" for n in range(2, len(pages) + 1))]
        for number, page in enumerate(pages):
            rows = [self._site_row(s) if kind == "site" else self._row(s, *self._class(s)) for s in page]
            paging = {
                "here": words.text("page_of", n=number + 1, total=len(pages)),
                "before": names[number - 1] if number else "",
                "after": names[number + 1] if number + 1 < len(names) else "",
            }
            groups = [{"title": "", "href": "", "number": "", "rows": rows, "more": None}] if rows else []
            crumbs = [(t["home"], "index.html"), (heading, None)]
            if kind == "site":
                crumbs.insert(1, (t["sites"], "site/index.html"))
            yield (
                names[number],
                self._list(
                    names[number],
                    heading,
                    groups,
                    columns,
                    crumbs=crumbs,
                    paging=paging if len(pages) > 1 else None,
                ),
            )

    def _class(self, subject: Subject) -> list[str]:
        return [self.words.named("classOf", subject.publisher.class_)] if subject.publisher else []

    # Months ---------------------------------------------------------------------------------------------------

    def _calendar(self) -> tuple[list[dict[str, Any]], tuple[str, str] | None]:
        """Rows of years with the numbers of events of each month, the newest first; and those without a day."""
        words = self.words
        numbers = {s.slug: len(s.entries) for s in self.contents.of("month")}
        years = sorted({slug[:4] for slug in numbers if slug != "undated"}, reverse=True)
        rows = []
        for year in years:
            cells = []
            for month in range(1, 13):
                key = f"{year}-{month:02}"
                number = numbers.get(key, 0)
                cells.append({
                    "number": f"{number:,}", "href": f"month/{key}.html" if number else "", "css": shade(number),
                    "label": f"{words.month(key)}: {words.count('event', number)}",
                })  # fmt: skip
            total = sum(n for slug, n in numbers.items() if slug[:4] == year)
            href = f"month/{year}.html" if year in numbers else ""
            rows.append({"year": year, "href": href, "cells": cells, "total": f"{total:,}"})
        if "undated" not in numbers:
            return rows, None
        return rows, (
            "month/undated.html",
            f"{words.t['undated_title']}: {words.count('event', numbers['undated'])}",
        )

    def _months(self) -> str:
        calendar, undated = self._calendar()
        return self._list(
            "month/index.html", self.words.t["months_head"], (), (), calendar=calendar, undated=undated
        )

    # Search, data, about --------------------------------------------------------------------------------------

    def _search(self) -> str:
        t = self.words.t
        words: Mapping[str, Any] = {
            "none": t["search_none"], "perhaps": t["search_perhaps"], "found": t["search_found"],
            "kinds": [t["kinds"][k] for k in ("place", "site", "month", "official", "source")],
            "own": self.layout.publication.languages.index(self.words.language), "types": self.types,
            "events": t["event_many"], "event": t["event_one"],
        }  # fmt: skip
        crumbs = [(t["home"], "index.html"), (t["search"], None)]
        return self.layout.render(
            "search.html", "search.html", t["search"], crumbs=crumbs, search=True, shards=self.shards,
            search_words=json.dumps(words, ensure_ascii=False),
        )  # fmt: skip

    def _data(self) -> str:
        t = self.words.t
        rows = []
        for subject in sorted(self.contents.of("month"), key=lambda s: (s.slug == "undated", s.slug)):
            root = split(subject)
            files = [f for part in root.walk() for f in self.subjects.files(subject, part)]
            rows.append({"path": subject.path, "name": self.subjects.names.title(subject), "files": files,
                         "events": f"{len(subject.entries):,}"})  # fmt: skip
        crumbs = [(t["home"], "index.html"), (t["data"], None)]
        return self.layout.render("data.html", "data.html", t["data"], crumbs=crumbs, rows=rows[::-1])

    def _about(self) -> str:
        t, words = self.words.t, self.words
        found = origin_of(self.contents.data)
        facts = [(words.t["about"], self._summary())]
        if found["articles"]:
            first = words.text("built_from", articles=words.count("article", found["articles"]),
                               first=found["first"] or "–", last=found["last"] or "–")  # fmt: skip
            facts.append((t["made_from"], first))
        facts += [(host, words.count("article", number)) for host, number in found["hosts"]]
        facts += [(t["records"], found["records"])] if found["records"] else []
        facts += [(t["sites"], found["sites"])] if found["sites"] else []
        crumbs = [(t["home"], "index.html"), (t["about"], None)]
        return self.layout.render(
            "about.html",
            "about.html",
            t["about_title"],
            crumbs=crumbs,
            summary=t["not_confirmed"],
            facts=facts,
        )
