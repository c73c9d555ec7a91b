"""Recognise the columns of a boundary file that name its units.

OCHA writes ``ADM2_EN``, ``ADM2_KO``, ``ADM2_PCODE``, lately ``adm2_name``; GADM ``NAME_2``, ``VARNAME_2``,
``NL_NAME_2``; geoBoundaries ``shapeName`` and ``shapeType``; OpenStreetMap ``name``, ``name:ko``,
``admin_level``. In a file with none of these, all text columns are searched for names. The columns are data:
``boundary_files.toml`` of the reference.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo.reference.paths import reference_path
from geo.text.romanization import is_hanja, is_korean

__all__ = ["FURTHER_TYPES", "TYPE_ENDINGS", "Columns", "Naming", "columns_of", "publisher_of"]

_TABLE = tomllib.loads(reference_path("boundary_files.toml").read_text("utf-8"))


def _column(key: str) -> re.Pattern[str]:
    form = _TABLE[key]
    return re.compile(form if isinstance(form, str) else "|".join(form), re.I)


_LEVELLED, _FLAT, _OTHERWISE, _ENGLISH = map(_column, ("levelled", "flat", "otherwise", "english"))
_ABOVE, _CODE, _TYPE = map(_column, ("above", "codes", "types"))
_PUBLISHERS = {who: re.compile(column, re.I) for who, column in _TABLE["publishers"].items()}
FURTHER_TYPES = re.compile(_TABLE["further_types"])
"""Endings of names of units that the gazetteer has without them."""
TYPE_ENDINGS = _column("type_words")
"""Type words at the end of names, by which two spellings are not to be called similar."""
_PCODE = re.compile(r"KP\d{2}(?:\d{2})?")
_SEVERAL = re.compile(r"\s*[|;/]\s*")
_OSM_LEVELS = {2: 0, 3: 1, 4: 1, 5: 2, 6: 2}
"""OpenStreetMap's ``admin_level`` in this country -> our level; levels above 6 are parts of counties."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Names, parent units, P-code and level of a unit, as its row states them.

    ``label`` is the name to print, ``above`` the names of the units that contain it. ``level`` is 0 for the country,
    1 for provinces, 2 for counties, 3 for parts of them, None where the row does not say.
    """

    label: str
    korean: str
    names: tuple[str, ...]
    above: tuple[str, ...]
    pcode: str | None
    level: int | None


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a file by what they contain.

    ``levelled`` are names by level (``NAME_2``), ``flat`` names without level (``name``), ``above`` parent units,
    ``codes`` P-codes, ``types`` levels.
    """

    levelled: Mapping[int, tuple[str, ...]]
    flat: tuple[str, ...]
    above: tuple[str, ...]
    codes: tuple[str, ...]
    types: tuple[str, ...]

    def naming(self, row: Mapping[str, Any], layer: str = "") -> Naming:
        """Return the naming of a row; ``layer`` is the name of its layer, which may state the level.

        Examples
        --------
        >>> columns = columns_of(["GID_2", "NAME_1", "NAME_2", "VARNAME_2"])
        >>> row = {"NAME_1": "P'yŏngan-namdo", "NAME_2": "Sŏngch'ŏn", "VARNAME_2": "Songchon|Seongcheon"}
        >>> naming = columns.naming(row)
        >>> naming.names, naming.above, naming.level
        (("Sŏngch'ŏn", 'Songchon', 'Seongcheon'), ("P'yŏngan-namdo",), 2)
        """
        own = [n for n in self.levelled if any(_text(row.get(c)) for c in self.levelled[n])]
        level = max(own, default=None)
        named = [*(self.levelled[level] if level is not None else ()), *self.flat]
        cells = {c: _text(row.get(c)) for c in named}
        names = tuple(dict.fromkeys(n for cell in cells.values() for n in _SEVERAL.split(cell) if n))
        above = [c for n in own if n != level and n > 0 for c in self.levelled[n]]
        held = tuple(dict.fromkeys(t for c in (*above, *self.above) if (t := _text(row.get(c)))))
        codes = [t for c in self.codes if _PCODE.fullmatch(t := _text(row.get(c)))]
        english = [cells[c] for c in named if _ENGLISH.search(c) and cells[c]]
        plain = [n for n in (*english, *names) if not (is_korean(n) or is_hanja(n))]
        return Naming(
            label=next(iter(plain or names), ""),
            korean=next((n for n in names if is_korean(n)), ""),
            names=names,
            above=held,
            pcode=max(codes, key=len, default=None),
            level=self._level(row, layer, level),
        )

    def _level(self, row: Mapping[str, Any], layer: str, named: int | None) -> int | None:
        for column in self.types:
            digits = re.findall(r"\d+", _text(row.get(column)))
            if digits:
                level = int(digits[0])
                return _OSM_LEVELS.get(level, 3) if "admin" in column.casefold() else level
        in_layer = re.search(r"adm(?:in)?_?(\d)", layer, re.I)
        return named if named is not None else int(in_layer[1]) if in_layer else None


def columns_of(names: Sequence[str], texts: Sequence[str] | None = None) -> Columns:
    """Sort the columns of a file by what they contain.

    Parameters
    ----------
    names : sequence of str
        All columns.
    texts : sequence of str, optional
        Text columns, used where no column has a known name; all by default.
    """
    levelled: dict[int, list[str]] = {}
    for name in names:
        found = _LEVELLED.fullmatch(name)
        if found:
            levelled.setdefault(int(found["gadm"] or found["ocha"]), []).append(name)
    # Current names come before alternative and former ones.
    flat = sorted((n for n in names if _FLAT.fullmatch(n)), key=lambda n: bool(_OTHERWISE.match(n)))
    known = (_ABOVE, _CODE, _TYPE)
    above, codes, types = (tuple(n for n in names if kind.fullmatch(n)) for kind in known)
    if not levelled and not flat:
        flat = [n for n in texts or names if n not in (*above, *codes, *types)]
    return Columns({n: tuple(c) for n, c in sorted(levelled.items())}, tuple(flat), above, codes, types)


def publisher_of(names: Sequence[str]) -> str:
    """Return the publisher of files with these columns, with its licence; empty where it is not known.

    Examples
    --------
    >>> publisher_of(["shapeName", "shapeISO", "shapeGroup"])
    'geoBoundaries'
    """
    return next((who for who, column in _PUBLISHERS.items() if any(column.fullmatch(n) for n in names)), "")


def _text(cell: Any) -> str:
    """A cell as text; empty for an empty cell."""
    if not isinstance(cell, (str, int, float)) or cell != cell:
        return ""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", str(cell))).strip()
