"""Every spelling under which a unit must be found, made from its Korean name, not from the table."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from geo.model.entities import Place
from geo.text.romanization import dprk, mccune_reischauer, revised, southern

#: Type words by type of unit: what follows a Latin name, what follows a Korean one.
TYPE_WORDS = {
    "county": ([" County", "-gun"], ["군"]),
    "city": ([" City", "-si"], ["시"]),
    "special city": ([" City", "-si", " Municipality"], ["시"]),
    "capital city": ([" City", "-si", " Municipality"], ["시", "직할시"]),
    "district": ([" District", "-guyok"], ["구역", "구"]),
    "province": ([" Province", "-do"], ["도"]),
}


def without_breves(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def latin(korean: str) -> Iterator[str]:
    """The Latin spellings of a Korean stem in the systems in which it is printed."""
    for form in dict.fromkeys((korean, southern(korean))):
        learned = mccune_reischauer(form)
        yield dprk(form)
        yield revised(form)
        for name in (learned, without_breves(learned)):
            yield name
            yield name.replace("'", "’")
            yield name.replace("'", "")


def stems(unit: Place) -> tuple[list[str], list[str]]:
    """Latin and Korean names of a unit without type word."""
    korean = unit.korean.removesuffix("도") if unit.kind == "adm1" else unit.korean
    korean = korean.removesuffix("시") if unit.type.endswith("city") else korean
    names = [unit.name, *latin(korean)]
    if unit.kind == "adm1" and korean[-1] in "남북":
        side = {"남": "South", "북": "North"}[korean[-1]]
        names += [f"{side} {n}" for n in latin(korean[:-1])]
    return list(dict.fromkeys(names)), list(dict.fromkeys((korean, southern(korean))))


def with_type_word(unit: Place) -> Iterator[str]:
    """Every name of a unit with each of its type words."""
    names, korean = stems(unit)
    words, hangul = TYPE_WORDS[unit.type]
    for name in names:
        yield from (name + word for word in words)
    for name in korean:
        yield from (name + word for word in hangul)
