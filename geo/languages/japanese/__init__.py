"""Japanese; place names come from ``data/reference/names``, word lists from ``data/reference/words``."""

from __future__ import annotations

from geo.languages.base import Language
from geo.languages.wording import Wording
from geo.text.scripts import Script

from .anaphora import ANAPHORA
from .bases import BASES
from .dates import DATES
from .event_types import EVENTS, STAGES
from .locations import LOCATIONS
from .naming import NAMING
from .reports import REPORTS
from .retrospection import RETROSPECTION
from .sides import HOLDERS, SIDES
from .toponyms import JapaneseToponyms

__all__ = ["LANGUAGE"]

LANGUAGE = Language(
    id="ja",
    name="japanese",
    scripts=frozenset([Script.KANA, Script.HAN]),
    mark=Script.KANA,
    toponyms=JapaneseToponyms,
    dates=DATES,
    wording=Wording(
        events=EVENTS, stages=STAGES, locations=LOCATIONS, anaphora=ANAPHORA, retrospection=RETROSPECTION,
        reports=REPORTS, bases=BASES, sides=SIDES, holders=HOLDERS, naming=NAMING,
    ),
)  # fmt: skip
