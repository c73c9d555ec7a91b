"""How English sentences divide into clauses (fields: :class:`geo.languages.discourse.Clauses`)."""

from __future__ import annotations

from geo.languages.discourse import Clauses

__all__ = ["CLAUSES"]

CLAUSES: Clauses[str] = Clauses(
    boundary=(
        r";\s+|,? (?:and|but|while|whereas|although|though|as|after|before|since|when|noting|adding|saying)"
        r"(?: that)? (?=[^.;]{0,80}?\b(?:was|were|is|are|has|have|had|been|[a-z]{3,}ed|[a-z]{3,}ing)\b)"
        r"|,? (?:which|where|who|whose) "
    ),
    same=(
        r"\b(?:at|in|on|from|to) (?:that|the) same (?:place|site|spot|county|city|town|area|province|factory|plant|farm"
        r"|mine|shipyard|yard|port|base|airfield|airport|station|complex|facility|school|hospital|building|ground)\b"
    ),
    same_words=("same ",),
)
