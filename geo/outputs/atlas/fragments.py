"""Events as HTML: made once for a language, as each stands on several pages."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from geo.model.entities import Event
from geo.model.urls import host_of

from .entries import Entry
from .render import environment
from .subjects import Contents, Subject
from .wording import Wording

__all__ = ["Fragments", "shortened"]

_QUOTE, _TITLE = 1_200, 300
"""Most letters of a sentence and of a title."""
_PEOPLE = 12
"""Most people of an event that are named."""


def shortened(text: str, most: int, mark: str = "…") -> str:
    """A text on one line with at most ``most`` letters, and a mark where it is cut, between words if it can be.

    Examples
    --------
    >>> shortened("a mill  was opened", 20), shortened("a mill was opened", 6)
    ('a mill was opened', 'a mill…')
    """
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[:most].rsplit(" ", 1)[0] if " " in text[most // 2 : most] else text[:most]
    return cut.rstrip(" ,;") + mark


class Fragments:
    """Events of an atlas as HTML in one language, with links from a folder of pages."""

    def __init__(self, contents: Contents, words: Wording) -> None:
        self.contents, self.words = contents, words
        parts: Any = environment(words).get_template("entry.html").module
        self._head, self._report = parts.head, parts.report
        self._heads: dict[str, Markup] = {}
        self._reports: dict[str, Markup] = {}

    def entry(self, entry: Entry, source: Subject | None = None) -> Markup:
        """A happening with its reports; ``source`` leaves only those of one publisher."""
        head = self._heads.get(entry.id)
        if head is None:
            head = self._heads[entry.id] = self._head(self.head(entry)).strip()
        shown = [e for e in entry.reports if source is None or self.contents.source_of(e) is source]
        return head + Markup("").join(map(self._reported, shown)) + Markup("</article>\n")

    def forget(self) -> None:
        """Free the memory of the events, after the pages of a language."""
        self._heads.clear()
        self._reports.clear()

    def _reported(self, event: Event) -> Markup:
        found = self._reports.get(event.event_id)
        if found is None:
            found = self._reports[event.event_id] = self._report(self.report(event)).strip()
        return found

    def title(self, entry: Entry) -> str:
        """Type and place of a happening in the language."""
        words = self.words
        site = self.contents.site_of.get(entry.id)
        unit = words.unit(entry.placed.adm2) or words.unit(entry.placed.adm1)
        where = words.either(site.english, site.korean) if site and entry.site else entry.site
        if where and unit and unit not in where:
            where = f"{where}, {unit}"
        where = where or unit
        kind = words.type(entry.first.type)
        if not where:  # its headline says more than its type alone
            where = entry.first.source_title
        return shortened(f"{kind}: {where}" if where else kind, _TITLE)

    def head(self, entry: Entry) -> dict[str, Any]:
        """What the template shows of a happening above its reports."""
        contents, words = self.contents, self.words
        site = contents.site_of.get(entry.id)
        units = [contents.places[u] for u in (entry.placed.adm2, entry.placed.adm1) if u in contents.places]
        notes = []
        if len(entry.reports) > 1:
            sources = max(e.sources for e in entry.reports)
            notes = [words.count("report", len(entry.reports)), words.count("independent", sources)]
        people = contents.people_of(entry)
        return {
            "anchor": entry.anchor,
            "when": words.day(entry.day, entry.precision, entry.period),
            "datetime": entry.period if entry.precision != "report" else "",
            "type": contents.reference.event_types.number(entry.first.type),
            "title": self.title(entry),
            "places": [(s.path, words.either(s.english, s.korean)) for s in filter(None, (site, *units))],
            "people": [(s.path, words.either(s.english, s.korean)) for s in people[:_PEOPLE]],
            "more_people": words.text("more_rows", n=len(people) - _PEOPLE) if len(people) > _PEOPLE else "",
            "leader": entry.leader,
            "candidate": all(e.status == "candidate" for e in entry.reports),
            "notes": notes,
        }

    def report(self, event: Event) -> dict[str, Any]:
        """What the template shows of a report: its sentence, source, and the grounds of its place and day."""
        words = self.words
        source = self.contents.source_of(event)
        title = event.source_title or event.source_id
        shown = [shortened(title, _TITLE), str(event.source_date or ""), words.attribution(event)]
        return {
            "quote": shortened(event.quote, _QUOTE, words.t["trimmed"]),
            "href": event.source_url if host_of(event.source_url) else "",
            "title": shown[0],
            "about": [text for text in shown[1:] if text],
            "publisher": (
                source.path,
                words.either(source.english, source.korean) or words.t["no_publisher"],
            ),
            "why": list(self._why(event)),
        }

    def _why(self, event: Event) -> list[str]:
        words = self.words
        found = [
            words.text("placed_to", precision=words.named("precisionOf", event.geo_precision)),
            words.text("placed_by", rule=shortened(words.rule(event.rule), _TITLE)) if event.rule else "",
            words.text("dated_by", rule=shortened(words.rule(event.date_rule), _TITLE))
            if event.date_rule
            else "",
            words.text("score", score=f"{event.score:.2f}"),
            words.text("rests_on", basis=words.named("basisOf", event.basis))
            if event.basis != "reported"
            else "",
            words.t["candidate"] if event.status == "candidate" else "",
            words.t["reviewed"] if event.status == "reviewed" else "",
            words.t["corrected"] if event.corrections else "",
            words.t["repeats"] if event.repeats else "",
            words.text("matched_record", ids=shortened(", ".join(event.records), _TITLE))
            if event.records
            else "",
        ]
        return [text for text in found if text]
