"""Read codes of units as publishers write them: P-codes, and ISO 3166-2 codes and names.

A P-code is read in capitals or not, with ISO 3166's three letters (``PRK0717``), with a mark between (``KP-0717``),
and, in a column of codes, as the bare number (``717``, which programs make of ``0717``). What cannot be a P-code for
certain, such as GADM's ids or codes with more digits, is not read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache

from geo.text.romanization import fold

from .gazetteer import Gazetteer
from .paths import reference_path

__all__ = ["iso_named", "looks_like_code", "written_code"]

_PCODE = re.compile(r"(?:KP|PRK)[ ._-]?(\d{4}|\d\d)", re.IGNORECASE)
_ISO = re.compile(r"KP-(\d\d)", re.IGNORECASE)
_BARE = re.compile(r"0?(\d{3}|\d{4})(?:\.0)?")
_CODE = re.compile(r"(?:KP|PRK)[ ._-]?\d[\d._]*", re.IGNORECASE)


def written_code(text: str, known: Gazetteer, *, bare: bool = False) -> str | None:
    """Return the P-code that a code of a unit stands for; None where it is none.

    Parameters
    ----------
    text : str
    known : Gazetteer
        Only P-codes of its units are returned.
    bare : bool, default False
        Whether a number alone may be a P-code: in a column of codes only.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> known = Reference.bundled().gazetteer
    >>> [written_code(text, known) for text in ("kp0717", "PRK0717", "KP-0717", "KP07", "KP-07", "KP07017", "717")]
    ['KP0717', 'KP0717', 'KP0717', 'KP07', 'KP04', None, None]
    >>> written_code("717", known, bare=True), written_code("0717", known, bare=True)
    ('KP0717', 'KP0717')
    """
    plain = text.strip()
    iso = _ISO.fullmatch(plain)
    if iso:
        return _iso_codes().get(f"KP-{iso[1]}")
    found = _PCODE.fullmatch(plain)
    number = found[1] if found else ""
    if bare and not found and (figure := _BARE.fullmatch(plain)):
        number = figure[1].zfill(4)
    pcode = f"KP{number}"
    return pcode if number and known.get(pcode) is not None else None


def looks_like_code(text: str) -> bool:
    """Whether a text has the form of a code of the country's units, a known one or not.

    Examples
    --------
    >>> looks_like_code("KP9999"), looks_like_code("PRK.7.17_1"), looks_like_code("Kaepung")
    (True, True, False)
    """
    return _CODE.fullmatch(text.strip()) is not None


def iso_named(name: str) -> str | None:
    """Return the P-code of a unit by its name in ISO 3166-2, with ``-do`` or without; None for any other name.

    Examples
    --------
    >>> iso_named("Kangweonto"), iso_named("Kaeseong"), iso_named("Hamgyeongnamdo"), iso_named("Atlantis")
    ('KP04', 'KP0803', 'KP03', None)
    """
    return _iso_names().get(fold(name))


@cache
def _iso_rows() -> tuple[Mapping[str, str], ...]:
    with reference_path("iso_3166_2.tsv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines, delimiter="\t"))


@cache
def _iso_codes() -> Mapping[str, str]:
    return {row["code"]: row["pcode"] for row in _iso_rows()}


@cache
def _iso_names() -> Mapping[str, str]:
    return {fold(name): row["pcode"] for row in _iso_rows() for name in row["names"].split("|")}
