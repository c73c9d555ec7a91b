"""The style of a layer as an OGC Styled Layer Descriptor 1.0, for GeoServer, MapServer and other programs.

Symbols are SVG files beside it; programs that draw none use the circle or square that follows each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geo.model.event_types import OTHER, EventType, EventTypes
from geo.outputs.figure.classes import breaks, tint
from geo.outputs.figure.palette import COUNTY, LABELS, LAND, PROVINCE
from geo.outputs.symbols import RECORD_COLOUR, SITE_COLOUR, event_mark, record_mark, site_mark, svg

from .markup import text as xml
from .qgis.style import Look

__all__ = ["sld", "svg_files"]

_SIZE = 17
"""Width of a symbol in pixels, as on the page."""
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<StyledLayerDescriptor version="1.0.0"'
    ' xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
)


def svg_files(types: EventTypes) -> dict[str, str]:
    """The symbols as SVG documents by file name."""
    found = {
        f"{one.id}{'-area' if area else ''}.svg": svg(event_mark(one.sign, one.colour, area=area), 48)
        for one in types.values()
        for area in (False, True)
    }
    return found | {"site.svg": svg(site_mark(), 48), "record.svg": svg(record_mark(), 48)}


def sld(drawn: Look, types: EventTypes, folder: str) -> str:
    """The style as a document.

    Parameters
    ----------
    drawn : Look
    types : EventTypes
    folder : str
        Folder of the symbols, relative to the document.
    """
    rules = "".join(_rules(drawn, types, folder))
    name = xml(drawn.layer.name)
    return (
        f"{_HEAD}<NamedLayer><Name>{name}</Name><UserStyle><Title>{xml(drawn.layer.description)}</Title>"
        f"<FeatureTypeStyle>\n{rules}</FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>\n"
    )


def _rules(drawn: Look, types: EventTypes, folder: str) -> Iterator[str]:
    layer = drawn.layer
    if layer.name == "counties":
        yield from _shaded(drawn.counts)
    elif layer.geometry == "area":
        yield _rule(layer.name, "", _polygon("", PROVINCE, 1.5) + _label(LABELS["province"]))
    elif layer.name in ("sites", "records"):
        kind, colour = ("site", SITE_COLOUR) if layer.name == "sites" else ("record", RECORD_COLOUR)
        yield _rule(kind, "", _graphic(f"{folder}/{kind}.svg", colour, area=kind == "site", opacity=1))
    elif drawn.present:
        known = [types[kind] for kind in types if kind in drawn.present and kind != OTHER]
        tests = [_is("type", one.id) for one in known]
        # QGIS draws what is in ElseFilter for all rows, so the last rule says what it is for.
        rest = f"<ogc:Not>{_of(tests, 'Or')}</ogc:Not>" if tests else ""
        for one, test in zip([*known, types[OTHER]], [*tests, rest], strict=True):
            yield from _typed(one, folder, test, candidates="status" in layer.names)
    else:
        yield _rule(layer.name, "", _graphic("", SITE_COLOUR, area=False, opacity=0.7))


def _typed(one: EventType, folder: str, test: str, *, candidates: bool) -> Iterator[str]:
    """Rules of a type: located as a point or only to an area, and paler ones for candidates."""
    wide = _of([_is("geo_precision", level) for level in ("adm1", "adm2", "country")], "Or")
    unsure = _is("status", "candidate")
    for area in (False, True):
        name = f"{one.id}{'-area' if area else ''}"
        where = wide if area else f"<ogc:Not>{wide}</ogc:Not>"
        for candidate in (False, True) if candidates else (False,):
            status = [unsure if candidate else f"<ogc:Not>{unsure}</ogc:Not>"] if candidates else []
            title = one.name() + ", county or province known" * area + ", candidate" * candidate
            mark = _graphic(f"{folder}/{name}.svg", one.colour, area=area, opacity=0.45 if candidate else 1)
            yield _rule(title, _of([*filter(None, [test]), where, *status], "And"), mark)


def _of(tests: Sequence[str], word: str) -> str:
    """Tests joined by "And" or "Or", which need two at least."""
    return tests[0] if len(tests) == 1 else f"<ogc:{word}>{''.join(tests)}</ogc:{word}>"


def _is(column: str, value: str) -> str:
    return (
        f"<ogc:PropertyIsEqualTo><ogc:PropertyName>{column}</ogc:PropertyName>"
        f"<ogc:Literal>{xml(value)}</ogc:Literal></ogc:PropertyIsEqualTo>"
    )


def _rule(title: str, test: str, content: str) -> str:
    tested = f"<ogc:Filter>{test}</ogc:Filter>" if test else ""
    return f"<Rule><Title>{xml(title)}</Title>{tested}{content}</Rule>\n"


def _graphic(file: str, colour: str, *, area: bool, opacity: float) -> str:
    external = (
        f'<ExternalGraphic><OnlineResource xlink:type="simple" xlink:href="{xml(file)}"/>'
        "<Format>image/svg+xml</Format></ExternalGraphic>"
        if file
        else ""
    )
    return (
        f"<PointSymbolizer><Graphic>{external}"
        f"<Mark><WellKnownName>{'square' if area else 'circle'}</WellKnownName>"
        f'<Fill><CssParameter name="fill">{colour}</CssParameter></Fill>'
        '<Stroke><CssParameter name="stroke">#ffffff</CssParameter></Stroke></Mark>'
        f"<Opacity>{opacity:g}</Opacity><Size>{_SIZE if file else 6}</Size></Graphic></PointSymbolizer>"
    )


def _polygon(colour: str, edge: str, width: float) -> str:
    ground = f'<Fill><CssParameter name="fill">{colour}</CssParameter></Fill>' if colour else ""
    return (
        f'<PolygonSymbolizer>{ground}<Stroke><CssParameter name="stroke">{edge}</CssParameter>'
        f'<CssParameter name="stroke-width">{width:g}</CssParameter></Stroke></PolygonSymbolizer>'
    )


def _label(colour: str) -> str:
    return (
        "<TextSymbolizer><Label><ogc:PropertyName>name</ogc:PropertyName></Label>"
        '<Font><CssParameter name="font-size">12</CssParameter></Font>'
        f'<Halo><Radius>1</Radius></Halo><Fill><CssParameter name="fill">{colour}</CssParameter></Fill>'
        "</TextSymbolizer>"
    )


def _shaded(counts: Sequence[int]) -> Iterator[str]:
    """Counties by their number of events, in the classes of the static map."""
    limits = breaks([count for count in counts if count])
    column = "<ogc:PropertyName>n_events</ogc:PropertyName>"
    none = f"<ogc:PropertyIsEqualTo>{column}<ogc:Literal>0</ogc:Literal></ogc:PropertyIsEqualTo>"
    yield _rule("none reported", none, _polygon(LAND, COUNTY, 0.6))
    for number, low in enumerate(limits):
        high = limits[number + 1] - 1 if number + 1 < len(limits) else max(counts)
        title = f"{low:,}" if low >= high else f"{low:,} to {high:,}"
        between = (
            f"<ogc:PropertyIsBetween>{column}<ogc:LowerBoundary><ogc:Literal>{low}</ogc:Literal></ogc:LowerBoundary>"
            f"<ogc:UpperBoundary><ogc:Literal>{high}</ogc:Literal></ogc:UpperBoundary></ogc:PropertyIsBetween>"
        )
        yield _rule(title, between, _polygon(tint(number, len(limits)), COUNTY, 0.6))
