"""Tables beside the events of a page, and the records that belong to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from geo.model.entities import Record
from geo.model.links import Link
from geo.model.periods import shown_day
from geo.model.urls import host_of

from .addresses import UNPLACED
from .entries import Entry
from .fragments import Fragments, shortened
from .histories import link_to
from .names import LETTERS, Names
from .subjects import Contents, Subject, most
from .wording import Wording

__all__ = ["ROWS", "Tables"]

ROWS = 12
"""Most rows of a table."""


class Tables:
    """Tables of an atlas in one language."""

    def __init__(self, contents: Contents, fragments: Fragments, names: Names) -> None:
        self.contents, self.fragments, self.names = contents, fragments, names
        self.words: Wording = names.words

    def beside(self, subject: Subject) -> Iterator[dict[str, Any]]:
        """Types, places, sites, people and sources of the events of a subject, each table for the template."""
        words, t, entries = self.words, self.words.t, subject.entries
        if not entries and not subject.place:
            return
        yield self._types(entries)
        if subject.place and subject.place.kind == "adm1":
            own = [
                s for s in self.contents.of("place") if s.slug.startswith(subject.slug) and s is not subject
            ]
            yield self.ranking(t["counties"], own, len(own))
        if subject.place:
            here = self.contents.sites_in.get(subject.slug, [])
            listed = len(here) > ROWS and subject.place.kind == "adm1"
            more = (words.text("all_sites", name=words.unit(subject.slug)), f"site/{subject.slug}.html")
            yield self.ranking(t["sites"], here, ROWS, more if listed else None)
        if subject.kind in ("month", "official", "source") or subject.slug == UNPLACED:
            if subject.slug != UNPLACED:
                yield self._counted(t["places_of"], entries, lambda e: [self.contents.place_of(e)])
            yield self._counted(
                t["sites_of"], entries, lambda e: filter(None, [self.contents.site_of.get(e.id)])
            )
        title = t["together_with"] if subject.kind == "official" else t["people_there"]
        yield self._counted(
            title, entries, lambda e: [p for p in self.contents.people_of(e) if p is not subject]
        )
        if subject.kind != "source":
            yield self._counted(
                t["sources_of"], entries, lambda e: dict.fromkeys(map(self.contents.source_of, e.reports))
            )

    def _types(self, entries: Sequence[Entry]) -> dict[str, Any]:
        types, order = Counter(e.first.type for e in entries), self.contents.reference.event_types
        top = max(types.values(), default=1)
        ranked = sorted(types.items(), key=lambda one: (-one[1], order.rank(one[0])))
        rows = [
            {"href": "", "name": self.words.type(k), "type": order.number(k), "note": "", "number": f"{n:,}",
             "share": round(100 * n / top)}
            for k, n in ranked
        ]  # fmt: skip
        return {"title": self.words.t["types"], "more": "", "href": "", "rows": rows}

    def _counted(self, title: str, entries: Iterable[Entry], of: Any) -> dict[str, Any]:
        counted: Counter[Subject] = Counter(s for e in entries for s in of(e))
        order = sorted(counted, key=lambda s: (-counted[s], s.slug))
        return self._table(title, [(s, counted[s]) for s in order])

    def ranking(
        self, title: str, found: Iterable[Subject], number: int = ROWS, more: tuple[str, str] | None = None
    ) -> dict[str, Any]:
        """A table of subjects with their numbers of events; ``more`` is a text and an address."""
        listed = list(found)
        return self._table(title, [(s, len(s.entries)) for s in most(listed, len(listed))], number, more)

    def _table(
        self,
        title: str,
        rows: list[tuple[Subject, int]],
        number: int = ROWS,
        more: tuple[str, str] | None = None,
    ) -> dict[str, Any]:
        top = max((n for _, n in rows), default=1) or 1
        rest = self.words.text("more_rows", n=len(rows) - number) if len(rows) > number else ""
        return {
            "title": title, "more": (more[0] if more else "") or rest, "href": more[1] if more else "",
            "rows": [
                {"href": s.path, "name": shortened(self.names.title(s), 90), "type": None, "number": f"{n:,}",
                 "note": self.words.unit(s.unit) if s.kind == "site" else "",
                 "share": round(100 * n / top)}
                for s, n in rows[:number]
            ],
        }  # fmt: skip

    def record(
        self, record: Record, links: Sequence[Link], where: dict[str, str], subject: Subject
    ) -> dict[str, Any]:
        """A record with the events that it matches, for the template."""
        unit = next((u for u in (record.adm2, record.adm1) if u in self.contents.places), None)
        matches = []
        for link in links:
            entry = self.contents.entry_of.get(link.event_id)
            if entry:
                score = self.words.text("score", score=f"{link.score:.2f}")
                text = f"{self.fragments.title(entry)} ({score})"
                matches.append((link_to(entry, subject, self.contents, where), text))
        return {
            "id": shortened(record.id, 80),
            "day": shown_day(record.date, record.date_precision) or self.words.t["undated"],
            "title": shortened(record.title or record.text, LETTERS),
            "href": record.url if host_of(record.url) else "",
            "unit": (f"place/{unit}.html", self.words.unit(unit)) if unit else None,
            "matches": matches[:ROWS],
        }  # fmt: skip
