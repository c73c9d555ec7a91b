"""English words for what is only spoken of: plans, wishes, topics (:class:`geo.languages.modality.Modality`)."""

from __future__ import annotations

import re
from string import ascii_lowercase

from geo.languages.modality import Modality

__all__ = ["MODALITY"]

_LETTERS = re.compile(r"[A-Za-z]+")


def _any(words: str) -> str:
    """Alternatives of a pattern, separated by white space; ``_`` stands for a space.

    State media report "brisk preparations" and "technical preparations" as work that goes on; ``PREPAR`` is no such.
    """
    alternatives = "|".join(words.split()).replace("_", " ")
    return alternatives.replace("PREPAR", "(?<!brisk )(?<!technical )prepar")


def _starts(words: str) -> frozenset[str]:
    """The first four letters of the words with which such alternatives begin, for a cheap test."""
    found: set[str] = set()
    for alternative in words.replace("PREPAR", "prepar").split():
        word = alternative.partition("_")[0]
        stem = _LETTERS.match(word)
        start = stem.group() if stem else ""
        if len(start) > 3 or start == word:
            found.add(start[:4])
        else:  # "urg\\w+": any letter may follow
            found.update(start + letter for letter in ("", *ascii_lowercase))
    return frozenset(found)


_MATTERS = _any(
    """
    tests? launch(?:es)? explosions? blasts? detonations? exercises? drills? production output relief construction
    constructing renovations? modernization expansion reconstruction demolition destruction dismantlement dismantling
    closure closing closures shutdown lockdowns? crackdowns? executions? talks? summit restart restarting suspending
    halting inspections? visit trip tour building producing deployment refurbishment firing launching commencement
    opening uranium projects? war_games accidents? flight meeting removal evacuation repatriation mobili[sz]ation
    """
)
_ACTS = "hit |topp|increas|boost|stepp|halt(?!ing)|conduct|carr|attempt|tried|took|gave|resum|start|beg[au]n|complet"
_MODALS = "would could may might should must can cannot shall will to"
_WISHES = """
    if whether unless instead_of rather_than threat_of want(?:s|ed)? willing refus\\w+ offer\\w* promis\\w+ pledg\\w+
    vow\\w* propos\\w+ agree[ds]? intend\\w* hop(?:e|es|ed|ing) plan(?:s|ning)?_to planned_(?:to|for) seek(?:s|ing)?
    sought consider\\w* urg\\w+ demand\\w* call(?:s|ed|ing)?_(?:for|on) expect\\w*
    PREPAR(?:e|es|ed|ing|ations?)(?:_for|_to)? read(?:y|iness) poised likely unlikely possib(?:le|ly|ility)
    potential perhaps suppos\\w+ imagin\\w+ aim(?:s|ed)?_(?:at|to) designed capable_of able fail(?:s|ed)?_to
    ask(?:s|ed|ing)?_for
    warn\\w* threaten\\w* invit\\w+ order(?:ed|s|ing)? request\\w* permission would could may might should must can
    cannot shall
    """
_GROUNDS = """
    ahead because result fears? hopes? possibility prospects? threats? promises? pledges? plans? offers? proposals?
    agreements? deals? demands? calls? PREPARations? read(?:y|iness) prepared primed need purpose goal ideas?
    announcements? declarations? decisions? conditions? issues? questions? intentions? moratorium freeze ban sanctions
    punishment anger condemnation criticism concerns? tensions? evidence version talk history footage image photos?
    anniversary verification promised pledged preparing used needed known responsible resolutions? meaning timetable
    case absence lack
    """
_BEFORE = """
    after since following until despite over about amid amidst than like involv\\w+ discuss\\w* cover\\w* verify\\w*
    witness\\w* requir\\w+ freez\\w+ ceas\\w* stop(?:s|ped|ping)? end(?:s|ed|ing)? halt\\w* suspend\\w* ban\\w*
    prevent\\w*
    before mean\\w* predict\\w* expect\\w* offer\\w* propos\\w+ link\\w* resume resuming abandon\\w* fear\\w* cancel\\w*
    postpon\\w+ consider\\w* threaten\\w* boycott\\w* called denounc\\w+ condemn\\w* mimic\\w* simulat\\w+
    sought seek\\w* demand\\w* want\\w* PREPAR\\w+_(?:for|to) further more any future another possible
    potential eventual imminent pre- no
    """
_BEGUN = "".join(
    f"(?<!{word} )"
    for word in """began begun started starting continue continued continues managed forced resumed rushed proceeded
    attempted tried made moved Work work strive strives striving strove seen""".split()
)

# "appears to have been restarted" is told as a fact, if a cautious one.
_TOLD = "".join(
    f"(?<!{word} )"
    for word in """appears appear appeared seems seem seemed believed reported said thought known found understood
    alleged confirmed rumoured rumored""".split()
)

MODALITY: Modality[str] = Modality(
    noun=rf"(?!{_ACTS})(?:.* )?(?:{_MATTERS})(?: (?:of|on|in|for|to|from|at|a|an|with|the))?",
    past=(
        r"(?!(?:need|feed|speed|exceed|proceed|succeed)\b)"
        r"(?:\w+ed|shot|blew|shut|put|cut|broke|took|gave|went|met|sank|fled|held|laid|sent|left|tore|froze|stole|threw"
        r"|made|was|were|has|have|had|oversaw|rode|dug)(?: .*)?"
    ),
    past_unreal=(
        rf"\b{_TOLD}(?:{_any(_MODALS)})(?: (?:not|also|soon|ever|[a-z]+ly|have|be|been|then|again)){{0,3}} $"
        r"|\b(?:[Ii]f|whether|unless)\b[^.;:,\n]{0,60}$|\b(?:likely|expected|planned|scheduled|due) $"
    ),
    unreal=rf"\b(?:{_any(_WISHES)})\b[^.;:,\n]{{0,60}}$",
    infinitive=rf"{_BEGUN}\bto (?:\w+ly |also |then |again )?$",
    kept=(
        r"\b(?:follow(?:ed|ing|s) through (?:on|with)|ma(?:de|king|kes) good on|carr(?:ied|ying|ies) out"
        r"|fulfill?(?:ed|ing|s)|kept|act(?:ed|ing|s) on|deliver(?:ed|ing|s) on"
        r"|honou?r(?:ed|ing|s)|implement(?:ed|ing|s))"
        r" (?:an?|the|its|his|her|their|this|that) (?:[\w-]+ ){0,3}?(?:pledge|promise|threat|vow|plan|order|commitment"
        r"|decision|offer|agreement)s? to (?:\w+ly )?$"
    ),
    done=r"[^.;]{0,160}\band (?:then )?(?:oversaw|observed|watched|guided|supervised|attended|took part in)\b",
    gerund=(
        r"(?<!move )(?<!act )(?<!step )(?<!show )(?<!process )(?<!measure )(?<!campaign )(?<!accused )"
        r"(?<!effort )(?<!efforts )(?<!forces )"
        r"(?<!efforts )(?<!effort )(?<!forces )"
        r"\b(?:for|of|about|at|without|before|towards?|from|on|to|with)(?: the)? $"
    ),
    gerund_ends=tuple(
        f"{word} " for word in "for of about at without before toward towards from on to with the".split()
    ),
    unreal_starts=_starts(_WISHES),
    past_starts=_starts(_MODALS) | _starts("if If whether unless likely expected planned scheduled due"),
    infinitive_ends=("to ", "ly ", "also ", "then ", "again "),
    topic=(
        r"\b(?:in (?:exchange|return|retaliation|response|protest|preparation|connection) (?:for|to|at|against|with)"
        rf"|(?:{_any(_GROUNDS)}) (?:of|for|on|about|over|against)"
        rf"|(?:read(?:y|iness)|prepared|primed|promised|pledged|preparing|used|needed|known) to|(?:{_any(_BEFORE)}))"
        r"(?: (?!and |or |but |who |which |that |was |were |is |are |has |had )[\w'’“”\"-]+){0,5}"
        r"(?: (?:and|or|as well as)(?: [\w'’-]+){0,5})? ?$"
        r"|\b(?:[Aa]ll|known|past|[Pp]revious|earlier|six|five)(?: (?:of|its|the|known|six|five|past|previous)){0,4} $"
        r"|\b(?:sanctions|debt|tax) $"
    ),
    topic_starts=_starts(_GROUNDS)
    | _starts(_BEFORE)
    | _starts("in ready readiness prepared primed promised pledged preparing used needed known")
    | _starts("all All known past previous Previous earlier six five sanctions debt tax"),
    attribute=(
        r" (?i:sites?|grounds?|ranges?|facilit(?:y|ies)|cent(?:er|re)s?|stands?|moratorium|bans?|programm?e?s?|freeze"
        r"|pads?|vehicles?|stations?|complex|tunnels?|schedules?|database|preparations?|threats?|capabilit\w+"
        r"|readiness|zones?|agenc(?:y|ies)|supplies|packages?|deals?|talks?|lines?|capacity|reactors?"
        r"|targets?|hall|technology|equipment|companies|company|managers?|crews?|bases?|orders?|videos?|photos?"
        r"|requirements?|agreements?|attempts?)\b|['’]s "
    ),
    supposed=(
        r"[^.;,]{0,90}?\b(?:would|will|could|might|may|should|can|(?:is|are) (?:likely|expected|imminent"
        r"|possible|planned)|(?:did|does|do|is|was|has|had) not|didn['’]t|isn['’]t|remains? (?:a |un)?"
        r"(?:likely|highly|possib\w+|uncertain)|has to be|have to be|needs? to)\b"
    ),
    supposed_words=(
        " would", " will", " could", " might", " may ", " should", " can", "likely", "expected", "imminent", "possib",
        "planned", " not ", "n't", "n’t", "uncertain", " to be", "need",
    ),
    aside=r" (?:which|where|whose|whom?|who)\b[^.;,]{0,70}$"
    r"|that (?:has|had|have|was|were|is|are|it)\b[^.;,]{0,40}$",
    aside_words=(" wh", "that "),
    known=(
        r"\b(?:[Tt]esting (?:has|have) |(?:[Aa]ll|past|[Pp]revious|known|six|five)\b[^.;,]{0,30}"
        r"(?:tests?|launches|explosions?) (?:has|have|had) (?:been |all )?"
        r"|(?:often|usually|traditionally|historically|habitually) )(?:\w+ )?$"
    ),
    known_ends=("have ", "has ", "had ", "been ", "all ", "often ", "usually ", "ally "),
    lasting=(
        r"[^.;]{0,40}? for (?:almost |nearly |more than |over |about |at least |some |the past |the last )?"
        r"(?:[\w-]+ )?(?:years|decades)\b"
        r"|[^.;]{0,30}? (?:every|each) (?:morning|spring|summer|autumn|winter|week|year)\b"
    ),
    lasting_words=("years", "decades", "every", "each"),
)  # fmt: skip
