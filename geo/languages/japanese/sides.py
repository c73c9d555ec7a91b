"""Japanese words that show the unit of a place, and whether it is in the North or the South."""

from __future__ import annotations

from geo.languages.placement import Holders, Sides

__all__ = ["HOLDERS", "SIDES"]

HOLDERS: Holders[str] = Holders(joint=r"や|と|、|・", unit_nouns=("郡", "市"))

SIDES: Sides[str] = Sides(
    parent_before=("の", "・", "、", "内の"),
    holds=("の", "・"),
    south_near=r"韓国|米韓|国防省|韓国軍|南側|京畿道|仁川|ソウル|特別自治道|坡州|束草",
    north_near=r"北朝鮮|共和国|朝鮮中央通信|労働新聞|朝鮮人民軍|総書記|北側",
    northern=r"(?:北朝鮮|北側|朝鮮)(?:の|側の|南東部の|南部の|東部の|・|、)?(?:江原道の?|黄海南道の?)?$",
    southern=r"(?:韓国|南側|仁川(?:市|広域市)?|京畿道)(?:の|・|、|北東部の?|北部の?)?(?:江原道(?:・|の)?)?$",
)
