"""Chinese, in simplified and traditional characters."""

from __future__ import annotations

from geo.languages.base import Language
from geo.languages.wording import Wording
from geo.text.scripts import Script

from .bases import BASES
from .dates import DATES
from .event_types import EVENTS, STAGES
from .locations import LOCATIONS
from .naming import NAMING
from .reports import REPORTS
from .rows import ROWS
from .sides import SIDES
from .toponyms import ChineseToponyms

__all__ = ["LANGUAGE"]

LANGUAGE = Language(
    id="zh",
    name="chinese",
    scripts=frozenset([Script.HAN]),
    toponyms=ChineseToponyms,
    dates=DATES,
    wording=Wording(
        events=EVENTS, stages=STAGES, locations=LOCATIONS, reports=REPORTS, bases=BASES, sides=SIDES, rows=ROWS,
        naming=NAMING,
    ),
)  # fmt: skip
