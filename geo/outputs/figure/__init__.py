"""Static maps for print with title, legend, scale bar, north arrow and sources, as PNG, SVG or PDF."""

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
"""Supported file extensions."""

LANGUAGES = ("en", "ko")
PAPERS = ("a4", "letter")
SHADES = ("events", "none")
"""Values by which counties can be shaded."""


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
    """Draw a static map of events for print.

    Points that would overlap are merged into a disc with their number, a ring with the shares of their types, and
    the symbol of the most frequent type. Events located only to a county or province are a badge inside that area,
    which is hatched (county) or has a band along its border (province).

    Parameters
    ----------
    events : Dataset or pandas.DataFrame
        A frame has one row per event with the columns of :class:`geo.model.entities.Event`; columns may be missing.
    title : str
        Title; a general one by default.
    language : {"en", "ko"}
        Language of texts and names. If no Korean font is installed, English is used and ``notes`` of the figure say
        so.
    paper : {"a4", "letter"}
        Paper size, in portrait format.
    shade : {"events", "none"}
        Whether to shade counties by their number of events.
    graticule : bool
        Whether to draw meridians and parallels.
    once : bool
        Whether to count several reports of one happening as one event, drawn as the first of them.
    origin : mapping, optional
        Provenance for the notes below the map, as returned by :func:`geo.outputs.provenance.origin`; ``boundaries``
        is the credit of the boundaries if they are not the bundled ones.
    reference : Reference, optional
        Boundaries, names of places and event types; by default those of the Dataset, for a frame the bundled ones.
        An unknown type is drawn with the symbol of ``other`` under its own name.

    Returns
    -------
    matplotlib.figure.Figure
        Its ``savefig`` writes ``.png`` at 300 dpi, ``.svg`` and ``.pdf``. Output is reproducible on the same day, or
        with ``SOURCE_DATE_EPOCH`` set.

    Raises
    ------
    geo.model.errors.OptionError
        An option has an invalid value, or matplotlib is not installed.

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
        frame, inputs = event_frame(events.event_list, reference=known), origin_of(events)
    else:
        known = reference or Reference.bundled()
        frame, inputs = events, origin_of_events(events)
    return compose(
        frame, title=title, language=language, paper=paper, shade=shade, graticule=graticule, once=once,
        origin={**inputs, "boundaries": known.boundaries.credit, **(origin or {})}, reference=known,
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
    """Draw results and write the figure to a file, in the format of its extension.

    Parameters
    ----------
    results : Dataset
    path : path
        A path with the extension ``.png``, ``.svg`` or ``.pdf``.
    title, language, paper, shade, once
        See :func:`draw`.

    Returns
    -------
    list of str
        The paper size, and notes about the figure.

    Raises
    ------
    geo.model.errors.OptionError
        The file extension is not supported, an option is invalid, or matplotlib is not installed.
    geo.model.errors.UnreadableError
        The file cannot be written.
    """
    path = Path(path)
    check(path)
    sheet = draw(results, title=title, language=language, paper=paper, shade=shade, once=once)
    filled(path, lambda beside: sheet.savefig(beside, format=path.suffix[1:].casefold()))
    return [sheet.paper, *sheet.notes]


def check(path: str | Path) -> None:
    """Check that a figure can be written to a path.

    Raises
    ------
    geo.model.errors.OptionError
        The file extension is not supported, or matplotlib is not installed.
    """
    if Path(path).suffix.casefold() not in FIGURES:
        raise OptionError(f"{path}: figures are written as {', '.join(FIGURES)}")
    _drawn()


def _drawn() -> None:
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise OptionError("static maps need matplotlib; install dprk-geo[figures]") from None
