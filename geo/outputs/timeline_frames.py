"""Frames over time: construction chains of sites, visits by county, and counties without a visit.

All statements hold for the given articles only. Nothing depends on today's date: days are counted up to
``as_of``, by default the day of the newest report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from geo.linking.dataset import Dataset
from geo.linking.reread import articles_of
from geo.linking.stored_events import kept_events
from geo.linking.timelines.chains import chains, reported_on
from geo.model.entities import Event
from geo.model.errors import OptionError
from geo.model.event_types import EventTypes
from geo.model.periods import span_of
from geo.model.timelines import Chain, Step
from geo.reference.gazetteer import Gazetteer

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["chain_frame", "county_frame", "known_by", "newest", "span", "unvisited"]


def newest(results: Dataset) -> date | None:
    """Day of the newest report; None if no report is dated.

    Examples
    --------
    >>> import geo
    >>> newest(geo.read("data/samples/articles"))
    datetime.date(2024, 12, 22)
    """
    days = (a.date for a in articles_of(results.extractions) if a.date)
    return max(days, default=None) or max(
        (d for e in results.event_list if (d := e.source_date)), default=None
    )


def known_by(results: Dataset, day: date | None) -> Sequence[Event]:
    """Events reported on or before a day; all events if ``day`` is None.

    Events of undated reports are always included.

    Examples
    --------
    >>> import geo
    >>> results = geo.read("data/samples/articles")
    >>> len(known_by(results, date(2024, 3, 1))), len(known_by(results, None))
    (11, 20)
    """
    events = results.event_list
    if day is None:
        return events

    def known(event: Event) -> bool:
        return event.source_date is None or event.source_date <= day

    return kept_events(events, known)


def chain_frame(results: Dataset, *, as_of: date | None = None) -> DataFrame:
    r"""Construction history of sites: one row per site or project.

    Parameters
    ----------
    results : Dataset
    as_of : datetime.date, optional
        Leave out later reports and count ``days_since`` up to this day; by default the day of the newest report.

    Returns
    -------
    pandas.DataFrame
        - ``county, province, name``
        - ``state`` with ``state_day``, ``state_event`` (the event that reports it), ``state_rule``, and
          ``candidate`` (whether it is uncertain)
        - ``ground_broken, construction, inspected, completed, production``: first day of each step (event types
          with a ``step``); it is the day of the report for the steps listed in ``by_report``
        - ``inspected_last``
        - ``building_days`` from ground-breaking to completion, ``days_between`` consecutive steps
        - ``first`` and ``last`` report, ``days_since`` the last one, ``n_reports``, ``n_articles``
        - ``leader_first, leader_last, leader_visits``
        - ``steps`` as text; the site's ``names`` and the ``rules`` by which they were merged
        - ``korean, kind, adm1, adm2`` and the ids ``site_id, chain_id, event_ids``

    Examples
    --------
    >>> import geo
    >>> frame = chain_frame(geo.read("data/samples/articles"))
    >>> frame[frame["name"] == "Ryonpho Greenhouse Farm"][["state", "building_days"]].to_string(index=False)
    '    state  building_days\ncompleted            234'
    """
    import pandas as pd

    day = as_of or newest(results)
    reference = results.reference
    types = reference.event_types
    known = (
        results.chain_list
        if as_of is None
        else chains(known_by(results, as_of), results.sites, reference=reference)
    )
    rows = [_chain_row(chain, day, types) for chain in known]
    frame = pd.DataFrame(rows, columns=list(_chain_row(_NOTHING, None, types)))
    for name in (
        *(types[kind].step for kind in types.steps),
        "inspected_last",
        "state_day",
        "first",
        "last",
        "leader_first",
        "leader_last",
    ):
        frame[name] = pd.to_datetime(pd.Series(frame[name], dtype="object"))
    for name in ("building_days", "days_since"):
        frame[name] = frame[name].astype("Int64")
    return frame


_NOTHING = Chain("", None, "", "", (), "", None, None, "", "", (), "unknown", None, None, "", False, None, None, 0, 0,
                 (), (), ())  # fmt: skip


def _chain_row(chain: Chain, as_of: date | None, types: EventTypes) -> dict[str, Any]:
    firsts = {types[kind].step: chain.step(kind) for kind in types.steps}
    inspections = [s.day for s in chain.steps if s.day and types.known(s.type).step == "inspected"]
    visits = [d for d in chain.visits if d]
    return {
        "county": chain.adm2_name,
        "province": chain.adm1_name,
        "name": chain.name,
        "state": chain.state,
        "state_day": chain.state_day,
        **{noun: step.day if step else None for noun, step in firsts.items()},
        "inspected_last": max(inspections, default=None),
        "by_report": tuple(noun for noun, step in firsts.items() if step and not step.day_known),
        "building_days": chain.building_days,
        "days_between": chain.gaps,
        "first": chain.first,
        "last": chain.last,
        "days_since": (as_of - chain.last).days if as_of and chain.last else None,
        "n_reports": chain.n_reports,
        "n_articles": chain.n_articles,
        "leader_first": min(visits, default=None),
        "leader_last": max(visits, default=None),
        "leader_visits": len(chain.visits),
        "steps": tuple(map(_step, chain.steps)),
        "names": chain.names,
        "korean": chain.korean,
        "kind": chain.kind,
        "rules": chain.rules,
        "state_rule": chain.state_rule,
        "state_event": chain.state_event,
        "candidate": chain.state_candidate,
        "adm1": chain.adm1,
        "adm2": chain.adm2,
        "site_id": chain.site_id,
        "chain_id": chain.chain_id,
        "event_ids": chain.event_ids,
    }


def _step(step: Step) -> str:
    return f"{step.type}{'' if step.day_known else ' by'} {step.day or 'undated'}"


@dataclass(slots=True)
class _County:
    """Happenings reported in one county: all of them, and those with the leader present."""

    happenings: dict[str, Event] = field(default_factory=dict)
    led: dict[str, Event] = field(default_factory=dict)
    reports: int = 0

    def add(self, event: Event) -> None:
        key = event.happening_id
        self.reports += 1
        self.happenings[key] = _better(self.happenings.get(key), event)
        if event.leader:
            self.led[key] = _better(self.led.get(key), event)


def _better(a: Event | None, b: Event) -> Event:
    """Of two reports of a happening, the one that gives its day."""
    return b if a is None or (a.date is None and b.date is not None) else a


def _counties(events: Iterable[Event], known: Gazetteer) -> dict[str, _County]:
    """Happenings by P-code of the county, or of the province where the county is unknown."""
    found = {p.place_id: _County() for level in ("adm1", "adm2") for p in known.units(level)}
    for event in events:
        where = event.adm2 or event.adm1
        if where in found and event.status != "rejected":
            found[where].add(event)
    return found


def _day(event: Event) -> date | None:
    return event.date or reported_on(event)


def county_frame(results: Dataset, *, as_of: date | None = None) -> DataFrame:
    """Reports about each of the country's counties and cities, including those that no report names.

    Parameters
    ----------
    results : Dataset
    as_of : datetime.date, optional
        Leave out later reports and count days up to this day; by default the day of the newest report.

    Returns
    -------
    pandas.DataFrame
        179 rows with the columns:

        - ``adm2, county, korean, province, adm1``
        - ``first, last``: days of the first and last happening in these articles; ``days_since`` the last one
        - ``leader_first, leader_last, days_since_leader, leader_visits``: the same for visits by the leader
        - ``province_visits``: visits to the province with unknown county, each possibly to this county
        - ``n_happenings``, ``n_reports``, and the number of happenings of each type

        An undated happening counts on the day of its report.

    Examples
    --------
    >>> import geo
    >>> frame = county_frame(geo.read("data/samples/articles")).set_index("county")
    >>> frame.loc["Songchon", ["leader_visits", "groundbreaking"]].to_list()
    [2, 1]
    """
    import pandas as pd

    known, events = results.reference.gazetteer, known_by(results, as_of)
    day, counted = as_of or newest(results), _counties(events, known)
    types = results.reference.event_types.with_unknown(e.type for e in events)
    rows = []
    for unit in known.units("adm2"):
        county = counted[unit.place_id]
        days = sorted(d for e in county.happenings.values() if (d := _day(e)))
        led = sorted(d for e in county.led.values() if (d := _day(e)))
        of_type = [e.type for e in county.happenings.values()]
        rows.append(
            {
                **_named(unit.place_id, known),
                "first": days[0] if days else None,
                "last": days[-1] if days else None,
                "days_since": (day - days[-1]).days if day and days else None,
                "leader_first": led[0] if led else None,
                "leader_last": led[-1] if led else None,
                "days_since_leader": (day - led[-1]).days if day and led else None,
                "leader_visits": len(county.led),
                "province_visits": len(counted[unit.adm1].led) if unit.adm1 else 0,
                "n_happenings": len(county.happenings),
                "n_reports": county.reports,
                **{kind: of_type.count(kind) for kind in types},
            }
        )
    frame = pd.DataFrame(rows)
    for name in ("first", "last", "leader_first", "leader_last"):
        frame[name] = pd.to_datetime(pd.Series(frame[name], dtype="object"))
    for name in ("days_since", "days_since_leader"):
        frame[name] = frame[name].astype("Int64")
    return frame


def _named(pcode: str, known: Gazetteer) -> dict[str, Any]:
    unit = known[pcode]
    names = {"county": unit.name, "korean": unit.korean, "province": known.name(unit.adm1)}
    return {"adm2": pcode, **names, "adm1": unit.adm1}


def unvisited(results: Dataset, start: date, end: date, *, leader: bool = True) -> DataFrame:
    """Counties and cities without a reported visit in a period.

    That no visit is reported does not mean that none took place.

    Parameters
    ----------
    results : Dataset
    start, end : datetime.date
        First and last day of the period.
    leader : bool, default True
        Count only happenings with the leader present; if False, any happening counts as a visit.

    Returns
    -------
    pandas.DataFrame
        - ``adm2, county, korean, province, adm1``
        - ``before`` and ``after``: days of the last visit before the period and the first one after it
        - ``perhaps``: number of possible visits in the period. These are visits to the province with unknown
          county, and visits whose month or year extends beyond the period.

    Raises
    ------
    OptionError
        ``start`` is later than ``end``.

    Examples
    --------
    >>> import geo
    >>> from datetime import date
    >>> results = geo.read("data/samples/articles")
    >>> frame = unvisited(results, date(2024, 1, 1), date(2024, 12, 31))
    >>> len(frame), "Songchon" in set(frame["county"])
    (172, False)
    """
    import pandas as pd

    if start > end:
        raise OptionError(f"the period begins on {start}, after its end {end}; give the earlier day first")
    known = results.reference.gazetteer
    counted = _counties(results.event_list, known)
    rows = []
    for unit in known.units("adm2"):
        county = counted[unit.place_id]
        spans = list(_spans((county.led if leader else county.happenings).values()))
        if any(start <= a and b <= end for a, b in spans):
            continue
        of_province = counted[unit.adm1 or ""]
        around = list(_spans((of_province.led if leader else of_province.happenings).values()))
        rows.append(
            {
                **_named(unit.place_id, known),
                "before": max((b for _, b in spans if b < start), default=None),
                "after": min((a for a, _ in spans if a > end), default=None),
                "perhaps": _overlapping(spans, start, end) + _overlapping(around, start, end),
            }
        )
    frame = pd.DataFrame(rows, columns=[*_named("KP0717", known), "before", "after", "perhaps"])
    for name in ("before", "after"):
        frame[name] = pd.to_datetime(pd.Series(frame[name], dtype="object"))
    return frame


def _overlapping(spans: Sequence[tuple[date, date]], start: date, end: date) -> int:
    return sum(a <= end and b >= start for a, b in spans)


def _spans(events: Iterable[Event]) -> Iterator[tuple[date, date]]:
    return (s for e in events if (s := span(e)))


def span(event: Event) -> tuple[date, date] | None:
    """First and last possible day of an event; the day of its report if the event is undated.

    Examples
    --------
    >>> import geo
    >>> body = "Kim Jong Un visited the Changsong Foodstuff Factory in June 2013."
    >>> [str(day) for day in span(geo.extract(geo.Article("a", body)).events[0])]
    ['2013-06-01', '2013-06-30']
    """
    day = _day(event)
    if day is None:
        return None
    return span_of(day, event.date_precision if event.date else "day")
