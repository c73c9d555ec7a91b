"""How a format stores lists, objects and unusual texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .characters import ANY_TEXT

__all__ = ["Traits"]


@dataclass(frozen=True, slots=True)
class Traits:
    """How a format stores lists, objects and unusual texts.

    Attributes
    ----------
    forbidden : pattern
        Characters that the format cannot store. They are replaced by U+FFFD.
    lists : {"list", "json", "text"}
        Store lists natively, as JSON, or joined by "; ".
    objects : {"object", "json"}
        Store objects natively or as JSON.
    guarded : bool
        Whether texts that a spreadsheet would run as a formula get a leading apostrophe.
    longest : int
        Maximum length of a text in UTF-16 code units, as Excel counts; 0 for no limit.
    """

    forbidden: re.Pattern[str] = ANY_TEXT
    lists: Literal["list", "json", "text"] = "list"
    objects: Literal["object", "json"] = "object"
    guarded: bool = False
    longest: int = 0
