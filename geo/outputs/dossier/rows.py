"""Events, steps, sites, records and sources as plain-text values for the template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from geo.model.entities import Article, Event, Record
from geo.model.links import Link
from geo.model.sites import Site
from geo.model.timelines import Chain, Step
from geo.model.urls import host_of

from .contents import Contents
from .timeline import track
from .wording import Wording, precise, some

__all__ = ["Rows"]


class Rows:
    """Builds the rows of a dossier's tables in one language."""

    def __init__(self, contents: Contents, words: Wording) -> None:
        self.contents, self.words = contents, words
        self.by_id = {e.event_id: e for e in contents.event_list}

    def chain(self, chain: Chain) -> dict[str, Any]:
        """A chain of steps at a site."""
        gaps = [None, *chain.gaps]
        steps = [self.step(s, gap) for s, gap in zip(chain.steps, gaps, strict=True)]
        note = [self.words.text("as_names", names=some(chain.names))] if len(chain.names) > 1 else []
        note.append(self.words.text("joined_by", rules=", ".join(chain.rules)))
        return {
            "name": self.words.either(chain.name, chain.korean),
            "state": self.words.t["states"][chain.state],
            "state_day": self.words.text("state_from", day=chain.state_shown) if chain.state_day else "",
            "candidate": chain.state_candidate,
            "track": Markup(track(chain.steps, "; ".join(f"{s['type']} {s['day']}" for s in steps))),  # noqa: S704
            "steps": steps,
            "note": " · ".join(note),
        }

    def step(self, step: Step, gap: int | None) -> dict[str, Any]:
        """A step of a chain; ``gap`` is the number of days since the previous step."""
        notes = [self.words.t["leader_there"]] if step.leader else []
        count = len(step.event_ids)
        notes.append(self.words.text("reports", count=count) if count > 1 else self.words.t["report_one"])
        source = self.by_id[step.event_id]
        day = (
            precise(step.day, step.date_precision) if step.day_known else self.words.text("by", day=step.day)
        )
        return {
            "day": day if step.day else self.words.t["undated"],
            "gap": ""
            if gap is None
            else self.words.text("after_days", days=gap)
            if gap
            else self.words.t["same_day"],
            "type": self.words.step(step.type),
            "candidate": step.candidate,
            "notes": " · ".join(notes),
            "quote": step.quote,
            "source": self.source(source),
        }

    def event(self, event: Event) -> dict[str, Any]:
        """A row of the table of events."""
        notes = []
        if event.happening and event.happening != event.event_id:
            first = self.by_id.get(event.happening)
            if first:
                notes.append(self.words.text("repeated", ids=first.source_id))
        if event.sources > 1:
            notes.append(self.words.text("independent", count=event.sources))
        if event.corrections:
            notes.append(self.words.text("corrected", ids=", ".join(event.corrections)))
        if event.records:
            notes.append(self.words.text("tied_to", ids=", ".join(event.records)))
        where = (event.site, self.words.name(event.adm2), "" if event.adm2 else self.words.name(event.adm1))
        dated = event.date is not None
        return {
            "day": precise(event.date, event.date_precision) if dated else self.words.t["undated"],
            "precision": event.date_rule
            if dated
            else self.words.text("reported_on", day=event.source_date or "–"),
            "type": self.words.type(event.type),
            "candidate": event.status == "candidate",
            "leader": event.leader,
            "quote": event.quote,
            "source": self.source(event),
            "notes": notes,
            "where": ", ".join(filter(None, where)),
            "geo": self.words.t["precisions"][event.geo_precision],
            "rule": event.rule,
            "score": f"{event.score:.2f} · {event.status}",
        }

    def heading(self, event: Event) -> str:
        """A short title of an event."""
        where = event.site or self.words.name(event.adm2) or self.words.name(event.adm1)
        return f"{self.words.type(event.type)}: {where}"

    def visit_day(self, day: date | None, event: Event) -> str:
        """The day of a visit, or of its report."""
        if day:
            return precise(day, event.date_precision if event.date == day else "day")
        return self.words.text("by", day=event.source_date) if event.source_date else self.words.t["undated"]

    def source(self, event: Event) -> dict[str, str]:
        """The source of an event; the link is empty unless it is a web address."""
        host = host_of(event.source_url)
        day = f", {event.source_date}" if event.source_date else ""
        text = f"{event.source_title or event.source_id}{day}{f', {host}' if host else ''}"
        return {"href": event.source_url if host else "", "text": text}

    def article(self, article: Article) -> dict[str, str]:
        """An article as a link."""
        text = f"{article.title or article.id}{f', {article.date}' if article.date else ''}"
        return {"href": article.url if host_of(article.url) else "", "text": text}

    def site(self, site: Site) -> dict[str, Any]:
        """A row of the table of sites."""
        return {
            "name": " · ".join(filter(None, (site.name, site.korean))),
            "kind": site.kind,
            "first": str(site.first or "–"),
            "last": str(site.last or "–"),
            "counts": f"{site.n_mentions}, {site.n_events}",
        }

    def record(self, record: Record, links: Sequence[Link]) -> dict[str, Any]:
        """An event record and the events linked to it."""
        linked = [self.heading(self.by_id[k.event_id]) for k in links if k.event_id in self.by_id]
        score = max((k.score for k in links), default=0.0)
        link = (
            self.words.text("record_linked", ids="; ".join(linked), score=f"{score:.2f}")
            if linked
            else self.words.t["record_alone"]
        )
        href = record.url if host_of(record.url) else ""
        return {
            "day": precise(record.date, record.date_precision) if record.date else self.words.t["undated"],
            "title": f"{record.id}: {record.title or record.text[:200]}",
            "link": link,
            "source": {"href": href, "text": host_of(record.url)},
        }

    def sources(self) -> Iterator[dict[str, str]]:
        """Publishers with their numbers of articles and events."""
        for source in self.contents.sources:
            yield {
                "name": self.words.either(source.name, source.korean) or self.words.t["no_address"],
                "class_": self.words.t["classes"].get(source.class_, source.class_),
                "counts": self.words.text("sources_count", articles=source.articles, events=source.events),
            }
