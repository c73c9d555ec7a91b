"""What the English text of a table's row says (fields: :class:`geo.languages.placement.Rows`)."""

from __future__ import annotations

from geo.languages.placement import Rows

__all__ = ["ROWS"]

ROWS: Rows[str] = Rows(
    before_place=(
        r"(?i:(?:\b(?:from|at|in|near|off|around|into|on|over|to|of|within|inside)\b[^.,;]{0,25}|^)$)"
    ),
    at_sea=(
        r"(?i:\b(?:sea|bay|gulf|strait|ocean|waters|coast|NLL|Northern Limit Line|submarine|vessel|boat|ship)\b)"
    ),
    arms=(
        r"(?i:\b(?:missiles?|rockets?|(?:IC|IR|MR|SR|CR|SL)BM|satellites?|Hwasong|Pukguksong|Pulhwasal|Hwasal)(?![a-z]))"
    ),
)
