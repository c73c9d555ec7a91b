"""English words that show the unit of a place, and whether it is in the North or the South."""

from __future__ import annotations

from geo.languages.placement import Holders, Sides

__all__ = ["HOLDERS", "SIDES"]

SIDES: Sides[str] = Sides(
    parent_after=(
        r"(?:,| of| in| at| under|, in| of the| in the| under the|, located in| located in"
        r"| under construction in| on)?\s*"
    ),
    parent_before=("", " ", "'s ", "’s ", " province's ", "/"),
    holds=(" ", ", ", " of ", ""),
    south_near=(
        r"South Korea|\bROK\b|\bSouth's\b|southern |Gangwon|South Korean|puppet|\b[Ii]ncheon"
        r"|Gyeonggi|Paju|Sokcho"
    ),
    north_near=r"North Korea|\bDPRK\b|Kangwon|\bNorth's\b",
    northern=r"(?:North Korea['’]s|the North['’]s|North Korean) $",
    southern=r"(?:South Korea['’]s|the South['’]s|South Korean) $",
    both_sides=(" sector",),
)

HOLDERS: Holders[str] = Holders(
    within=(
        r"(?: \([^)]{0,60}\))?"
        r" (?:in|of|at|under|near|from|for|, in|located in|under construction in|on|off)(?: the)? "
        r"(?:city of |county of |area of )?|, (?:in )?"
    ),
    joint=r"(?:,|,? and|,? or)(?: in| at)?(?: the)? ",
    unit_after=(" County", " City"),
)
