"""Names of subjects and of the parts of their pages in one language."""

from __future__ import annotations

from .addresses import UNKNOWN, UNPLACED
from .fragments import shortened
from .parts import Part
from .subjects import Subject
from .wording import Wording

__all__ = ["LETTERS", "Names"]

LETTERS = 240
"""Most letters of a name, and of a sentence where it is only quoted beside its event."""


class Names:
    """Names of subjects in one language."""

    def __init__(self, words: Wording) -> None:
        self.words = words
        self._other = Wording("en" if words.korean else "ko", words.reference)

    def title(self, subject: Subject) -> str:
        """The name of a subject in the language."""
        words = self.words
        if subject.place:
            return words.unit_title(subject.place)
        if subject.slug == UNPLACED and subject.kind == "place":
            return str(words.t["unplaced"])
        if subject.kind == "month":
            return str(words.t["undated_title"]) if subject.slug == "undated" else words.month(subject.slug)
        if subject.kind == "source" and subject.slug == UNKNOWN:
            return str(words.t["no_publisher"])
        return shortened(words.either(subject.english, subject.korean), LETTERS)

    def part_title(self, part: Part) -> str:
        """The name of a part: its period."""
        words = self.words
        key, _, number = part.key.partition(".")
        if key == "undated":
            name = str(words.t["undated_title"])
        elif key.endswith("-00"):
            known = key.removesuffix("-00")
            name = words.text(
                "no_month" if len(known) == 4 else "no_day", year=words.month(known), month=words.month(known)
            )
        else:
            name = words.month(key)
        return f"{name}, {words.text('part_of', n=number)}" if number else name

    def eyebrow(self, subject: Subject) -> str:
        """What a subject is: a county, a site, a month."""
        if subject.place:
            return self.words.kind_of_unit(subject.place)
        if subject.site and subject.site.kind != "site":
            return self.words.named("kindOf", subject.site.kind)
        return str(self.words.t["kinds"][subject.kind])

    def second(self, subject: Subject) -> str:
        """The name in the other language, where it is another one."""
        if subject.kind == "month":
            return ""
        english = self.words.korean
        found = (
            self._other.unit_title(subject.place)
            if subject.place
            else subject.english
            if english
            else subject.korean
        )
        return "" if found in self.title(subject) else shortened(found, LETTERS)
