"""What one sentence tells: of what kind, and who was there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from geo.extraction.scanner import scan
from geo.reference.lexicon import words
from geo.text.spans import Hit

from .retrospection import ACTS

__all__ = ["STRONG", "actors_of", "attends", "leads", "second_telling", "sentence_type", "type_of"]

STRONG = ("weapons-test", "groundbreaking", "inauguration", "inspection")
"""Types whose cues tell of a happening by themselves."""

_ORDER = (
    "weapons-test", "groundbreaking", "inauguration", "inspection", "military", "ceremony", "diplomacy",
    "production", "construction", "relief", "disaster", "other",
)  # fmt: skip
_VISIT = frozenset(["visited", "visits", "visit", "toured", "tours", "touring"]) | {
    "visit to",
    "looked round", "looked around", "looking around", "went round", "going round", "went to", "arrived at",
    "called at",
}  # fmt: skip
_WENT = frozenset(["went to", "arrived at"])
_OFFICIAL = re.compile(
    r"\b(?:premier|vice-premier|secretary|minister|chairman|president|member of the Presidium|Premier"
    r"|Secretary)\b|총리|总理"
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
    r"\b(?=[A-Z])(?:Kim|Ri|Pak|Choe|Jong|Kang|Jo|Jang|Yun|Rim|Han|Kwon|Hwang|An|Song|Ryu|Hong|Jon|Ko"
    r"|Mun|Son|Yang|Pae|Paek|Ho|"
    r"Nam|Sim|Ro|Kwak|Cha|Ju|No|Om|Chae|Hyon|Pyon|Thae|O|U) (?:[A-Z][a-z]+(?:-[a-z]+)?)(?: [A-Z][a-z]+)?(?![a-z])"
)
_SOLEMN = re.compile(
    r"wreath|floral|condol|congratulat|celebrat|homage|tribute|statues|Cemetery|Palace of the Sun|\bbows?\b"
)
_MEMORIAL = re.compile(r"Liberation Tower|Friendship Tower|Monument to")
_HOMAGE = re.compile(r"경의를 표|참배|화환|렬사릉|열사릉|꽃바구니")
# An official of whom the report has said that he inspects goes on to the next place.
_GOES_ROUND = re.compile(
    r"Going round|Visiting|Touring|Looking round|He (?:also |then )?(?:called|visited|went|toured|looked)"
)
_GUEST = re.compile(
    r"delegation|envoy|[Mm]inister|ambassador|[Pp]resident|[Ss]ecretary|guest|talk|summit|credentials|consul|diplomat|"
    r"counterpart|회담|접견|대표단|사절|상봉|대사"
)
# "at the contest", "attending the festival": what is only referred to is told elsewhere.
_REFERRED = re.compile(
    r"\b(?:at|in|of|attending|Attending|during|for|after|before|since|to) (?:the|this|that|its|those)(?: [\w-]+)? $"
)
_FOREIGN = re.compile(r"delegation|ambassador|embassy|International|Russian|Chinese|foreign|Foreign|group of")
# What diplomats hand over is diplomacy, whatever it is.
_ENVOY = re.compile(
    r"\b(?:[Ee]mbassy|[Aa]mbassador|attaches?|[Cc]harge d['’]affaires|diplomatic envoys?)\b[^.;]{0,80}"
    r"\b(?:conveyed|presented|handed|delivered|hosted|gave|paid a|called on)\b"
    r"|\bconveyed\b[^.;]{0,80}\bthrough the [\w ]{0,20}[Ee]mbassy"
    r"|received\b[^.;]{0,80}\bfrom the [\w ]{0,30}(?:[Ee]mbassy|[Aa]ttaches|[Dd]iplomatic) ?[Cc]orps\b"
)
_ENVOYS = ("mbass", "ttach", "d'affaires", "d’affaires", "diplomatic")
# Guests who come as friends, not for a state.
_FRIENDS = re.compile(
    r"Chongryon|home-visiting|[Cc]amping group|for the [Ss]tudy of the Juche"
    r"|[Ff]riendship (?:[Aa]ssociation|[Ss]ociety)"
)
_AID = re.compile(
    r"aid materials|relief materials|flood victims|United Nations|\bUN\b|inter-agency|Red Cross"
    r"|\bWFP\b|UNICEF|\bWHO\b|\bFAO\b|\bIFRC\b|NGOs?\b|[Hh]umanitarian|"
    r"[Rr]elief (?:goods|team|worker)|[Aa]ssessment (?:team|mission)"
)
_HELP = "aid elief flood U.N UN inter-agency Cross WFP WHO FAO IFRC NGO umanitarian ssessment Nations".split()
# Who is urged on to produce has not produced yet.
_AGITATION = re.compile(
    r"\b(?:motivation|agitation|ideological (?:offensive|education)|lectures?|information (?:team|work))\b"
)
_URGED = ("motivation", "agitation", "ideological", "lecture", "information")
_ART = re.compile(r"\b(?:art squads?|[Aa]rtistes?|art troupes?|art motivation|performances?|artistic)\b")
_GUNS = re.compile(r"artillery|\bshells?\b|\brounds\b|\bguns?\b|포탄|해안포|총격")
_MISSILE = re.compile(
    r"missile|[Rr]ocket|satellite|ballistic|projectile|torpedo|미싸일|미사일|로켓|로케트|시험사격|위성|导弹"
)
_PLANNED = re.compile(
    r"\b(?:will|would|is to|are to|(?:is|are) (?:due|set|expected|scheduled|likely) to|plans? to"
    r"|planned to|planning to|"
    r"announced plans|could|might|in order to|appeal to|hopes? to|aims? to|decided to|vowed to|pledged to"
    r"|resolved to)\b[^.;,:]{0,30}$"
)
_ANNIVERSARY = re.compile(r"\banniversary of\b[^.;,]{0,100}$")
_DENIED = re.compile(r"\b(?:[Nn]o|not|never|denied|denies|without)\b(?! only| less| fewer)[^.;,]{0,24}$")
_OBJECTS = re.compile(r"\bincluding the (?:work|projects?|tasks?) (?:to|of|for)\b[^.;:]*$")
_MET = re.compile(r"\b(?:met|talks|summit|signed)\b")
_HELD = re.compile(
    r"\b(?:[Mm]eetings?|ceremon(?:y|ies)|rall(?:y|ies))\b[^.;]{0,60}\b(?:(?:was|were|been) held|took place)"
)
# Who is praised, or what is thanked for, is no happening.
_PRAISED = re.compile(
    r"\b(?:was|were|has been|have been) (?:highly )?(?:appreciated|commended)\b|loving care|cradle of|"
    r"under the (?:\w+ ){0,2}(?:leadership|guidance|care)\b"
)
# The completion of work that builds nothing.
_UNBUILT = re.compile(
    r" (?:of )?(?:the |their |its |this year['’]s )?(?:\w+ ){0,2}(?:farming|harvest\w*|sowing"
    r"|transplanting|threshing|plans?|term|"
    r"course|training|tour|mission|education|studies|preparations)\b| (?:시점|목표|예정|시한)|(?:식)? (?:이후|이래)"
    r"|\s?단계|[을를] 앞둔"
)
_RAIN = re.compile(r"\breceived (?:\w+ ){0,4}(?:rain|snow)")
# "The steel produced is sent to": where it goes, not where it is made.
_PRODUCT = re.compile(r"된 \S+[은는이가] ")
_SEEN = re.compile(
    r"\b(?:inspect|visit|tour|look(?:ed|ing) a?round|went round|guid)\w*(?: \w+){0,3} the (?:\w+ ){0,2}$"
)
_SINCE = re.compile(r"\b(?:after|since|following|before|until) (?:the |its |a |their )?(?:\w+ )?$")
_PRESENT = re.compile(
    r"with (?:leader |the leader )?(?:Kim(?: Jong[ -][Uu]n)? )?(?:in attendance|present|attending|looking on|watching)"
    r"|in the presence of|(?:overseen|watched|attended|inspected|supervised) by (?:\w+ ){0,3}Kim Jong"
    r"|모시고|께서|참석"
)


@cache
def _weapon() -> re.Pattern[str]:
    return re.compile(
        "|".join(map(re.escape, words()["weapon"]["words"])), re.IGNORECASE
    )  # "Satellite Launch"


def sentence_type(
    sentence: str, start: int, cues: list[Hit], leader: bool, before: str | None = None
) -> str | None:
    """The type of a sentence's most telling cue; None where it only sends words or plans.

    ``before`` is the type last told of, which "the launches" go on about.
    """
    cues = [h for h in cues if not _planned(sentence, h.start - start) and not _recalled(sentence, h, start)]
    kinds = {h.term.cue for h in cues}
    if not kinds or "void" in kinds:
        return None
    envoy = any(word in sentence for word in _ENVOYS) and _ENVOY.search(sentence) is not None
    held = envoy or ("none" in kinds and "ceremony" in kinds and _HELD.search(sentence))
    refused = "none" in kinds and not held
    if "weapons-test" in kinds and not _armed(sentence, before):
        kinds.discard("weapons-test")
        if _GUNS.search(sentence):
            kinds.add("military")
    told = _first_told(sentence, start, cues, kinds)
    if told:
        return told
    for kind in _ORDER:
        if kind not in kinds or kind in STRONG[:3]:
            continue
        if refused:
            return None
        if kind == "inspection" and _HOMAGE.search(sentence):
            return "ceremony"
        if kind == "inspection":
            used = [h for h in cues if h.term.cue == kind]
            if not leader and all(sentence[h.start - start : h.end - start] in _WENT for h in used):
                continue
            if all(sentence[h.start - start : h.end - start].casefold() in _VISIT for h in used):
                led = leader or (before == "inspection" and _GOES_ROUND.match(sentence) is not None)
                return _visit(sentence, start, cues, used[0], led)
        if kind == "diplomacy" and not envoy and _MAIL.search(sentence):
            continue
        if kind == "diplomacy" and not envoy:
            if _aided(sentence):
                return "relief"
            if leader and _MET.search(sentence):
                return kind
            if "received" in sentence and _RAIN.search(sentence):
                continue
            return "other" if not _GUEST.search(sentence) or _FRIENDS.search(sentence) else kind
        if (
            kind in ("production", "other")
            and any(w in sentence for w in _URGED)
            and _AGITATION.search(sentence)
        ):
            return "ceremony" if _ART.search(sentence) else "other"
        if kind in ("ceremony", "other", "production") and not any(
            _tells(h, sentence, start) for h in cues if h.term.cue == kind
        ):
            continue
        if kind == "ceremony" and envoy:
            return "diplomacy"
        if kind == "other" and _PRAISED.search(sentence):
            return None
        return kind
    return None


def _planned(sentence: str, at: int) -> bool:
    """Whether what a cue tells of is still to come ("is to leave", "would be inaugurated") or is denied."""
    lead = max(0, at - 70)
    if _PLANNED.search(sentence, lead, at) or _DENIED.search(sentence, lead, at):
        return True
    return "including the" in sentence and _OBJECTS.search(sentence, 0, at) is not None


def _recalled(sentence: str, cue: Hit, start: int) -> bool:
    """Whether a cue is only what an anniversary is of ("the tenth anniversary of his field guidance")."""
    at = cue.start - start
    if cue.term.cue == "inauguration" and (
        sentence[:at].endswith(("which ", "that ")) or _SEEN.search(sentence, max(0, at - 60), at)
    ):
        return True  # "both of which were built on", "inspected the newly built farm"
    if cue.term.cue == "ceremony" or "anniversary of" not in sentence:
        return False
    return _ANNIVERSARY.search(sentence, max(0, at - 120), at) is not None


def _armed(sentence: str, before: str | None) -> bool:
    """Whether what is launched or fired is a weapon under test, named here or told of before."""
    named = before == "weapons-test" or _weapon().search(sentence) is not None
    return named and not _only_guns(sentence)


def _only_guns(sentence: str) -> bool:
    """Whether what is fired is shells: an exercise or a provocation, no test of a weapon."""
    return _GUNS.search(sentence) is not None and not _MISSILE.search(sentence)


def _aided(sentence: str) -> bool:
    """Whether those who bring help are at work in a sentence."""
    return any(word in sentence for word in _HELP) and _AID.search(sentence) is not None


def _visit(sentence: str, start: int, cues: list[Hit], visit: Hit, leader: bool) -> str:
    """What a visit is: homage, an inspection where leader or officials of the country pay it, else no more."""
    if _SOLEMN.search(sentence) or (leader and _MEMORIAL.search(sentence)):
        return "ceremony"
    before = sentence[: visit.start - start]
    if leader or (_OFFICIAL.search(before) and not _FOREIGN.search(before)):
        return "inspection"
    if _aided(sentence):
        return "relief"
    first = min(cues, key=lambda h: h.start)
    kinds = {h.term.cue for h in cues} - {"inspection", "none", "same", "diplomacy"}
    if first.term.cue == "inspection":
        return "other"
    return next((k for k in _ORDER if k in kinds), "other")


def _tells(cue: Hit, sentence: str, start: int) -> bool:
    """Whether a cue tells of a happening and does not only refer to one."""
    at = cue.start - start
    if cue.term.cue == "production":
        return not _PRODUCT.match(sentence, cue.end - start)
    return not _REFERRED.search(sentence[max(0, at - 40) : at])


def _first_told(sentence: str, start: int, cues: list[Hit], kinds: set[str]) -> str | None:
    """The first test, ground-breaking or inauguration of a sentence that is no mere date for another."""
    told = [
        h
        for h in cues
        if h.term.cue in STRONG[:3] and h.term.cue in kinds and not _UNBUILT.match(sentence, h.end - start)
    ]
    main = [h for h in told if not _SINCE.search(sentence[max(0, h.start - start - 60) : h.start - start])]
    return next((h.term.cue for h in main or told), None)


def second_telling(sentence: str, start: int, cues: list[Hit], kind: str) -> Hit | None:
    """The cue of another opening or ground-breaking that a sentence tells of beside its main happening."""
    if kind not in STRONG[:3]:
        return None
    return next(
        (
            h
            for h in cues
            if h.term.cue in ("groundbreaking", "inauguration")
            and h.term.cue != kind
            and not _SINCE.search(sentence[max(0, h.start - start - 60) : h.start - start])
        ),
        None,
    )


def type_of(text: str) -> str | None:
    """Type of the happening that a short text tells of; None where it has no cue.

    Examples
    --------
    >>> type_of("North Korea fired a ballistic missile from the Wonsan area.")
    'weapons-test'
    """
    hits = scan(text)
    leader = any(h.term.person == "leader" for h in hits)
    return sentence_type(text, 0, [h for h in hits if h.term.cue], leader)


def leads(raw: str, start: int, end: int, leaders: list[Hit], cue: Hit) -> bool:
    """Whether the leader is there, not only named ("under the guidance of Kim Jong Un")."""
    if not leaders and "Kim in " not in raw[start:end] and "leader present" not in raw[start:end]:
        return False
    if _ABSENT.search(raw, start, end):
        return False
    if _PRESENT.search(raw, start, end) and (
        leaders or "Kim in " in raw[start:end] or "leader present" in raw[start:end]
    ):
        return True
    return any(
        ACTS.match(raw, hit.end)
        or (hit.start < cue.start and not _OBJECT.search(raw[max(start, hit.start - 60) : hit.start]))
        for hit in leaders
    )


# What whoever is there does, in a sentence that tells nothing else.
_THERE = re.compile(
    r"(?: \w+ly)? ?(?:attended|was (?:present|there)|cut the (?:tape|ribbon)|looked on|watched|spoke|took part|oversaw"
    r"|guided|supervised|led|(?:made|gave|delivered) (?:a|the) (?:\w+ )?(?:speech|address))\b"
    r"|(?:동지)?(?:께서|[은는이가])[^.\n]{0,60}(?:참석|연설|지도|참관|관람)"
)


def attends(raw: str, leader: Hit) -> bool:
    """Whether a leader, where a hit names him, is said to be at what was just told."""
    return _THERE.match(raw, leader.end) is not None


def actors_of(raw: str, start: int, end: int, leaders: Iterable[Hit], leader: bool) -> list[str]:
    """Persons named in a sentence, the leader first; leaders by their own hits, whatever is glued to them."""
    sentence = raw[start:end]
    for hit in leaders:
        sentence = sentence[: hit.start - start] + " " * (hit.end - hit.start) + sentence[hit.end - start :]
    return list(dict.fromkeys([*(["Kim Jong Un"] if leader else []), *_PERSON.findall(sentence)]))
