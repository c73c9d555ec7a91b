"""How the sentences of an English report are connected, and which dates are those of the report."""

from __future__ import annotations

from geo.languages.wording import Reports

__all__ = ["REPORTS"]

REPORTS: Reports[str] = Reports(
    dateline_end=r"\([^)\n]{2,20}\)\s*(?:--|–|—|-)?\s*|\s(?:--|–|—)\s?",
    he=(
        r"(?:He|Kim|The (?:North Korean )?leader|(?:Going|Looking|Touring|Visiting|Inspecting)\b[^.\n]{0,160}, he)"
        r"(?: \w+ly)? (?:also |then |again )?"
        r"(?:visited|inspected|oversaw|guided|watched|toured|attended|went|looked|met|cut|gave|supervised"
        r"|observed|learned|said|acquainted)\b"
        r"|The (?:next|following|previous) day,? he\b"
    ),
    object_before=r"\b(?:of|to|under|for|from|by|upon) [\w ]{0,40}$",
    similar=(
        r"[Ss]imilar (?!work|innovation|achievement|effort|success)\w+(?: \w+)?"
        r" (?:was|were|took|had|has|have)\b"
    ),
    where=r", where\b",
    then=(
        r"He (?:then|also|next)|Then |Next,? |After (?:that|this)"
        r"|That day|The same day|At noon|In the (?:early|morning|afternoon|evening)|Later|They then"
    ),
    listed_days=r"(?: and |, |, and )(?:on )?",
    said_before=(
        r"\b(?:reported|reports|said|says|announced|told [A-Z]\w*(?: [A-Z]\w*)*|according to [^,.]{0,30}"
        r"|revealed|confirmed)"
        r"(?: on| late on)? $"
        r"|\b(?:told|spoke (?:with|to)|speaking (?:with|to)|(?:conversation|interview|call) with) (?:[\w'’]+ ){1,5}"
        r"(?:on|late on)? ?$|\bstate media reported on $"
    ),
    pictured=(
        r"\b(?:[Ii]mag(?:es?|ery)|[Pp]hotos?|[Pp]ictures?)\b[^.;]{0,50}(?:of|from|on|dated|acquired"
        r"|taken|collected|captured|between|and)(?: on| between)? "
        r"(?:(?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+)(?:,? \d{4},?)? (?:and|to|through) )?$"
        r"|\b(?:[Pp]hotos?|[Pp]hotographs?|[Pp]ictures?|[Ii]mages?|[Ii]magery|[Ff]ootage|[Vv]ideos?|[Ff]ilms?)\b[^;\n]{0,40}"
        r"\b(?:carried|released|provided|published|issued|distributed|aired|broadcast|posted|shown|supplied|available"
        r"|obtained|unveiled|disclosed|printed)\b(?:[^;\n]{0,80}(?:\bon|\w+day,?|\bin|\bin [A-Z]\w+))?,? $"
    ),
    said_after=(
        r"(?:, \d{4},?)? (?:(?:commercial|satellite|high-resolution|Planet|Airbus|Maxar|aerial) )*"
        r"(?:images?|imagery|photos?|photographs?|pictures?|reports?|articles?|analysis|broadcast|dispatch)\b"
    ),
    pictured_words=("mage", "hoto", "icture", "ootage", "ideo", "ilm"),
    first_since=r"\b(?:first|not|no|never|nothing)\b[^.;]{0,100}\bsince (?:early |late |mid-)?$",
    ahead=(
        r"\b(?:expected|forecast|predicted|projected|scheduled|(?:is|are|was|were) due"
        r"|slated|likely|set to|planned|will|would) "
        r"\b[^.;]{0,60}$|\bby (?:the )?(?:end of |early |late )?$"
    ),
    ahead_words=(
        "expected", "forecast", "predicted", "projected", "scheduled", " due ", "slated", "likely", "set to", "planned",
        "will ", "would ", "by ",
    ),
    clock=(
        r"\b\d{1,2}(?:[:.]\d\d)? ?(?:[AaPp]\.?[Mm]\b|o['’]clock)"
        r"|\b(?:in the|early in the|this) (?:morning|afternoon|evening)\b|\bat (?:noon|dawn|midnight)\b"
    ),
    each=r"\brespectively\b",
    stretch=r"(?: and | to |-|–|, |~)(?:on )?",
    dated_words=(
        "day", "onth", "year", "Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec",
        "Liberation",
    ),
)  # fmt: skip
