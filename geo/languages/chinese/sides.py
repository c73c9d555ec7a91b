"""Chinese words that show whether a place is in the North or the South."""

from __future__ import annotations

from geo.languages.placement import Sides

__all__ = ["SIDES"]

SIDES: Sides[str] = Sides(south_near=r"韩国|韩军|仁川|京畿", north_near=r"朝鲜", southern=r"仁川市?$")
