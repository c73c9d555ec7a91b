"""Answer what somebody asks: a name, a phrase, a code, a point, or a distance and direction from a place."""

from __future__ import annotations

from geo.model.entities import Place
from geo.reference.context import Reference
from geo.reference.written_directions import written_direction

from .directions import towards
from .lookup import lookup
from .other_spellings import perhaps
from .points import at_point, remarks

__all__ = ["answer"]


def answer(query: str, reference: Reference) -> tuple[list[tuple[Place, str, float]], list[str]]:
    """Return the places that a text means, each with its rule and score, and what should be known of the answer.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> reference = Reference.bundled()
    >>> [p.name for p, *_ in answer("(39.25, 126.2)", reference)[0]]
    ['Songchon', 'South Phyongan']
    >>> answer("Hamhungg", reference)
    ([], ['perhaps Hamhung or Namhung'])
    """
    found = at_point(query, reference)
    noted = remarks(query, reference)
    if found is not None or noted:
        return found or [], noted
    direction = written_direction(query)
    if direction is not None:
        computed = towards(query, reference)
        if not computed.why:
            return _computed(query, reference)
    found = lookup(query, reference)
    if found:
        return found, []
    close = perhaps(query, reference.gazetteer)
    return [], [f"perhaps {' or '.join(close)}"] if close else []


def _computed(query: str, reference: Reference) -> tuple[list[tuple[Place, str, float]], list[str]]:
    """The place of a distance and direction, as an entry without id."""
    at = towards(query, reference)
    if at.precision in ("sea", "none"):
        return [], [at.rule]
    kind = "locality" if at.precision == "locality" else "adm2" if at.adm2 else "adm1"
    place = Place("", query, "", kind, "computed point", at.adm1, at.adm2, at.lat, at.lon)  # type: ignore[arg-type]
    return [(place, at.rule, 0.7)], []
