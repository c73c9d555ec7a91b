"""All that two rows are compared with, made of a reference once for a run."""

from __future__ import annotations

from geo.reference.context import Reference

from .comparison_rows import RowMaker
from .scores import Agreement

__all__ = ["Comparison"]


class Comparison:
    """How rows are made and which types of events agree, by a reference.

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
