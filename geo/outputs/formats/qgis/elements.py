"""Elements of QGIS's XML: option maps, data-defined properties, symbols and their layers.

The names of elements and options are those that QGIS 3.22 writes; later versions read them too. What is left out has
the default of QGIS.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from geo.outputs.symbols import Fill, svg

__all__ = [
    "Element", "circle", "document", "element", "embedded", "expressions", "fill", "options", "rgb", "svg_marker",
    "symbol", "text_marker",
]  # fmt: skip

Element = Any
"""An element of lxml, which has no types."""


def element(name: str, attributes: Mapping[str, object] | None = None, *children: Element | str) -> Element:
    """An element with attributes, child elements and text."""
    made = etree.Element(name, {key: str(value) for key, value in (attributes or {}).items()})
    for child in children:
        if isinstance(child, str):
            made.text = child
        else:
            made.append(child)
    return made


def document(root: Element, doctype: str = "") -> str:
    """An element as an indented document without XML declaration."""
    etree.indent(root)
    text = etree.tostring(root, encoding="unicode")
    return f"{doctype}\n{text}\n" if doctype else f"{text}\n"


def rgb(colour: str, alpha: int = 255) -> str:
    """A colour ``#rrggbb`` as QGIS writes it.

    Examples
    --------
    >>> rgb("#1c2530")
    '28,37,48,255'
    """
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) + f",{alpha}"


def embedded(mark: tuple[Fill, ...]) -> str:
    """A symbol as the path of an SVG that is part of the style itself.

    Examples
    --------
    >>> from geo.outputs.symbols import site_mark
    >>> embedded(site_mark())[:18]
    'base64:PHN2ZyB4bWx'
    """
    return "base64:" + base64.b64encode(svg(mark, 64).encode()).decode("ascii")


def options(values: Mapping[str, object]) -> Element:
    """A map of options, all of them texts."""
    return element(
        "Option",
        {"type": "Map"},
        *(element("Option", {"type": "QString", "name": k, "value": v}) for k, v in values.items()),
    )


def expressions(given: Mapping[str, str], name: str = "data_defined_properties") -> Element:
    """Properties that an expression gives for each feature."""
    each = [
        element(
            "Option",
            {"type": "Map", "name": key},
            element("Option", {"type": "bool", "name": "active", "value": "true"}),
            element("Option", {"type": "QString", "name": "expression", "value": value}),
            element("Option", {"type": "int", "name": "type", "value": 3}),
        )
        for key, value in given.items()
    ]
    return element(
        name,
        None,
        element(
            "Option",
            {"type": "Map"},
            element("Option", {"type": "QString", "name": "name", "value": ""}),
            element(
                "Option", {"type": "Map", "name": "properties"} if each else {"name": "properties"}, *each
            ),
            element("Option", {"type": "QString", "name": "type", "value": "collection"}),
        ),
    )


def symbol(
    kind: str, name: str, layers: Sequence[Element], given: Mapping[str, str] | None = None
) -> Element:
    """A symbol of the kind marker, line or fill; ``given`` are expressions for its properties."""
    attributes = {"type": kind, "name": name, "alpha": 1, "clip_to_extent": 1, "force_rhr": 0}
    return element("symbol", attributes, expressions(given or {}), *layers)


def _layer(kind: str, values: Mapping[str, object], given: Mapping[str, str] | None = None) -> Element:
    attributes = {"class": kind, "pass": 0, "locked": 0, "enabled": 1}
    return element("layer", attributes, options(values), expressions(given or {}))


def svg_marker(path: str, size: float, colour: str, given: Mapping[str, str] | None = None) -> Element:
    """A marker of an SVG, ``size`` millimetres wide; ``colour`` is what a cluster of such markers is drawn in."""
    values = {
        "name": path,
        "size": size,
        "size_unit": "MM",
        "color": rgb(colour),
        "outline_color": rgb(colour),
    }
    return _layer("SvgMarker", values | {"scale_method": "diameter"}, given)


def circle(
    size: float, ground: str, edge: str, width: float, given: Mapping[str, str] | None = None
) -> Element:
    """A disc with an outline, ``size`` and ``width`` in millimetres."""
    values = {
        "name": "circle", "size": size, "size_unit": "MM", "color": rgb(ground), "outline_color": rgb(edge),
        "outline_width": width, "outline_width_unit": "MM", "scale_method": "diameter",
    }  # fmt: skip
    return _layer("SimpleMarker", values, given)


def text_marker(expression: str, size: float, colour: str) -> Element:
    """A marker of the text that an expression gives, ``size`` millimetres high."""
    values = {"chr": "1", "font": "Open Sans", "font_style": "Bold", "size": size, "size_unit": "MM"}
    return _layer(
        "FontMarker",
        values | {"color": rgb(colour), "offset": "0,-0.2", "offset_unit": "MM"},
        {"char": expression},
    )


def fill(colour: str, edge: str, width: float, *, alpha: int = 255) -> Element:
    """An area with an outline, ``width`` in millimetres; an ``alpha`` of 0 leaves it empty."""
    values = {
        "color": rgb(colour, alpha), "style": "solid" if alpha else "no", "outline_color": rgb(edge),
        "outline_width": width, "outline_width_unit": "MM", "outline_style": "solid", "joinstyle": "round",
    }  # fmt: skip
    return _layer("SimpleFill", values)
