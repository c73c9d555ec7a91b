"""Filter values that are derived from several columns: kind of site, publisher, number of records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from geo.linking.site_register import site_kind
from geo.outputs import frame_columns as frames
from geo.outputs.frame_columns import Array
from geo.reference.context import Reference
from geo.reference.lexicon import Lexicon
from geo.reference.publishers import Publishers

__all__ = ["record_counts", "site_kinds", "sources"]


def _writable(text: str) -> str:
    """Replace lone surrogates, which UTF-8 cannot encode, by question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _numbered(values: Sequence[str]) -> tuple[Array, list[str]]:
    """Encode values as integers by descending frequency; the empty value comes last."""
    counts = Counter(values)
    names = sorted(counts, key=lambda name: (not name, -counts[name], name))
    place = {name: number for number, name in enumerate(names)}
    return np.array([place[value] for value in values], dtype=np.int64), names


def site_kinds(
    events: pd.DataFrame, sites: pd.DataFrame | None, numbers: Sequence[int], lexicon: Lexicon
) -> tuple[Array, list[str]]:
    """Encode the kind of each event's site, from the table of sites, else from the site's name.

    Parameters
    ----------
    events, sites : pandas.DataFrame
        As :func:`geo.outputs.page.event_map` takes them.
    numbers : sequence of int
        For each event the row of its site in ``sites``, counted from 1; 0 if it has none there.
    lexicon : Lexicon
        Source of the words that determine the kind of a site.

    Returns
    -------
    tuple of numpy.ndarray and list of str
        A code for each event, and the kind for each code; ``""`` means no site.

    Examples
    --------
    >>> words = Reference.bundled().lexicon
    >>> codes, kinds = site_kinds(pd.DataFrame({"site": ["Pump Factory", None]}), None, [0, 0], words)
    >>> codes.tolist(), kinds
    ([0, 1], ['factory', ''])
    """
    kinds = [] if sites is None else frames.texts(sites, "kind")
    named: dict[str, str] = {"": ""}
    values = []
    for name, number in zip(frames.texts(events, "site"), numbers, strict=True):
        kind = kinds[number - 1] if number else ""
        # "site" in the table means that the kind is unknown.
        if kind in ("", "site"):
            if name not in named:
                named[name] = site_kind(_writable(name), lexicon)
            kind = named[name] or kind
        values.append(_writable(kind))
    return _numbered(values)


def sources(events: pd.DataFrame, publishers: Publishers | None = None) -> tuple[Array, list[list[str]]]:
    """Encode the publisher of each event: the column ``publisher``, else the host of its URL.

    Parameters
    ----------
    events : pandas.DataFrame
        An unknown publisher gets its class from the column ``source_class``, if there is one.
    publishers : Publishers, optional
        Known publishers; those of the bundled reference by default.

    Returns
    -------
    tuple of numpy.ndarray and list of list of str
        A code for each event by descending frequency of its publisher; and for each code a key (host or name, ``""``
        if there is no URL), followed by name, Korean name and class if known.

    Examples
    --------
    >>> table = pd.DataFrame({"source_url": ["http://www.kcna.kp/a", "https://example.org/b", "c.txt"]})
    >>> codes, known = sources(table)
    >>> known
    [['example.org'], ['kcna.kp', 'KCNA', '조선중앙통신', 'state media'], ['']]
    >>> codes.tolist()
    [1, 0, 2]
    """
    known = publishers or Reference.bundled().publishers
    found: dict[str, list[str]] = {}
    values = []
    columns = (frames.texts(events, name) for name in ("publisher", "source_url", "source_class"))
    for name, url, class_ in zip(*columns, strict=True):
        one = known.named(name) if name.strip() else known.of(url)
        key = _writable(one.host or one.name)
        if key not in found:
            # A publisher that is only known by its host needs no name.
            bare = one.name in ("", one.host) or not one.host
            row = [key, "" if bare else one.name, one.korean, one.class_ or class_]
            found[key] = [_writable(text) for text in row] if any(row[1:]) else [key]
        values.append(key)
    codes, keys = _numbered(values)
    return codes, [found[key] for key in keys]


def record_counts(
    lists: Sequence[Sequence[str]], pairs: Sequence[Sequence[object]], records: pd.DataFrame | None
) -> Array:
    """Number of records of each event: those in its own list and those linked to it.

    Examples
    --------
    >>> record_counts([["r1"], []], [[0, 0, None, ""], [1, 0, 0.8, ""]], pd.DataFrame({"id": ["r1"]})).tolist()
    [1, 1]
    """
    ids = [] if records is None else frames.texts(records, "id")
    found = [set(listed) for listed in lists]
    for pair in pairs:
        found[int(str(pair[0]))].add(ids[int(str(pair[1]))])
    return np.array([len(one) for one in found], dtype=np.int64)
