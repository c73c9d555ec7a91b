"""English words that refer to a place without naming it: "here", "there", "the county"."""

from __future__ import annotations

from geo.languages.wording import Anaphora

__all__ = ["ANAPHORA"]

ANAPHORA: Anaphora[str] = Anaphora(
    here=(
        r"\b(?:arriv\w+|left|leav\w+|held|place|open\w*|came|visit\w*|given|ended|closed|met|reception|meeting|talks|"
        r"corps|Corps|staged|performed|unveiled)\b[^.;]{0,40}\bhere(?=[ ,.;]|$)|\b(?:returned home|left for home)\b"
    ),
    here_words=("here", " home"),
    there=(
        r"\bthere(?=[ ,.;])"
        r"(?! (?:is|are|was|were|will|took|has|have|had|occurred|appeared|came|stands?)\b)"
    ),
    there_words=("there",),
    noun=(
        r"\b[Tt]he (?:stricken |same |affected |flooded )?"
        r"(county|city|town|province|district|municipality|"
        r"factory|farm|mine|plant|mill|complex|zone|park|university|museum|station|base|shipyard|site|hospital|school|palace|"
        r"power station|airport|port)(?=[ ,.;'’])(?! of\b)"
    ),
    test=(
        r"(?i:\b(?:nuclear|atomic|thermonuclear|hydrogen|H-)[ -]?(?:bomb |weapons? |device )?"
        r"(?:test|bomb|explosion|detonation|blast)|\bartificial (?:earth)?quake)"
    ),
    test_site=r"(?i:nuclear[ -](?:weapons? |bomb )?test|\bPh?unggye|\bMantap\b)",
    site_nouns={"complex": "complex|zone|park", "zone": "zone|complex|park", "park": "park|complex|zone"},
    units={
        "county": "adm2", "city": "adm2", "town": "adm2", "district": "adm2", "municipality": "adm2",
        "province": "adm1",
    },
)  # fmt: skip
