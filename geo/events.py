"""What happened, where, when and before whom: one event per place and happening, with its sentence.

A sentence tells of an event where a cue of ``words.toml`` meets a place. The most telling cue gives the
type, the most precise place in the sentence the place, the sentence's own date the day. A sentence that has
the cue but not the place ("the ceremony took place on the spot on Nov. 8") adds to the event before it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from .dates import DateFound, find_dates
from .gazetteer import gazetteer
from .model import EVENT_TYPES, Article, Event, Mention
from .scanner import Hit, scan, words
from .spans import Text

__all__ = ["find_events", "type_of"]

_STRONG = ("weapons-test", "groundbreaking", "inauguration", "inspection")
"""Types whose cues tell of a happening by themselves."""

_ORDER = (
    "weapons-test", "groundbreaking", "inauguration", "inspection", "military", "ceremony", "diplomacy",
    "production", "construction", "relief", "disaster", "other",
)  # fmt: skip
_LABEL = {kind: kind.replace("-", " ").capitalize() for kind in EVENT_TYPES}
_VISIT = frozenset("visited visits visit toured tours touring".split()) | {"visit to", "looked round", "looking around"}
_OFFICIAL = re.compile(
    r"\b(?:premier|vice-premier|secretary|minister|chairman|president|member of the Presidium|Premier|Secretary)\b"
)
_OBJECT = re.compile(
    r"\b(?:of|to|under|for|from|by) (?:the )?(?:respected |great |dear |Fatherly )*(?:Comrade|General Secretary|Marshal|leader)? ?$"
)
_PERSON = re.compile(
    r"\b(?:Kim|Ri|Pak|Choe|Jong|Kang|Jo|Jang|Yun|Rim|Han|Kwon|Hwang|An|Song|Ryu|Hong|Jon|Ko|Mun|Son|Yang|Pae|Paek|Ho|"
    r"Nam|Sim|Ro|Kwak|Cha|Ju|No|Om|Chae|Hyon|Pyon|Thae|O|U) (?:[A-Z][a-z]+(?:-[a-z]+)?)(?: [A-Z][a-z]+)?(?![a-z])"
)
_GENERIC_SITE = re.compile(
    r"(?<![A-Za-z-])(?:[a-z]+(?:-[a-z]+)* ){0,2}(?:factory|factories|farm|farms|mine|power station|hospital|school|plant|houses|"
    r"greenhouse|base|shipyard|construction site|site)\b(?: under construction)?",
)
_OF = re.compile(r",? ?(?:of |in )?(?:the )?")
_AND = re.compile(r" and |, (?!where|which)")
_DASH = re.compile(r"\([^)\n]{2,20}\)\s*(?:--|–|—|-)?\s*|\s(?:--|–|—)\s?|발\s*\S{0,8}통신\)?[.]?\s*")
_BULLET = re.compile(r"[-–—•*\s]*")
_SOLEMN = re.compile(r"wreath|floral|condol|congratulat|celebrat|homage|tribute")
_FUNCTION = frozenset("the a an of at in for into to and or with its their on from by chosen new".split())
_SINCE = re.compile(r"\b(?:after|since|following|before|until) (?:the |its |a |their )?(?:\w+ )?$")
_PRESENT = re.compile(
    r"with (?:leader |the leader )?(?:Kim(?: Jong[ -][Uu]n)? )?(?:in attendance|present)|in the presence of|모시고|께서|참석"
)
_ACTS = re.compile(
    r"(?: \w+ly)? ?(?:cut|attended|visited|inspected|oversaw|guided|watched|gave|met|received|toured|was present|went|looked|"
    r"observed|supervised|arrived|conducted|made|took part|attends|visits|inspects|oversees)\b"
)
_HISTORY = 5
"""Years after which a dated happening is history and no event of the report."""


@cache
def _weapon() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words()["weapon"]["words"])))


@dataclass(slots=True)
class _Draft:
    """An event in the making."""

    type: str
    place: Mention | None
    site: str | None
    start: int
    end: int
    sentence: int
    cue: str
    when: DateFound | None = None
    leader: bool = False
    actors: list[str] = field(default_factory=list)
    headline: bool = False

    @property
    def named(self) -> bool:
        """Whether the site has a name of its own."""
        return bool(self.place and self.place.kind == "site")

    @property
    def where(self) -> str | None:
        return (self.place.adm2 or self.place.adm1) if self.place else None


def find_events(
    article: Article, text: Text, hits: Sequence[Hit], mentions: Sequence[Mention]
) -> tuple[Event, ...]:
    """Events of one article in the order in which it tells them.

    Parameters
    ----------
    article : Article
        Its date resolves weekdays and days without year.
    text : Text
    hits : sequence of Hit
        Of :func:`geo.scanner.scan`, for the cues and the leader.
    mentions : sequence of Mention
        Of :func:`geo.places.resolve`.

    Examples
    --------
    >>> from geo.corpus import extract
    >>> body = "Kim Jong Un inspected the Anju Pump Factory in Anju City on November 8, 2024."
    >>> [(e.type, str(e.date), e.adm2, e.leader) for e in extract(Article("a", body)).events]
    [('inspection', '2024-11-08', 'KP0703', True)]
    """
    cues = [h for h in hits if h.term.cue]
    if not cues:
        return ()
    placed = _placed(mentions)
    leaders = [h for h in hits if h.term.person == "leader"]
    if not placed and not leaders:
        return ()
    if _no_report(article, text):
        return ()
    drafts = _drafts(article, text, cues, mentions, leaders)
    return tuple(_event(article, text, d) for d in _fewest(drafts))


def _placed(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions at which something can have happened."""
    return [m for m in mentions if m.role == "location" and m.country == "KP" and (m.adm1 or m.adm2)]


def _past_dateline(raw: str, start: int, end: int, datelines: list[int]) -> int:
    """Where a sentence begins to tell, after the place and day of the report."""
    for stop in datelines:
        if start <= stop < end:
            mark = _DASH.search(raw, stop, min(end, stop + 60))
            start = mark.end() if mark else start
    bullet = _BULLET.match(raw, start, end)
    return bullet.end() if bullet else start


def _no_report(article: Article, text: Text) -> bool:
    """Commentaries, statements and messages tell of words, not of happenings."""
    topic = article.topic.casefold()
    if any(word == topic or word in topic for word in words()["event_not"]["topics"]):
        return True
    first = text.text[: text.sentence(0)[1] + 400]
    title = article.title.casefold()
    return any(w in title for w in ("message", "greetings", "commentary", "statement", "wreath to bier", "press conference")) and (
        "sent " in first or "sends " in title or "commentary" in title or "statement" in title
    )


def _by_sentence(text: Text, hits: Iterable[Hit]) -> dict[int, list[Hit]]:
    found: dict[int, list[Hit]] = {}
    for hit in hits:
        found.setdefault(text.number(hit.start), []).append(hit)
    return found


def _drafts(
    article: Article, text: Text, cues: list[Hit], mentions: Sequence[Mention], leaders: list[Hit]
) -> list[_Draft]:
    drafts: list[_Draft] = []
    raw = text.text
    placed = _placed(mentions)
    places: dict[int, list[Mention]] = {}
    for mention in placed:
        places.setdefault(text.number(mention.start), []).append(mention)
    led = _by_sentence(text, leaders)
    datelines = [m.end for m in mentions if m.role == "dateline"]
    sites = [(m.start, m.end) for m in mentions if m.kind == "site"]
    for number, found in _by_sentence(text, cues).items():
        start, end = text.sentence(found[0].start)
        start = _past_dateline(raw, start, end, datelines)
        kind = _type(raw[start:end], start, found, bool(led.get(number)))
        if kind is None:
            continue
        cue = next(h for h in found if h.term.cue == kind or kind in ("other", "ceremony"))
        leader = _leads(raw, start, end, led.get(number, []), cue)
        when = _when(raw, article.date, start, end, cue, sites)
        if when and when.date and article.date and (article.date - when.date).days > 366 * _HISTORY:
            continue
        actors = _actors(raw[start:end], leader)
        here = _most_precise(raw, places.get(number, []))
        if not here:
            _add_to_last(drafts, kind, number, when, leader, actors, start, end, cue, raw)
            continue
        for mention, site in here:
            draft = _Draft(kind, mention, site or _generic(raw, cue, mention, start, end), start, end, number,
                           raw[cue.start : cue.end], when, leader, actors,
                           bool(article.title) and raw[start:end].strip() == article.title.strip())  # fmt: skip
            drafts.append(draft)
    return drafts


def _type(sentence: str, start: int, cues: list[Hit], leader: bool) -> str | None:
    """The type of a sentence's most telling cue; None where it only sends words or plans."""
    kinds = {h.term.cue for h in cues}
    refused = "none" in kinds
    if "weapons-test" in kinds and not _weapon().search(sentence):
        kinds.discard("weapons-test")
    told = _first_told(sentence, start, cues, kinds)
    if told:
        return told
    for kind in _ORDER:
        if kind not in kinds or kind in _STRONG[:3]:
            continue
        if refused:
            return None
        if kind == "inspection" and not leader:
            if _SOLEMN.search(sentence):
                return "ceremony"
            used = {sentence[h.start - start : h.end - start].casefold() for h in cues if h.term.cue == kind}
            if used <= _VISIT and not _OFFICIAL.search(sentence):
                rest = kinds - {"inspection", "none"}
                return next((k for k in _ORDER if k in rest), "other")
        return kind
    return None


def _first_told(sentence: str, start: int, cues: list[Hit], kinds: set[str]) -> str | None:
    """The first test, ground-breaking or inauguration of a sentence that is no mere date for another."""
    told = [h for h in cues if h.term.cue in _STRONG[:3] and h.term.cue in kinds]
    main = [h for h in told if not _SINCE.search(sentence[: h.start - start])]
    return next((h.term.cue for h in main or told), None)


def type_of(text: str) -> str | None:
    """Type of the happening that a short text tells of; None where it has no cue.

    Examples
    --------
    >>> type_of("North Korea fired a ballistic missile from the Wonsan area.")
    'weapons-test'
    """
    cues = [h for h in scan(text) if h.term.cue]
    return _type(text, 0, cues, leader=False)


def _leads(raw: str, start: int, end: int, leaders: list[Hit], cue: Hit) -> bool:
    """Whether the leader is there, not only named ("under the guidance of Kim Jong Un")."""
    if _PRESENT.search(raw, start, end) and (leaders or "Kim in " in raw[start:end] or "leader present" in raw[start:end]):
        return True
    return any(
        _ACTS.match(raw, hit.end) or (hit.start < cue.start and not _OBJECT.search(raw[max(start, hit.start - 60) : hit.start]))
        for hit in leaders
    )


def _when(
    raw: str, base: date | None, start: int, end: int, cue: Hit, sites: list[tuple[int, int]]
) -> DateFound | None:
    """The date of a sentence: a day before a month or year, the nearest to the cue among equals."""
    rank = {"day": 0, None: 1, "month": 2, "year": 3}
    found = [
        d for d in find_dates(raw, base, start, end) if not any(a <= d.start < b for a, b in sites)
    ]  # "April 25 Hostel" is no day
    if not found:
        return None
    return min(found, key=lambda d: (rank[d.precision], abs(d.start - cue.start)))


def _actors(sentence: str, leader: bool) -> list[str]:
    """Persons named in a sentence, the leader first."""
    named = dict.fromkeys(["Kim Jong Un"] if leader else [])
    for match in _PERSON.finditer(sentence):
        if not match.group().startswith(("Kim Jong U", "Kim Jong-u", "Kim Il Sung", "Kim Jong Il", "Kim Chaek")):
            named.setdefault(match.group())
    return list(named)


def _most_precise(raw: str, mentions: list[Mention]) -> list[tuple[Mention, str | None]]:
    """One mention for each place of a sentence; what only says where another is falls away."""
    found: dict[str, tuple[Mention, str | None]] = {}
    for index, mention in enumerate(mentions):
        if mention.kind == "natural" and not mention.adm2:
            continue
        if mention.kind == "adm1" and _holds(raw, mentions, index):
            continue
        key = mention.adm2 or mention.adm1 or ""
        site = mention.surface if mention.kind == "site" else None
        held = found.get(key)
        if held is None or (site and held[1] is None):
            found[key] = (mention, site)
        elif held[0].kind in ("adm1", "adm2") and mention.kind in ("locality", "natural"):
            found[key] = (mention, held[1])
    return list(found.values())


def _holds(raw: str, mentions: list[Mention], index: int) -> bool:
    """Whether a province only says where a place of the sentence is, and is none of a list itself."""
    province = mentions[index]
    for other in mentions:
        if other.adm1 != province.adm1 or other.kind == "adm1":
            continue
        if other.end <= province.start and _OF.fullmatch(raw, other.end, province.start):
            return True
        if other.start >= province.end and not _AND.match(raw, province.end):
            return True
    return False


def _generic(raw: str, cue: Hit, mention: Mention, start: int, end: int) -> str | None:
    """A site without a name, by its common word near the place."""
    near = raw[max(start, mention.start - 90) : mention.start]
    matches = list(_GENERIC_SITE.finditer(near))
    if not matches:
        return None
    phrase = matches[-1].group().strip()
    words_left = phrase.split()
    while words_left and words_left[0] in _FUNCTION:
        words_left.pop(0)
    return " ".join(words_left) or None


def _add_to_last(
    drafts: list[_Draft],
    kind: str,
    number: int,
    when: DateFound | None,
    leader: bool,
    actors: list[str],
    start: int,
    end: int,
    cue: Hit,
    raw: str,
) -> None:
    """A sentence without a place dates or peoples the event just told, or stands alone if it is a strong one."""
    for draft in reversed(drafts):
        if number - draft.sentence > 4:
            break
        if draft.type == kind or (kind == "ceremony" and draft.type in ("inauguration", "groundbreaking")) or (
            draft.type == "construction" and kind == "inauguration"
        ):
            if kind in _STRONG and draft.type not in _STRONG:
                draft.type = kind
            if draft.when is None or (draft.when.date is None and when and when.date):
                draft.when = when
            draft.leader = draft.leader or leader
            draft.actors = list(dict.fromkeys([*draft.actors, *actors]))
            return
    if (kind == "weapons-test" or (leader and kind in ("inspection", "military"))) and not any(
        d.type == kind and d.place is None for d in drafts
    ):
        drafts.append(_Draft(kind, None, None, start, end, number, raw[cue.start : cue.end], when, leader, actors))


def _fewest(drafts: list[_Draft]) -> list[_Draft]:
    """One event per place and happening."""
    merged: dict[tuple[str, str | None, date | None, str | None], _Draft] = {}
    for draft in drafts:
        day = draft.when.date if draft.when else None
        twin = next(
            (
                d
                for (kind, where, other, _), d in merged.items()
                if kind == draft.type
                and where == draft.where
                and (day is None or other is None or other == day)
                and not _elsewhere(d, draft)
            ),
            None,
        )
        if twin is None:
            merged[draft.type, draft.where, day, draft.site if draft.named else None] = draft
            continue
        twin.leader = twin.leader or draft.leader
        if twin.headline and not draft.headline:  # the report itself says it better than its headline
            twin.start, twin.end, twin.place, twin.headline = draft.start, draft.end, draft.place, False
            twin.site = draft.site or twin.site
        twin.site = twin.site or draft.site
        if twin.when is None or (twin.when.date is None and draft.when and draft.when.date):
            twin.when = draft.when
        twin.actors = list(dict.fromkeys([*twin.actors, *draft.actors]))
    kept = list(merged.values())
    strong: dict[str | None, list[_Draft]] = {}
    for draft in kept:
        if draft.type in _STRONG:
            strong.setdefault(draft.where, []).append(draft)
    result: list[_Draft] = []
    for draft in kept:
        weak = draft.type not in _STRONG
        if weak and not all(_other_day(draft, s) for s in strong.get(draft.where, ())):
            continue
        if weak and any(r.where == draft.where and r.type not in _STRONG and not _elsewhere(r, draft) for r in result):
            continue
        if weak and not draft.named and _within_told(draft, result):
            continue
        if draft.place is None and any(r.type == draft.type and r.place for r in kept):
            continue
        result.append(draft)
    return result


def _elsewhere(a: _Draft, b: _Draft) -> bool:
    """Two sites of one county, each with its name; a headline's short name is no second site."""
    if a.headline != b.headline:
        return False
    return a.named and b.named and a.site != b.site


def _other_day(a: _Draft, b: _Draft) -> bool:
    """Whether two happenings are dated, and differently."""
    return bool(a.when and b.when and a.when.date and b.when.date and a.when.date != b.when.date)


def _within_told(draft: _Draft, told: list[_Draft]) -> bool:
    """A county that only illustrates what was told of its province."""
    where = draft.where or ""
    return any(
        r.where == where[:4] and len(where) > 4 and r.sentence < draft.sentence and r.type not in _STRONG for r in told
    )


def _event(article: Article, text: Text, draft: _Draft) -> Event:
    known = gazetteer()
    quote = text.text[draft.start : draft.end].strip()
    begin = text.text.index(quote, draft.start)
    place, when = draft.place, draft.when
    adm1, adm2 = (place.adm1, place.adm2) if place else (None, None)
    names = known.name(adm1), known.name(adm2)
    listed = known.get(place.place_id) if place else None
    precision = _precision(place, listed is not None and listed.lat is not None)
    where = draft.site or (place.name if place and place.kind in ("locality", "natural") else "") or names[1] or names[0]
    key = "\n".join([article.id, draft.type, adm2 or adm1 or "", draft.site or "", quote])
    leader = draft.leader and draft.type != "production"
    return Event(
        event_id=hashlib.sha256(key.encode()).hexdigest()[:12],
        type=draft.type,
        date=when.date if when else None,
        date_precision=when.precision if when else None,
        title=f"{_LABEL[draft.type]}: {where}" if where else _LABEL[draft.type],
        site=draft.site,
        actors=tuple(draft.actors),
        leader=leader,
        adm1=adm1,
        adm2=adm2,
        adm1_name=names[0],
        adm2_name=names[1],
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        geo_precision=precision,
        rule=place.rule if place else "no place in the sentence",
        date_rule=when.rule if when else "no date in the sentence",
        score=round((place.score if place else 0.0) * (1.0 if draft.type in _STRONG else 0.8), 2),
        source_id=article.id,
        source_url=article.url,
        source_title=article.title,
        source_date=article.date,
        quote=quote,
        quote_start=begin,
        quote_end=begin + len(quote),
        text_sha256=hashlib.sha256(article.text.encode()).hexdigest(),
    )


def _precision(place: Mention | None, located: bool) -> str:
    if place is None:
        return "country"
    if place.kind == "site" and located:
        return "site"
    if place.kind in ("locality", "natural") and located:
        return "locality"
    return "adm2" if place.adm2 else "adm1"
