"""What is known of a subject besides its events: codes, names, units, neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .drawing import Ground
from .fragments import shortened
from .names import LETTERS
from .subjects import Contents, Subject
from .tables import ROWS
from .wording import Wording

__all__ = ["Facts"]

_SPELLINGS = 24
"""Most further spellings that are listed."""

Values = list[tuple[str, str]]


class Facts:
    """Facts on the subjects of an atlas in one language.

    Parameters
    ----------
    contents : Contents
    ground : Ground
        For neighbours.
    words : Wording
    spellings : mapping of (kind, slug) to sequence of str
        Further spellings of each subject.
    """

    def __init__(
        self,
        contents: Contents,
        ground: Ground,
        words: Wording,
        spellings: Mapping[tuple[str, str], Sequence[str]],
    ) -> None:
        self.contents, self.ground, self.words, self.spellings = contents, ground, words, spellings

    def of(self, subject: Subject) -> Iterator[tuple[str, Values]]:
        """Names of the facts with their values, each an address (empty for none) and a text."""
        words, t = self.words, self.words.t
        other = subject.english if words.korean else subject.korean
        if other and subject.kind != "month" and not subject.place:
            yield t["english_name" if words.korean else "korean_name"], [("", other)]
        if subject.place:
            yield t["pcode"], [("", subject.slug)]
            if subject.place.kind == "adm2":
                yield t["in_province"], [self._unit(subject.slug[:4])]
            near = self._neighbours(subject.slug)
            if near:
                yield t["borders_on"], near
        elif subject.kind == "site":
            yield from self._site_facts(subject)
        elif subject.publisher:
            if subject.publisher.class_:
                yield t["class"], [("", words.named("classOf", subject.publisher.class_))]
            if subject.publisher.host:
                yield t["host"], [("", subject.publisher.host)]
        written = [*subject.names, *self.spellings.get((subject.kind, subject.slug), ())]
        spelled = [n for n in dict.fromkeys(written) if n not in (subject.english, subject.korean)]
        if spelled:
            rest = [words.text("more_rows", n=len(spelled) - _SPELLINGS)] if len(spelled) > _SPELLINGS else []
            yield t["spellings"], [("", shortened(n, LETTERS)) for n in (*spelled[:_SPELLINGS], *rest)]

    def _neighbours(self, code: str) -> Values:
        """Links to the units that a unit borders on."""
        return sorted(map(self._unit, self.ground.neighbours.get(code, ())), key=lambda one: one[1])

    def _unit(self, code: str) -> tuple[str, str]:
        return f"place/{code}.html", self.words.unit(code)

    def _site_facts(self, subject: Subject) -> Iterator[tuple[str, Values]]:
        words, t, site, unit = self.words, self.words.t, subject.site, subject.unit
        kind = site.kind if site else next((c.kind for c in subject.chains), "site")
        yield t["kind"], [("", words.named("kindOf", kind))]
        if unit and len(unit) > 4:
            yield t["in_county"], [self._unit(unit)]
        if unit:
            yield t["in_province"], [self._unit(unit[:4])]
        if site and site.geo_precision == "site" and site.lat is not None and site.lon is not None:
            yield t["coordinates"], [("", f"{site.lat:.4f}, {site.lon:.4f}")]
        if site and site.first:
            yield (
                t["first_last"],
                [("", f"{site.first} – {site.last}" if site.first != site.last else str(site.first))],
            )
        others = [s for s in self.contents.sites_in.get(unit or "", ()) if s is not subject][:ROWS]
        if others and unit and len(unit) > 4:
            yield (
                t["also_in_county"],
                [(s.path, shortened(words.either(s.english, s.korean), 80)) for s in others],
            )
