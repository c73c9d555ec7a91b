"""Apply corrections in a run and record the outcome of each; the result does not depend on their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geo.model.entities import Alias, Event, Extraction, Mention, Record
from geo.model.errors import GeoError, InputError, Note, Report
from geo.reference.context import Reference
from geo.reference.gazetteer import TYPE_WORDS
from geo.text.normalization import one_line
from geo.text.romanization import fold

from .changes import CHANGES
from .correction import NOWHERE, Correction
from .files import read_corrections

__all__ = ["Ledger", "Outcome", "latest_agreed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a correction.

    Attributes
    ----------
    state : str
        ``applied``; ``superseded`` by a later correction of the same thing; ``conflict`` with another one of the same
        day, so that neither is applied; ``stale`` if it no longer matches anything; ``idle`` if its articles, names
        or records are not in this run.
    note : str
        The reason, for people.
    """

    correction: Correction
    state: str
    note: str = ""


def latest_agreed(claims: Sequence[tuple[Correction, Any]]) -> tuple[Any, dict[str, tuple[str, str]]]:
    """Decide between several corrections of one thing.

    The latest ``when`` counts. If the corrections of that day differ, none is applied.

    Parameters
    ----------
    claims : sequence of (Correction, value)
        In any order.

    Returns
    -------
    tuple of value or None, dict
        The value to use, and the state and note of each correction by its id.
    """
    latest = max(c.when for c, _ in claims)
    newest = [(c, v) for c, v in claims if c.when == latest]
    value = newest[0][1]
    if any(v != value for _, v in newest):
        value = None
    states = {}
    for c, v in claims:
        if c.when == latest and value is None:
            against = sorted(o.id for o, ov in newest if ov != v)
            states[c.id] = "conflict", f"differs from {', '.join(against)} of the same day"
        elif v == value:
            states[c.id] = "applied", ""
        else:
            states[c.id] = "superseded", f"by {', '.join(sorted(o.id for o, _ in newest))}"
    return value, states


_RANK = ("conflict", "applied", "superseded", "stale", "idle")


class Ledger:
    """The corrections of a run and the outcome of each.

    Parameters
    ----------
    corrections : iterable of Correction
    reference : Reference, optional
        The bundled one by default.

    Attributes
    ----------
    reference : Reference
        The given one with the aliases of the corrections added. Read articles and tables with it.
    seen : dict of str to str
        Article id by event id, for all events so far.
    placed : set of str
        Ids of the events whose place was corrected.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.linking.corrections import correction_of
    >>> from geo.model.entities import Article
    >>> found = extract(Article("a", "A mill was inaugurated in Haeju City."))
    >>> row = {"action": "date", "event": found.events[0].event_id, "value": "2024-05",
    ...     "who": "J. Reader", "when": "2024-11-20", "why": "the caption"}
    >>> ledger = Ledger([correction_of(row)])
    >>> event = ledger.corrected(found).events[0]
    >>> str(event.date), event.date_precision, event.date_rule
    ('2024-05-01', 'month', 'corrected by J. Reader: the caption')
    """

    def __init__(self, corrections: Iterable[Correction] = (), *, reference: Reference | None = None) -> None:
        self.corrections = sorted(corrections, key=lambda c: c.id)
        self.seen: dict[str, str] = {}
        self.sources: set[str] = set()
        self.placed: set[str] = set()
        self._found: dict[str, str] = {}
        self._states: dict[str, tuple[str, str]] = {}
        self._misses: dict[str, str] = {}
        self._of_event: dict[str, list[Correction]] = {}
        self._of_source: dict[str, list[Correction]] = {}
        self._aliases = self._agreed("alias", lambda c: (c.name, c.source), lambda c: c.value)
        given = (Alias(c.name, place, c.source) for c, place in self._aliases if place is not NOWHERE)
        self.reference = (reference or Reference.bundled()).with_aliases(dict.fromkeys(given))
        for c in self.corrections:
            if c.event:
                self._of_event.setdefault(c.event, []).append(c)
            if c.source and c.quote:
                self._of_source.setdefault(c.source, []).append(c)

    @classmethod
    def read(
        cls,
        paths: str | Path | Iterable[str | Path],
        report: Report,
        *,
        reference: Reference | None = None,
        note: Note | None = None,
    ) -> Ledger:
        """Read the corrections of files; see :func:`geo.linking.corrections.read_corrections`."""
        return cls(read_corrections(paths, report, reference=reference, note=note), reference=reference)

    def __len__(self) -> int:
        return len(self.corrections)

    def of(self, *actions: str) -> list[Correction]:
        """The corrections with one of the given actions."""
        return [c for c in self.corrections if c.action in actions]

    def note(self, correction: Correction, state: str, note: str = "") -> None:
        """Record the outcome of a correction; of several, the strongest counts, conflicts and applications first."""
        known = self._states.get(correction.id)
        if known is None or _RANK.index(state) < _RANK.index(known[0]):
            self._states[correction.id] = state, note

    def _agreed(
        self, action: str, key: Callable[[Correction], Any], value: Callable[[Correction], Any]
    ) -> list[tuple[Correction, Any]]:
        """The corrections of an action, with their values, that are not superseded or in conflict."""
        things: dict[Any, list[Correction]] = {}
        for c in self.of(action):
            things.setdefault(key(c), []).append(c)
        kept = []
        for claims in things.values():
            agreed, states = latest_agreed([(c, value(c)) for c in claims])
            for c in claims:
                if states[c.id][0] != "applied":
                    self.note(c, *states[c.id])
                elif agreed is not None:
                    kept.append((c, agreed))
        return kept

    # Names ---------------------------------------------------------------------------------------------------

    def note_alias_use(self, mentions: Iterable[Mention], source: str = "") -> None:
        """Record which aliases the mentions of a text use."""
        if not self._aliases:
            return
        for mention in mentions:
            if not mention.rule.startswith("refused"):
                surface = one_line(mention.surface)
                for c, place in self._aliases:
                    if place is not NOWHERE and c.source in ("", source) and c.name in surface:
                        used = mention.adm2 == place.adm2 and mention.adm1 == place.adm1
                        self.note(c, *(("applied", "") if used else ("idle", "the text gives another place")))

    # Events --------------------------------------------------------------------------------------------------

    def over(self, extractions: Iterable[Extraction]) -> Iterator[Extraction]:
        """Yield each extraction with its events corrected."""
        for found in extractions:
            yield self.corrected(found)

    def corrected(self, found: Extraction) -> Extraction:
        """An extraction with its events corrected; correcting it twice gives the same result."""
        source = found.article.id
        self.sources.add(source)
        self.note_alias_use(found.mentions, source)
        found = self._unnamed(found)
        claims = self._claims(found.events, source) if self.corrections else {}
        if not claims:
            return found
        return replace(found, events=tuple(self._event(e, claims.get(e.event_id, [])) for e in found.events))

    def _unnamed(self, found: Extraction) -> Extraction:
        """An extraction in which names that are not places by a correction have the role ``name-part``."""
        source = found.article.id
        excluded = [c for c, place in self._aliases if place is NOWHERE and c.source in ("", source)]
        if not excluded:
            return found
        mentions = []
        for mention in found.mentions:
            by = next((c for c in excluded if _names(c.name, one_line(mention.surface))), None)
            if by:
                self.note(by, "applied")
                mention = replace(
                    mention, role="name-part", adm1=None, adm2=None, place_id=None, lat=None, lon=None,
                    rule=by.rule, score=0.0,
                )  # fmt: skip
            mentions.append(mention)
        return replace(found, mentions=tuple(mentions))

    def _claims(self, events: Sequence[Event], source: str) -> dict[str, list[Correction]]:
        """Corrections by event id, for the events of an article; events are found by id, else by their words."""
        claims: dict[str, list[Correction]] = {}
        for event in events:
            self.seen[event.event_id] = source
            for c in self._of_event.get(event.event_id, ()):
                if (c.source and c.source != source) or not _quotes(event, c):
                    self._misses[c.id] = f"event {c.event} is in article {source} and has other words"
                    continue
                self._found[c.id] = event.event_id
                claims.setdefault(event.event_id, []).append(c)
        for c in self._of_source.get(source, ()):
            if c.id in self._found:
                if c.event not in self.seen and self._found[c.id] in self.seen:
                    claims.setdefault(self._found[c.id], []).append(c)
                continue
            fits = [e.event_id for e in events if _quotes(e, c)]
            if len(fits) == 1:
                self._found[c.id] = fits[0]
                claims.setdefault(fits[0], []).append(c)
            else:
                self._misses[c.id] = f"its words are in {len(fits) or 'no'} events of article {source}"
        return claims

    def _event(self, event: Event, claims: Sequence[Correction]) -> Event:
        for change in CHANGES:
            about = [(c, change.value(c)) for c in claims if c.action in change.actions]
            if not about:
                continue
            value, states = latest_agreed(about)
            for c, _ in about:
                self.note(c, *states[c.id])
            deciding = [c for c, v in about if value is not None and v == value]
            if deciding:
                last = max(deciding, key=lambda c: (c.when, c.id))
                event = change.make(event, value, last, self.reference)
                event = with_trail(event, [c.id for c in deciding])
                if change.actions == ("place",):
                    self.placed.add(event.event_id)
        return event

    def event_of(self, correction: Correction) -> str:
        """Id of the event of a correction; empty if it was not found."""
        return self._found.get(correction.id, "")

    # Sites ---------------------------------------------------------------------------------------------------

    def sites(self) -> list[tuple[Correction, Any]]:
        """The moved or added sites, each once with its correction."""
        agreed = self._agreed("site", lambda c: (fold(c.name), c.value[0]), lambda c: c.value)
        once: dict[Any, tuple[Correction, Any]] = {}
        for c, value in agreed:
            self.note(c, "applied")
            once.setdefault((fold(c.name), value[0]), (c, value))
        return list(once.values())

    # Outcomes ------------------------------------------------------------------------------------------------

    def outcomes(self) -> list[Outcome]:
        """The outcome of each correction, sorted by id."""
        return [Outcome(c, *(self._states.get(c.id) or self._unused_outcome(c))) for c in self.corrections]

    def _unused_outcome(self, c: Correction) -> tuple[str, str]:
        if c.action == "alias":
            return "idle", "the name is in no text"
        if c.action == "site":
            return "idle", "no register of sites was made"
        if c.source and c.source not in self.sources:
            return "idle", f"article {c.source} is not in this run"
        if c.id in self._misses:
            return "stale", self._misses[c.id]
        if self.event_of(c):
            return "idle", "its event is left out, or no records were read"
        return "stale", f"no event {c.event}"

    def count(self) -> Counter[str]:
        """Number of corrections by state."""
        return Counter(o.state for o in self.outcomes())

    def faults(self) -> Iterator[GeoError]:
        """Errors for the corrections that no longer match anything and for those that contradict each other."""
        for o in sorted(self.outcomes(), key=lambda o: (o.correction.path, o.correction.line)):
            if o.state in ("stale", "conflict"):
                c = o.correction
                end = "it no longer matches anything" if o.state == "stale" else "neither is applied"
                yield InputError(f"{c.where}: correction {c.id} ({c.action}): {o.note}; {end}")

    def by_words(self) -> list[str]:
        """Ids of the corrections whose event has a new id and was found by its words."""
        return [c.id for c in self.corrections if c.event and self.event_of(c) not in ("", c.event)]

    def note_record_aliases(self, records: Sequence[Record]) -> None:
        """Record which aliases the records use."""
        for c, place in self._aliases:
            known = () if place is NOWHERE else self.reference.gazetteer.find(c.name)
            if any(c.name in (r.surface or "") and place in known for r in records):
                self.note(c, "applied")
        for record in records:
            self.note_alias_use(record.mentions, record.id)


def with_trail(event: Event, ids: Iterable[str]) -> Event:
    """An event with the ids of corrections added to those applied to it."""
    trail = tuple(sorted({*event.corrections, *ids}))
    return event if trail == event.corrections else replace(event, corrections=trail)


def _quotes(event: Event, correction: Correction) -> bool:
    """Whether a correction's quote is in an event's sentence; "?" matches any letter, as encodings may lose one."""
    words = _plain(correction.quote)
    if "?" not in words and "\ufffd" not in words:
        return words in _plain(event.quote)
    pattern = re.escape(words).replace(r"\?", ".").replace("\ufffd", ".")
    return re.search(pattern, _plain(event.quote)) is not None


def _names(name: str, surface: str) -> bool:
    """Whether a mention is the name, with or without a type word after it."""
    rest = surface.removeprefix(name)
    return rest == "" or (rest != surface and rest.strip() in TYPE_WORDS)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
