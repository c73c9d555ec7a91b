"""Korean words for the past: recollections of former leaders."""

from __future__ import annotations

from datetime import date

from geo.languages.wording import Retrospection

__all__ = ["RETROSPECTION"]

RETROSPECTION: Retrospection[str] = Retrospection(
    now=r"올해|최근|지금|현재",
    died={"김일성": date(1994, 7, 8), "김정일": date(2011, 12, 17)},
)
