"""Korean words that show the unit of a place, and whether it is in the North or the South."""

from __future__ import annotations

from geo.languages.placement import Holders, Sides

__all__ = ["HOLDERS", "SIDES"]

SIDES: Sides[str] = Sides(
    parent_after=r"의\s*",
    parent_before=("의 ",),
    south_near=(
        r"남측|남조선|한국|우리 군|한미|한·미|국방부|해병대|국군|우리 쪽|특별자치도|합참|합동참모본부|최전방"
        r"|민통선|민간인통제|육군|국군|해경|\d+사단|통일전망대|남쪽 (?:지역|해안)"
        r"|경기|인천|서울|파주|연천|속초|접경"
    ),
    north_near=r"북한|북측",
    northern=r"(?:북한(?:의|측)?|북측|북녘|北)\s?(?:강원도?\s|황해남도\s)?$",
    southern=r"(?:우리 쪽|우리측|남쪽|남측|남한|한국|인천(?:시|광역시)?|경기(?:도)?)\s?(?:강원도?\s)?$",
)

HOLDERS: Holders[str] = Holders(within=r"의 ", unit_nouns=("군", "시"))
