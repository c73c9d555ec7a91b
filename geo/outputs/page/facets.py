"""What events are filtered by that no column says outright: kind of site, publisher, number of records."""

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
    """Text as UTF-8 can hold it: a lone surrogate becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _numbered(values: Sequence[str]) -> tuple[Array, list[str]]:
    """Number values by how often they are met, the most frequent first; the empty one is always last."""
    counts = Counter(values)
    names = sorted(counts, key=lambda name: (not name, -counts[name], name))
    place = {name: number for number, name in enumerate(names)}
    return np.array([place[value] for value in values], dtype=np.int64), names


def site_kinds(
    events: pd.DataFrame, sites: pd.DataFrame | None, numbers: Sequence[int], lexicon: Lexicon
) -> tuple[Array, list[str]]:
    """Number the kind of each event's site: from the table of sites, else from the site's own name.

    Parameters
    ----------
    events, sites : pandas.DataFrame
        As :func:`geo.outputs.page.event_map` takes them.
    numbers : sequence of int
        For each event the row of its site in ``sites`` from 1, 0 where it has none there.
    lexicon : Lexicon
        Its site words say what kind a site of that name is.

    Returns
    -------
    tuple of numpy.ndarray and list of str
        A number for each event, and the kinds that they stand for; ``""`` is "no site".

    Examples
    --------
    >>> words = Reference.bundled().lexicon
    >>> codes, kinds = site_kinds(pd.DataFrame({"site": ["Pump Factory", None]}), None, [0, 0], words)
    >>> codes.tolist(), kinds
    ([0, 1], ['factory', ''])
    """
    told = [] if sites is None else frames.texts(sites, "kind")
    named: dict[str, str] = {"": ""}
    values = []
    for name, number in zip(frames.texts(events, "site"), numbers, strict=True):
        kind = told[number - 1] if number else ""
        # "site" in a table is what a table says that does not know.
        if kind in ("", "site"):
            if name not in named:
                named[name] = site_kind(_writable(name), lexicon)
            kind = named[name] or kind
        values.append(_writable(kind))
    return _numbered(values)


def sources(events: pd.DataFrame, publishers: Publishers | None = None) -> tuple[Array, list[list[str]]]:
    """Number who told each event: the column ``publisher`` where it has one, else the host of its address.

    Parameters
    ----------
    events : pandas.DataFrame
        A publisher that is not known has the class of the column ``source_class``, if any.
    publishers : Publishers, optional
        Those of the reference by default.

    Returns
    -------
    tuple of numpy.ndarray and list of list of str
        A number for each event, the most frequent source first; and for each number its key (host or name,
        ``""`` for no address), followed by name, Korean name and class where they are known.

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
            # A host that stands for its publisher needs no name beside it.
            bare = one.name in ("", one.host) or not one.host
            row = [key, "" if bare else one.name, one.korean, one.class_ or class_]
            found[key] = [_writable(text) for text in row] if any(row[1:]) else [key]
        values.append(key)
    codes, keys = _numbered(values)
    return codes, [found[key] for key in keys]


def record_counts(
    lists: Sequence[Sequence[str]], pairs: Sequence[Sequence[object]], records: pd.DataFrame | None
) -> Array:
    """Count the matching records of each event, those it lists itself and those it is paired with.

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
