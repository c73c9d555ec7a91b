"""Output of a command on the terminal: problems and progress while it runs, a summary at its end."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .article_counts import ArticleCounts

if TYPE_CHECKING:
    import argparse

    from geo.model.entities import Extraction
    from geo.reference.context import Reference

__all__ = ["Run", "Tally"]

_PRINTED = 10
"""Number of problems that are printed; further ones are only counted."""


class Run:
    """One run of a command: its reference data, and the lines of its summary."""

    def __init__(self, *, quiet: bool = False, boundaries: str | None = None) -> None:
        self.quiet, self._boundaries = quiet, boundaries
        self.problems = 0
        self._client: Any = None
        self.lines: list[tuple[str, str]] = []
        self.notes: list[str] = []

    @cached_property
    def reference(self) -> Reference:
        """The reference data, with the boundaries that the user gave."""
        from geo.reference.context import Reference

        bundled = Reference.bundled()
        if not self._boundaries:
            return bundled
        from geo.reference.boundaries.stored import stored_boundary_set

        boundaries = stored_boundary_set(
            self._boundaries, self.report, reference=bundled, meanwhile=_load_lookup
        )
        return bundled.with_boundaries(boundaries)

    def client(self, args: argparse.Namespace) -> Any:
        """The client of the Dask cluster that a command is given; None for none. It is closed when the process ends."""
        if getattr(args, "scheduler", None) and self._client is None:
            from geo.store.cluster import client_of

            self._client = client_of(args.scheduler)
        return self._client

    def report(self, error: Exception) -> None:
        """Print a problem at once; after the first ten only count it."""
        self.problems += 1
        if self.problems <= _PRINTED:
            print(f"dprk-geo: {error}", file=sys.stderr)
        elif self.problems == _PRINTED + 1:
            print("dprk-geo: further problems are counted, but not printed", file=sys.stderr)

    def count(self, what: str, number: int, note: str = "") -> None:
        """Add a line with a number to the summary."""
        self.lines.append((what, f"{number:,}" + (f"  {note}" if note else "")))

    def line(self, what: str, value: str) -> None:
        """Add a line to the summary."""
        self.lines.append((what, value))

    def note(self, text: str) -> None:
        """Add a remark that is not a problem to the end of the summary, once."""
        if text not in self.notes:
            self.notes.append(text)

    def close(self, *, failed: bool = False) -> None:
        """Print the summary; ``failed`` means that nothing was written."""
        if self._client is not None:
            self._client.close()
        if self.problems > _PRINTED and self.quiet:
            print(f"dprk-geo: {self.problems:,} problems in total", file=sys.stderr)
        if self._boundaries and not failed:
            self.line("boundaries", "; ".join([self._boundaries, *self.reference.boundaries.notes]))
        self.lines += [("note", text) for text in self.notes]
        if self.problems:
            rest = "nothing was written" if failed else "the rest was used"
            self.count("problems", self.problems, f"see above; {rest}")
        self.print_summary()

    def print_summary(self) -> None:
        """Print the lines collected so far, and forget them."""
        if not self.quiet:
            width = max((len(w) for w, _ in self.lines), default=0)
            for what, value in self.lines:
                print(f"{what:<{width}}  {value}", file=sys.stderr)
        self.lines = []

    def step(self, what: str) -> None:
        """Show on a terminal what is being done now, on one line."""
        if not self.quiet and sys.stderr.isatty():
            from geo.text.terminal import printed

            print(f"\r\033[K{printed(what)[:78]}", end="\r", file=sys.stderr, flush=True)

    def progress(self, items: Iterable[Any], unit: str) -> Iterator[Any]:
        """Yield the items, with a progress bar on a terminal if they take longer than a second."""
        if self.quiet or not sys.stderr.isatty():
            yield from items
            return
        from tqdm import tqdm

        yield from tqdm(items, unit=f" {unit}", delay=1, leave=False, file=sys.stderr)


class Tally:
    """Counts of articles, mentions and events while they are processed; ``least`` is the lowest score to keep."""

    def __init__(self, least: float = 0.0) -> None:
        self.least = least
        self.left_out = self.candidates = self.rejected = 0
        self.articles = self.mentions = self.placed = self.refused = self.other = 0
        self.events = self.dated = self.nowhere = 0
        self.beside = ArticleCounts()

    def over(self, extractions: Iterable[Extraction]) -> Iterator[Extraction]:
        """Yield the extractions without events below the lowest score, and count them."""
        from geo.extraction.pipeline import above

        for whole in extractions:
            found = above(whole, self.least)
            self.left_out += len(whole.events) - len(found.events)
            self.candidates += sum(e.status == "candidate" for e in found.events)
            self.rejected += sum(e.status == "rejected" for e in found.events)
            self.articles += 1
            self.beside.add(found)
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

    def summarise(self, run: Run) -> None:
        """Add the counts to the summary of a run."""
        run.count("articles read", self.articles)
        for line in self.beside.pages_left_out():
            run.count(*line)
        run.count("names found", self.mentions)
        run.count("  placed", self.placed)
        run.count("  other roles", self.other, "datelines, parts of other names, metonyms")
        run.count("  refused", self.refused, "the text does not say which place is meant")
        run.count("events", self.events, f"{self.dated:,} dated, {self.nowhere:,} without a resolved place")
        for line in self.beside.events_without_day():
            run.count(*line)
        if self.candidates:
            run.count("  candidates", self.candidates, "low score: read them before use")
        if self.rejected:
            run.count("  rejected", self.rejected, "marked as wrong by a person")
        if self.least:
            run.count("  left out", self.left_out, f"score below {self.least:g}")


def _load_lookup() -> None:
    """Import what every command with boundaries needs after them; it takes a third of the time of their matching."""
    import geo.geocoding.lookup  # noqa: F401
