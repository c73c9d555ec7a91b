"""English wording that shows the role of a place name: dateline, government, weapon or team.

These patterns are matched right before or right after a name by :mod:`geo.languages.english.toponyms`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["acting", "is_addressed", "is_class_or_vessel", "is_dateline", "is_team", "is_weapon"]

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_LAND = r"(?:/[A-Z]{3,})?,? ?(?:North|South|N\.|S\.) Korea"
_AGENCY = r" ?\([A-Z][\w /.,-]{1,24}\)"
# "Anju, May 2 (KCNA) --", "Anju (KCNA) --"
_DATELINE = re.compile(
    rf",?(?: [A-Z][\w ]{{2,20}},)? {_MONTH} \d{{1,2}}(?:, \d{{4}})? ?(?:\(|--|–|—|-)|, Juche \d"
    rf"|\s?\(\w+\) ?(?:--|–|—)"
    # "Anju, North Korea (Wire) -", "Anju, North Korea --"
    rf"|{_LAND}(?:{_AGENCY})? ?(?:--|–|—|-|:)\s|{_LAND}{_AGENCY}"
)
# After a name in capitals: "ANJU - The", "ANJU (Wire) - ", "ANJU, North Korea Officials said"
_IN_CAPITALS = re.compile(rf"(?:{_AGENCY})? ?(?:--|–|—|-|:)\s|{_AGENCY} [A-Z]|{_LAND} (?=[A-Z])")

_WEAPON_WORDS = (
    r"(?:missiles?|rockets?|[IMS][CR]BMs?|SLBMs?|submarines?|torpedo(?:es)?|tablets?|smartphones?|satellites?"
    r"|destroyers?|howitzers?|launchers?|launch vehicles?)"
)
_OF_WEAPONS = (
    r"(?:(?:intermediate|medium|long|short|intercontinental|submarine)-?(?:range|launched)?|ballistic|cruise|carrier"
    r"|space|new|solid-fuel(?:led|ed)?|liquid-fuel(?:led|ed)?|type|class|series|model)"
)
_FACILITIES = (
    r"(?:bases?|sites?|tests?|facilit(?:y|ies)|launch\w*|cent(?:er|re)s?|factor(?:y|ies)|plants?|units?|brigades?"
    r"|stations?|ranges?|engines?|operating|complex|pads?|control)"
)
# "a Musudan missile", "a Sinpo-class submarine", "the Musudan intermediate-range ballistic missile"
_WEAPON = re.compile(
    rf"-(?:class|type|series|style)\b|(?: {_OF_WEAPONS}){{0,4}} {_WEAPON_WORDS}\b(?!-| {_FACILITIES})"
)
_CLASS = re.compile(r"-(?:class|type|series|style)\b")
# "the frigate Nampho", "the cargo ship 'Songchon'"
_VESSEL = re.compile(
    r"\b(?:frigates?|destroyers?|corvettes?|ferry|ferries|freighters?|tankers?|trawlers?|minesweepers?|(?:cargo|fishing|motor"
    r"|passenger|patrol|supply|war) ?(?:ship|vessel|boat)s?|steamers?|M/?V|MT|ship|vessel) [\"'“‘]?$"
)
_PLACED = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Nn]ear|[Tt]o|[Aa]round|[Oo]ff|[Ii]nto|[Vv]ia|[Oo]utside|[Ii]nside) $"
)
_ARTICLE = re.compile(r"\b(?:[Aa]|[Tt]he) $")
# What follows a weapon's bare name, as in "a Musudan, also known as" or "the Musudan is".
_ALONE = re.compile(r"[,.;)]|$| (?:is|was|are|has|had|can|could|may|at|and|or|from|flew|exploded|failed)\b")
_TEAMS = re.compile(
    r"\b(?:match(?:es)?|games?|finals?|semi-?finals?|play-?offs?|bouts?|derby) (?:between|of) (?:the )?"
    r"(?:[A-Z]\w+(?: [A-Z]\w+)? and )?$"
)

# Verbs after the capital that are about the city: "Pyongyang celebrated the day".
_OF_THE_CITY = (
    r"(?:based|celebrated|marked|hosted|located|commemorated|welcomed|named|used|called|held|resumed its|flooded"
    r"|lit|crowded|observed|situated|populated|dubbed|linked|connected|centred|centered)"
)
_IRREGULAR = (
    r"(?:shut|put|gave|took|broke|built|made|kept|let|set|got|paid|spoke|fought|won|cut|sought|drew|chose|fell short"
    r"|needs|tries|keeps|takes|gives|makes|puts|plans|prepares|conducts|tests|agrees|decries|notifies|informs|orders"
    r"|bans|closes|shuts|carries|remained silent|cannot|can|should|must|does)"
)
_ADVERBS = r"(?:(?:also|later|earlier|then|now|still|again|already|never|once|often|has|had|twice|[a-z]+ly|on \w+day) )"
# Words that govern a government and not a city: "pressure on Pyongyang", "accused Pyongyang".
_ADDRESSED = re.compile(
    r"\b(?:with|against|on|upon|by|urg\w+|push\w*|press\w*|forc\w+|let(?:ting)?|allow\w*|warn\w*|tell\w*|told|accus\w+"
    r"|persuad\w+|confront\w*|ask\w*|blam\w+|condemn\w*|punish\w*|sanction\w*|isolat\w+|deter\w*|convinc\w+|offer\w*"
    r"|engag\w+|compel\w*|criticiz\w+|provok\w+|giv\w+|gave|deny|denied|enabl\w+) $"
)


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether a name is the place at which a report was written.

    Examples
    --------
    >>> text = "ANJU, North Korea -- Rain fell in Anju."
    >>> is_dateline(text, 0, 4), is_dateline(text, 34, 38)
    (True, False)
    """
    lead = text[start - 1] if start else "\n"
    capitals = text[start:end].isupper()
    if capitals and (lead in "\n(/" or text[max(0, start - 2) : start] in (". ", ".” ", '" ', ".\n", "— ")):
        return bool(_IN_CAPITALS.match(text, end) or _DATELINE.match(text, end))
    if lead not in "\n(" or (lead == "(" and start > 1 and text[start - 2] not in "\n "):
        return False
    return _DATELINE.match(text, end) is not None


def acting(verbs: Iterable[str]) -> re.Pattern[str]:
    """Pattern right after a capital, in foreign reports: it acts, so it means the government.

    Examples
    --------
    >>> after = acting(["said"])
    >>> bool(after.match(" later said")), bool(after.match(" closed its border")), bool(after.match(" streets"))
    (True, True, False)
    """
    return re.compile(
        rf" {_ADVERBS}{{0,3}}(?:(?:{'|'.join(verbs)}|{_IRREGULAR})(?!\w)|(?!{_OF_THE_CITY}\b)[a-z]{{2,}}ed(?!\w))"
    )


def is_addressed(text: str, start: int) -> bool:
    """Whether the word before a capital shows that it means the government ("sanctions on Pyongyang")."""
    return _ADDRESSED.search(text, max(0, start - 14), start) is not None


def is_weapon(text: str, start: int, end: int, small: bool = False) -> bool:
    """Whether a place name is the name of a weapon, ship or product ("a Musudan missile", "the frigate Nampho").

    The name of a ``small`` place means one after an article alone, too ("known as the Musudan").

    Examples
    --------
    >>> is_weapon("A Musudan missile", 2, 9), is_weapon("from Musudan missiles flew", 5, 12)
    (True, False)
    >>> is_weapon("The Nampho-class corvette", 4, 10), is_weapon("the frigate Nampho sailed", 12, 18)
    (True, True)
    """
    if is_class_or_vessel(text, start, end):
        return True
    lead = max(0, start - 9)
    if _WEAPON.match(text, end):
        return text[end] == "-" or _PLACED.search(text, lead, start) is None
    if not small or text[start:end].endswith(" area"):
        return False
    return _ARTICLE.search(text, lead, start) is not None and _ALONE.match(text, end) is not None


def is_class_or_vessel(text: str, start: int, end: int) -> bool:
    """Whether a name of a place of any size is that of a ship or of a class of ships or weapons."""
    if _CLASS.match(text, end):
        return True
    named = _VESSEL.search(text, max(0, start - 20), start) is not None
    return named and not re.match(
        rf" (?:{_FACILITIES}|[Ss]hipyard|[Pp]ort|[Cc]ity|[Cc]ounty|[Pp]rovince)\b", text[end : end + 20]
    )


def is_team(text: str, start: int) -> bool:
    """Whether the words before a place name show that it is a team ("the match between Anju and Haeju")."""
    ends = text.endswith(("between ", "of ", "and ", "the "), max(0, start - 8), start)
    return ends and _TEAMS.search(text, max(0, start - 50), start) is not None
