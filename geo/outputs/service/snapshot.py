"""What is served at one time, and its renewal when the input has changed."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from geo.linking.dataset import Dataset
from geo.outputs.formats.sqlite import write_sqlite

from .collections import SERVED, Collection, collections
from .features import Extent, Features
from .geocoding import Places

__all__ = ["Current", "Load", "Snapshot", "Stamp", "snapshot"]

Load = Callable[[], tuple[Dataset, str]]
"""Gives the results and the page that shows them."""

Stamp = Callable[[], str]
"""Gives a text that is another one when the results may have changed; it costs little."""

_POLICY = re.compile(r'http-equiv="?Content-Security-Policy"?\s+content="([^"]*)"')
_EVERY = 2.0
"""Seconds between two looks at the input."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Results at one time, ready to be asked.

    Attributes
    ----------
    page : bytes
        The map.
    policy : str
        Content security policy of the map.
    collections : mapping of str to Collection
    features : Features
    extents : mapping of str to Extent
    sizes : mapping of str to int
        Number of features of each collection.
    places : Places
    made : str
        When, UTC.
    folder : TemporaryDirectory
        Has the database; it is removed with the snapshot.
    """

    page: bytes
    policy: str
    collections: Mapping[str, Collection]
    features: Features
    extents: Mapping[str, Extent]
    sizes: Mapping[str, int]
    places: Places
    made: str
    folder: TemporaryDirectory[str]


def snapshot(results: Dataset, page: str) -> Snapshot:
    """Make results ready to be asked.

    Raises
    ------
    UnreadableError
        The temporary database cannot be written.

    Examples
    --------
    >>> import geo
    >>> ready = snapshot(geo.read("data/samples/articles"), "<p>the map</p>")
    >>> ready.sizes["counties"], ready.sizes["records"]
    (179, 0)
    """
    folder = TemporaryDirectory(prefix="dprk-geo-", ignore_cleanup_errors=True)
    path = Path(folder.name, "results.sqlite")
    write_sqlite(results, path, {}, layers=SERVED)
    features = Features(path, results.reference.boundaries)
    known = collections(results.reference.event_types)
    policy = _POLICY.search(page)
    return Snapshot(
        page=page.encode("utf-8", "replace"),
        policy=unescape(policy[1]) if policy else "default-src 'none'",
        collections=known,
        features=features,
        extents={name: features.extent(one) for name, one in known.items()},
        sizes={name: features.count(one) for name, one in known.items()},
        places=Places(results.reference),
        made=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        folder=folder,
    )


class Current:
    """The snapshot that is served now; a thread replaces it when the input has changed.

    Requests that are being answered keep the snapshot with which they began.

    Parameters
    ----------
    load : callable
        As :data:`Load`.
    stamp : callable, optional
        As :data:`Stamp`; without one the results are never renewed.
    say : callable
        Called with a line of text when the results were renewed, or could not be.
    """

    def __init__(self, load: Load, stamp: Stamp | None, say: Callable[[str], Any]) -> None:
        self._load, self._stamp, self._say = load, stamp, say
        self._seen = stamp() if stamp else ""
        self._ended = threading.Event()
        self.snapshot = snapshot(*load())

    def watch(self) -> None:
        """Begin to look for changes."""
        if self._stamp is not None:
            threading.Thread(target=self._watched, name="reload", daemon=True).start()

    def end(self) -> None:
        """Look for no more changes."""
        self._ended.set()

    def renew(self) -> bool:
        """Renew the results if the input has changed; return whether they were renewed."""
        assert self._stamp is not None
        now = self._stamp()
        if now == self._seen:
            return False
        self.snapshot = snapshot(*self._load())
        self._seen = now
        return True

    def _watched(self) -> None:
        last = ""
        while not self._ended.wait(_EVERY):
            try:
                if self.renew():
                    self._say(f"reloaded: {self.snapshot.sizes['events']:,} events")
                last = ""
            except Exception as error:  # whatever it is, what was served so far is served on
                if str(error) != last:
                    self._say(f"could not be reloaded, so what was read before is served: {error}")
                last = str(error)
