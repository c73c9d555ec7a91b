"""English words for the past: recollections of former leaders."""

from __future__ import annotations

from datetime import date

from geo.languages.wording import Retrospection

__all__ = ["RETROSPECTION"]

RETROSPECTION: Retrospection[str] = Retrospection(
    spoke=r"(?: \w+ly)? ?(?:said|asked|founded|named|saw|sent|set|told|instructed|built|learned|taught)\b",
    now=(
        r"\b(?:now|[Tt]oday|[Rr]ecently|this (?:year|month|week)|these days|[Cc]urrently|[Aa]t present"
        r"|nowadays|has been|have been)\b"
    ),
    decades=(
        r"\b(?:over|during|in) the (?:past|last) (?:\d{2}|several|few|many)?(?: odd)? ?(?:decades|years)\b"
        r"|\b(?:for|over) (?:decades|half a century)\b"
    ),
    decades_words=("decades", "years", "half a century"),
    died={"Kim Il": date(1994, 7, 8), "Kim Jong": date(2011, 12, 17)},
)
