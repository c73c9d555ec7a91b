"""Codes of provinces by ISO 3166-2, which look like P-codes and number the provinces otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from .paths import reference_path

__all__ = ["pcode_of_iso"]

_CODE = re.compile(r"KP-\d\d", re.IGNORECASE)


def pcode_of_iso(text: str) -> str | None:
    """Return the P-code of a unit by its ISO 3166-2 code; None for any other text.

    Examples
    --------
    >>> pcode_of_iso("KP-07"), pcode_of_iso("kp-13"), pcode_of_iso("KP07"), pcode_of_iso("KP-99")
    ('KP04', 'KP0201', None, None)
    """
    return _codes().get(text.strip().upper()) if _CODE.fullmatch(text.strip()) else None


@cache
def _codes() -> Mapping[str, str]:
    lines = reference_path("iso_3166_2.tsv").read_text("utf-8").splitlines()[1:]
    return MappingProxyType(dict(line.split("\t") for line in lines))
