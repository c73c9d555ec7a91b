"""English words around a place that show whether the event was there (:class:`geo.languages.wording.Locations`)."""

from __future__ import annotations

from geo.languages.wording import Locations

__all__ = ["LOCATIONS"]

# "workers of the A Mill": the place of the people is not the place of the event.
_PEOPLE = (
    r"\b(?:[Oo]fficials?|[Ss]tudents?|[Tt]eachers?|[Rr]esearchers?|[Ww]orkers?|[Ee]mployees|[Mm]embers?|[Rr]esidents|"
    r"people|[Aa]rtistes|[Pp]layers|[Bb]uilders|[Dd]esigners|[Dd]elegates|units?|[Ff]armers"
    r"|[Ss]cientists|[Tt]echnicians|"
    r"[Ss]oldiers|[Tt]roops|[Ll]abou?rers|[Mm]iners|[Vv]olunteers|[Ee]ngineers|[Dd]octors|[Yy]ouths?|[Tt]raders"
    r"|[Cc]hildren|[Vv]ictims|[Cc]itizens|rector|director|manager|head|chief|dean|[Ss]choolchildren"
    r"|[Tt]eams?|[Pp]articipants),?"
)

# What may stand between a preposition and a name: "near the northwestern town of".
_DESCRIBED = (
    r"(?: the| its)?(?: (?!in |at |on |from )[a-z][\w-]*| North(?:ern)?| North['’]s| Chinese| Korean| Korea['’]s){0,4}"
    r",? $"
)

LOCATIONS: Locations[str] = Locations(
    mountain=r"(?:Mt\.?|Mount) .+|.+ Mountains?",
    generic_site=(
        r"(?<![A-Za-z-])(?:[a-z]+(?:-[a-z]+)* ){0,2}(?:factory|factories|farm|farms|mine|"
        r"power station|hospital|school|plant|houses|greenhouse|base|shipyard)\b"
        r"(?: under construction)?"
    ),
    function=frozenset(
        """
        the a an of at in for into to and or with its their on from by chosen new true same visited inspected toured
        is are was were has have also
        """.split()
    ),
    of=r",? ?(?:of |in )?(?:the )?",
    apposed=(
        r",? (?:in )?the (?:\w+ )?province of |"
        r"(?: counties| county| districts| cities| area| areas| region)?(?: residents| people| officials| families)?"
        r",? ?(?:of |in )?(?:the )?|"
        r", (?:a|an|the) [^,.;]{0,60} (?:in|of) (?:the )?"
    ),
    next=(" ", ", ", ""),
    and_more=r" and |, (?!where|which)",
    listed=r"(?:,? and|,)(?: the)? ",
    people_from=_PEOPLE + r" (?:of|from|including)(?: the)? $",
    source=(
        r"\b[Ss]ources? (?:of|from|in|inside)(?: North Korea['’]s)?(?: the)? $"
        r"|\b(?i:photos?|photographs?|pictures?|images?|footage|handout)\b[^.;]{0,60}"
        r"\b(?:released|provided|issued|published|distributed|supplied)\b"
        r"(?:(?! shows?\b| of\b| that\b)[^.;]){0,80} in $"
    ),
    source_words=("ource", "hoto", "icture", "mage", "ootage", "andout"),
    likened=(
        r"\b(?:resembl\w+|similar to|unlike|compared (?:to|with)"
        r"|(?:road|(?<!its )(?<!their )(?<!his )way|route|rail line|railway|track) (?:to|from))"
        r"(?: the)?(?: [\w-]+){0,5}?(?: at| in| of)?(?: the)? $"
        r"|\b(?:referr\w+ to|referenc\w+|mention\w*) (?:[\w'’-]+ ){0,5}(?:facilit\w+|sites?|plants?|reactors?|complex)"
        r" (?:at|in|of)(?: the)? $"
        r"|\bvolunteers from $|\bfrom (?:the |a )?(?:[\w-]+ ){1,4}(?:in|of|at) $"
    ),
    likened_words=(
        "refer", "mention", "resembl", "similar", "unlike", "compared", "from ", "road ", "way ", "route ", "line ",
        "track ",
    ),
    compared=r"(?:^|[.\n] ?|-- ?)(?:Following|Like|Besides)(?: the)? $",
    compared_words=("Following", "Like", "Besides"),
    clauses=(" saying ", " adding ", " noting ", " stressing ", " including the work to "),
    came=(
        r"\b(?:arriv\w+|came|travel\w+|return\w+|moved|brought|sent|shipped|trucked|delivered)\b[^.;]{0,50} from $"
    ),
    brought=(
        r"\b(?:brought|came|coming|arrived|teams?|trucks?|volunteers?|help|goods|soldiers|troops)(?: in)? from $"
    ),
    to_people=(
        r"\bto (?:the )?(?:[\w'’-]+,? ){0,6}"
        r"(?:workers|officials|employees|members|technicians|farmers) of(?: the)? $"
    ),
    from_areas=(
        r"\b(?:from|across)(?: the| various| different| several)?(?: [\w-]+)? (?:areas?|regions?|parts?"
        r"|places?) (?:of|in)(?: the)? $"
    ),
    # "a ceremony took place for builders leaving for Anju": the ceremony is not at the destination.
    sent_to=(
        r"\b(?:dispatch(?:ed|ing)?|[Dd]epart(?:ing|ed|ure)?|leaving|bound|volunteered|volunteering|called"
        r"|calls|go|set out|transported)"
        r"(?: [\w'’-]+){0,7}? (?:to|for)(?: the| other)?(?:(?: (?!took|was|were|held|has"
        r"|have)[\w-]+){0,10} (?:of|in|at)(?: the)?)? $"
    ),
    fired_from=(
        r"\b(?:fir(?:ed|es|ing)|launch(?:ed|es|ing)?|shot|shells?|rounds)\b[^.;]{0,90}\bfrom\b[^.;]{0,60}$"
    ),
    # "the regiments dispatched to Usi and Onchon counties are ..."
    posted=(
        r"(?<!be )(?<!been )(?<!being )(?<!was )(?<!were )(?<!is )(?<!are )\bdispatched to (?:the )?$"
    ),
    at_work=(
        r"(?:(?:,? and|,)? [A-Z][\w'’-]*)*(?: (?:counties|cities|districts|areas|provinces))?"
        r" (?:are|is|have|has) "
    ),
    leads={
        "of": ("people_from", "from_areas", "sent_to"), "from": ("people_from", "brought", "came"),
        "including": ("people_from",), "in": ("from_areas", "sent_to"), "at": ("sent_to",), "to": ("sent_to",),
        "for": ("sent_to",), "inside": (), "Korea's": (), "Korea’s": (), "like": (), "unlike": (), "with": (),
        "as": (),
    },
    from_word=frozenset(["from"]),
    of_word=frozenset(["of"]),
    articles=frozenset(["the", "other"]),
    measured=(
        r"(?:\b(?:simulat\w+ [^.;]{0,40}?(?:on|against|of)|except(?: for)?|excluding|other than|apart from"
        r"|with the exception of)"
        r"|\b\d[\d,.]*(?: 1/2)? ?-?(?:km|kilomet(?:er|re)s?|miles?|m|met(?:er|re)s?)\b"
        r"(?:,? (?:away|inland|to|the|due|just|or|so|drive|(?:[Nn]or|[Ss]ou)th[\w-]*|[Ee]ast\w*|[Ww]est\w*"
        r"|\([^)]{1,20}\))){0,6} (?:from|of|off|outside|inside)"
        r"|\b(?:[Tt]owards?|en route to|(?:on|along) (?:the|its|his|their) way to|bound for|head(?:ed|ing)? (?:for|to)"
        r"|in the direction of|(?:expected|forecast|predicted|likely|due|scheduled|set|projected) to (?:[\w-]+ ){1,5}?"
        r"(?:in|at|near|over|on|to)|across (?:the (?:border|river) )?from|(?:trip|flight|journey|hours?|drive) from))"
        + _DESCRIBED
    ),
    measured_words=(
        "simulat", "except", "exclud", "other than", "apart from",
        "km ", "kilo", "mile", "meters ", "metres ", " m ", "oward", "en route", "way to", "bound for", "head",
        "direction", "across", "trip f", "flight f", "journey f", "rs from", "ur from", "drive from", "expected to",
        "forecast to", "predicted to", "likely to", "due to", "scheduled to", "set to", "projected to",
    ),
    beside=(
        r"(?:\b(?:[Nn]ear(?:by)?|close to|not far from|border(?:s|ing)|adjacent to|next to|opposite|fac(?:es|ing)"
        r"|beside|overlooking|outside|(?:(?:[Nn]or|[Ss]ou)th-?(?:east|west)?(?:ern)?|[Ee]ast|[Ww]est) of"
        r"|separat(?:es|ing)))"
        + _DESCRIBED
    ),
    beside_words=(
        "near", "Near", "close to", "far from", "borders", "bordering", "adjacent", "next to", "opposite", "faces ",
        "facing", "beside", "overlooking", "outside", "th of", "st of", "rn of", "separat",
    ),
    driven_out=(
        r"\b(?:kick\w* out|expel\w*|pull(?:s|ed|ing)?|withdr\w+|evict\w*|evacuat\w+|remov\w+|barr\w+|ban(?:s|ned)?"
        r"|throw\w*|thrown|drove|driven|fled|escap\w+|haul\w+|drag\w+|arrest\w*|seiz\w+|confiscat\w+|stol\w+|detain\w*"
        r"|round(?:ed|ing) up|pluck\w+|led away|taken away)\b[^.;]{0,80}\b(?:from|out of)\b[^.;,]{0,40}$"
    ),
    driven_words=("from ", "out of"),
    for_example=(
        r"[^.;:]{0,90}(?:[Pp]rovinces?|[Mm]unicipalit(?:y|ies))(?: of the country)? and other (?:parts"
        r"|areas|regions|provinces)\b"
    ),
)  # fmt: skip
