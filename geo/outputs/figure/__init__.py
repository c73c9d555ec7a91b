"""Static maps for print: a page with title, legend, scale, north arrow and sources, as PNG, SVG or PDF."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.model.errors import OptionError
from geo.outputs.writing import filled
from geo.reference.context import Reference

if TYPE_CHECKING:
    import pandas as pd

    from geo.linking.dataset import Dataset

    from .sheet import Sheet

__all__ = ["FIGURES", "LANGUAGES", "PAPERS", "SHADES", "check", "draw", "write_figure"]

FIGURES = (".png", ".svg", ".pdf")
"""Endings of the files that a figure is written to."""

LANGUAGES = ("en", "ko")
PAPERS = ("a4", "letter")
SHADES = ("events", "none")
"""What counties are shaded by."""


def draw(
    events: Dataset | pd.DataFrame,
    *,
    title: str = "",
    language: str = "en",
    paper: str = "a4",
    shade: str = "none",
    graticule: bool = True,
    once: bool = False,
    origin: Mapping[str, Any] | None = None,
    reference: Reference | None = None,
) -> Sheet:
    """Draw a map of events for print.

    Points that crowd are one disc with their number, a ring of their types and the sign of the most frequent;
    what is known only to a county or province is a badge inside its hatched or banded area.

    Parameters
    ----------
    events : Dataset or pandas.DataFrame
        With a frame, one row an event with the columns of :class:`geo.model.entities.Event`; any may be missing.
    title : str
        In place of a general one.
    language : {"en", "ko"}
        Of all words and names. Without a Korean font on the machine names and words are in English, and the
        figure's ``notes`` say so.
    paper : {"a4", "letter"}
        Upright.
    shade : {"events", "none"}
        Whether counties are shaded by how many events they have.
    graticule : bool
        Whether meridians and parallels are drawn.
    once : bool
        Whether several reports of one happening count as one event, drawn as the first of them.
    origin : mapping, optional
        What the figure says it was made from, as :func:`geo.outputs.provenance.origin` gives it; its ``boundaries`` are
        the words for whose outlines are drawn, where they are not the bundled ones.
    reference : Reference, optional
        Outlines, names of places and types of events; by default those of the Dataset, of a frame the bundled
        ones. A type that is not among them is drawn with the sign of ``other``, under its own name.

    Returns
    -------
    matplotlib.figure.Figure
        Its ``savefig`` writes ``.png`` at 300 dpi, ``.svg`` and ``.pdf``; the same events give the same bytes
        (on the same day, or with ``SOURCE_DATE_EPOCH`` set). A notebook shows it as it is.

    Raises
    ------
    geo.model.errors.OptionError
        An option is none of those above, or matplotlib is not installed.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"type": ["inspection"], "lat": [39.26], "lon": [126.2], "geo_precision": ["locality"]}
    >>> figure = draw(pd.DataFrame(rows), title="Songchon County", paper="letter")
    >>> [float(round(inches, 1)) for inches in figure.get_size_inches()]
    [8.5, 11.0]
    """
    given = {"language": (language, LANGUAGES), "shade": (shade, SHADES), "paper": (paper, PAPERS)}
    for name, (value, offered) in given.items():
        if value not in offered:
            raise OptionError(f"{name} is {value!r}; it can be one of {', '.join(offered)}")
    _drawn()
    from geo.linking.dataset import Dataset
    from geo.outputs.frames import event_frame
    from geo.outputs.provenance import origin_of, origin_of_events

    from .layout import compose

    if isinstance(events, Dataset):
        known = reference or events.reference
        frame, told = event_frame(events.event_list, reference=known), origin_of(events)
    else:
        known = reference or Reference.bundled()
        frame, told = events, origin_of_events(events)
    return compose(
        frame, title=title, language=language, paper=paper, shade=shade, graticule=graticule, once=once,
        origin={**told, "boundaries": known.boundaries.credit, **(origin or {})}, reference=known,
    )  # fmt: skip


def write_figure(
    results: Dataset,
    path: str | Path,
    *,
    title: str = "",
    language: str = "en",
    paper: str = "a4",
    shade: str = "none",
    once: bool = False,
) -> list[str]:
    """Draw results and write them to a file in the format of its ending.

    Parameters
    ----------
    results : Dataset
    path : path
        Ending in ``.png``, ``.svg`` or ``.pdf``.
    title, language, paper, shade, once
        As :func:`draw` takes them.

    Returns
    -------
    list of str
        The paper, and what is to be known of the figure.

    Raises
    ------
    geo.model.errors.OptionError
        No figure has that ending, or as :func:`draw` raises it.
    geo.model.errors.UnreadableError
        The file cannot be written.
    """
    path = Path(path)
    check(path)
    sheet = draw(results, title=title, language=language, paper=paper, shade=shade, once=once)
    filled(path, lambda beside: sheet.savefig(beside, format=path.suffix[1:].casefold()))
    return [sheet.paper, *sheet.notes]


def check(path: str | Path) -> None:
    """See that a figure can be written to a path.

    Raises
    ------
    geo.model.errors.OptionError
        No figure has that ending, or matplotlib is not installed.
    """
    if Path(path).suffix.casefold() not in FIGURES:
        raise OptionError(f"{path}: figures are written as {', '.join(FIGURES)}")
    _drawn()


def _drawn() -> None:
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise OptionError("static maps need matplotlib; install dprk-geo[figures]") from None
