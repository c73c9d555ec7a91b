"""Event types for the page: names and symbols as data, colours as a style sheet."""

from __future__ import annotations

from typing import Any

from geo.model.event_types import EventTypes

__all__ = ["type_style", "type_symbols"]


def type_symbols(types: EventTypes) -> list[dict[str, Any]]:
    """Names (by language) and symbol of each event type, in order.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> symbol = type_symbols(Reference.bundled().event_types)[3]
    >>> symbol["names"]["ko"], symbol["sign"]
    ('건설', 'M2.5 2.5h11v11h-11z')
    """
    return [{"names": dict(one.names), "sign": one.sign} for one in types.values()]


def type_style(types: EventTypes) -> str:
    r"""CSS rules with the colours of each event type, by its number, for light and dark backgrounds.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> type_style(Reference.bundled().event_types).split("\n")[0][:41]
    ':root {--type-0:#1565b0;--type-1:#a65a00;'
    """
    numbered = list(enumerate(types.values()))
    light = "".join(f"--type-{number}:{one.colour};" for number, one in numbered)
    dark = "".join(f"--type-{number}:{one.colour_dark};" for number, one in numbered)
    fills = "".join(f".type-{number}{{fill:var(--type-{number})}}" for number, _ in numbered)
    # Printed pages use the light colours, as in page.css.
    scheme = f"@media (prefers-color-scheme: dark) {{:root:not([data-paper]) {{{dark}}}}}"
    return f":root {{{light}}}\n{scheme}\n{fills}"
