"""Korean in the orthographies of North and South, with Hanja in brackets."""

from __future__ import annotations

from geo.languages.base import Language
from geo.languages.wording import Wording
from geo.text.scripts import Script

from .anaphora import ANAPHORA
from .bases import BASES
from .clauses import CLAUSES
from .dates import DATES
from .event_types import EVENTS, STAGES
from .genres import GENRES
from .locations import LOCATIONS
from .naming import NAMING
from .reports import REPORTS
from .retrospection import RETROSPECTION
from .rows import ROWS
from .sides import HOLDERS, SIDES
from .statements import STATEMENTS
from .toponyms import KoreanToponyms

__all__ = ["LANGUAGE"]

LANGUAGE = Language(
    id="ko",
    name="korean",
    scripts=frozenset([Script.HANGUL, Script.HAN]),
    toponyms=KoreanToponyms,
    dates=DATES,
    wording=Wording(
        events=EVENTS, stages=STAGES, locations=LOCATIONS, anaphora=ANAPHORA, retrospection=RETROSPECTION,
        statements=STATEMENTS, reports=REPORTS, clauses=CLAUSES, genres=GENRES, bases=BASES, sides=SIDES,
        holders=HOLDERS, rows=ROWS, naming=NAMING,
    ),
)  # fmt: skip
