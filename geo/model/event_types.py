"""What types of events are called in English and Korean, for every page and figure; the map's script agrees."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .entities import EVENT_TYPES

__all__ = ["TYPE_NAMES", "title_of"]

_ENGLISH = (
    "inspection", "groundbreaking", "inauguration", "construction", "production", "weapons test", "military",
    "disaster", "relief", "ceremony", "diplomacy", "other",
)  # fmt: skip
_KOREAN = (
    "현지지도", "착공", "준공", "건설", "생산", "무기시험", "군사", "재해", "구호", "행사", "외교", "기타",
)  # fmt: skip
TYPE_NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        language: MappingProxyType(dict(zip(EVENT_TYPES, names, strict=True)))
        for language, names in (("en", _ENGLISH), ("ko", _KOREAN))
    }
)
"""By language, ``"en"`` or ``"ko"``, and type; English ones as within a sentence."""


def title_of(kind: str, where: str) -> str:
    """The title of an event: what, and where if that is known.

    Examples
    --------
    >>> title_of("weapons-test", "Wonsan"), title_of("inspection", "")
    ('Weapons test: Wonsan', 'Inspection')
    """
    label = TYPE_NAMES["en"][kind].capitalize()
    return f"{label}: {where}" if where else label
