"""English, as written by North Korean state media, the international press and the UN."""

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
from .modality import MODALITY
from .naming import NAMING
from .reports import REPORTS
from .retrospection import RETROSPECTION
from .rows import ROWS
from .sides import HOLDERS, SIDES
from .statements import STATEMENTS
from .toponyms import EnglishToponyms

__all__ = ["LANGUAGE"]

LANGUAGE = Language(
    id="en",
    name="english",
    scripts=frozenset([Script.LATIN]),
    toponyms=EnglishToponyms,
    dates=DATES,
    wording=Wording(
        events=EVENTS, modality=MODALITY, stages=STAGES, locations=LOCATIONS, anaphora=ANAPHORA,
        retrospection=RETROSPECTION, statements=STATEMENTS, reports=REPORTS, clauses=CLAUSES, genres=GENRES,
        bases=BASES, sides=SIDES, holders=HOLDERS, rows=ROWS, naming=NAMING,
    ),
    abbreviations=frozenset(
        """
        Mt No Dr Mr Ms Gen Gov St vs Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec a.m p.m U.S U.N C.C e.g
        i.e Col Lt Maj Ltd Co Inc Adm Capt Sgt Rep Sen Sr Jr
        """.split()
    ),
    neutral=frozenset(
        """
        dates.on_day locations.of locations.apposed locations.and_more locations.listed locations.next
        reports.dateline_end reports.listed_days reports.stretch sides.parent_after sides.parent_before sides.holds
        holders.within holders.joint rows.before_place events.after_country
        """.split()
    ),
)  # fmt: skip
