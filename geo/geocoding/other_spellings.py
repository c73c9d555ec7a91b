"""Read names in the spellings of other systems and programs, and suggest names for those that are misspelt."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from geo.model.entities import Place
from geo.reference.gazetteer import TYPE_WORDS, Gazetteer
from geo.reference.written_codes import iso_named
from geo.text.romanization import fold
from geo.text.sound_keys import sound_key

__all__ = ["other_spelling", "perhaps"]

_LEAST = 4
"""Shortest key that is compared by sound: shorter ones agree by chance."""
_WORKERS = ("rodongjagu", "nodongjagu", "workersdistrict")
_CLOSE = 0.8
"""Least similarity of a suggestion: one letter of five differs."""
_MOST = 3
"""Largest number of suggestions."""


def other_spelling(name: str, known: Gazetteer) -> tuple[tuple[Place, ...], str]:
    """Return the places that a name means in another system's spelling, and the rule; none where it is not certain.

    Parameters
    ----------
    name : str
        A name that the gazetteer does not know as it stands.
    known : Gazetteer

    Returns
    -------
    places : tuple of Place
        One place, or several of one name.
    rule : str

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> known = Reference.bundled().gazetteer
    >>> for name in ("sin-eui-ju", "lyanggangdo", "Kangweonto", "Namyang-nodongjagu"):
    ...     (place,), rule = other_spelling(name, known)
    ...     print(place.name, "-", rule)
    Sinuiju - another romanization of Sinuiju
    Ryanggang - another romanization of Ryanggang
    Kangwon - name in ISO 3166-2
    Namyang - workers' district of that name
    """
    pcode = iso_named(name)
    if pcode is not None:
        return (known[pcode],), "name in ISO 3166-2"
    key = fold(name)
    for ending in _WORKERS:
        stem = key.removesuffix(ending)
        if stem != key and stem:
            there = [p for p in known.find(stem) if p.type == "workers' district"]
            there = there or [p for p in known.find(f"{stem}-rodongjagu") if p.country == "KP"]
            if there:
                return tuple(there), "workers' district of that name"
    sound = sound_key(name)
    if len(sound) < _LEAST:
        return (), ""
    found = _by_sound(known).get(sound) or _by_sound(known).get(_stem(sound), {})
    names = {place.name for place in found.values()}
    if len(names) != 1:
        return (), ""  # names of two places that only sound alike
    return tuple(found.values()), f"another romanization of {names.pop()}"


def perhaps(name: str, known: Gazetteer) -> tuple[str, ...]:
    """Return names of units and settlements that are spelt almost like a name that nobody knows, the nearest first.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> perhaps("Hamhungg", Reference.bundled().gazetteer)[0], perhaps("Atlantis", Reference.bundled().gazetteer)
    ('Hamhung', ())
    """
    spelt = _spelt(known)
    key = _letters(name)
    endings = [ending for ending in _type_endings() if key.endswith(ending) and len(key) > len(ending) + 2]
    close = [
        match
        for word in dict.fromkeys((key, *(key.removesuffix(ending) for ending in endings)))
        for match in difflib.get_close_matches(word, spelt, n=_MOST, cutoff=_CLOSE)
    ]
    return tuple(dict.fromkeys(spelt[match] for match in close))[:_MOST]


def _letters(name: str) -> str:
    """The folded name with Hangul as letters, so that one wrong letter of a syllable is one of many."""
    return unicodedata.normalize("NFD", fold(name))


@lru_cache(maxsize=1)
def _type_endings() -> tuple[str, ...]:
    return tuple(sorted({_letters(word) for word in TYPE_WORDS} - {""}, key=lambda word: (-len(word), word)))


def _stem(sound: str) -> str:
    """A key of sound without the type word at its end."""
    ending = next(
        (word for word in _type_sounds() if sound.endswith(word) and len(sound) > len(word) + 2), ""
    )
    return sound[: len(sound) - len(ending)] if ending else sound


@lru_cache(maxsize=1)
def _type_sounds() -> tuple[str, ...]:
    """Keys of sound of Korean type words in Latin letters, the longest first."""
    words = {
        sound_key(word)
        for word in TYPE_WORDS
        if word.isascii() and (word.startswith("-") or word in ("do", "to"))
    }
    return tuple(sorted(words - {""}, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=4)
def _by_sound(known: Gazetteer) -> Mapping[str, Mapping[str, Place]]:
    """Places of the country by the keys of sound of their names."""
    found: dict[str, dict[str, Place]] = {}
    for spelling, names in known.names.items():
        key = sound_key(spelling)
        if len(key) < _LEAST:
            continue
        for name in names:
            if name.place.country == "KP" and name.place.kind != "site" and name.form != "former":
                found.setdefault(key, {})[name.place.place_id] = name.place
    # A unit goes before places that share its name.
    for key, places in found.items():
        units = {i: p for i, p in places.items() if p.kind in ("adm1", "adm2")}
        found[key] = units or places
    return found


@lru_cache(maxsize=4)
def _spelt(known: Gazetteer) -> Mapping[str, str]:
    """Names of units, settlements and natural features by folded spelling."""
    found: dict[str, str] = {}
    for spelling, names in known.names.items():
        for name in names:
            if (
                name.place.country == "KP"
                and name.place.kind != "site"
                and name.form in ("dprk", "korean", "other")
            ):
                found.setdefault(
                    _letters(spelling), name.place.korean if name.form == "korean" else name.place.name
                )
    return found
