"""At which of the places that a sentence names something happened, and which it only refers to.

A sentence names more places than the one where something happens: where people come from, where they are
sent, which province holds the county. They are told apart by the words that stand before and after the name.
"""

from __future__ import annotations

import re

from geo.model.entities import Mention

__all__ = ["places_of", "site_phrase"]

_GENERIC_SITE = re.compile(
    r"(?<![A-Za-z-])(?:[a-z]+(?:-[a-z]+)* ){0,2}(?:factory|factories|farm|farms|mine|"
    r"power station|hospital|school|plant|houses|greenhouse|base|shipyard)\b"
    r"(?: under construction)?",
)
_OF = re.compile(r",? ?(?:of |in )?(?:the )?")
_APPOSED = re.compile(
    r",? (?:in )?the (?:\w+ )?province of |"
    r"(?:을|를) 비롯한 |(?: counties| county| districts| cities| area| areas| region)?,? ?(?:of |in )?(?:the )?|"
    r", (?:a|an|the) [^,.;]{0,60} (?:in|of) (?:the )?"
)
_NEXT = (" ", "의 ", ", ", "", "에 있는 ", "에 위치한 ")
_AND = re.compile(r" and |, (?!where|which)")
_LISTED = re.compile(r"(?:,? and|,)(?: the)? ")
_WEAK = frozenset(["ceremony", "other", "diplomacy", "relief", "military", "disaster"])
_FUNCTION = frozenset(
    """
    the a an of at in for into to and or with its their on from by chosen new true same visited inspected toured
    is are was were has have also
    """.split()
)
# Where the people come from who do something is not where they do it.
_PEOPLE = (
    r"\b(?:[Oo]fficials?|[Ss]tudents?|[Tt]eachers?|[Rr]esearchers?|[Ww]orkers?|[Ee]mployees|[Mm]embers?|[Rr]esidents|"
    r"people|[Aa]rtistes|[Pp]layers|[Bb]uilders|[Dd]esigners|[Dd]elegates|units?|[Ff]armers"
    r"|[Ss]cientists|[Tt]echnicians|"
    r"[Cc]hildren|[Vv]ictims|[Cc]itizens|rector|director|manager|head|chief|dean|[Ss]choolchildren"
    r"|[Tt]eams?|[Pp]articipants),?"
)
_FROM = re.compile(_PEOPLE + r" (?:of|from|including)(?: the)? $")
_SOURCE = re.compile(r"\b[Ss]ources? (?:of|from|in|inside)(?: North Korea['’]s)?(?: the)? $")
# What something is only likened to, or lies on the way to, or comes from, is not where it happens.
_LIKENED = re.compile(
    r"\b(?:resembl\w+|similar to|unlike|compared (?:to|with)|(?:road|way|route|rail line|railway|track) (?:to|from))"
    r"(?: the)?(?: [\w-]+){0,5}?(?: at| in| of)?(?: the)? $"
    r"|\bvolunteers from $|\bfrom (?:the |a )?(?:[\w-]+ ){1,4}(?:in|of|at) $"
)
_ASIDES = ("resembl", "similar", "unlike", "compared", "from ", "road ", "way ", "route ", "line ", "track ")
_OPENED = re.compile(r"(?:^|[.\n] ?|-- ?)(?:Following|Like|Besides)(?: the)? $")
_CLAUSES = (" saying ", " adding ", " noting ", " stressing ", " including the work to ")
_CAME = re.compile(
    r"\b(?:arriv\w+|came|travel\w+|return\w+|moved|brought|sent|shipped|trucked|delivered)\b[^.;]{0,50} from $"
)
_BROUGHT = re.compile(
    r"\b(?:brought|came|coming|arrived|teams?|trucks?|volunteers?|help|goods|soldiers|troops)(?: in)? from $"
)
# Those to whom something is conveyed are at the place.
_TO_PEOPLE = re.compile(
    r"\bto (?:the )?(?:[\w'’-]+,? ){0,6}(?:workers|officials|employees|members|technicians|farmers) of(?: the)? $"
)
_FROM_AREAS = re.compile(
    r"\b(?:from|across)(?: the| various| different| several)?(?: [\w-]+)? (?:areas?|regions?|parts?"
    r"|places?) (?:of|in)(?: the)? $"
)
# Where people or goods are sent is not where they are sent off.
_SENT_TO = re.compile(
    r"\b(?:dispatch(?:ed|ing)?|[Dd]epart(?:ing|ed|ure)?|leaving|bound|volunteered|volunteering|called"
    r"|calls|go|set out|transported)"
    r"(?: [\w'’-]+){0,7}? (?:to|for)(?: the| other)?(?:(?: (?!took|was|were|held|has"
    r"|have)[\w-]+){0,10} (?:of|in|at)(?: the)?)? $"
)
# But where something is fired from is where that happens.
_FIRED = re.compile(
    r"\b(?:fir(?:ed|es|ing)|launch(?:ed|es|ing)?|shot|shells?|rounds)\b[^.;]{0,90}\bfrom\b[^.;]{0,60}$"
)
# Those who have been sent to places and now work there: "the regiments dispatched to Usi and Onchon counties are ...".
_POSTED = re.compile(
    r"(?<!be )(?<!been )(?<!being )(?<!was )(?<!were )(?<!is )(?<!are )\bdispatched to (?:the )?$"
)
_AT_WORK = re.compile(
    r"(?:(?:,? and|,)? [A-Z][\w'’-]*)*(?: (?:counties|cities|districts|areas|provinces))?"
    r" (?:are|is|have|has) "
)
# Which of these to ask, by the word before the place.
_LEADS: dict[str, tuple[re.Pattern[str], ...]] = {
    "of": (_FROM, _FROM_AREAS, _SENT_TO), "from": (_FROM, _BROUGHT, _CAME), "including": (_FROM,),
    "in": (_FROM_AREAS, _SENT_TO), "at": (_SENT_TO,), "to": (_SENT_TO,), "for": (_SENT_TO,), "inside": (),
    "Korea's": (), "Korea’s": (), "like": (), "unlike": (), "with": (), "as": (),
}  # fmt: skip


def places_of(raw: str, mentions: list[Mention], kind: str) -> list[tuple[Mention, str | None]]:
    """One mention for each place of a sentence; what only says where another is falls away.

    Parameters
    ----------
    raw : str
        The whole text.
    mentions : list of Mention
        The places that the sentence names, in order.
    kind : str
        What happened: a test or an opening is at every place of its sentence, a ceremony only where it is held.

    Returns
    -------
    list of (Mention, str or None)
        Each place with the name of the site there.
    """
    if not mentions:
        return []
    mentions = _not_origins(raw, mentions, kind)
    found: dict[str, tuple[Mention, str | None]] = {}
    for index, mention in enumerate(mentions):
        if mention.kind == "natural" and not mention.adm2:
            continue
        if mention.kind == "adm1" and _holds(raw, mentions, index):
            continue
        key = mention.adm2 or mention.adm1 or ""
        site = mention.surface if mention.kind == "site" else None
        held = found.get(key)
        if held and raw[held[0].end : mention.start] not in _NEXT and _another(held[0], mention, kind):
            found[f"{key}/{mention.surface}"] = (mention, site)
        elif held is None or (site and held[1] is None):
            found[key] = (mention, site)
        elif held[0].kind in ("adm1", "adm2") and mention.kind in ("locality", "natural"):
            found[key] = (mention, held[1])
    return list(found.values())


def _another(held: Mention, mention: Mention, kind: str) -> bool:
    """Whether a spot is another place than the one already held of its county, for that kind of happening."""
    if held.kind == mention.kind == "site":
        return kind in _WEAK and held.surface != mention.surface
    spots = {"locality", "natural", "site"}
    return kind in ("military", "weapons-test") and {held.kind, mention.kind} <= spots


# What follows a place that only says whose people they are, or one of the many places where it happens.
_PEOPLE_OF = re.compile(
    r"(?:의|에 사는)? ?(?:교원|연구사|로동자|노동자|로력혁신자|종업원|학생|주민들(?:이|은|까지|도)"
    r"|졸업생|대원|농장원|녀맹원|[가-힣]{0,4}책임비서)"
)
_FOR_EXAMPLE = re.compile(
    r"[^.。]{0,20}비롯한 (?:각지|전국)"
    r"|[^.;:]{0,90}(?:[Pp]rovinces?|[Mm]unicipalit(?:y|ies))(?: of the country)? and other (?:parts"
    r"|areas|regions|provinces)\b"
)
_LEARNT = re.compile(r"의 (?:앞선 )?경험|에서 (?:올라온|내려온|온|들여온|보낸|나온|온) ")
# Where a missile comes down is not where it was fired.
_FELL = re.compile(r"[^.,。]{0,14}(?:떨어|낙하|향해|향하여)|(?:方向|海域|附近海域)")


def _is_aside(raw: str, mention: Mention, kind: str) -> bool:
    """Whether the words after a place say that it is not where it happens."""
    if mention.kind == "adm1" and kind in _WEAK and _FOR_EXAMPLE.match(raw, mention.end):
        return True
    if _LEARNT.match(raw, mention.end):
        return True
    if kind == "weapons-test":
        return _FELL.match(raw, mention.end) is not None
    return kind != "production" and _PEOPLE_OF.match(raw, mention.end) is not None


def _is_origin(lead: str, kind: str) -> bool:
    """Whether the words before a place say that it is not where it happens."""
    clause = lead[max(lead.rfind("."), lead.rfind(";")) + 1 :]
    elsewhere = kind not in ("disaster", "military", "weapons-test")
    if elsewhere and any(word in clause for word in _CLAUSES):
        return True
    last = _last_word(lead)
    if last not in _LEADS:
        return elsewhere and last in ("Following", "Like", "Besides") and _OPENED.search(lead) is not None
    if "ource" in lead and _SOURCE.search(lead):
        return True
    if elsewhere and any(word in lead for word in _ASIDES) and _LIKENED.search(lead):
        return True
    if kind in ("groundbreaking", "inauguration", "inspection", "production") and last == "from":
        return True
    if kind not in _WEAK:
        return kind in ("construction", "production") and _SENT_TO.search(lead) is not None
    if last == "of" and _TO_PEOPLE.search(lead):
        return False
    if kind == "military" and "from" in lead and _FIRED.search(lead):
        return False
    return any(p.search(lead) for p in _LEADS[last])


def _is_posting(raw: str, mention: Mention, lead: str, kind: str) -> bool:
    """Whether those sent to a place are told to be at work there."""
    works = kind in ("construction", "production") and _POSTED.search(lead) is not None
    return works and _AT_WORK.match(raw, mention.end) is not None


def _last_word(lead: str) -> str:
    """The last word before a place, but for its article."""
    words = lead[-24:].split()
    return words[-2] if len(words) > 1 and words[-1] in ("the", "other") else words[-1] if words else ""


def _not_origins(raw: str, mentions: list[Mention], kind: str) -> list[Mention]:
    """Places of a sentence without those that say where people are from ("officials of the A Mill") or sent."""
    kept: list[Mention] = []
    before: Mention | None = None
    for mention in mentions:
        lead = raw[max(0, mention.start - 140) : mention.start]
        listed = before is not None and _LISTED.fullmatch(raw, before.end, mention.start)
        origin = _is_origin(lead, kind) and not _is_posting(raw, mention, lead, kind)
        aside = origin or _is_aside(raw, mention, kind)
        if listed or aside or _within(raw, before, mention):
            before = mention
        else:
            kept.append(mention)
            before = None
    return kept


def _within(raw: str, before: Mention | None, mention: Mention) -> bool:
    """Whether a province only says where a place is that has fallen away."""
    return bool(
        before
        and mention.kind == "adm1"
        and before.kind != "adm1"
        and _OF.fullmatch(raw, before.end, mention.start)
    )


def _holds(raw: str, mentions: list[Mention], index: int) -> bool:
    """Whether a province only says where a place of the sentence is, and is none of a list itself."""
    province = mentions[index]
    for other in mentions[max(0, index - 8) : index + 9]:
        if other.adm1 != province.adm1 or other.kind == "adm1":
            continue
        if other.end <= province.start and _APPOSED.fullmatch(raw, other.end, province.start):
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
