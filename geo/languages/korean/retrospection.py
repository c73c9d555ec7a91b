"""Korean words for the past: recollections of former leaders."""

from __future__ import annotations

from datetime import date

from geo.languages.wording import Retrospection

__all__ = ["RETROSPECTION"]

RETROSPECTION: Retrospection[str] = Retrospection(
    spoke=r"(?:동지|주석|대원수|장군님|수령님|대원수님|국방위원장)?(?:께서|[은는이가]\s)",
    now=r"올해|최근|지금|현재",
    decades=r"지난 (?:\d{2,}|수십|수백|반세기)\s?여?\s?년?(?:간|동안)|수십년간|반세기 ?(?:동안|가까이|이상)",
    decades_words=("년간", "년동안", "년 동안", "년 간", "반세기"),
    died={"김일성": date(1994, 7, 8), "김정일": date(2011, 12, 17)},
)
