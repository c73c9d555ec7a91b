"""What Chinese says of the side of the line that a place is on."""

from __future__ import annotations

from geo.languages.wording import Sides

__all__ = ["SIDES"]

SIDES: Sides[str] = Sides(south_near=r"韩国|韩军|仁川|京畿", north_near=r"朝鲜", southern=r"仁川市?$")
