"""What one sentence tells: of what kind, at which places, when, and who was there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from .dates import DateFound, find_dates
from .model import Mention
from .scanner import Hit, scan, words

__all__ = "STRONG actors_of date_of leads places_of sentence_type site_phrase type_of".split()

STRONG = ("weapons-test", "groundbreaking", "inauguration", "inspection")
"""Types whose cues tell of a happening by themselves."""

_ORDER = (
    "weapons-test", "groundbreaking", "inauguration", "inspection", "military", "ceremony", "diplomacy",
    "production", "construction", "relief", "disaster", "other",
)  # fmt: skip
_VISIT = frozenset(["visited", "visits", "visit", "toured", "tours", "touring"]) | {
    "visit to",
    "looked round",
    "looking around",
}
_OFFICIAL = re.compile(
    r"\b(?:premier|vice-premier|secretary|minister|chairman|president|member of the Presidium|Premier|Secretary)\b"
)
_OBJECT = re.compile(
    r"\b(?:of|to|toward|under|for|from|by|upon|about|with) (?:the )?(?:respected |great |dear |fatherly |peerless )*"
    r"(?:comrade|general secretary|marshal|leader|supreme leader)? ?$",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"\b(?:did not|didn't|was not|wasn't|not) (?:attend|visit|present|appear|take part|there)|\babsent\b"
)
# What a leader receives by post is no guest.
_MAIL = re.compile(
    r"(?:receiv|sent|send|convey)\w*\b[^.;]{0,60}\b"
    r"(?:messages?|letters?|gifts?|floral|greetings?|telegrams?|reply|reports?|cards?|wreaths?)\b"
)
_PERSON = re.compile(
    r"\b(?:Kim|Ri|Pak|Choe|Jong|Kang|Jo|Jang|Yun|Rim|Han|Kwon|Hwang|An|Song|Ryu|Hong|Jon|Ko|Mun|Son|Yang|Pae|Paek|Ho|"
    r"Nam|Sim|Ro|Kwak|Cha|Ju|No|Om|Chae|Hyon|Pyon|Thae|O|U) (?:[A-Z][a-z]+(?:-[a-z]+)?)(?: [A-Z][a-z]+)?(?![a-z])"
)
_GENERIC_SITE = re.compile(
    r"(?<![A-Za-z-])(?:[a-z]+(?:-[a-z]+)* ){0,2}(?:factory|factories|farm|farms|mine|"
    r"power station|hospital|school|plant|houses|greenhouse|base|shipyard)\b"
    r"(?: under construction)?",
)
_OF = re.compile(r",? ?(?:of |in )?(?:the )?")
_AND = re.compile(r" and |, (?!where|which)")
_SOLEMN = re.compile(
    r"wreath|floral|condol|congratulat|celebrat|homage|tribute|statues|Cemetery|Palace of the Sun|\bbows?\b"
)
_GUEST = re.compile(
    r"delegation|envoy|[Mm]inister|ambassador|[Pp]resident|[Ss]ecretary|guest|talk|summit|credentials|consul|diplomat|"
    r"counterpart|회담|접견|대표단|사절|상봉|대사"
)
# "at the contest", "attending the festival": what is only referred to is told elsewhere.
_REFERRED = re.compile(
    r"\b(?:at|in|of|attending|Attending|during|for|after|before|since|to) (?:the|this|that|its|those)(?: [\w-]+)? $"
)
# Where the people come from who do something is not where they do it.
_FROM = re.compile(
    r"\b(?:[Oo]fficials?|[Ss]tudents?|[Tt]eachers?|[Rr]esearchers?|[Ww]orkers?|[Ee]mployees|[Mm]embers?|[Rr]esidents|"
    r"people|[Aa]rtistes|[Pp]layers|[Bb]uilders|[Dd]esigners|[Dd]elegates|units?|[Ff]armers|[Ss]cientists|[Tt]echnicians),?"
    r" (?:of|from|including)(?: the)? $"
)
_LISTED = re.compile(r"(?:,? and|,)(?: the)? ")
_SAID_BEFORE = re.compile(
    r"\b(?:reported|reports|said|says|announced|told [A-Z][\w ]*|according to [^,.]{0,30}|revealed|confirmed)"
    r"(?: on| late on)? $"
)
_SAID_AFTER = re.compile(r"\s?(?:자|조선중앙통신이|로동신문이|노동신문이)?\s?(?:보도|발표|전했|전하|밝혔)")
_WEAK = ("ceremony", "other", "diplomacy", "relief", "military", "disaster")
_FUNCTION = frozenset("the a an of at in for into to and or with its their on from by chosen new".split())
_SINCE = re.compile(r"\b(?:after|since|following|before|until) (?:the |its |a |their )?(?:\w+ )?$")
_PRESENT = re.compile(
    r"with (?:leader |the leader )?(?:Kim(?: Jong[ -][Uu]n)? )?(?:in attendance|present)|in the presence of"
    r"|모시고|께서|참석"
)
_ACTS = re.compile(
    r"(?: \w+ly)? ?(?:cut|attended|visited|inspected|oversaw|guided|watched|gave|met|received|toured|was present|"
    r"went|looked|observed|supervised|arrived|conducted|made|took part|attends|visits|inspects|oversees)\b"
)


@cache
def _weapon() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words()["weapon"]["words"])))


def sentence_type(sentence: str, start: int, cues: list[Hit], leader: bool) -> str | None:
    """The type of a sentence's most telling cue; None where it only sends words or plans."""
    kinds = {h.term.cue for h in cues}
    refused = "none" in kinds
    if "weapons-test" in kinds and not _weapon().search(sentence):
        kinds.discard("weapons-test")
    told = _first_told(sentence, start, cues, kinds)
    if told:
        return told
    for kind in _ORDER:
        if kind not in kinds or kind in STRONG[:3]:
            continue
        if refused:
            return None
        if kind == "diplomacy" and _MAIL.search(sentence):
            continue
        if kind == "diplomacy" and not _GUEST.search(sentence):
            return "other"
        if kind == "ceremony" and not any(_tells(h, sentence, start) for h in cues if h.term.cue == kind):
            continue
        if kind == "inspection":
            used = {sentence[h.start - start : h.end - start].casefold() for h in cues if h.term.cue == kind}
            if used <= _VISIT and _SOLEMN.search(sentence):
                return "ceremony"
            if used <= _VISIT and not leader and not _OFFICIAL.search(sentence):
                rest = kinds - {"inspection", "none"}
                return next((k for k in _ORDER if k in rest), "other")
        return kind
    return None


def _tells(cue: Hit, sentence: str, start: int) -> bool:
    """Whether a cue tells of a happening and does not only refer to one."""
    at = cue.start - start
    return not _REFERRED.search(sentence[max(0, at - 40) : at])


def _first_told(sentence: str, start: int, cues: list[Hit], kinds: set[str]) -> str | None:
    """The first test, ground-breaking or inauguration of a sentence that is no mere date for another."""
    told = [h for h in cues if h.term.cue in STRONG[:3] and h.term.cue in kinds]
    main = [h for h in told if not _SINCE.search(sentence[max(0, h.start - start - 60) : h.start - start])]
    return next((h.term.cue for h in main or told), None)


def type_of(text: str) -> str | None:
    """Type of the happening that a short text tells of; None where it has no cue.

    Examples
    --------
    >>> type_of("North Korea fired a ballistic missile from the Wonsan area.")
    'weapons-test'
    """
    cues = [h for h in scan(text) if h.term.cue]
    return sentence_type(text, 0, cues, leader=False)


def leads(raw: str, start: int, end: int, leaders: list[Hit], cue: Hit) -> bool:
    """Whether the leader is there, not only named ("under the guidance of Kim Jong Un")."""
    if _ABSENT.search(raw, start, end):
        return False
    if _PRESENT.search(raw, start, end) and (
        leaders or "Kim in " in raw[start:end] or "leader present" in raw[start:end]
    ):
        return True
    return any(
        _ACTS.match(raw, hit.end)
        or (hit.start < cue.start and not _OBJECT.search(raw[max(start, hit.start - 60) : hit.start]))
        for hit in leaders
    )


def date_of(
    raw: str, base: date | None, start: int, end: int, cue: Hit, sites: list[tuple[int, int]]
) -> DateFound | None:
    """The date of a sentence: a day before a month or year, the nearest to the cue among equals."""
    rank = {"day": 0, None: 2, "month": 3, "year": 4}
    found = [
        d for d in find_dates(raw, base, start, end) if not any(a <= d.start < b for a, b in sites)
    ]  # "April 25 Hostel" is no day
    told = [d for d in found if not _of_the_report(raw, d)]
    if not told:
        only = found and DateFound(
            found[0].start, found[0].end, None, None, "the sentence dates only its report"
        )
        return only or None
    return min(told, key=lambda d: (rank[d.precision] + (d.rule == "named-day"), abs(d.start - cue.start)))


def _of_the_report(raw: str, found: DateFound) -> bool:
    """Whether a date is that of the report ("..., state media said on Monday"), not of the happening."""
    return bool(
        _SAID_BEFORE.search(raw, max(0, found.start - 40), found.start) or _SAID_AFTER.match(raw, found.end)
    )


def actors_of(raw: str, start: int, end: int, leaders: Iterable[Hit], leader: bool) -> list[str]:
    """Persons named in a sentence, the leader first; leaders by their own hits, whatever is glued to them."""
    sentence = raw[start:end]
    for hit in leaders:
        sentence = sentence[: hit.start - start] + " " * (hit.end - hit.start) + sentence[hit.end - start :]
    return list(dict.fromkeys([*(["Kim Jong Un"] if leader else []), *_PERSON.findall(sentence)]))


def places_of(raw: str, mentions: list[Mention], kind: str) -> list[tuple[Mention, str | None]]:
    """One mention for each place of a sentence; what only says where another is falls away."""
    if kind in _WEAK:
        mentions = _not_origins(raw, mentions)
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


def _not_origins(raw: str, mentions: list[Mention]) -> list[Mention]:
    """Places of a sentence without those that only say where people are from ("officials of the A Mill and the B")."""
    kept: list[Mention] = []
    origin: Mention | None = None
    for mention in mentions:
        listed = origin is not None and _LISTED.fullmatch(raw, origin.end, mention.start)
        if listed or _FROM.search(raw[max(0, mention.start - 90) : mention.start]):
            origin = mention
        else:
            kept.append(mention)
            origin = None
    return kept


def _holds(raw: str, mentions: list[Mention], index: int) -> bool:
    """Whether a province only says where a place of the sentence is, and is none of a list itself."""
    province = mentions[index]
    for other in mentions[max(0, index - 8) : index + 9]:
        if other.adm1 != province.adm1 or other.kind == "adm1":
            continue
        if other.end <= province.start and _OF.fullmatch(raw, other.end, province.start):
            return True
        if other.start >= province.end and not _AND.match(raw, province.end):
            return True
    return False


def site_phrase(raw: str, mention: Mention, start: int) -> str | None:
    """A site without a name, by its common word near the place."""
    begin = max(start, mention.start - 90)
    if begin > start:
        begin = raw.find(" ", begin, mention.start) + 1 or mention.start
    near = raw[begin : mention.start]
    matches = list(_GENERIC_SITE.finditer(near))
    if not matches:
        return None
    phrase = matches[-1].group().strip()
    left = phrase.split()
    while left and left[0] in _FUNCTION:
        left.pop(0)
    return " ".join(left) or None
