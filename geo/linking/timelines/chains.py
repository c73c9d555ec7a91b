"""Chains: the reported steps of a project, from ground-breaking to completion and production.

A chain is one project (:mod:`geo.linking.timelines.projects`) with its steps in order. One happening with five reports
is one step. The current date is never read: ages of reports are computed from a given day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from geo.extraction.events.construction_stages import (
    BUILDING,
    BUILDS,
    COMPLETED,
    DONE,
    GOING_ON,
    PART,
    PLANNED,
)
from geo.linking.stored_events import StoredEvents
from geo.model.entities import Event
from geo.model.event_types import EventTypes
from geo.model.happenings import best_dated
from geo.model.sites import Site
from geo.model.timelines import STATES, Chain, Step
from geo.reference.context import Reference
from geo.text.romanization import fold

from .projects import Project, clause_of, projects

__all__ = ["chains", "each_chain", "reported_on"]


WORKS = "works-at-the-site"
"""Rule for works at an existing site: they mean that it is under construction only if no other report has a state."""
_RANK = {state: rank for rank, state in enumerate(STATES[:5])}
_FRESH = timedelta(days=3)
"""How long after a completion an undated report may still be about the construction before it."""


def reported_on(event: Event) -> date | None:
    """The date of the report, else of the event."""
    return event.source_date or event.date


def chains(
    events: Iterable[Event], sites: Iterable[Site] = (), *, reference: Reference | None = None
) -> list[Chain]:
    """Chains of all projects in the events, sorted by province, county and name.

    Parameters
    ----------
    events : iterable of Event
        With ``happening`` filled, as by :func:`geo.read`; rejected events are left out.
    sites : iterable of Site
        The site register, for ids and Korean names.
    reference : Reference, optional
        Its event types define which are steps and what state each implies; the bundled one by default.

    Examples
    --------
    >>> import geo
    >>> first = geo.Article("a", "The ground was broken for the regional-industry factories in Songchon County, "
    ...     "South Phyongan Province, with a ground-breaking ceremony on February 28, 2024.")
    >>> then = geo.Article("b", "The regional-industry factories in Songchon County, South Phyongan Province, "
    ...     "were inaugurated on December 20, 2024.")
    >>> events = [e for a in (first, then) for e in geo.extract(a).events]
    >>> [(c.name, c.adm2_name, c.state, c.building_days) for c in chains(events)]
    [('regional-industry factories', 'Songchon', 'completed', 296)]
    """
    return list(each_chain(events, sites, reference=reference))


def each_chain(
    events: Iterable[Event], sites: Iterable[Site] = (), *, reference: Reference | None = None
) -> Iterator[Chain]:
    """The chains of :func:`chains`, one by one; the events of a store are read for each."""
    known = reference or Reference.bundled()
    names = known.gazetteer
    register: dict[tuple[str, str | None], Site] = {}
    for site in sites:
        for name in filter(None, (site.name, site.korean)):
            register.setdefault((fold(name), site.adm2), site)
        for event_id in site.event_ids:
            register.setdefault((event_id, None), site)
    found = projects(events, reference=known)
    found.sort(key=lambda p: (names.name(p.adm1), names.name(p.adm2), fold(p.name), _id(p)))
    for project in found:
        if isinstance(events, StoredEvents):
            project.events = [event for _, event in events.at(project.numbers)]
        yield _chain(project, register, known)
        project.events = []


def _id(project: Project) -> str:
    return f"{project.adm2 or project.adm1}/{project.key}"


def _chain(project: Project, register: dict[tuple[str, str | None], Site], reference: Reference) -> Chain:
    known, types = reference.gazetteer, reference.event_types
    events = sorted(project.events, key=lambda e: (reported_on(e) or date.max, e.event_id))
    site = _site(project, events, register)
    steps = _steps(events, types)
    state, step, rule = _state(steps, types.role("visit"))
    reports = [day for e in events if (day := e.source_date)]
    names = sorted(project.names, key=lambda n: (-project.names[n], n))
    return Chain(
        chain_id=_id(project),
        site_id=site.site_id if site else None,
        name=project.name,
        korean=site.korean if site else "",
        names=tuple(names),
        kind=project.kind,
        adm1=project.adm1,
        adm2=project.adm2,
        adm1_name=known.name(project.adm1),
        adm2_name=known.name(project.adm2),
        steps=steps,
        state=state,
        state_event=step.event_id if step else None,
        state_day=step.day if step else None,
        state_rule=rule,
        state_candidate=bool(step and step.candidate),
        first=min(reports, default=None),
        last=max(reports, default=None),
        n_reports=len(events),
        n_articles=len({e.source_id for e in events}),
        visits=tuple(_visits(events)),
        event_ids=tuple(e.event_id for e in events),
        built=(types.role("start"), types.role("opening")),
        rules=tuple(project.rules),
    )


def _site(
    project: Project, events: Sequence[Event], register: dict[tuple[str, str | None], Site]
) -> Site | None:
    for name in (project.name, *project.names):
        if site := register.get((fold(name), project.adm2)):
            return site
    return next((s for e in events if (s := register.get((e.event_id, None)))), None)


def _happenings(events: Iterable[Event]) -> list[list[Event]]:
    """Events grouped by type and happening, in order of their first report."""
    found: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        found.setdefault((event.type, event.happening_id), []).append(event)
    return list(found.values())


def _visits(events: Iterable[Event]) -> list[date | None]:
    """Days of the leader's visits, each once; None for visits of unknown day if no day is known."""
    days: dict[date | None, None] = {}
    for reports in _happenings(e for e in events if e.leader):
        best = best_dated(reports)
        days.setdefault(best.date if best else None)
    known = sorted(d for d in days if d)
    return [*known, None] if None in days and not known else list(known)


def _steps(events: Sequence[Event], types: EventTypes) -> tuple[Step, ...]:
    order = types.steps
    steps = [_step(reports, types) for reports in _happenings(e for e in events if e.type in order)]
    return tuple(sorted(steps, key=lambda s: (s.day or date.min, order.index(s.type), s.event_id)))


def _step(reports: Sequence[Event], types: EventTypes) -> Step:
    first = reports[0]
    dated = best_dated(reports)
    state, rule = _implied_state(first, types)
    # "Completed in the main" means that construction continues.
    unfinished = types.known(first.type).state == "completed" and state == "under construction"
    return Step(
        types.role("works") if unfinished else first.type,
        dated.date if dated else reported_on(first),
        dated is not None,
        dated.date_precision if dated else None,
        first.event_id,
        tuple(e.event_id for e in reports),
        any(e.leader for e in reports),
        state,
        rule,
        all(e.status == "candidate" for e in reports),
        first.source_id,
        first.quote,
    )


def _implied_state(event: Event, types: EventTypes) -> tuple[str, str]:
    """The state of the site that an event implies, empty for none, and the rule that gave it."""
    words = clause_of(event)
    if types.known(event.type).state == "completed" and not COMPLETED.search(words):
        if GOING_ON.search(words):
            return "under construction", WORKS if PART.search(words) else "reported-as-ongoing"
        if PART.search(words):
            return "", "a-project-at-the-site"
    if event.type == types.role("works"):
        if not BUILDS.search(words):
            return "", "no-word-of-building"
        if PLANNED.search(words) and not BUILDING.search(words):
            return "planned", "words-of-planning"
        if PART.search(words):
            done = DONE.search(words) and not GOING_ON.search(words)
            return ("", "works-done") if done else ("under construction", WORKS)
        return "under construction", "construction-reported"
    if event.type == types.role("visit"):
        if BUILDING.search(words):
            return "under construction", "inspected-under-construction"
        return ("planned", "inspected-before-building") if PLANNED.search(words) else ("", "")
    return (state, f"{event.type}-reported") if (state := types.known(event.type).state) else ("", "")


def _state(steps: Sequence[Step], visit: str) -> tuple[str, Step | None, str]:
    """The latest state, the step that gave it, and the rule; ``visit`` is the type of inspections.

    Steps without a day come first in ``steps``, so they count only if no later step has a state. The latest step with a
    state decides, with three exceptions where it would go back to an earlier state: plans never undo work that has
    begun; works at a finished site do not mean that it is under construction; and an undated report within days of a
    completion is still about the construction before it.
    """
    latest: Step | None = None
    for step in steps:
        if not step.state:
            continue
        if latest is not None:
            back = _RANK[step.state] < _RANK[latest.state]
            if back and step.state in ("planned", "ground broken") and latest.state == "under construction":
                continue
            if back and (step.state == "planned" or step.rule == WORKS):
                continue
            near = latest.day and step.day and step.day - latest.day <= _FRESH
            if back and near and not step.day_known:
                continue
        latest = step
    if latest is None:
        return ("inspected only" if any(s.type == visit for s in steps) else "unknown"), None, ""
    again = latest.state == "under construction" and any(
        s.state in ("completed", "in production") and s.day and latest.day and s.day < latest.day
        for s in steps
    )
    return latest.state, latest, f"{latest.rule}, after completion" if again else latest.rule
