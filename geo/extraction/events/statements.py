"""What a statement says that its own side has done.

Statements tell of words, so nothing else of theirs is taken for a happening. But they are where the country
says that it has fired, launched or sent something over the border, and often the only place.
"""

from __future__ import annotations

from collections.abc import Callable

from geo.model.entities import Article
from geo.text.spans import Hit, Text

from .assembly import Draft
from .rules import Rules

__all__ = ["own_deeds"]

_HEAD = 600
"""Within so many characters a statement says whose it is."""


def own_deeds(article: Article, text: Text, scan: Callable[[str], list[Hit]], rules: Rules) -> list[Draft]:
    """What the country's statement says that the country did, at no place of its own.

    Parameters
    ----------
    article : Article
    text : Text
    scan : callable
        Finds every known term of a text.
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
        type_ = kind if kind == "weapons-test" else "military"
        found.append(Draft(type_, None, None, start, end, text.number(start), when, actors=people))
    return found
