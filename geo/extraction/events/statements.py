"""Events in official statements: what North Korea says that it has done itself.

Statements report words, so the other rules find no events in them. But a statement is often the only source
in which the country says that it has fired, launched or sent something across the border.
"""

from __future__ import annotations

from collections.abc import Callable

from geo.model.entities import Article
from geo.text.spans import Hit, Text

from .assembly import Draft
from .rules import Rules

__all__ = ["own_deeds"]

_HEAD = 600
"""Number of characters, from the beginning, within which a statement names its author."""


def own_deeds(article: Article, text: Text, scan: Callable[[str], list[Hit]], rules: Rules) -> list[Draft]:
    """Drafts, without a place, of what a North Korean statement says that the country did.

    Parameters
    ----------
    article : Article
    text : Text
    scan : callable
        Finds the known terms of a text.

    Returns
    -------
    list of Draft
        Empty where the statement is of another country.
    rules : Rules

    Examples
    --------
    >>> from datetime import date
    >>> from geo.extraction.pipeline import extract
    >>> body = "The DPRK made its stand clear. We scattered rubbish with 200 balloons on the night of June 8."
    >>> found = extract(Article("s", f"Pyongyang, June 10 (KCNA) -- {body}", "Press Statement", date(2024, 6, 10)))
    >>> [(e.type, str(e.date)) for e in found.events]
    [('military', '2024-06-08')]
    """
    raw, says = text.text, rules.patterns.statements
    if not says.ours.search(f"{article.title}\n{raw[:_HEAD]}"):
        return []
    found: list[Draft] = []
    for match in says.deed.finditer(raw):
        start, end = text.sentence(match.start())
        what, verb = match["what"], match["verb"]
        if (verb in says.conducted and not says.carried_out.search(what)) or (
            verb in says.sent_verbs and not says.sent.search(what)
        ):
            continue
        if says.says.search(raw, start, match.start()) or any(d.start == start for d in found):
            continue
        kind = rules.classifier.type_of(match[0], scan(match[0]))
        when = next(iter(rules.calendar.dates_of(raw, article.date, start, end, [])), None)
        people = rules.classifier.actors_of(raw, start, end, (), False)
        type_ = kind if kind == rules.types.role("shot") else rules.types.role("force")
        found.append(Draft(type_, None, None, start, end, text.number(start), when, actors=people))
    return found
