"""Japanese words for the past: recollections of former leaders."""

from __future__ import annotations

from datetime import date

from geo.languages.wording import Retrospection

__all__ = ["RETROSPECTION"]

_DAY_OF_FIRST, _DAY_OF_SECOND = date(1994, 7, 8), date(2011, 12, 17)

RETROSPECTION: Retrospection[str] = Retrospection(
    spoke=r"(?:主席|総書記|将軍|国防委員長|大元帥|同志|氏)*(?:は|が|も)[^。]{0,60}(?:た|だ)",
    now=r"今年|ことし|本年|最近|現在|このほど|このたび|今回",
    died={
        "金日成": _DAY_OF_FIRST, "キム・イルソン": _DAY_OF_FIRST, "キムイルソン": _DAY_OF_FIRST,
        "金正日": _DAY_OF_SECOND, "キム・ジョンイル": _DAY_OF_SECOND, "キムジョンイル": _DAY_OF_SECOND,
    },
)  # fmt: skip
