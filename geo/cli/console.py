"""What a run says while it works and when it is done: problems, progress, counts."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.model.entities import Extraction
    from geo.reference.context import Reference

__all__ = ["Run", "Tally"]

_SHOWN = 10
"""How many problems are printed before the rest is only counted."""


_PASSWORD = re.compile(r"(\b\w+:/{1,2}[^\s:/@]*):\S*@")
"""That of an address, up to the last sign that may end it."""


class Run:
    """One run of a command: what it works with, its counts, and what is said of them at its end."""

    def __init__(self, *, quiet: bool = False, boundaries: str | None = None) -> None:
        self.quiet, self._boundaries = quiet, boundaries
        self.problems = 0
        self.lines: list[tuple[str, str]] = []
        self.notes: list[str] = []

    @cached_property
    def reference(self) -> Reference:
        """What is known of places, words and publishers, with the boundaries that the command was given."""
        from geo.reference.context import Reference

        bundled = Reference.bundled()
        if not self._boundaries:
            return bundled
        from geo.reference.boundaries.assembly import read_boundary_set

        return bundled.with_boundaries(read_boundary_set(self._boundaries, self.report, reference=bundled))

    def report(self, error: Exception) -> None:
        """Say a problem at once, the later ones only in the count."""
        self.problems += 1
        if self.problems <= _SHOWN:
            said = _PASSWORD.sub(r"\1:***@", str(error))
            print(f"dprk-geo: {said}", file=sys.stderr)
        elif self.problems == _SHOWN + 1:
            print("dprk-geo: further problems are counted, not shown", file=sys.stderr)

    def count(self, what: str, number: int, note: str = "") -> None:
        """Add a line with a number to the closing table."""
        self.lines.append((what, f"{number:,}" + (f"  {note}" if note else "")))

    def say(self, what: str, value: str) -> None:
        """Add a line to the closing table."""
        self.lines.append((what, value))

    def note(self, text: str) -> None:
        """Add to the end of the closing table what is no problem but should be known, once."""
        if text not in self.notes:
            self.notes.append(text)

    def close(self, *, failed: bool = False) -> None:
        """The closing table; of a run that ``failed`` nothing was written."""
        if self.problems > _SHOWN and self.quiet:
            print(f"dprk-geo: {self.problems:,} problems in all", file=sys.stderr)
        if self._boundaries and not failed:
            self.say("boundaries", "; ".join([self._boundaries, *self.reference.boundaries.notes]))
        self.lines += [("note", text) for text in self.notes]
        if self.problems:
            rest = "nothing was written" if failed else "the rest was used"
            self.count("problems", self.problems, f"see above; {rest}")
        if not self.quiet:
            width = max((len(w) for w, _ in self.lines), default=0)
            for what, value in self.lines:
                print(f"{what:<{width}}  {value}", file=sys.stderr)

    def progress(self, items: Iterable[Any], unit: str) -> Iterator[Any]:
        """Items as they come, with a bar where somebody looks on for a while."""
        if self.quiet or not sys.stderr.isatty():
            yield from items
            return
        from tqdm import tqdm

        yield from tqdm(items, unit=f" {unit}", delay=1, leave=False, file=sys.stderr)


class Tally:
    """Counts over extractions as they pass."""

    def __init__(self, least: float = 0.0) -> None:
        self.least = least
        self.left_out = self.candidates = self.rejected = 0
        self.articles = self.mentions = self.placed = self.refused = self.other = 0
        self.events = self.dated = self.nowhere = 0

    def over(self, extractions: Iterable[Extraction]) -> Iterator[Extraction]:
        """The extractions, counted, without the events below the line."""
        from geo.extraction.pipeline import above

        for whole in extractions:
            found = above(whole, self.least)
            self.left_out += len(whole.events) - len(found.events)
            self.candidates += sum(e.status == "candidate" for e in found.events)
            self.rejected += sum(e.status == "rejected" for e in found.events)
            self.articles += 1
            for mention in found.mentions:
                self.mentions += 1
                if mention.role != "location":
                    self.other += 1
                elif mention.adm1 or mention.country != "KP" or mention.place_id:
                    self.placed += 1
                else:
                    self.refused += 1
            self.events += len(found.events)
            self.dated += sum(e.date is not None for e in found.events)
            self.nowhere += sum(e.adm1 is None for e in found.events)
            yield found

    def tell(self, run: Run) -> None:
        """Add the counts to a run's closing table."""
        run.count("articles read", self.articles)
        run.count("names found", self.mentions)
        run.count("  placed", self.placed)
        run.count("  other roles", self.other, "datelines, names of persons and bodies, metonyms")
        run.count("  refused", self.refused, "the text does not settle them")
        run.count(
            "events", self.events, f"{self.dated:,} dated, {self.nowhere:,} at no place that the text settles"
        )
        if self.candidates:
            run.count("  candidates", self.candidates, "low score: read them before use")
        if self.rejected:
            run.count("  rejected", self.rejected, "somebody has read and refused them")
        if self.least:
            run.count("  left out", self.left_out, f"scored below {self.least:g}")
