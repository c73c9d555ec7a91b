"""Watch lists of counties or sites, and the table of ``dprk-geo chains`` with the reported steps of each.

A watch list is a table with a county and optionally a site in each row, in any spelling. The output has at least
one line for each row, even if no article reports anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from geo.geocoding.table_places import NAMING, RowPlaces
from geo.languages import ABBREVIATIONS
from geo.linking.timelines.projects import group_of
from geo.model.entities import Article, Extraction, Place
from geo.model.errors import Note, Report
from geo.model.event_types import EventTypes
from geo.model.periods import shown_day
from geo.model.timelines import Chain, Step
from geo.readers.tables import read_table
from geo.reference.context import Reference
from geo.reference.gazetteer import Gazetteer
from geo.text.normalization import Cleaned
from geo.text.romanization import fold
from geo.text.spans import Text
from geo.text.terminal import aligned, printed

from .formats.cells import sheet

__all__ = ["Line", "Watched", "as_csv", "as_text", "lines", "read_watchlist"]


@dataclass(frozen=True, slots=True)
class Watched:
    """A row of a watch list: a county or province, and a site there; an empty site means all sites."""

    place: Place
    site: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Reported steps and state of one site, as columns for a terminal or a spreadsheet.

    "by " before a day means that only the day of the report is known. ``days`` counts from ground-breaking to
    completion, ``days_since`` from the last report. ``sources`` are the ids of the articles that report the steps
    and the state.
    """

    county: str
    province: str
    pcode: str
    site: str
    ground_broken: str
    construction: str
    inspected: str
    completed: str
    production: str
    state: str
    state_day: str
    days: int | None
    days_since: int | None
    reports: int
    leader_visits: int
    sources: tuple[str, ...]
    rules: tuple[str, ...]


def read_watchlist(
    path: str | Path, report: Report, *, reference: Reference | None = None, note: Note | None = None
) -> list[Watched]:
    """Read a watch list from a table.

    Parameters
    ----------
    path : path
        A table with a column of counties (``county``, ``place`` or ``pcode``), in any spelling, and optionally one
        of sites (``site`` or ``name``). An ambiguous county needs its province, in the same or a separate column.
        Other columns are ignored.
    report : callable
        Called with an :class:`~geo.model.errors.InputError` for each row whose county cannot be resolved.
    reference : Reference, optional
        Gazetteer for the counties; the bundled one by default.
    note : callable, optional
        Called with remarks about how the table was read.

    Raises
    ------
    UnreadableError, InputError
        The file cannot be read, or has no column of counties.

    Examples
    --------
    >>> from geo.model.errors import raised
    >>> rows = read_watchlist("data/samples/regional-policy.csv", raised)
    >>> len(rows), rows[0].place.place_id, rows[0].site
    (17, 'KP0717', 'regional-industry factories')
    """
    table = read_table(path, report, need=NAMING, reference=reference, note=note)
    places = RowPlaces(table)
    found = []
    for row in table.rows:
        named = places.of(row)
        if named.place is None or named.why:
            why = named.why or "is empty"
            table.fault(row, f"county {named.surface[:60]!r} {why}; the row is left out", report)
            continue
        found.append(Watched(named.place, table.cell(row, "name")))
    return found


def lines(
    chains: Iterable[Chain],
    watched: Sequence[Watched] | None = None,
    *,
    as_of: date | None = None,
    extractions: Iterable[Extraction] = (),
    reference: Reference | None = None,
) -> list[Line]:
    """Lines of the table: one per chain with steps, or the chains on a watch list.

    The state of a watched site without steps is ``not reported``. If the site belongs to a programme and a
    sentence in ``extractions`` names the county together with that programme, it is ``named only``.
    ``reference`` has the event types with steps and the names of units; the bundled one by default.

    Examples
    --------
    >>> import geo
    >>> chains = geo.read("data/samples/articles").chain_list
    >>> known = Reference.bundled().gazetteer
    >>> here = [Watched(known[p], "지방공업공장") for p in ("KP0717", "KP0104")]
    >>> [(line.county, line.ground_broken, line.completed, line.state, line.days) for line in lines(chains, here)]
    [('Songchon', '2024-02-28', '2024-12-20', 'completed', 296),
     ('Kim Hyong Jik', '', '', 'not reported', None)]
    """
    context = reference or Reference.bundled()
    types = context.event_types
    if watched is None:
        return [_line(c, as_of, types) for c in chains if c.steps]
    by_place: dict[str | None, list[Chain]] = {}
    for chain in chains:
        for code in {chain.adm1, chain.adm2}:
            by_place.setdefault(code, []).append(chain)
    found = []
    for one in watched:
        code = one.place.adm2 or one.place.adm1
        here = [c for c in by_place.get(code, ()) if c.steps and (not one.site or _is_site(c, one.site))]
        found += [_line(c, as_of, types) for c in here] or [_nothing(one, context.gazetteer)]
    silent = {line.pcode: group for line in found if not line.reports and (group := group_of(line.site))}
    named = _named(extractions, silent) if silent else {}
    return [_with(line, named.get(line.pcode, []), as_of) for line in found]


def _named(extractions: Iterable[Extraction], silent: Mapping[str, str]) -> dict[str, list[Article]]:
    """Articles in which a sentence names a county together with its programme, by P-code."""
    found: dict[str, list[Article]] = {}
    for one in extractions:
        mentions = [m for m in one.mentions if m.role == "location" and m.adm2 in silent]
        if not mentions or not group_of(one.article.text):
            continue
        cleaned = Cleaned.of(one.article)
        text = Text(cleaned.text, ABBREVIATIONS)
        for m in mentions:
            begin, end = text.sentence(cleaned.inside(m.start, m.end)[0])
            articles = found.setdefault(m.adm2 or "", [])
            if one.article not in articles and group_of(text.text[begin:end]) == silent[m.adm2 or ""]:
                articles.append(one.article)
    return found


def _with(line: Line, articles: Sequence[Article], as_of: date | None) -> Line:
    """The line as it is if it has reports; else with the articles that only name it."""
    if line.reports or not articles:
        return line
    last = max((a.date for a in articles if a.date), default=None)
    since = (as_of - last).days if as_of and last else None
    ids = tuple(a.id for a in articles)
    return replace(line, state="named only", state_day=str(last or ""), days_since=since, sources=ids)


def _is_site(chain: Chain, site: str) -> bool:
    """Whether a chain is the watched site: the same group, or one name contains the other."""
    group = group_of(site)
    if group:
        return group == group_of(chain.name)
    wanted = fold(site)
    return any(
        wanted in fold(n) or fold(n) in wanted for n in (chain.name, chain.korean, *chain.names) if fold(n)
    )


def _line(chain: Chain, as_of: date | None, types: EventTypes) -> Line:
    first = {types[kind].step: chain.step(kind) for kind in types.steps}
    broken, building, inspected, completed, production = (_day(first.get(name)) for name in _STEPS)
    state_steps = [s for s in chain.steps if s.event_id == chain.state_event]
    sources = dict.fromkeys(s.source_id for s in (*first.values(), *state_steps) if s)
    return Line(
        chain.adm2_name, chain.adm1_name, chain.adm2 or chain.adm1 or "", chain.name,
        broken, building, inspected, completed, production,
        f"{chain.state}?" if chain.state_candidate else chain.state, chain.state_shown, chain.building_days,
        (as_of - chain.last).days if as_of and chain.last else None,
        chain.n_reports, len(chain.visits), tuple(sources), chain.rules,
    )  # fmt: skip


def _nothing(one: Watched, known: Gazetteer) -> Line:
    place = one.place
    county, province = known.name(place.adm2), known.name(place.adm1)
    code = place.adm2 or place.adm1 or ""
    state = "not reported"
    return Line(county, province, code, one.site, "", "", "", "", "", state, "", None, None, 0, 0, (), ())


_STEPS = ("ground_broken", "construction", "inspected", "completed", "production")
"""Columns of a line with the day of a step."""


def _day(step: Step | None) -> str:
    """A step's day: "2024-02-28", "2024-06" for a month, "by 2024-09-21" if only the report is dated."""
    if step is None or step.day is None:
        return "undated" if step else ""
    if not step.day_known:
        return f"by {step.day}"
    return shown_day(step.day, step.date_precision)


_HEADS = (
    ("county", "county"),
    ("site", "site"),
    ("ground broken", "ground_broken"),
    ("inspected", "inspected"),
    ("completed", "completed"),
    ("state", "state"),
    ("as of", "state_day"),
    ("days to build", "days"),
    ("days since", "days_since"),
    ("source", "sources"),
)


def as_text(table: Sequence[Line]) -> str:
    """The table for a terminal, with the main columns; the CSV has all of them."""
    rows = [[head for head, _ in _HEADS]]
    for line in table:
        county = line.county or line.province
        cells = [county, *(getattr(line, name) for _, name in _HEADS[1:])]
        rows.append([_plain(c) for c in cells])
    return "\n".join(aligned(rows))


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        value = ", ".join(map(str, value))
    return printed("" if value is None else str(value), 45)


def as_csv(table: Sequence[Line]) -> str:
    """The whole table as CSV, in which no cell runs as a formula in a spreadsheet."""
    names = [f.name for f in fields(Line)]
    return sheet(names, ({name: getattr(line, name) for name in names} for line in table))
