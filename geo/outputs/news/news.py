"""Find what is new since a day: events, changes, merged and contradicting reports, first visits, silent sites."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geo.linking.coreference.conflicts import conflicts
from geo.linking.dataset import Dataset
from geo.model.cards import day_shown, place_shown
from geo.model.entities import Event
from geo.model.sites import Site
from geo.outputs.timeline_frames import newest
from geo.store.history import Change

__all__ = ["HEADINGS", "Item", "news"]

HEADINGS = {
    "new": "New events",
    "first-visit": "First visits of the leader to a county",
    "first-site": "Sites named for the first time",
    "contradicted": "Reports that contradict others",
    "merged": "Further reports of known events",
    "changed": "Articles that say something else than before",
    "silent": "Sites that have fallen silent",
}
"""Kinds of news, in their order."""

_SEVERAL = 2
"""Least number of events of a site whose silence is news."""

IsNew = Callable[[Event], bool]


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news.

    Attributes
    ----------
    kind : str
        One of :data:`HEADINGS`.
    id : str
        Stable: of the event, happening or site that it is about.
    day : str
        The day of the event as it is known, or of the last report.
    title, place, text : str
    url, publisher : str
        Of the report; may be empty.
    reported : datetime.date or None
    """

    kind: str
    id: str
    day: str
    title: str
    place: str
    text: str
    url: str = ""
    publisher: str = ""
    reported: date | None = None


def news(
    found: Dataset,
    is_new: IsNew,
    *,
    since: date | None = None,
    changes: Sequence[Change] = (),
    silent_days: int = 365,
) -> list[Item]:
    """The news of a dataset, in the order of :data:`HEADINGS`, each kind by day.

    Parameters
    ----------
    found : Dataset
        With reports of one happening merged.
    is_new : callable
        Whether the report of an event is new.
    since : datetime.date, optional
        Day since which a site has to have fallen silent; all silent sites where it is None.
    changes : sequence of Change
        What articles said before.
    silent_days : int
        Days without a report, up to the newest one, after which a site with at least two events is silent.

    Examples
    --------
    >>> import geo
    >>> found = geo.read("data/samples/articles")
    >>> items = news(found, lambda e: e.source_date is not None and e.source_date >= date(2024, 12, 1))
    >>> sorted({item.kind for item in items})
    ['first-visit', 'new', 'silent']
    """
    happenings: dict[str, list[Event]] = {}
    for event in found.event_list:
        if event.status != "rejected":
            happenings.setdefault(event.happening_id, []).append(event)
    items = [
        *_new(happenings, is_new),
        *_merged(happenings, is_new),
        *_first_visits(found, is_new),
        *_first_sites(found, is_new),
        *_contradicted(found, happenings, is_new),
        *_changed(found, changes),
        *_silent(found, since, silent_days),
    ]
    order = list(HEADINGS)
    return sorted(items, key=lambda item: (order.index(item.kind), item.day, item.id))


def _item(kind: str, event: Event, text: str = "", *, id_: str = "") -> Item:
    return Item(
        kind, id_ or event.event_id, day_shown(event), event.title, place_shown(event), text or event.quote,
        event.source_url, event.publisher, event.source_date,
    )  # fmt: skip


def _first(reports: Iterable[Event]) -> Event:
    return min(reports, key=lambda e: (e.event_id != e.happening_id, e.source_date or date.max, e.event_id))


def _new(happenings: dict[str, list[Event]], is_new: IsNew) -> Iterator[Item]:
    for reports in happenings.values():
        if all(map(is_new, reports)):
            first = _first(reports)
            also = (
                f" ({len(reports)} reports, {first.sources} source{'s' * (first.sources > 1)})"
                if len(reports) > 1
                else ""
            )
            yield _item("new", first, f"{first.quote}{also}")


def _merged(happenings: dict[str, list[Event]], is_new: IsNew) -> Iterator[Item]:
    for reports in happenings.values():
        later = [e for e in reports if is_new(e)]
        if later and len(later) < len(reports):
            first = _first(e for e in reports if not is_new(e))
            by = ", ".join(dict.fromkeys(e.publisher or e.source_id for e in later))
            text = f"reported again by {by}; now {len(reports)} reports, {first.sources} independent"
            yield _item("merged", first, text, id_=f"{first.event_id}+{len(reports)}")


def _first_visits(found: Dataset, is_new: IsNew) -> Iterator[Item]:
    visits: dict[str, list[Event]] = {}
    for event in found.event_list:
        if event.leader and event.adm2 and event.status != "rejected":
            visits.setdefault(event.adm2, []).append(event)
    for there in visits.values():
        if all(map(is_new, there)):
            yield _item("first-visit", min(there, key=lambda e: (e.date or date.max, e.event_id)))


def _first_sites(found: Dataset, is_new: IsNew) -> Iterator[Item]:
    events = {e.event_id: e for e in found.event_list}
    for site in found.sites:
        own = [events[i] for i in site.event_ids if i in events]
        first = min(own, key=_reported, default=None)
        if first is None or not all(map(is_new, own)):
            continue
        if site.first is None or first.source_date is None or site.first >= first.source_date:
            yield _of_site("first-site", site, first.quote, first)


def _of_site(kind: str, site: Site, text: str, event: Event | None = None) -> Item:
    place = ", ".join(filter(None, (site.adm2_name, site.adm1_name)))
    more = (event.source_url, event.publisher, event.source_date) if event else ("", "", site.last)
    return Item(kind, site.site_id, str(site.last or ""), site.name, place, text, *more)


def _contradicted(found: Dataset, happenings: dict[str, list[Event]], is_new: IsNew) -> Iterator[Item]:
    accepted = (e for reports in happenings.values() for e in reports)
    for id_, differing in conflicts(accepted, reference=found.reference).items():
        first = _first(happenings[id_])
        for one in differing:
            other = _first(happenings[one.other])
            # Each pair is listed from both sides; the earlier report is named first.
            if _reported(first) < _reported(other) and any(
                map(is_new, [*happenings[id_], *happenings[one.other]])
            ):
                ours, theirs = _who(happenings[id_]), _who(happenings[one.other])
                text = f"{one.what}: {one.ours} ({ours}), elsewhere {one.theirs} ({theirs})"
                yield _item("contradicted", first, text, id_=f"{id_}/{one.other}/{one.what}")


def _reported(event: Event) -> tuple[date, str]:
    return event.source_date or event.date or date.max, event.event_id


def _who(reports: Sequence[Event]) -> str:
    return ", ".join(dict.fromkeys(e.publisher or e.source_id for e in reports))


def _changed(found: Dataset, changes: Sequence[Change]) -> Iterator[Item]:
    now: dict[str, list[Event]] = {}
    for event in found.event_list:
        now.setdefault(event.source_id, []).append(event)
    articles = {x.article.id: x.article for x in found.extractions}
    for change in changes:
        article = articles.get(change.article)
        if change.cause == "text" and article is not None:
            was, is_ = (_told(e for e in events) for events in (change.before, now.get(change.article, ())))
            yield Item(
                "changed", change.article, str(article.date or ""), article.title or change.article, "",
                f"before: {was or 'no event'}; now: {is_ or 'no event'}", article.url, article.source, article.date,
            )  # fmt: skip


def _told(events: Iterable[Event]) -> str:
    return ", ".join(f"{e.title} on {day_shown(e)}" if e.date else e.title for e in events)


def _silent(found: Dataset, since: date | None, silent_days: int) -> Iterator[Item]:
    last = newest(found)
    for site in found.sites:
        if last is None or site.last is None or site.n_events < _SEVERAL:
            continue
        silent = site.last + timedelta(days=silent_days)
        if silent <= last and (since is None or silent >= since):
            days = (last - site.last).days
            yield _of_site(
                "silent", site, f"{site.n_events} events, the last report {days} days before the newest one"
            )
