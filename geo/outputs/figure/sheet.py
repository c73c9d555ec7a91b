"""The sheet of paper: its size, and reproducible saving."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from matplotlib import rc_context
from matplotlib.figure import Figure

from geo._version import __version__

from .fonts import postscript, quiet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Sheet"]

_SIZES: Mapping[str, tuple[str, float, float]] = {
    "a4": ("A4", 595.276, 841.89),
    "letter": ("Letter", 612.0, 792.0),
}
"""Name, width and height in points, in portrait format."""

DPI = 300
"""Resolution of PNG files for print."""
_SHOWN = 110
"""Resolution in notebooks."""

# Keep SVG text as text, use unhinted widths as measured, and derive ids from a fixed salt for reproducibility.
_SAVED: Any = {"svg.fonttype": "none", "svg.hashsalt": "dprk-geo", "text.hinting": "none"}


_HANGUL = re.compile("[\u1100-\u11ff\u2e80-\uffdc]")


class Sheet(Figure):
    """A matplotlib figure of one page, measured in points; ``savefig`` writes PNG at 300 dpi, SVG and PDF.

    Attributes
    ----------
    title : str
    notes : list of str
        Limitations of the figure on this machine, such as a missing font.
    """

    def __init__(self, paper: str = "a4", title: str = "") -> None:
        self.paper, self.width, self.height = _SIZES[paper]
        super().__init__(figsize=(self.width / 72, self.height / 72), facecolor="white")
        self.title = title
        self.notes: list[str] = []

    def page(self) -> Axes:
        """Add axes that cover the page, with one unit per point and without axis lines."""
        axes = self.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, self.width), ylim=(0, self.height))
        axes.set_axis_off()
        return axes

    def savefig(self, fname: Any, *, transparent: bool | None = None, **options: Any) -> None:
        """Save like :meth:`matplotlib.figure.Figure.savefig`, by default reproducibly and with print resolution."""
        ending = str(options.get("format") or os.path.splitext(str(fname))[1].lstrip(".")).lower()  # noqa: PTH122
        options.setdefault("dpi", DPI)
        options.setdefault("metadata", self._metadata(ending))
        with quiet(), rc_context({**_SAVED, "pdf.fonttype": self._embedded()}):
            super().savefig(fname, transparent=transparent, **options)

    def _embedded(self) -> int:
        """Font type for PDF: 42 (TrueType), or 3 (per glyph) if Korean text uses a font with PostScript outlines.

        matplotlib would declare such a font as TrueType, which PDF readers report as an error.
        """
        hangul = any(_HANGUL.search(words.get_text()) for axes in self.axes for words in axes.texts)
        return 3 if hangul and postscript() else 42

    def _metadata(self, ending: str) -> dict[str, Any]:
        made_by = f"dprk-geo {__version__}"
        if ending == "pdf":
            from geo.outputs.provenance import made_on

            day = datetime.fromisoformat(made_on()).replace(tzinfo=UTC)
            return {"Title": self.title, "Creator": made_by, "CreationDate": day}
        if ending == "svg":
            return {"Title": self.title, "Creator": made_by, "Date": None}
        return {"Title": self.title, "Software": made_by} if ending == "png" else {}

    def _repr_png_(self) -> bytes:
        picture = io.BytesIO()
        self.savefig(picture, format="png", dpi=_SHOWN)
        return picture.getvalue()
