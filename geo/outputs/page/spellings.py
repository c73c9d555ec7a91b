"""Other spellings of the places and people of a page, so that its search finds them in any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import pandas as pd

from geo.outputs import frame_columns as frames
from geo.reference.context import Reference
from geo.reference.gazetteer import Gazetteer
from geo.reference.type_words import TYPE_WORDS
from geo.text.romanization import dprk, fold, is_korean, revised

__all__ = ["spellings"]


def spellings(
    pcodes: Sequence[str], events: pd.DataFrame, sites: pd.DataFrame | None, reference: Reference
) -> dict[str, Any]:
    """Collect the spellings that a page's search knows besides those printed.

    Parameters
    ----------
    pcodes : sequence of str
        P-codes of the units, in the page's order.
    events : pandas.DataFrame
        Its column ``actors`` has the people.
    sites : pandas.DataFrame, optional
        With the columns ``name, korean``.
    reference : Reference

    Returns
    -------
    dict
        ``units`` and ``sites``: a list of spellings for each unit and each row of the sites. ``leader``: names of the
        leader. ``people``: lists of the spellings of one other person. ``types``: words for types of units, which may
        follow a name.

    Examples
    --------
    >>> found = spellings(["KP0717"], pd.DataFrame(), None, Reference.bundled())
    >>> "Seongcheon" in found["units"][0], "김정은" in found["leader"], "군" in found["types"]
    (True, True, True)
    """
    known = reference.gazetteer
    rows: Iterable[tuple[str, str]] = ()
    if sites is not None and len(sites):
        rows = zip(frames.texts(sites, "name"), frames.texts(sites, "korean"), strict=True)
    places = [
        {p.place_id for name in row if name for p in known.find(name) if p.kind == "site"} for row in rows
    ]
    names = _names_of(known, {*pcodes}.union(*places))
    return {
        "units": [_different(names[p], known.name(p), known.korean(p)) for p in pcodes],
        "sites": [_different(chain.from_iterable(names[i] for i in sorted(ids))) for ids in places],
        "leader": list(reference.lexicon.list("person", "leaders")),
        "people": _people(set(chain.from_iterable(frames.lists(events, "actors")))),
        "types": sorted({fold(word) for word in TYPE_WORDS}),
    }


def _names_of(known: Gazetteer, place_ids: set[str]) -> dict[str, list[str]]:
    """All spellings of some places, in the scripts of all languages."""
    found: dict[str, list[str]] = {place_id: [] for place_id in place_ids}
    for spelling, names in chain(known.names.items(), *(one.items() for one in known.written.values())):
        for name in names:
            if name.place.place_id in found:
                found[name.place.place_id].append(spelling)
    return found


def _different(spellings: Iterable[str], *printed: str) -> list[str]:
    """Spellings that differ from those printed and from each other in more than marks, hyphens and blanks."""
    keys = {fold(name) for name in printed}
    found = {fold(name): name for name in spellings}
    return sorted(name for key, name in found.items() if key not in keys)


def _people(actors: set[str]) -> list[list[str]]:
    """The spellings of each person whose name is printed in Hangul, in Latin letters too."""
    found: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        if is_korean(actor):
            found[fold(dprk(actor))] |= {actor, dprk(actor), revised(actor)}
        else:
            found[fold(actor)].add(actor)
    return [sorted(one) for _, one in sorted(found.items()) if len(one) > 1]
