"""The index of the search: scripts that name every page, loaded by the page of the search from the same folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from geo.outputs.page.spellings import spellings
from geo.text.romanization import fold

from .subjects import KINDS, Contents, Subject
from .wording import Wording

__all__ = ["index", "spellings_of", "type_words"]

_BYTES = 900_000
"""Size of one script of the index."""
_KEYS, _LETTERS = 80, 120
"""Most spellings of a subject and most letters of one."""


def spellings_of(contents: Contents) -> dict[tuple[str, str], Sequence[str]]:
    """Further spellings of units, sites and people, as the search of the map has them, by kind and slug."""
    places = [s for s in contents.of("place") if s.place]
    sites = contents.of("site")
    people = contents.of("official")
    found = spellings(
        [s.slug for s in places],
        pd.DataFrame({"actors": [list(dict.fromkeys(_whole(n) for s in people for n in s.names))]}),
        pd.DataFrame(
            {"name": [_whole(s.english) for s in sites], "korean": [_whole(s.korean) for s in sites]}
        ),
        contents.reference,
    )
    result: dict[tuple[str, str], Sequence[str]] = {}
    for subject, names in (
        *zip(places, found["units"], strict=True),
        *zip(sites, found["sites"], strict=True),
    ):
        own = {fold(subject.english), fold(subject.korean)}
        result[subject.kind, subject.slug] = [n for n in names if fold(n) not in own]
    for names in found["people"]:
        for name in names:
            person = contents.people.get(fold(name))
            if person:
                result[person.kind, person.slug] = names
    leader = contents.leader
    if leader:
        result[leader.kind, leader.slug] = found["leader"]
    return result


def _whole(text: str) -> str:
    """A text that UTF-8 can encode, which frames demand."""
    return text.encode("utf-8", "replace").decode("utf-8")


def type_words(contents: Contents) -> list[str]:
    """Words for types of units that may follow a name, as keys."""
    found: list[str] = spellings([], pd.DataFrame(), None, contents.reference)["types"]
    return found


def index(
    contents: Contents,
    titles: Mapping[str, Mapping[Subject, str]],
    spelled: Mapping[tuple[str, str], Sequence[str]],
    words: Mapping[str, Wording],
) -> Iterator[tuple[str, str]]:
    """Scripts that each hand a list of pages to the search.

    A page is ``[kind, slug, number of events, names by language, names of its unit by language, keys]``. The keys are
    folded spellings without blanks, marks and case, between ``|``.

    Parameters
    ----------
    contents : Contents
    titles : mapping
        Title of each subject by language.
    spelled : mapping
        Further spellings by kind and slug.
    words : mapping
        Wording by language.
    """
    rows: list[str] = []
    size = number = 0
    for subject in contents.subjects.values():
        row = json.dumps(_row(subject, titles, spelled, words), ensure_ascii=False, separators=(",", ":"))
        length = len(row.encode("utf-8", "replace"))
        if rows and size + length > _BYTES:
            yield f"search/{number}.js", _script(number, rows)
            rows, size, number = [], 0, number + 1
        rows.append(row)
        size += length
    yield f"search/{number}.js", _script(number, rows)


def _script(number: int, rows: Sequence[str]) -> str:
    # A line separator would end the string in old browsers.
    text = ",\n".join(rows).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
    return f"atlasPages({number},[\n{text}\n]);\n"


def _row(
    subject: Subject, titles: Mapping[str, Mapping[Subject, str]], spelled: Mapping[tuple[str, str], Sequence[str]],
    words: Mapping[str, Wording],
) -> list[object]:  # fmt: skip
    unit = subject.unit if subject.kind == "site" else None
    if subject.place and subject.place.kind == "adm2":
        unit = subject.place.adm1
    names = [titles[language][subject] for language in words]
    where = [one.unit(unit) for one in words.values()] if unit else []
    written = [
        subject.english,
        subject.korean,
        *subject.names,
        *names,
        *spelled.get((subject.kind, subject.slug), ()),
    ]
    if subject.place:
        written.append(subject.slug)
    if subject.publisher:
        written.append(subject.publisher.host)
    if subject.kind == "month":
        written.append(subject.slug)
    keys = [key[:_LETTERS] for key in dict.fromkeys(map(fold, written)) if key]
    return [
        KINDS.index(subject.kind),
        subject.slug,
        len(subject.entries),
        names,
        where,
        "|".join(keys[:_KEYS]),
    ]
