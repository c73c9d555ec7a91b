"""Renderers for QGIS: events by type, several of one place apart or as one number, sites, records, shaded units."""

from __future__ import annotations

from collections.abc import Sequence

from geo.model.event_types import OTHER, EventType, EventTypes
from geo.outputs.figure.classes import breaks, tint
from geo.outputs.figure.palette import COUNTY, INK, LAND, PAPER, PROVINCE, SOFT
from geo.outputs.symbols import RECORD_COLOUR, SITE_COLOUR, event_mark, record_mark, site_mark

from .elements import Element, circle, element, embedded, fill, svg_marker, symbol, text_marker

__all__ = [
    "apart",
    "areas_by_type",
    "categories",
    "clustered",
    "dots",
    "outlined",
    "records",
    "shaded",
    "sites",
]

_SIZE = 4.4
"""Width of a symbol in millimetres: 17 pixels on a usual screen, as on the page."""
_NEAR = 6.0
"""Distance in millimetres within which events become one number."""
_AREA = "\"geo_precision\" IN ('adm1', 'adm2', 'country')"
_CANDIDATE = "if(\"status\" = 'candidate', 45, 100)"


def _listed(types: EventTypes, present: Sequence[str]) -> list[EventType]:
    """The types that occur, in the order of legends, and that of all others at the end."""
    return [*(one for kind, one in types.items() if kind in present and kind != OTHER), types[OTHER]]


def _entry(number: int, one: EventType) -> Element:
    value = "" if one.id == OTHER else one.id  # the empty category is that of all other values
    return element("category", {"symbol": number, "value": value, "label": one.name(), "render": "true"})


def categories(types: EventTypes, present: Sequence[str], *, status: bool) -> Element:
    """Events by type, those located only to an area in a square, candidates paler.

    Parameters
    ----------
    types : EventTypes
    present : sequence of str
        Types that occur, which the legend lists; a further category draws all others.
    status : bool
        Whether the layer has the column ``status``.
    """
    entries, symbols = [], []
    for number, one in enumerate(_listed(types, present)):
        entries.append(_entry(number, one))
        point, area = (embedded(event_mark(one.sign, one.colour, area=wide)) for wide in (False, True))
        mark = svg_marker(point, _SIZE, one.colour, {"name": f"if({_AREA}, '{area}', '{point}')"})
        symbols.append(symbol("marker", str(number), [mark], {"alpha": _CANDIDATE} if status else None))
    return element(
        "renderer-v2",
        {
            "type": "categorizedSymbol",
            "attr": "type",
            "enableorderby": 0,
            "symbollevels": 0,
            "forceraster": 0,
        },
        element("categories", None, *entries),
        element("symbols", None, *symbols),
    )


def one_mark(drawn: Element) -> Element:
    """All features with one symbol."""
    return element(
        "renderer-v2", {"type": "singleSymbol"}, element("symbols", None, symbol("marker", "0", [drawn]))
    )


def records() -> Element:
    """Records with their symbol."""
    return one_mark(svg_marker(embedded(record_mark()), 4.6, RECORD_COLOUR))


def dots() -> Element:
    """All features as small dots."""
    return one_mark(circle(1.6, SOFT, PAPER, 0.2))


def sites() -> Element:
    """Sites with their symbol; those located only to a unit, which would lie on events of its seat, if ticked."""
    rules = element(
        "rules",
        {"key": "sites"},
        element("rule", {"key": "placed", "symbol": 0, "label": "coordinates known",
                         "filter": "\"geo_precision\" = 'site'"}),
        element("rule", {"key": "unplaced", "symbol": 1, "label": "county or province known", "filter": "ELSE",
                         "checkstate": 0}),
    )  # fmt: skip
    mark = embedded(site_mark())
    symbols = [
        symbol("marker", str(number), [svg_marker(mark, 4.0, SITE_COLOUR)], {"alpha": alpha})
        for number, alpha in enumerate(("100", "60"))
    ]
    return element("renderer-v2", {"type": "RuleRenderer"}, rules, element("symbols", None, *symbols))


def clustered(inner: Element) -> Element:
    """Features within a few millimetres as one disc with their number, in the colour of their type if it is one."""
    disc = circle(
        6.4, PAPER, INK, 0.9,
        {"size": "5.6 + 1.5 * log10(@cluster_size)", "outlineColor": "coalesce(@cluster_color, '85,96,109')"},
    )  # fmt: skip
    middle = symbol("marker", "centerSymbol", [disc, text_marker("@cluster_size", 2.7, INK)])
    return element(
        "renderer-v2",
        {"type": "pointCluster", "tolerance": _NEAR, "toleranceUnit": "MM", "enableorderby": 0},
        inner,
        middle,
    )


def apart(inner: Element) -> Element:
    """Features of one place side by side in rings around it; the data keep their place."""
    attributes = {
        "type": "pointDisplacement", "placement": 1, "tolerance": 1, "toleranceUnit": "MM", "circleWidth": 0.15,
        "circleColor": "140,150,160,120", "circleRadiusAddition": 0, "labelDistanceFactor": 0.5,
        "labelAttributeName": "", "maxLabelScaleDenominator": 0, "enableorderby": 0,
    }  # fmt: skip
    font = element("labelFontProperties", {"description": "Open Sans,8,-1,5,50,0,0,0,0,0", "style": ""})
    middle = symbol("marker", "centerSymbol", [circle(1.4, SOFT, PAPER, 0.2)])
    return element("renderer-v2", attributes, font, inner, middle)


def shaded(counts: Sequence[int]) -> Element:
    """Units shaded by their number of events, in the classes and colours of the static map; empty without events."""
    limits = breaks([count for count in counts if count])
    top = max(counts, default=0)
    ranges = [
        element("range", {"symbol": 0, "lower": 0, "upper": 0.5, "label": "none reported", "render": "true"})
    ]
    symbols = [symbol("fill", "0", [fill(LAND, COUNTY, 0.16)])]
    for number, low in enumerate(limits):
        last = number + 1 == len(limits)
        high = top if last else limits[number + 1] - 1
        label = f"{low:,}" if low >= high else f"{low:,} to {high:,}"
        ranges.append(
            element(
                "range",
                {
                    "symbol": number + 1,
                    "lower": low - 0.5,
                    "upper": high + 0.5,
                    "label": label,
                    "render": "true",
                },
            )
        )
        symbols.append(symbol("fill", str(number + 1), [fill(tint(number, len(limits)), COUNTY, 0.16)]))
    return element(
        "renderer-v2",
        {"type": "graduatedSymbol", "attr": "n_events", "graduatedMethod": "GraduatedColor"},
        element("ranges", None, *ranges),
        element("symbols", None, *symbols),
    )


def outlined() -> Element:
    """Units as outlines."""
    return element(
        "renderer-v2",
        {"type": "singleSymbol"},
        element("symbols", None, symbol("fill", "0", [fill(PAPER, PROVINCE, 0.4, alpha=0)])),
    )


def areas_by_type(types: EventTypes, present: Sequence[str]) -> Element:
    """Events drawn as areas, by type."""
    entries, symbols = [], []
    for number, one in enumerate(_listed(types, present)):
        entries.append(_entry(number, one))
        symbols.append(symbol("fill", str(number), [fill(one.colour, one.colour, 0.4, alpha=40)]))
    return element(
        "renderer-v2",
        {"type": "categorizedSymbol", "attr": "type"},
        element("categories", None, *entries),
        element("symbols", None, *symbols),
    )
