"""The tables needed to compare rows, built from a reference once per run."""

from __future__ import annotations

from geo.reference.context import Reference

from .comparison_rows import RowMaker
from .scores import Agreement

__all__ = ["Comparison"]


class Comparison:
    """The row converter and the table of agreeing event types of a reference.

    Parameters
    ----------
    reference : Reference

    Attributes
    ----------
    rows : RowMaker
    agreement : Agreement
    """

    def __init__(self, reference: Reference) -> None:
        self.rows = RowMaker(reference)
        self.agreement = Agreement(reference.event_types)
