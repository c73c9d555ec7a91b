"""Static maps for print: a page with title, legend, scale, north arrow and sources, as PNG, SVG or PDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from geo.errors import OptionError

if TYPE_CHECKING:
    import pandas as pd

    from geo.results import Results

    from .sheet import Sheet

__all__ = ["LANGUAGES", "SHADES", "draw"]

LANGUAGES = ("en", "ko")
SHADES = ("events", "none")
"""What counties are shaded by."""


def draw(
    events: Results | pd.DataFrame,
    *,
    title: str = "",
    language: str = "en",
    paper: str = "a4",
    shade: str = "none",
    graticule: bool = True,
    origin: Mapping[str, Any] | None = None,
) -> Sheet:
    """Draw a map of events for print.

    Points that crowd are one disc with their number, a ring of their types and the sign of the most frequent;
    what is known only to a county or province is a badge inside its hatched or banded area.

    Parameters
    ----------
    events : Results or pandas.DataFrame
        With a frame, one row an event with the columns of :class:`geo.model.Event`; any may be missing.
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
    origin : mapping, optional
        What the figure says it was made from, as :func:`geo.maps.about.origin` gives it.

    Returns
    -------
    matplotlib.figure.Figure
        Its ``savefig`` writes ``.png`` at 300 dpi, ``.svg`` and ``.pdf``; the same events give the same bytes
        (on the same day, or with ``SOURCE_DATE_EPOCH`` set). A notebook shows it as it is.

    Raises
    ------
    geo.errors.OptionError
        An option is none of those above, or matplotlib is not installed.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"type": ["inspection"], "lat": [39.26], "lon": [126.2], "geo_precision": ["locality"]}
    >>> figure = draw(pd.DataFrame(rows), title="Songchon County", paper="letter")
    >>> [round(inches, 1) for inches in figure.get_size_inches()]
    [8.5, 11.0]
    """
    _check(language=(language, LANGUAGES), shade=(shade, SHADES), paper=(paper, ("a4", "letter")))
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise OptionError("static maps need matplotlib; install dprk-geo[figures]") from None
    from geo.maps.about import origin_of_events
    from geo.results import Results

    from .composition import compose

    if isinstance(events, Results):
        frame, told = events.events, events.origin()
    else:
        frame, told = events, origin_of_events(events)
    return compose(
        frame, title=title, language=language, paper=paper, shade=shade, graticule=graticule,
        origin=dict(told) | dict(origin or {}),
    )  # fmt: skip


def _check(**given: tuple[str, tuple[str, ...]]) -> None:
    for name, (value, known) in given.items():
        if value not in known:
            raise OptionError(f"{name} is {value!r}; it can be one of {', '.join(known)}")
