"""The items of a review, ranked by priority.

The priority of an item is the probability that checking it changes the result, times a weight for its importance: the
leader is present, it is linked to records, other reports describe the same happening. Probabilities are measured where
possible (`benchmarks/calibration.py`) and estimated otherwise. Several doubts about an event make one item; their
probabilities are combined as independent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import prod
from typing import TYPE_CHECKING, Any

from geo.languages import ABBREVIATIONS
from geo.model.entities import Article, Event, Mention, Record
from geo.reference.gazetteer import Gazetteer
from geo.text.normalization import Cleaned
from geo.text.spans import Text

from .duplicates import possible_duplicates
from .names import refused_names, unknown_names

if TYPE_CHECKING:
    from geo.linking.dataset import Dataset

__all__ = ["KINDS", "Item", "review"]

KINDS = ("event", "record", "duplicate", "refused", "unknown")
"""Kinds of items: an event, its link to a record, a pair of events, an unresolved name, an unknown name."""

# (upper limit of the score, share of events with a wrong place), as measured by benchmarks/calibration.py
_WRONG = ((0.65, 0.32), (0.8, 0.15), (0.9, 0.06), (1.01, 0.03))
_NO_PLACE, _PROVINCE, _UNDATED, _NO_DAY_AT_ALL, _VAGUE_DATE = 0.45, 0.25, 0.05, 0.3, 0.1
_OTHER_DAY, _OTHER_PLACE = 0.35, 0.5
_REFUSED, _UNKNOWN = 0.3, 0.25
Choices = tuple[tuple[str, str], ...]
_EVENT_ACTIONS: Choices = (("confirm", ""), ("reject", ""), ("place", ""), ("date", ""), ("title", ""))
_DUPLICATE, _LINK = 0.5, 0.5
_LEAST_SHOWN = 0.1
_LONGEST = 400
"""Maximum number of characters shown of another report or record."""
_CONTEXT = 160
"""Number of characters of the text shown before and after a sentence."""


@dataclass(frozen=True, slots=True)
class Item:
    """One result to check.

    Attributes
    ----------
    kind : str
        Kind of item, one of :data:`KINDS`.
    priority : float
        How much a check is worth; the list is sorted by it.
    reasons : tuple of str
        Reasons why it is listed.
    before, words, after : str
        The sentence or name (``words``) with the text around it.
    reading : str
        The extracted reading.
    about : mapping of str to str
        Keys that identify what a correction is about: ``event``, ``source``, ``quote``, ``with``, ``record``, ``name``
    choices : tuple of (str, str)
        Possible actions, each with a likely value; empty if there is none or none is needed.
    source_id, source_title, source_url, source_date : str
        The report.
    """

    kind: str
    priority: float
    reasons: tuple[str, ...]
    before: str
    words: str
    after: str
    reading: str
    about: Mapping[str, str]
    choices: Choices
    source_id: str
    source_title: str
    source_url: str
    source_date: str


def review(results: Dataset) -> list[Item]:
    """Results to check, the most important first.

    Parameters
    ----------
    results : geo.api.results.Dataset

    Returns
    -------
    list of Item
        The order is deterministic. Results that a person has confirmed, rejected or corrected are left out.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> from geo.api.reading import link
    >>> found = link([extract(Article("a", "A farm in Unsan County was inaugurated."))])
    >>> [(item.kind, item.words) for item in review(found)]
    [('refused', 'Unsan County')]
    """
    context = _ReviewContext(results)
    return sorted((*_events(context), *_links(context), *_duplicates(context), *_names(context)), key=_rank)


def _rank(item: Item) -> tuple[Any, ...]:
    about = sorted(item.about.items())
    return -round(item.priority, 3), KINDS.index(item.kind), item.source_date, item.source_id, about


class _ReviewContext:
    """The results, with the article and the importance (``stakes``) of each event, and the events still to check."""

    def __init__(self, results: Dataset) -> None:
        self.results = results
        self.articles = {e.event_id: x.article for x in results.extractions for e in x.events}
        self.open = [e for e in results.event_list if e.status not in ("reviewed", "rejected")]
        linked = {k.event_id for k in results.links}
        reports = Counter(e.happening for e in results.event_list)
        self.stakes = {
            e.event_id: 1 + 0.25 * e.leader + 0.25 * (e.event_id in linked) + 0.1 * min(reports[e.happening] - 1, 5)
            for e in results.event_list
        }  # fmt: skip


def _any_of(chances: Iterable[float]) -> float:
    """Probability that at least one of several independent events occurs."""
    return 1 - prod(1 - chance for chance in chances)


def _events(context: _ReviewContext) -> Iterator[Item]:
    for event in context.open:
        doubts = list(_doubts(event))
        reasons = tuple(why for _, why in doubts if why)
        if reasons:
            priority = _any_of(chance for chance, _ in doubts) * context.stakes[event.event_id]
            choices = (*_EVENT_ACTIONS, ("type", event.type))
            yield _of_event(context, event, "event", priority, reasons, choices)


def _doubts(event: Event) -> Iterator[tuple[float, str]]:
    """Doubts about an event: the probability that checking changes something, and the reason."""
    if not event.rule.startswith("corrected by"):
        wrong = next(chance for limit, chance in _WRONG if event.score < limit)
        if event.adm1 is None:
            yield _NO_PLACE, "its place could not be resolved"
        else:
            low = f"score {event.score:.2f}: {wrong:.0%} of such events are at a wrong place"
            yield wrong, low if wrong > _LEAST_SHOWN else ""
        if event.geo_precision == "adm1":
            yield _PROVINCE, f"located only to its province ({event.adm1_name})"
    if event.date is None and not event.date_rule.startswith("corrected by"):
        chance = _UNDATED if event.source_date else _NO_DAY_AT_ALL
        yield chance, f"undated: {event.date_rule}"
    elif event.date_precision != "day" and event.date:
        yield _VAGUE_DATE, f"dated only to its {event.date_precision}"


def _links(context: _ReviewContext) -> Iterator[Item]:
    """Links whose event and record contradict each other, unless a person has judged the link."""
    results = context.results
    events = {e.event_id: e for e in results.event_list}
    records = {r.id: r for r in results.records}
    judged = {(results.ledger.event_of(c), c.record) for c in results.ledger.of("link", "unlink")}
    for link in results.links:
        event, record = events[link.event_id], records[link.record_id]
        doubts, choices = _differences(event, record, results.reference.gazetteer)
        if not doubts or (link.event_id, link.record_id) in judged:
            continue
        chances = [chance for chance, _ in doubts]
        priority = _LINK * _any_of([*chances, 1 - link.score]) * context.stakes[event.event_id]
        summary = f"record {record.id}, {record.date or 'undated'}: {record.title or record.text}"[:_LONGEST]
        made = _of_event(context, event, "record", priority, (*(why for _, why in doubts), summary), choices)
        about = {**made.about, "record": record.id}
        yield replace(made, about=about, reading=f"{made.reading}; linked by {link.reasons}")


def _differences(event: Event, record: Record, known: Gazetteer) -> tuple[list[tuple[float, str]], Choices]:
    doubts = []
    choices: list[tuple[str, str]] = [("link", ""), ("unlink", "")]
    days = event.date_precision == record.date_precision == "day"
    if event.date and record.date and days and event.date != record.date:
        doubts.append((_OTHER_DAY, f"the article says {event.date}, the record {record.date}"))
        choices.append(("date", record.date.isoformat()))
    if event.adm2 and record.adm2 and event.adm2 != record.adm2:
        doubts.append(
            (_OTHER_PLACE, f"the article says {event.adm2_name}, the record {known.name(record.adm2)}")
        )
        choices.append(("place", record.adm2))
    return doubts, tuple(choices)


def _duplicates(context: _ReviewContext) -> Iterator[Item]:
    ledger = context.results.ledger
    apart = {frozenset((ledger.event_of(c), other)) for c in ledger.of("split") for other in c.others}
    for one, other, alike in possible_duplicates(context.open, apart):
        priority = _DUPLICATE * alike * max(context.stakes[one.event_id], context.stakes[other.event_id])
        day = other.date or other.source_date
        reasons = (f"may be the same happening as in {other.source_id}, {day}: {other.quote}"[:_LONGEST],)
        made = _of_event(context, one, "duplicate", priority, reasons, (("merge", ""), ("split", "")))
        about = {**made.about, "with": other.event_id}
        yield replace(made, about=about, reading=f"{made.reading}; not merged")


def _names(context: _ReviewContext) -> Iterator[Item]:
    known = context.results.reference.gazetteer
    quotes: dict[str, list[Event]] = {}
    for event in context.open:
        quotes.setdefault(event.source_id, []).append(event)
    for article, mention, likely in refused_names(context.results.extractions, known):
        start, end = _sentence(article, mention)
        matters = any(e.quote_start < end and start < e.quote_end for e in quotes.get(article.id, ()))
        reason = "several places have this name" if " or " in mention.rule else "no rule resolves it"
        yield _item(
            article, mention.start, mention.end, kind="refused", priority=_REFUSED * (1.4 if matters else 1.0),
            reasons=(reason,), reading=mention.rule,
            about={"name": likely.name, "source": article.id},
            choices=tuple(("alias", value) for value in (*likely.values, "", "none")),
        )  # fmt: skip
    dismissed = {c.name for c in context.results.ledger.of("alias")}
    for name, article, start, end, times in unknown_names(
        context.results.extractions, context.results.reference
    ):
        if name in dismissed:
            continue
        reason = f"occurs {times} times; looks like a place that the reference does not know"
        yield _item(
            article, start, end, kind="unknown", priority=_UNKNOWN * min(1 + 0.2 * (times - 1), 2.5),
            reasons=(reason,), reading="not read as a place", about={"name": name},
            choices=(("alias", ""), ("alias", "none")),
        )  # fmt: skip


def _sentence(article: Article, mention: Mention) -> tuple[int, int]:
    """Start and end in the article's text of the sentence with a mention."""
    cleaned = Cleaned.of(article)
    start, _ = cleaned.inside(mention.start, mention.end)
    return cleaned.given(*Text(cleaned.text, ABBREVIATIONS).sentence(start))


def _of_event(
    context: _ReviewContext,
    event: Event,
    kind: str,
    priority: float,
    reasons: tuple[str, ...],
    choices: Choices,
) -> Item:
    where = ", ".join(dict.fromkeys(n for n in (event.site or "", event.adm2_name, event.adm1_name) if n))
    day = f"{event.date}, {event.date_precision}" if event.date else "no date"
    about = {"event": event.event_id, "source": event.source_id, "quote": event.quote}
    place = f"{where or 'no place'}, {event.geo_precision} ({event.rule})"
    reading = f"{event.type}; {place}; {day} ({event.date_rule})"
    return _item(
        context.articles[event.event_id], event.quote_start, event.quote_end, kind=kind, priority=priority,
        reasons=reasons, reading=reading, about=about, choices=choices,
    )  # fmt: skip


def _item(article: Article, start: int, end: int, **fields: Any) -> Item:
    """An item about a span of an article's text; the text is shown as cleaned for extraction."""
    cleaned = Cleaned.of(article)
    raw, (start, end) = cleaned.text, cleaned.inside(start, end)
    return Item(
        before=_from_word(raw[max(0, start - _CONTEXT) : start], start > _CONTEXT),
        words=raw[start:end],
        after=_to_word(raw[end : end + _CONTEXT], end + _CONTEXT < len(raw)),
        source_id=article.id,
        source_title=article.title,
        source_url=article.url,
        source_date=article.date.isoformat() if article.date else "",
        **fields,
    )


def _from_word(text: str, cut: bool) -> str:
    return f"… {text.partition(' ')[2]}" if cut and " " in text else text


def _to_word(text: str, cut: bool) -> str:
    return f"{text.rpartition(' ')[0]} …" if cut and " " in text else text
