"""What tells an English report from a description (fields: :class:`geo.languages.discourse.Genres`)."""

from __future__ import annotations

from geo.languages.discourse import Genres

__all__ = ["GENRES"]

GENRES: Genres[str] = Genres(
    describes=(
        r"\b(?:is|are|was) (?:a|an|the|one of|located|situated|home to|known|divided|bordered|named|part of)\b"
        r"|\b(?:has|have|had) (?:a|an|the) (?:population|area|capacity|length|number|total)\b"
        r"|\b(?:consists? of|comprises?|borders|lies|produces|specializes|is (?:believed|thought) to)\b"
    ),
    reports=(
        r"\b(?:said|says|reported|reports|announced|told|according to|state media|KCNA|Yonhap|Reuters"
        r"|today|yesterday|[Mm]onday|[Tt]uesday|[Ww]ednesday|[Tt]hursday|[Ff]riday|[Ss]aturday|[Ss]unday"
        r"|this (?:week|month|year)|last (?:week|month|year|night)|recent(?:ly)?|satellite|imagery)\b"
    ),
)
