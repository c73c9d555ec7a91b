"""English wording of official statements about what the country has done itself."""

from __future__ import annotations

from geo.languages.wording import Statements

__all__ = ["STATEMENTS"]

STATEMENTS: Statements[str] = Statements(
    ours=r"\b(?:DPRK|WPK|KPA)\b",
    deed=(
        # Begins with a class of characters, which is searched several times as fast as a condition.
        r"[WwTtOo](?<!\w.)(?:(?<=[Ww])e|(?<=[Tt])he (?:DPRK|KPA)|(?<=[Oo])ur (?:army|armed forces|side|military|units))"
        r"(?: (?:have|has|had|is|are|were|was|already|recently|again|also|successfully))*"
        r" (?P<verb>scatter(?:ed|ing)|sent|sending|fired|firing|launched|launching|test-fired|test-launched"
        r"|shelled|blew up|detonated|blasted|shot down|dropped|conducted)\b(?P<what>(?:[^.;]|\.(?=\d)){3,160})"
    ),
    conducted=frozenset(["conducted"]),
    carried_out=(
        r"\b(?:launch(?:es)?|test-fir(?:e|ing)|(?:missile|nuclear|weapons?) tests?|firing|blasting|drills?)\b"
    ),
    sent_verbs=frozenset(["sent", "sending", "dropped"]),
    sent=(r"\b(?:balloons?|leaflets?|rubbish|waste ?paper|filth|drones?|warships?|warplanes?|missiles?)\b"),
    says=r"(?i:\b(?:if|whether|lie|lies|rumou?rs?|crying|claim(?:s|ed|ing)? that|alleg\w+)\b)",
)
