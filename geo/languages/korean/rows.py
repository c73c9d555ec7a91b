"""What the Korean text of a table's row says (fields: :class:`geo.languages.placement.Rows`)."""

from __future__ import annotations

from geo.languages.placement import Rows

__all__ = ["ROWS"]

ROWS: Rows[str] = Rows(
    sent_to=r"[^,.;()]{0,16}(?:에|으로|로) (?:파견|보내|떠나)",
    arms="미싸일|미사일|로켓|화성",
    between_names=r"(?<=[가-힣])\s*[,、·ㆍ]\s*(?=[가-힣])",  # a comma may be part of an English name
)
