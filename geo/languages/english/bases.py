"""On what an English sentence says that an event rests (fields: :class:`geo.languages.discourse.Bases`)."""

from __future__ import annotations

from geo.languages.discourse import Bases

__all__ = ["BASES"]

_SAID = (
    "said|says|say|told|announced|announces|reported|claimed|claims|confirmed|revealed|disclosed|stated|declared"
    "|added|explained|estimated|detected"
)
_BODY = (
    r"Joint Chiefs(?: of Staff)?|JCS|(?:[A-Z]\w+ )?[Mm]inistry(?: of (?:[A-Z]\w+|and)(?: [A-Z]\w+| and)*)?"
    r"|National Intelligence Service|NIS|(?:spy|intelligence|weather|meteorological) agency"
    r"|Pentagon|State Department|White House|Indo-Pacific Command|(?:United Nations|U\.?N\.?) Command|[Cc]oast [Gg]uard"
    r"|(?:South Korea|South|Seoul|Japan|United States|U\.S\.|China|Russia)(?:['’]s|n|ese)?"
    r" (?:military|army|navy|government|officials?|authorities|presidential office)"
    r"|[Pp]residential office|Security Council|[Ss]pokes(?:man|woman|person)"
)
_NORTH = (
    r"(?:[Tt]he North|North Korea|Pyongyang|[Tt]he DPRK)(?: (?:itself|has|had|also|later|earlier|then|now))*"
)
_CLAIMED = (
    "said|says|announced|announces|claimed|claims|confirmed|declared|asserted|insisted|stated|acknowledged"
)

BASES: Bases[str] = Bases(
    imagery=(
        r"(?i:\b(?:satellite|overhead|space-?borne|high-resolution|radar|thermal|infrared)(?: radar)?"
        r"[ -](?:image(?:ry|s)?|photo(?:graph)?s?|pictures?)\b"
        r"|(?<!propaganda )(?<!ideological )\bimagery\b|\bGoogle Earth\b"
        r"|\b(?:images?|photos?|photographs?|pictures?) (?:\w+ ){0,3}(?:taken |captured |seen )?"
        r"(?:from space|from orbit|by (?:[\w-]+ ){0,3}(?<!spy )(?<!reconnaissance )satellites?)\b|\bseen from space\b)"
    ),
    own_satellite=(
        r"\bMalligyong|\b(?:spy|reconnaissance) satellite(?: \w+){0,3}"
        r" (?:took|taken|photographed|captured|sent|transmitted|obtained)\b"
        r"|\b(?:taken|captured|sent|transmitted|obtained) by (?:(?:the|its|a|our) )?(?:[\w-]+ )?"
        r"(?:spy|reconnaissance) satellite"
    ),
    unnamed=(
        r"\b[Ss]ources? (?:in|inside|from|within|close to|near|familiar|with|who|based|at|on)\b[^.;]{0,120}?"
        rf"\b(?:{_SAID})\b"
        rf"|\b[Ss]ources? (?:also |later |further )?(?:{_SAID})\b"
        r"|\b(?:[Aa]ccording to|[Cc]iting|[Qq]uoting) (?:(?!water|power|energy|food|heat)[\w'’-]+ ){0,6}sources?\b"
        rf"|\b(?:{_SAID})(?: by)? (?:an?|one|two|the|another|several|multiple|our|its) (?:[\w-]+ ){{0,3}}sources?\b"
        r"|\b(?:condition of anonymity|(?:asked|declined|refused|wished) (?:not )?to be (?:named|identified)"
        r"|requested anonymity|(?:unnamed|anonymous|unidentified) (?:[\w-]+ )?(?:officials?|sources?|residents?))\b"
    ),
    statement=(
        rf"\b(?:{_BODY})\b(?:,[^,.;:]{{1,60}},)?(?: (?!that\b)[\w'’()-]+){{0,5}}? (?:{_SAID})\b"
        rf"|\b(?:[Aa]ccording to|announced by|released by|[Cc]iting|[Qq]uoting) (?:[\w'’.-]+ ){{0,4}}?(?:{_BODY})\b"
        rf"|{_NORTH} (?:{_CLAIMED})\b"
        r"|\b(?:said|announced|claimed|declared)\b[^.;]{0,50} in an? (?:[\w-]+ )?(?:statement|communique)\b"
    ),
    turns=r"(?:Meanwhile|Separately|Elsewhere|In another|On another|Also|At the same time)\b",
)
