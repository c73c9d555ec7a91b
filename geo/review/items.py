"""What most deserves a look, and how much.

The worth of a look is the chance that it changes something, as measured where it was (`benchmarks/calibration.py`)
and judged where not, times what hangs on it: a report on the leader, ties to records, other reports of the same
happening. An event with several doubts is one item, and they add up as independent chances do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geo.gazetteer import gazetteer
from geo.model import Article, Event, Record
from geo.spans import Text

from .doubles import doubles
from .names import refused_names, unknown_names

if TYPE_CHECKING:
    from geo.corrections import Ledger
    from geo.results import Results

__all__ = ["LOOKS", "Item", "review"]

LOOKS = ("event", "record", "double", "refused", "unknown")
"""What an item is about: an event, its tie to a record, two events, a name not settled, a name not known."""

# Up to which score an event's place is wrong how often: what benchmarks/calibration.py measures.
_WRONG = ((0.65, 0.32), (0.8, 0.15), (0.9, 0.06), (1.01, 0.03))
_NO_PLACE, _PROVINCE, _UNDATED, _NO_DAY_AT_ALL, _VAGUE_DATE = 0.45, 0.25, 0.05, 0.3, 0.1
_OTHER_DAY, _OTHER_PLACE = 0.35, 0.5
_REFUSED, _UNKNOWN = 0.3, 0.25
_DOUBLE = 0.5
_WORTH_SAYING = 0.1
_TOLD = 400
"""How many letters of another report or record are shown."""
_AROUND = 160
"""How many characters of the text are shown on either side of a sentence."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at.

    Attributes
    ----------
    look : str
        One of :data:`LOOKS`.
    worth : float
        How much a look is worth; the list is sorted by it.
    because : tuple of str
        Why it is listed.
    before, words, after : str
        The sentence, or the name, with the text around it.
    machine : str
        What the machine made of it.
    about : mapping of str to str
        The keys that a correction of it has already: ``event``, ``source``, ``quote``, ``with``, ``record``,
        ``name``.
    choices : mapping of str to str
        The actions that would settle it, and for those that need one a likely value, else an empty text.
    source_id, source_title, source_url, source_date : str
        The report.
    """

    look: str
    worth: float
    because: tuple[str, ...]
    before: str
    words: str
    after: str
    machine: str
    about: Mapping[str, str]
    choices: Mapping[str, str]
    source_id: str
    source_title: str
    source_url: str
    source_date: str


def review(results: Results) -> list[Item]:
    """What deserves a look, the most worthy first.

    Parameters
    ----------
    results : geo.results.Results

    Returns
    -------
    list of Item
        Nothing that somebody has confirmed, rejected or settled already. The same in every run.

    Examples
    --------
    >>> from geo.corpus import extract
    >>> from geo.model import Article
    >>> from geo.results import tie
    >>> found = tie([extract(Article("a", "A farm in Unsan County was inaugurated."))])
    >>> [(item.look, item.words) for item in review(found)]
    [('refused', 'Unsan County')]
    """
    articles = {x.article.id: x.article for x in results.extractions}
    tied = {k.event_id for k in results.links}
    reports: dict[str, int] = {}
    for event in results.event_list:
        reports[event.happening] = reports.get(event.happening, 0) + 1
    stakes = {
        e.event_id: 1 + 0.25 * e.leader + 0.25 * (e.event_id in tied) + 0.1 * min(reports[e.happening] - 1, 5)
        for e in results.event_list
    }
    open_ = [e for e in results.event_list if e.status not in ("reviewed", "rejected")]
    items = [
        *_events(open_, stakes, articles),
        *_ties(results, stakes, articles),
        *_doubles(open_, stakes, articles, results.ledger),
    ]
    items += _names(results, {e.event_id for e in open_})
    return sorted(
        items,
        key=lambda i: (
            -round(i.worth, 3),
            LOOKS.index(i.look),
            i.source_date,
            i.source_id,
            *sorted(i.about.items()),
        ),
    )


def _events(
    events: Iterable[Event], stakes: Mapping[str, float], articles: Mapping[str, Article]
) -> Iterator[Item]:
    for event in events:
        doubts = list(_doubts(event))
        sure = 1.0
        for chance, _ in doubts:
            sure *= 1 - chance
        because = tuple(why for _, why in doubts if why)
        if not because:
            continue
        choices = {"confirm": "", "reject": "", "place": "", "type": event.type, "date": "", "title": ""}
        yield _of_event(event, articles, "event", (1 - sure) * stakes[event.event_id], because, choices)


def _doubts(event: Event) -> Iterator[tuple[float, str]]:
    """Each chance that a look changes something, and why."""
    if not event.rule.startswith("corrected by"):
        wrong = next(chance for limit, chance in _WRONG if event.score < limit)
        if event.adm1 is None:
            yield _NO_PLACE, "at no place that the text settles"
        else:
            low = f"scored {event.score:.2f}: of such events {wrong:.0%} stand at a wrong place"
            yield wrong, low if wrong > _WORTH_SAYING else ""
        if event.geo_precision == "adm1":
            yield _PROVINCE, f"known to its province only ({event.adm1_name})"
    if event.date is None and not event.date_rule.startswith("corrected by"):
        chance = _UNDATED if event.source_date else _NO_DAY_AT_ALL
        yield chance, f"without a day of its own: {event.date_rule}"
    elif event.date_precision != "day" and event.date:
        yield _VAGUE_DATE, f"dated to its {event.date_precision} only"


def _ties(results: Results, stakes: Mapping[str, float], articles: Mapping[str, Article]) -> Iterator[Item]:
    """Ties in which event and record say different things, unless somebody has confirmed the tie."""
    events = {e.event_id: e for e in results.event_list}
    records = {r.id: r for r in results.records}
    judged = {(results.ledger.event_of(c), c.record) for c in results.ledger.of("tie", "untie")}
    for link in results.links:
        event, record = events[link.event_id], records[link.record_id]
        if (link.event_id, link.record_id) in judged:
            continue
        doubts, choices = _differences(event, record)
        if not doubts:
            continue
        sure = 1.0
        for chance, _ in doubts:
            sure *= 1 - chance
        worth = (1 - sure * link.score) * 0.5 * stakes[event.event_id]
        said = (
            f"record {record.id}{f', {record.date}' if record.date else ''}: {record.title or record.text}"[
                :300
            ]
        )
        made = _of_event(event, articles, "record", worth, (*(why for _, why in doubts), said), choices)
        yield replace(
            made, about={**made.about, "record": record.id}, machine=f"{made.machine}; tied by {link.reasons}"
        )


def _differences(event: Event, record: Record) -> tuple[list[tuple[float, str]], dict[str, str]]:
    known = gazetteer()
    doubts = []
    choices = {"tie": "", "untie": ""}
    days = event.date_precision == record.date_precision == "day"
    if event.date and record.date and days and event.date != record.date:
        doubts.append((_OTHER_DAY, f"the article says {event.date}, the record {record.date}"))
        choices["date"] = record.date.isoformat()
    if event.adm2 and record.adm2 and event.adm2 != record.adm2:
        doubts.append(
            (_OTHER_PLACE, f"the article says {event.adm2_name}, the record {known.name(record.adm2)}")
        )
        choices["place"] = record.adm2
    return doubts, choices


def _doubles(
    events: list[Event], stakes: Mapping[str, float], articles: Mapping[str, Article], ledger: Ledger
) -> Iterator[Item]:
    apart = {frozenset((ledger.event_of(c), other)) for c in ledger.of("split") for other in c.others}
    for one, other, alike in doubles(events, apart):
        worth = _DOUBLE * alike * max(stakes[one.event_id], stakes[other.event_id])
        because = (
            f"may be what {other.source_id} tells, {other.date or other.source_date or 'undated'}: {other.quote}"[
                :400
            ],
        )
        made = _of_event(other, articles, "double", worth, because, {"merge": "", "split": ""})
        told = _of_event(one, articles, "double", worth, because, {})
        yield replace(
            made, before=told.before, words=told.words, after=told.after, machine=f"{told.machine}; told apart",
            about={**told.about, "with": other.event_id}, source_id=told.source_id, source_title=told.source_title,
            source_url=told.source_url, source_date=told.source_date,
        )  # fmt: skip


def _names(results: Results, open_: set[str]) -> Iterator[Item]:
    for article, mention, likely in refused_names(results.extractions):
        text = Text(article.text)
        sentence = text.sentence(mention.start)
        matters = any(
            e.source_id == article.id
            and e.event_id in open_
            and e.quote_start < sentence[1]
            and sentence[0] < e.quote_end
            for e in results.event_list
        )
        because = "between places of one name" if " or " in mention.rule else "no rule says where it is"
        yield _item(
            article, mention.start, mention.end, look="refused", worth=_REFUSED * (1.4 if matters else 1.0),
            because=(because,), machine=mention.rule,
            about={"name": likely.name, "source": article.id}, choices={"alias": " or ".join(likely.values)},
        )  # fmt: skip
    for name, article, start, times in unknown_names(results.extractions):
        told = f"stands {times} times; looks like a place that the reference does not know"
        yield _item(
            article, start, start + len(name), look="unknown", worth=_UNKNOWN * min(1 + 0.2 * (times - 1), 2.5),
            because=(told,), machine="not read as a place", about={"name": name}, choices={"alias": ""},
        )  # fmt: skip


def _of_event(
    event: Event,
    articles: Mapping[str, Article],
    look: str,
    worth: float,
    because: tuple[str, ...],
    choices: Mapping[str, str],
) -> Item:
    article = articles[event.source_id]
    where = ", ".join(dict.fromkeys(n for n in (event.site or "", event.adm2_name, event.adm1_name) if n))
    day = f"{event.date}, {event.date_precision}" if event.date else "no date"
    about = {"event": event.event_id, "source": event.source_id, "quote": event.quote}
    place = f"{where or 'no place'}, {event.geo_precision} ({event.rule})"
    machine = f"{event.type}; {place}; {day} ({event.date_rule})"
    return _item(
        article, event.quote_start, event.quote_end, look=look, worth=worth, because=because, machine=machine,
        about=about, choices=choices,
    )  # fmt: skip


def _item(article: Article, start: int, end: int, **fields: Any) -> Item:
    raw = article.text
    return Item(
        before=_from_word(raw[max(0, start - _AROUND) : start], start > _AROUND),
        words=raw[start:end],
        after=_to_word(raw[end : end + _AROUND], end + _AROUND < len(raw)),
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
