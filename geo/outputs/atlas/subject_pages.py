"""The pages of a subject: its own, the parts of a long one, its files and its feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from .addresses import UNKNOWN, UNPLACED
from .bars import Bars, bars
from .entries import Entry
from .facts import Facts
from .feeds import feed
from .fragments import Fragments, shortened
from .histories import histories, history
from .layout import Crumb, Layout
from .maps import Maps
from .names import LETTERS, Names
from .parts import Part, parts
from .structured import of_list, of_subject
from .subjects import Contents, Subject
from .tables import Tables
from .wording import Wording

__all__ = ["SubjectPages", "part_base", "split"]

_NEWEST = 15
"""Events on the page of a subject whose events are split into parts."""
_RECORDS, _CHAINS = 100, 12
"""Most records and histories of a page."""
_SECTIONS = {
    "place": "places",
    "site": "sites",
    "month": "months_head",
    "official": "officials",
    "source": "sources",
}


def split(subject: Subject) -> Part:
    """The page of a subject and its parts."""
    return parts(subject.entries, subject.slug if subject.kind == "month" else "")


def part_base(subject: Subject, part: Part) -> str:
    """Address of a part without its ending."""
    if part.key in ("", subject.slug):
        return subject.base
    return f"{subject.kind}/{part.key}" if subject.kind == "month" else f"{subject.base}.{part.key}"


class SubjectPages:
    """Renders the pages of all subjects in one language.

    Parameters
    ----------
    contents : Contents
    layout : Layout
    fragments : Fragments
    maps : Maps
    files : mapping of (kind, slug, key) to sequence of str
        Extensions of the files of each part.
    spellings : mapping of (kind, slug) to sequence of str
        Further spellings of each subject.
    """

    def __init__(
        self, contents: Contents, layout: Layout, fragments: Fragments, maps: Maps,
        files: dict[tuple[str, str, str], Sequence[str]], spellings: dict[tuple[str, str], Sequence[str]],
    ) -> None:  # fmt: skip
        self.contents, self.layout, self.fragments, self.maps = contents, layout, fragments, maps
        self.words: Wording = layout.words
        self.names, self.given = Names(layout.words), files
        self.tables = Tables(contents, fragments, self.names)
        self.facts = Facts(contents, maps.ground, layout.words, spellings)
        months = sorted(s.slug for s in contents.of("month") if s.slug != "undated")
        self.around = {b: (a, "") for a, b in pairwise(months)}
        for a, b in pairwise(months):
            self.around[a] = (self.around.get(a, ("", ""))[0], b)

    def pages(self, subject: Subject) -> Iterator[tuple[str, str]]:
        """Addresses and texts of all pages of a subject, and of its feed."""
        root = split(subject)
        where = {
            e.id: f"{part_base(subject, leaf)}.html"
            for leaf in root.walk()
            if not leaf.parts
            for e in leaf.entries
        }
        yield subject.path, self._main(subject, root, where)
        for part in list(root.walk())[1:]:
            yield f"{part_base(subject, part)}.html", self._part(subject, part)
        title = self.names.title(subject)
        yield f"{subject.base}.xml", feed(subject, title, subject.entries, self.layout, self.fragments)

    def _crumbs(self, subject: Subject, part: Part | None = None) -> list[Crumb]:
        t = self.words.t
        found: list[Crumb] = [(t["home"], "index.html")]
        found.append((t[_SECTIONS[subject.kind]], f"{subject.kind}/index.html"))
        unit = subject.unit
        above = [unit[:4]] if unit and len(unit) > 4 else []
        if subject.kind == "site" and unit:
            above.append(unit)
        found += [
            (self.names.title(self.contents.places[u]), f"place/{u}.html")
            for u in above
            if u in self.contents.places
        ]
        found.append((self.names.title(subject), subject.path if part else None))
        if part:
            keys = part.key.partition(".")[0]
            for length in (4, 7):
                longer = len(keys) > length and keys != "undated"
                key = keys[:length]
                if longer and key != subject.slug and not subject.slug.startswith(f"{key}-"):
                    found.append((self.words.month(key), f"{part_base(subject, Part(key, ()))}.html"))
            found.append((self.names.part_title(part), None))
        return found

    # Pages ----------------------------------------------------------------------------------------------------

    def _main(self, subject: Subject, root: Part, where: dict[str, str]) -> str:
        words, layout = self.words, self.layout
        listed = subject.entries[:_NEWEST] if root.parts else subject.entries
        source = subject if subject.kind == "source" else None
        title, crumbs = self.names.title(subject), self._crumbs(subject)
        drawn = bars(subject.entries)
        chains, facts = histories(subject, self.contents), list(self.facts.of(subject))
        tables = [table for table in self.tables.beside(subject) if table["rows"]]
        records = self.contents.records(subject) if self.contents.data.records else []
        earlier, later = self.around.get(subject.slug, ("", "")) if subject.kind == "month" else ("", "")
        summary = self.summary(subject)
        return layout.render(
            "subject.html", subject.path, title, crumbs=crumbs, feed=f"{subject.base}.xml", signs=True,
            description=shortened(f"{title}. {summary}", LETTERS),
            structured=of_subject(layout, self.fragments, subject, title, crumbs, listed),
            eyebrow=self.names.eyebrow(subject), heading=title, second=self.names.second(subject),
            summary=summary, note=self._note(subject), map=self.maps.of(subject), legend=self.maps.legend(),
            facts=facts, bars=drawn,
            bars_caption=self._caption(drawn),
            histories=[history(c, subject, self.contents, words, where) for c in chains[:_CHAINS]],
            more_histories=words.text("more_rows", n=len(chains) - _CHAINS) if len(chains) > _CHAINS else "",
            listed=[self.fragments.entry(e, source) for e in listed],
            listed_note=words.text("newest_of", n=len(listed), total=len(subject.entries)) if root.parts else "",
            parts=self._parts(subject, root), files=self.files(subject, root),
            files_split=bool(root.parts) and not self.files(subject, root),
            first_tables=tables[: 0 if facts else 2], tables=tables[0 if facts else 2 :],
            records=[self.tables.record(r, links, where, subject) for r, links in records[:_RECORDS]],
            records_count=words.count("record", len(records)),
            more_records=words.text("more_rows", n=len(records) - _RECORDS) if len(records) > _RECORDS else "",
            earlier=(f"month/{earlier}.html", words.month(earlier)) if earlier else None,
            later=(f"month/{later}.html", words.month(later)) if later else None,
        )  # fmt: skip

    def _part(self, subject: Subject, part: Part) -> str:
        words = self.words
        source = subject if subject.kind == "source" else None
        title, crumbs = (
            f"{self.names.title(subject)}, {self.names.part_title(part)}",
            self._crumbs(subject, part),
        )
        path = f"{part_base(subject, part)}.html"
        drawn = bars(part.entries)
        listed = part.entries[:_NEWEST] if part.parts else part.entries
        return self.layout.render(
            "subject.html", path, title, crumbs=crumbs, feed=f"{subject.base}.xml", signs=True,
            structured=of_list(self.layout, path, crumbs), eyebrow=self.names.title(subject),
            heading=self.names.part_title(part),
            second="", summary=self._counts(part.entries, subject), note="", map=None, legend=(), facts=(),
            first_tables=(), bars=drawn, bars_caption=self._caption(drawn),
            histories=(), more_histories="", listed=[self.fragments.entry(e, source) for e in listed],
            listed_note=words.text("newest_of", n=len(listed), total=len(part.entries)) if part.parts else "",
            parts=self._parts(subject, part), files=self.files(subject, part), files_split=False, tables=(), records=(),
            records_count="", more_records="", earlier=None, later=None,
        )  # fmt: skip

    def _caption(self, drawn: Bars | None) -> str:
        if drawn is None:
            return ""
        unit = self.words.t[f"bars_{drawn.unit}"]
        return self.words.text("bars_caption", unit=unit, first=drawn.first, last=drawn.last)

    def files(self, subject: Subject, part: Part) -> list[tuple[str, str]]:
        """Files of a part, each with the name of its format."""
        kinds = self.given.get((subject.kind, subject.slug, part.key), ())
        return [(self.words.t[kind], f"{part_base(subject, part)}.{kind}") for kind in kinds]

    def _parts(self, subject: Subject, part: Part) -> list[dict[str, Any]]:
        return [
            {
                "key": one.key, "name": self.names.part_title(one), "path": f"{part_base(subject, one)}.html",
                "events": f"{len(one.entries):,}", "reports": f"{self._reports(one.entries, subject):,}",
                "files": self.files(subject, one),
            }
            for one in part.parts
        ]  # fmt: skip

    def _note(self, subject: Subject) -> str:
        notes = {("place", UNPLACED): "unplaced_note", ("source", UNKNOWN): "no_publisher_note"}
        key = notes.get((subject.kind, subject.slug))
        return str(self.words.t[key]) if key else ""

    def summary(self, subject: Subject) -> str:
        """Numbers of events and reports, and the time that they cover."""
        return (
            self._counts(subject.entries, subject) if subject.entries else str(self.words.t["none_reported"])
        )

    def _reports(self, entries: Iterable[Entry], subject: Subject) -> int:
        if subject.kind != "source":
            return sum(len(e.reports) for e in entries)
        return sum(self.contents.source_of(r) is subject for e in entries for r in e.reports)

    def _counts(self, entries: Sequence[Entry], subject: Subject) -> str:
        words = self.words
        found = [words.count("event", len(entries)), words.count("report", self._reports(entries, subject))]
        days = [e.period for e in entries if e.day]
        if days:
            found.append(days[-1] if days[0] == days[-1] else f"{days[-1]} – {days[0]}")
        led = sum(e.leader for e in entries)
        if led and self.contents.leader is not subject:
            found.append(f"{words.t['leader']}: {led:,}")
        return " · ".join(found)
