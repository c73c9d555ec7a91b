"""GeoDataFrames of events, happenings, mentions, sites and records, with points in WGS 84."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from geo.linking.coreference.conflicts import conflicts
from geo.linking.coreference.happenings import Happening, happenings
from geo.linking.stored_events import StoredEvents
from geo.model.entities import Event, Extraction, Mention, Record
from geo.model.errors import OptionError
from geo.model.links import Link, Unmatched
from geo.model.sites import Site
from geo.reference.context import Reference

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame

__all__ = [
    "conflict_lists", "event_frame", "happening_frame", "link_frame", "mention_frame", "record_frame", "site_frame",
    "with_nearest",
]  # fmt: skip

_DATES = frozenset(("date", "date_end", "source_date", "first", "first_reported", "last"))


def event_frame(events: Iterable[Event] | Extraction, *, reference: Reference | None = None) -> GeoDataFrame:
    """Events as a GeoDataFrame with the columns of :class:`geo.model.entities.Event` and the units' Korean names.

    ``events`` are events, an extraction, or extractions, whose events are taken.
    The Korean names come from ``reference``, by default the bundled one.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> found = extract(Article("a", "The Anju Pump Factory was inaugurated in Anju City on November 8, 2024."))
    >>> event_frame(found.events)[["type", "adm2_name", "adm2_korean"]].values.tolist()
    [['inauguration', 'Anju', '안주']]
    """
    frame = _frame(Event, _events_of(events))
    known = (reference or Reference.bundled()).gazetteer
    for level in ("adm1", "adm2"):
        frame[f"{level}_korean"] = [known.korean(p) for p in frame[level]]
    return frame


def happening_frame(events: Iterable[Event], *, reference: Reference | None = None) -> GeoDataFrame:
    """Happenings as a GeoDataFrame: one row per occurrence, with its reports counted and compared.

    Parameters
    ----------
    events : iterable of Event
        Events returned by :func:`geo.linking.coreference.merge.merge_reports`.
    reference : Reference, optional
        Source of the units' names; the bundled one by default.

    Returns
    -------
    geopandas.GeoDataFrame
        The columns of :class:`geo.linking.coreference.happenings.Happening` and the units' names in English and
        Korean.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.linking.coreference.merge import merge_reports
    >>> from geo.model.entities import Article
    >>> text = "The Anju Pump Factory was inaugurated in Anju City on November 8, 2024."
    >>> hosts = "www.kcna.kp", "www.rodong.rep.kp"
    >>> found = [e for h in hosts for e in extract(Article(h, text, url=f"http://{h}/a")).events]
    >>> row = happening_frame(merge_reports(found)).iloc[0]
    >>> [str(row[name]) for name in ("n_reports", "n_sources", "adm2_korean")]
    ['2', '1', '안주']
    """
    frame = _frame(Happening, happenings(events, reference=reference))
    known = (reference or Reference.bundled()).gazetteer
    for level in ("adm1", "adm2"):
        frame[f"{level}_name"] = [known.name(p) for p in frame[level]]
        frame[f"{level}_korean"] = [known.korean(p) for p in frame[level]]
    return frame


def conflict_lists(events: Sequence[Event], *, reference: Reference | None = None) -> list[list[str]]:
    """For each event, where other reports of its happening contradict it, encoded for the page.

    Each conflict is the text ``what|value in the other report|id of the other event``.

    Examples
    --------
    >>> conflict_lists([])
    []
    """
    found = conflicts(events, reference=reference)
    encoded = {id_: [f"{one.what}|{one.theirs}|{one.other}" for one in ones] for id_, ones in found.items()}
    return [encoded.get(event.happening, []) for event in events]


def _events_of(given: Any) -> Sequence[Event]:
    """The events of events, of an extraction, or of extractions."""
    if isinstance(given, StoredEvents):
        return given
    found: list[Event] = []
    for one in [given] if isinstance(given, (Extraction, Event, str)) else given:
        if isinstance(one, Extraction):
            found += one.events
        elif isinstance(one, Event):
            found.append(one)
        else:
            raise OptionError(f"events: {one!r:.60} is no event; give events, or what geo.extract gives")
    return found


def mention_frame(extractions: Iterable[Extraction] | Extraction) -> GeoDataFrame:
    """Mentions as a GeoDataFrame, with the id of the article in ``source_id``.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> found = extract(Article("a", "Rain fell on Songchon County and Haeju City."))
    >>> mention_frame([found])[["source_id", "surface", "adm2"]].values.tolist()
    [['a', 'Songchon County', 'KP0717'], ['a', 'Haeju City', 'KP0901']]
    """
    given = [extractions] if isinstance(extractions, Extraction) else extractions
    rows = [(x.article.id, m) for x in given for m in x.mentions]
    frame = _frame(Mention, [m for _, m in rows])
    frame.insert(0, "source_id", [i for i, _ in rows])
    return frame


def site_frame(sites: Iterable[Site], *, reference: Reference | None = None) -> GeoDataFrame:
    """Sites as a GeoDataFrame with the names of their units from ``reference``, by default the bundled one.

    Examples
    --------
    >>> pumps = Site("site:a", "Anju Pump Factory", "", "factory", "KP07", "KP0703", 39.62, 125.66, "site")
    >>> site_frame([pumps])[["name", "adm2_name", "adm1_name"]].values.tolist()
    [['Anju Pump Factory', 'Anju', 'South Phyongan']]
    """
    frame = _frame(Site, list(sites))
    known = (reference or Reference.bundled()).gazetteer
    for level in ("adm1", "adm2"):
        frame[f"{level}_name"] = [known.name(p) for p in frame[level]]
    return frame


def record_frame(records: Iterable[Record], links: Iterable[Link] = ()) -> GeoDataFrame:
    """Records as a GeoDataFrame; ``matched`` lists the ids of the linked events.

    Examples
    --------
    >>> import geo
    >>> found = geo.read("data/samples/articles", records="data/samples/records.csv")
    >>> frame = record_frame(found.records, found.links)
    >>> len(frame), int((frame["matched"].str.len() > 0).sum())
    (10, 8)
    """
    rows = list(records)
    frame = _frame(Record, rows, without=("mentions", "row"))
    linked: dict[str, list[str]] = {}
    for link in links:
        linked.setdefault(link.record_id, []).append(link.event_id)
    frame["matched"] = [linked.get(r.id, []) for r in rows]
    return frame


def link_frame(links: Iterable[Link]) -> DataFrame:
    """Links between events and records as a DataFrame."""
    import pandas as pd

    names = [f.name for f in fields(Link)]
    return pd.DataFrame([[getattr(k, n) for n in names] for k in links], columns=names)


def with_nearest(frame: GeoDataFrame, unmatched: Sequence[Unmatched]) -> GeoDataFrame:
    """Add to a frame of unmatched rows ``why``, ``nearest``, and the nearest candidate's score as ``nearest_*``.

    Parameters
    ----------
    frame : GeoDataFrame
        Events or records, in the order of ``unmatched``.
    unmatched : sequence of Unmatched
    """
    result = frame.copy()
    result["why"], result["nearest"] = [u.why for u in unmatched], [u.nearest for u in unmatched]
    for name in ("score", "reasons", "place", "time", "type", "actors", "words"):
        result[f"nearest_{name}"] = [getattr(u, name) for u in unmatched]
    return result


def _frame(kind: type, values: Sequence[Any], without: Sequence[str] = ()) -> GeoDataFrame:
    """A GeoDataFrame of values of one class; it has the columns even without rows."""
    import geopandas as gpd
    import pandas as pd

    from .typed_frame import TypedFrame

    names = [f.name for f in fields(kind) if f.name not in without]
    data: dict[str, Any] = {n: [] for n in names}
    columns = [(attrgetter(n), data[n].append) for n in names]
    for value in values:  # once: those of a store are read for it, and none is held
        for get, put in columns:
            put(get(value))
    for name in names:
        if name in _DATES:
            data[name] = pd.to_datetime(pd.Series(data[name], dtype="object"))
        elif name in ("lat", "lon"):
            data[name] = pd.Series(data[name], dtype="float64")
    frame = pd.DataFrame(data, columns=names)
    del data
    points = gpd.points_from_xy(frame["lon"], frame["lat"], crs="EPSG:4326")
    return TypedFrame(frame, geometry=points)
