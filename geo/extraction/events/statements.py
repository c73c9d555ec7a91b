"""What a statement says that its own side has done.

Statements tell of words, so nothing else of theirs is taken for a happening. But they are where the country
says that it has fired, launched or sent something over the border, and often the only place.
"""

from __future__ import annotations

import re

from geo.model.entities import Article
from geo.text.spans import Text

from .assembly import Draft
from .classification import actors_of, type_of
from .dates import dates_of

__all__ = ["own_deeds"]

_OURS = re.compile(r"\b(?:DPRK|WPK|KPA)\b|조선민주주의인민공화국|조선로동당")
_DEED = re.compile(
    r"(?<!\w)(?:[Ww]e|[Tt]he DPRK|[Tt]he KPA|[Oo]ur (?:army|armed forces|side|military|units))"
    r"(?: (?:have|has|had|is|are|were|was|already|recently|again|also|successfully))*"
    r" (?P<verb>scatter(?:ed|ing)|sent|sending|fired|firing|launched|launching|test-fired|test-launched"
    r"|shelled|blew up|detonated|blasted|shot down|dropped|conducted)\b(?P<what>(?:[^.;]|\.(?=\d)){3,160})"
)
_CARRIED_OUT = re.compile(
    r"\b(?:launch(?:es)?|test-fir(?:e|ing)|(?:missile|nuclear|weapons?) tests?|firing|blasting|drills?)\b"
)
_SENT = re.compile(
    r"\b(?:balloons?|leaflets?|rubbish|waste ?paper|filth|drones?|warships?|warplanes?|missiles?)\b"
)
_SAYS = re.compile(
    r"\b(?:if|whether|lie|lies|rumou?rs?|crying|claim(?:s|ed|ing)? that|alleg\w+)\b", re.IGNORECASE
)

_HEAD = 600
"""Within so many characters a statement says whose it is."""


def own_deeds(article: Article, text: Text) -> list[Draft]:
    """What the country's statement says that the country did, at no place of its own.

    Parameters
    ----------
    article : Article
    text : Text

    Examples
    --------
    >>> from datetime import date
    >>> body = "The DPRK made its stand clear. We scattered rubbish with 200 balloons on the night of June 8."
    >>> article = Article("s", body, "Press Statement", date(2024, 6, 10))
    >>> [(d.type, str(d.day)) for d in own_deeds(article, Text(body))]
    [('military', '2024-06-08')]
    """
    raw = text.text
    if not _OURS.search(f"{article.title}\n{raw[:_HEAD]}"):
        return []
    found: list[Draft] = []
    for match in _DEED.finditer(raw):
        start, end = text.sentence(match.start())
        what = match["what"]
        if (match["verb"] == "conducted" and not _CARRIED_OUT.search(what)) or (
            match["verb"] in ("sent", "sending", "dropped") and not _SENT.search(what)
        ):
            continue
        if _SAYS.search(raw, start, match.start()) or any(d.start == start for d in found):
            continue
        kind = "weapons-test" if type_of(match[0]) == "weapons-test" else "military"
        when = next(iter(dates_of(raw, article.date, start, end, [])), None)
        people = actors_of(raw, start, end, (), False)
        found.append(Draft(kind, None, None, start, end, text.number(start), when, actors=people))
    return found
