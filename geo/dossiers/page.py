"""A dossier as one HTML page: no script, no request, all text from outside escaped by the template."""

from __future__ import annotations

import base64
import csv
import hashlib
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from geo import __version__
from geo.chains import Chain, Step
from geo.gazetteer import gazetteer
from geo.model import Article, Event
from geo.publishers import host_of
from geo.reference import reference_path

from .locator import Point, country_map, near_map, neighbours
from .making import Dossier
from .timeline import track

__all__ = ["render"]

_HERE = Path(__file__).parent
_SITES = 60
"""How many sites the page lists; the frame has all."""
_GAP_DAYS = 180
"""Days without a report that are worth saying."""
_ACTORS = 20


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((_HERE / "words.toml").read_text("utf-8"))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(told: Dossier) -> str:
    """The page of a dossier, in its language.

    Examples
    --------
    >>> import geo
    >>> page = render(geo.dossier(geo.read("data/samples/articles"), "Songchon County"))
    >>> "<script" in page, "default-src 'none'" in page, "2024-02-28" in page
    (False, True, True)
    """
    page = _Page(told)
    style = (_HERE / "page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    text = _environment().get_template("page.html").render(
        style=Markup(style), policy=policy, **page.context()  # noqa: S704 - a file of ours
    )  # fmt: skip
    return text.encode("utf-8", "replace").decode("utf-8")


class _Page:
    """What the template is given, made of a dossier in one language."""

    def __init__(self, told: Dossier) -> None:
        self.told, self.korean = told, told.language == "ko"
        self.t = _words()[told.language]

    def say(self, key: str, **values: Any) -> str:
        return str(self.t[key]).format(**values)

    def name(self, pcode: str | None) -> str:
        place = gazetteer().get(pcode)
        return ((self.korean and place.korean) or place.name) if place else ""

    def context(self) -> dict[str, Any]:
        told, subject = self.told, self.told.subject
        english, korean = self.titles()
        first, second = (korean or english, english) if self.korean else (english, korean)
        chains = [c for c in told.chains if c.steps]
        rest = [c.name for c in told.chains if not c.steps]
        name = subject.site or self.name(subject.pcode)
        return {
            "t": self.t,
            "language": told.language,
            "title": first,
            "second": second if second != first else "",
            "second_language": "en" if self.korean else "ko",
            "eyebrow": self.t["site"] if subject.site else self.unit_word(),
            "summary": list(self.summary()),
            "facts": list(self.facts()),
            "country": Markup(country_map(subject.place, self.say("map_country", name=name))),  # noqa: S704
            "near": Markup(
                near_map(subject.place, self.points(), self.say("map_near", name=name), korean=self.korean)
            ),
            "chains": [self.chain(c) for c in chains],
            "more_chains": self.say("more_chains", count=len(rest), names=_some(rest)) if rest else "",
            "events": [self.event(e) for e in told.event_list],
            "visits": [{"day": self.visit_day(d, e), "title": e.title} for d, e in told.visits],
            "visits_province": self.say("visits_province", count=told.province_visits)
            if told.province_visits
            else "",
            "visitors": [(who, self.say("times", count=n)) for who, n in told.visitors[:_ACTORS]],
            "is_site": bool(subject.site),
            "sites": [self.site(s) for s in told.sites[:_SITES]],
            "sites_count": len(told.sites),
            "more_sites": self.say("more", count=len(told.sites) - _SITES)
            if len(told.sites) > _SITES
            else "",
            "records": [self.record(i) for i in range(len(told.records))],
            "sources": list(self.sources()),
            "unknown": list(self.unknown()),
            "refused": [
                {"around": r.around, "source": self.article(r.article), "rule": r.mention.rule}
                for r in told.refused
            ],
            "refused_head": self.say("unknown_refused", count=len(told.refused)),
            "made": self.say(
                "made", version=__version__, articles=len(told.named_in), as_of=told.as_of or "–"
            ),
        }

    def unit_word(self) -> str:
        return str(self.t[{"adm1": "province"}.get(self.told.subject.place.kind) or self.level()])

    def level(self) -> str:
        return "city" if "city" in self.told.subject.place.type else "county"

    def titles(self) -> tuple[str, str]:
        """English and Korean heading."""
        subject = self.told.subject
        if subject.site:
            return subject.site, subject.korean
        place = subject.place
        if place.kind == "adm1":
            return f"{place.name} Province" if place.type == "province" else place.name, place.korean
        word, suffix = ("City", "시") if self.level() == "city" else ("County", "군")
        korean = (
            place.korean
            if place.korean.endswith(suffix)
            else f"{place.korean}{suffix}"
            if place.korean
            else ""
        )
        return f"{place.name} {word}", korean

    def summary(self) -> Iterator[str]:
        told = self.told
        days = [d for e in told.event_list if (d := e.date or e.source_date)]
        if not told.event_list:
            yield self.t["nothing"]
            yield self.say("nothing_named", articles=len(told.named_in))
            return
        yield self.say("summary", happenings=len(told.happenings), reports=len(told.event_list),
                       first=min(days, default="–"), last=max(days, default="–"))  # fmt: skip
        visits = [d for d, _ in told.visits if d]
        if visits:
            key = "summary_leader" if len(told.visits) > 1 else "summary_leader_once"
            yield self.say(key, count=len(told.visits), last=max(visits))
        elif told.visits:
            yield self.say("summary_leader_undated", count=len(told.visits))
        else:
            yield self.t["summary_no_leader"]
        reports = [e.source_date for e in told.event_list if e.source_date]
        if told.as_of and reports:
            yield self.say("summary_since", days=max(0, (told.as_of - max(reports)).days), as_of=told.as_of)

    def facts(self) -> Iterator[tuple[str, str]]:
        subject, place = self.told.subject, self.told.subject.place
        if subject.site:
            yield self.t["kind"], subject.kind
            yield self.t["names"], " · ".join(n for n in subject.names if n != subject.site) or subject.site
            yield self.t["in_county"], f"{self.name(place.adm2)} ({place.place_id})"
            located = subject.lat is not None and subject.lon is not None
            yield (
                self.t["point"],
                f"{subject.lat:.4f}, {subject.lon:.4f}" if located else self.t["none_known"],
            )
        else:
            yield self.t["pcode"], place.place_id
            yield self.t["spellings"], " · ".join(_spellings(place.place_id)) or "–"
            if place.kind == "adm2":
                yield self.t["seat"], _seat(place.place_id) or self.t["none_known"]
                near = neighbours(place)
                yield self.t["neighbours"], ", ".join(self.name(p.place_id) for p in near) or "–"
        if place.kind == "adm2":
            yield self.t["in_province"], f"{self.name(place.adm1)} ({place.adm1})"
        if self.told.start or self.told.end:
            key = (
                "from_to"
                if self.told.start and self.told.end
                else "from_day"
                if self.told.start
                else "to_day"
            )
            yield self.t["period"], self.say(key, start=self.told.start, end=self.told.end)

    def points(self) -> Iterator[Point]:
        """What the map marks: the subject's site, sites with coordinates, the seat, towns."""
        subject, place = self.told.subject, self.told.subject.place
        if subject.site and subject.lat is not None and subject.lon is not None:
            yield subject.lon, subject.lat, (self.korean and subject.korean) or subject.site, "site"
        for site in self.told.sites:
            if site.geo_precision == "site" and site.lon is not None and site.lat is not None:
                yield site.lon, site.lat, (self.korean and site.korean) or site.name, "site"
        seat = _seat(place.place_id)
        for town in gazetteer().places.values():
            if (
                town.kind == "locality"
                and town.lon is not None
                and town.lat is not None
                and town.country == "KP"
            ):
                kind = "seat" if town.adm2 == place.place_id and town.name == seat else "town"
                yield town.lon, town.lat, (self.korean and town.korean) or town.name, kind

    def chain(self, chain: Chain) -> dict[str, Any]:
        gaps = [None, *chain.gaps]
        steps = [self.step(s, gap) for s, gap in zip(chain.steps, gaps, strict=True)]
        note = [self.say("as_names", names=_some(chain.names))] if len(chain.names) > 1 else []
        note.append(self.say("joined_by", rules=", ".join(chain.rules)))
        return {
            "name": (self.korean and chain.korean) or chain.name,
            "state": self.t["states"][chain.state],
            "said": self.say("state_from", day=chain.state_day) if chain.state_day else "",
            "candidate": chain.state_candidate,
            "track": Markup(track(chain.steps, "; ".join(f"{s['type']} {s['day']}" for s in steps))),  # noqa: S704
            "steps": steps,
            "note": " · ".join(note),
        }

    def step(self, step: Step, gap: int | None) -> dict[str, Any]:
        notes = [self.t["leader_there"]] if step.leader else []
        count = len(step.event_ids)
        notes.append(self.say("reports", count=count) if count > 1 else self.t["report_one"])
        source = next(e for e in self.told.event_list if e.event_id == step.event_id)
        day = _precise(step.day, step.date_precision) if step.day_known else self.say("by", day=step.day)
        return {
            "day": day if step.day else self.t["undated"],
            "gap": "" if gap is None else self.say("after_days", days=gap) if gap else self.t["same_day"],
            "type": self.t["types"][step.type],
            "candidate": step.candidate,
            "notes": " · ".join(notes),
            "quote": step.quote,
            "source": self.source(source),
        }

    def event(self, event: Event) -> dict[str, Any]:
        notes = []
        if event.happening and event.happening != event.event_id:
            first = next((e for e in self.told.event_list if e.event_id == event.happening), None)
            if first:
                notes.append(self.say("repeated", ids=first.source_id))
        if event.records:
            notes.append(self.say("tied_to", ids=", ".join(event.records)))
        where = (event.site, self.name(event.adm2), "" if event.adm2 else self.name(event.adm1))
        dated = event.date is not None
        return {
            "day": _precise(event.date, event.date_precision) if dated else self.t["undated"],
            "precision": event.date_rule if dated else self.say("reported_on", day=event.source_date or "–"),
            "type": self.t["types"].get(event.type, event.type),
            "candidate": event.status == "candidate",
            "leader": event.leader,
            "quote": event.quote,
            "source": self.source(event),
            "notes": notes,
            "where": ", ".join(filter(None, where)),
            "geo": self.t["precisions"][event.geo_precision],
            "rule": event.rule,
            "score": f"{event.score:.2f} · {event.status}",
        }

    def visit_day(self, day: date | None, event: Event) -> str:
        if day:
            return _precise(day, event.date_precision if event.date == day else "day")
        return self.say("by", day=event.source_date) if event.source_date else self.t["undated"]

    def source(self, event: Event) -> dict[str, str]:
        host = host_of(event.source_url)
        day = f", {event.source_date}" if event.source_date else ""
        text = f"{event.source_title or event.source_id}{day}{f', {host}' if host else ''}"
        return {"href": event.source_url if host else "", "text": text}

    def article(self, article: Article) -> dict[str, str]:
        text = f"{article.title or article.id}{f', {article.date}' if article.date else ''}"
        return {"href": article.url if host_of(article.url) else "", "text": text}

    def site(self, site: Any) -> dict[str, Any]:
        return {
            "name": " · ".join(filter(None, (site.name, site.korean))),
            "kind": site.kind,
            "first": str(site.first or "–"),
            "last": str(site.last or "–"),
            "counts": f"{site.n_mentions}, {site.n_events}",
        }

    def record(self, number: int) -> dict[str, Any]:
        record, links = self.told.records[number]
        ids = {e.event_id: e for e in self.told.event_list}
        tied = [ids[k.event_id].title for k in links if k.event_id in ids]
        score = max((k.score for k in links), default=0.0)
        tie = (
            self.say("record_tied", ids="; ".join(tied), score=f"{score:.2f}")
            if tied
            else self.t["record_alone"]
        )
        href = record.url if host_of(record.url) else ""
        return {
            "day": _precise(record.date, record.date_precision) if record.date else self.t["undated"],
            "title": f"{record.id}: {record.title or record.text[:200]}",
            "tie": tie,
            "source": {"href": href, "text": host_of(record.url)},
        }

    def sources(self) -> Iterator[dict[str, str]]:
        for source in self.told.sources:
            yield {
                "name": (self.korean and source.korean) or source.name or self.t["no_address"],
                "class_": self.t["classes"].get(source.class_, source.class_),
                "counts": self.say("sources_count", articles=source.articles, events=source.events),
            }

    def unknown(self) -> Iterator[str]:
        """What the articles leave open, in sentences."""
        told, total = self.told, len(self.told.happenings)
        undated = sum(all(e.date is None for e in reports) for reports in told.happenings)
        coarse = sum(
            all(e.geo_precision in ("adm2", "adm1") and not e.site for e in r) for r in told.happenings
        )
        weak = sum(e.status == "candidate" for e in told.event_list)
        if undated:
            yield self.say("unknown_days", count=undated, total=total)
        if coarse:
            yield self.say("unknown_place", count=coarse, total=total)
        if weak:
            yield self.say("unknown_candidates", count=weak, total=len(told.event_list))
        days = sorted({d for e in told.event_list if (d := e.source_date)})
        for a, b in zip(days, days[1:], strict=False):
            if (b - a).days > _GAP_DAYS:
                yield self.say("unknown_gap", start=a, end=b, days=(b - a).days)
        for chain in told.chains:
            begun, done = chain.step("groundbreaking"), chain.step("inauguration")
            if begun and not done and not chain.step("production"):
                yield self.say("unknown_completion", name=chain.name, day=begun.day or "–")
            if done and not begun:
                yield self.say("unknown_start", name=chain.name)
            if chain.steps and chain.state in ("inspected only", "unknown"):
                yield self.say("unknown_state", name=chain.name)
        if told.event_list and not any(e.status == "reviewed" for e in told.event_list):
            yield self.t["unknown_reviewed"]


def _some(names: Any, most: int = 12) -> str:
    told = list(names)
    return ", ".join(told[:most]) + (f" (+{len(told) - most})" if len(told) > most else "")


def _precise(day: date | None, precision: str | None) -> str:
    """A day as precisely as it is known."""
    return str(day)[: {"month": 7, "year": 4}.get(precision or "", 10)] if day else "–"


def _spellings(pcode: str) -> list[str]:
    """Every spelling of a unit that the reference knows but its name, each once."""
    known = gazetteer()
    own = known[pcode]
    names = [n for n, found in known.names.items() if any(one.place.place_id == pcode for one in found)]
    return sorted({n for n in names if n not in (own.name, own.korean)})


@cache
def _seat(pcode: str) -> str:
    """Name of a county's seat, empty where the reference has none."""
    with reference_path("units.tsv").open(encoding="utf-8", newline="") as rows:
        return next((r["seat"] for r in csv.DictReader(rows, delimiter="\t") if r["pcode"] == pcode), "")
