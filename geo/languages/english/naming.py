"""What English names of sites and places consist of (fields: :class:`geo.languages.naming.Naming`)."""

from __future__ import annotations

from geo.languages.naming import Naming

__all__ = ["NAMING"]

NAMING: Naming[str] = Naming(
    stage=(
        r"(?i:^(?:the |a |an |group of |various |some |several |new(?:ly)?[- ]?(?:built )?"
        r"|(?:building |construction )sites? (?:of|for) (?:the )?)+"
        r"|\b(?: ?under construction| ?being built| construction sites?| building sites?| construction)$)"
    ),
    loose=frozenset(
        "general combined complex united cooperative city county district municipality municipal the of and".split()
    ),
    many=frozenset("factories farms houses plants mines villages schools hospitals".split()),
    houses=r"(?i:\b(?:houses|dwellings?|flats|new (?:\w+ )?villages|mov(?:ed|ing) into)\b)",
    regional_industry=(
        r"(?i:\b(?:regional|local)(?:[- ]|\s)?industr(?:y|ial) (?:factor(?:y|ies)|plants?)\b)"
    ),
    listing=r"\b(?:the|and)\b",
    common=frozenset(
        """
        the a an of in at on and for to was were with by its has have been is are which from here home air took take
        takes place led headed after amid capital city there
        """.split()
    ),
    weapon_class=r"(?<=[a-z]{3})pho(?=-\d)",  # "Hwasongpho", gun of that name
    typed=(
        r"(?<![\w'’-])([A-Z][a-zŏŭ'’-]+(?: [A-Z][a-zŏŭ'’-]+)?)"
        r" (?:County|City|Town|Township|District|Workers' District)(?!\w)"
        r"|(?<![\w'’-])([A-Z][a-zŏŭ'’]+)-(?:gun|up|ŭp|dong|rodongjagu)(?!\w)"
    ),
    abroad=r"(?: of|,| in) (?:the )?(?:China|Russia|Japan|Vietnam|Laos|Mongolia|United States|U\.S\.)\b",
)
