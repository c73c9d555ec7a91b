"""Assemble a dossier from a dataset, render it and save it."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from geo.linking.dataset import Dataset
from geo.linking.timelines.chains import chains
from geo.model.entities import Article, Event, Record
from geo.model.errors import OptionError
from geo.model.links import Link
from geo.model.timelines import Chain
from geo.outputs.dossier.page import render
from geo.outputs.dossier.subject import Subject, subject_of
from geo.outputs.formats import write_text
from geo.outputs.timeline_frames import newest, span
from geo.text.normalization import Cleaned
from geo.text.romanization import fold

from .contents import Contents, Refused

__all__ = ["Dossier", "dossier"]


_AROUND = 90
"""Number of characters shown before and after an unresolved name."""


class Dossier(Contents):
    """A dossier on one county, province or site: its contents as values, and methods to render them."""

    def to_html(self) -> str:
        """The page as HTML; it makes no requests and runs no scripts."""
        return render(self)

    def save(self, path: str | Path) -> None:
        """Write the page to a file."""
        write_text(self.to_html(), path)

    def _repr_html_(self) -> str:
        """The page in a sandboxed frame, for notebooks."""
        page = html.escape(self.to_html(), quote=True)
        return (
            f'<iframe srcdoc="{page}" sandbox="allow-popups" title="{html.escape(self.subject.asked, quote=True)}" '
            'style="width:100%;height:640px;border:1px solid #8886"></iframe>'
        )


def dossier(
    results: Dataset, asked: str, *, start: date | None = None, end: date | None = None, language: str = "en"
) -> Dossier:
    """Collect everything that results report about one county, province or site.

    Parameters
    ----------
    results : Dataset
    asked : str
        A name in any spelling, with its province if ambiguous, or a P-code.
    start, end : datetime.date, optional
        First and last day of the period; undated events count on the day of their report.
    language : {"en", "ko"}
        Language of the page.

    Returns
    -------
    Dossier
        It has no events if nothing is reported, and the page says so.

    Raises
    ------
    OptionError
        The name is unknown or ambiguous, the period ends before it begins, or the language is not supported.

    Examples
    --------
    >>> import geo
    >>> songchon = geo.dossier(geo.read("data/samples/articles"), "Songchon County")
    >>> songchon
    <dossier of Songchon (KP0717): 2 events, 1 chains, 0 sites>
    >>> songchon.chains[0].state, len(songchon.visits)
    ('completed', 2)
    """
    if language not in ("en", "ko"):
        raise OptionError(f"language {language!r} is neither 'en' nor 'ko'")
    if start and end and start > end:
        raise OptionError(f"the period begins on {start}, after its end {end}; give the earlier day first")
    subject = subject_of(results, asked)
    events = [e for e in results.event_list if e.status != "rejected" and _within(e, start, end)]
    here = [e for e in events if subject.holds(e.adm1, e.adm2)]
    found = [
        c
        for c in chains(here, results.sites, reference=results.reference)
        if not subject.site or _is_subject(c, subject)
    ]
    if subject.site:
        own = {i for c in found for i in c.event_ids}
        names = {fold(n) for n in (subject.site, subject.korean, *subject.names) if n}
        here = [e for e in here if e.event_id in own or fold(e.site or "") in names]
    here.sort(key=lambda e: (e.date or e.source_date or date.max, e.source_date or date.max, e.event_id))
    last = newest(results)
    return Dossier(
        subject,
        here,
        sorted(found, key=lambda c: (not c.steps, -len(c.steps), fold(c.name))),
        [s for s in results.sites if subject.holds(s.adm1, s.adm2) and not subject.site],
        list(_records(results, subject, here)),
        [] if subject.site else list(_refused(results, subject)),
        list(_naming(results, subject)),
        len(results.extractions),
        _province_visits(events, subject),
        start,
        end,
        min(filter(None, (last, end)), default=None),
        language,
        results.reference,
    )


def _within(event: Event, start: date | None, end: date | None) -> bool:
    days = span(event)
    if days is None:
        return start is None and end is None
    return (start is None or days[1] >= start) and (end is None or days[0] <= end)


def _is_subject(chain: Chain, subject: Subject) -> bool:
    """Whether a chain is about the subject's site, or houses there."""
    names = {fold(n) for n in (subject.site, subject.korean, *subject.names) if n}
    return bool(names & {fold(n) for n in (chain.name, chain.korean, *chain.names) if n})


def _province_visits(events: Iterable[Event], subject: Subject) -> int:
    if subject.place.kind != "adm2":
        return 0
    near = (e for e in events if e.leader and e.adm2 is None and e.adm1 == subject.place.adm1)
    return len({e.happening_id for e in near})


def _records(
    results: Dataset, subject: Subject, events: Sequence[Event]
) -> Iterator[tuple[Record, tuple[Link, ...]]]:
    own = {e.event_id for e in events}
    links: dict[str, list[Link]] = {}
    for link in results.links:
        if link.event_id in own:
            links.setdefault(link.record_id, []).append(link)
    for record in sorted(results.records, key=lambda r: (r.date or date.max, r.id)):
        there = not subject.site and subject.holds(record.adm1, record.adm2)
        if there or record.id in links:
            yield record, tuple(links.get(record.id, ()))


def _refused(results: Dataset, subject: Subject) -> Iterator[Refused]:
    for found in results.extractions:
        for m in found.mentions:
            if m.role == "location" and m.rule.startswith("refused") and subject.pcode in m.rule.split():
                cleaned = Cleaned.of(found.article)
                text, (start, stop) = cleaned.text, cleaned.inside(m.start, m.end)
                begin, end = max(0, start - _AROUND), min(len(text), stop + _AROUND)
                around = f"{'…' if begin else ''}{text[begin:end]}{'…' if end < len(text) else ''}"
                yield Refused(m, replace(found.article, text="", extra={}), around.replace("\n", " "))


def _naming(results: Dataset, subject: Subject) -> Iterator[tuple[Article, int]]:
    names = {fold(n) for n in (subject.site, subject.korean, *subject.names) if n}
    for found in results.extractions:
        count = sum(
            m.role == "location"
            and m.country == "KP"
            and subject.holds(m.adm1, m.adm2)
            and (not subject.site or bool(names & {fold(m.name), fold(m.surface)}))
            for m in found.mentions
        )
        if count:
            yield replace(found.article, text="", extra={}), count
