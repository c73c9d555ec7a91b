"""The map page in a notebook: what is filtered or clicked there is a frame here, and the other way round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import resources
from typing import Any

import numpy as np
import pandas as pd
from branca.element import Element

from geo.model.entities import Event, Extraction
from geo.model.errors import OptionError
from geo.outputs.frames import event_frame
from geo.outputs.page import event_map
from geo.outputs.page.columns import row_order
from geo.reference.context import Reference

try:
    import anywidget
    import traitlets
except ImportError as error:
    raise OptionError("a widget needs anywidget; install dprk-geo[widget]") from error

__all__ = ["EventWidget", "event_widget"]

_FILES = resources.files(__package__)


class EventWidget(anywidget.AnyWidget):
    """The map page as a Jupyter widget; made by :func:`event_widget`.

    Attributes
    ----------
    events : pandas.DataFrame
        The events on the map, as they were given.
    shown : list of int or None
        Numbers of the rows that the page shows, in its order; None for all. Observe it to follow the reader:
        ``widget.observe(function, "shown")``.
    opened : int
        Number of the row on the card, in the page's order; -1 for none.
    """

    _esm = _FILES.joinpath("widget.js").read_text("utf-8")
    page = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    height = traitlets.Unicode("720px").tag(sync=True)
    shown: Any = traitlets.List(traitlets.Int(), default_value=None, allow_none=True).tag(sync=True)
    opened = traitlets.Int(-1).tag(sync=True)
    asked = traitlets.Dict(default_value={"turn": 0}).tag(sync=True)

    def __init__(self, events: pd.DataFrame, page: str, *, title: str, height: str = "720px") -> None:
        self.events = events
        self._order = row_order(events)
        self._turn = 0
        super().__init__(page=page, title=title, height=height)

    @property
    def selected(self) -> pd.DataFrame:
        """The events that the page shows: after its filters, its search, and a click on a symbol.

        Set it to show some events only: a frame of them, their ids, or a mask with one truth value for each row of
        ``events``; None shows all again.

        Raises
        ------
        OptionError
            An id is not on the map, or a mask has another length.
        """
        if self.shown is None:
            return self.events
        return self.events.iloc[np.sort(self._order[np.asarray(self.shown, dtype=np.int64)])]

    @selected.setter
    def selected(self, wanted: pd.DataFrame | Iterable[Any] | None) -> None:
        rows = None if wanted is None else self._rows(wanted)
        self.shown = None if rows is None else rows
        self._ask(rows=rows)

    @property
    def current(self) -> pd.Series | None:
        """The event on the card, as a row; None for none. Set it to an event's id, or to None."""
        return None if self.opened < 0 else self.events.iloc[self._order[self.opened]]

    @current.setter
    def current(self, wanted: str | pd.Series | None) -> None:
        id_ = wanted["event_id"] if isinstance(wanted, pd.Series) else wanted
        self.opened = -1 if id_ is None else self._rows([id_])[0]
        self._ask(current=self.opened)

    def _ask(self, **what: Any) -> None:
        # A turn makes each wish a change, so that one that is repeated is sent again.
        self._turn += 1
        self.asked = {"turn": self._turn, **what}

    def _rows(self, wanted: pd.DataFrame | Iterable[Any]) -> list[int]:
        """Numbers of rows in the page's order."""
        if isinstance(wanted, pd.DataFrame):
            wanted = wanted["event_id"]
        values = list(wanted)
        if values and all(isinstance(value, (bool, np.bool_)) for value in values):
            if len(values) != len(self.events):
                raise OptionError(f"{len(values):,} truth values for {len(self.events):,} events")
            mask = np.asarray(values, dtype=bool)
        else:
            ids = self.events["event_id"] if "event_id" in self.events else pd.Series(dtype=object)
            known = set(ids)
            if unknown := [value for value in values if value not in known]:
                raise OptionError(f"no event on the map has the id {unknown[0]!r}")
            mask = ids.isin(values).to_numpy()
        return [int(row) for row in np.flatnonzero(mask[self._order])]


def event_widget(
    events: pd.DataFrame | Sequence[Event] | Extraction,
    *,
    height: str = "720px",
    reference: Reference | None = None,
    **options: Any,
) -> EventWidget:
    """The map page as a widget of Jupyter, Visual Studio Code, Colab or marimo; needs the extra ``widget``.

    Parameters
    ----------
    events, reference, **options
        As :func:`geo.event_map` takes them.
    height : str
        Height in CSS.

    Returns
    -------
    EventWidget
        Shows itself. ``selected`` is a frame of what the reader has filtered or clicked, and can be set.

    Raises
    ------
    OptionError
        anywidget is not installed, or an option is not valid.

    Examples
    --------
    >>> import geo
    >>> widget = event_widget(geo.extract("A mill was inaugurated in Haeju City. A flood hit Anju City."))
    >>> widget.selected = widget.events["type"] == "disaster"
    >>> widget.selected["adm2_name"].tolist()
    ['Anju']
    """
    frame = events if isinstance(events, pd.DataFrame) else event_frame(events, reference=reference)
    page = event_map(frame, reference=reference, **options)
    root: Any = page.get_root()
    bridge = _FILES.joinpath("bridge.js").read_text("utf-8")
    root.script.add_child(Element(bridge))
    return EventWidget(frame, root.render(), title=str(root.title), height=height)
