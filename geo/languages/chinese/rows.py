"""What the Chinese text of a table's row says (fields: :class:`geo.languages.placement.Rows`)."""

from __future__ import annotations

from geo.languages.placement import Rows

__all__ = ["ROWS"]

ROWS: Rows[str] = Rows(arms="导弹|導彈|火箭")
