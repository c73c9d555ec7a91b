"""A review as one HTML page on which corrections are chosen and saved as a file; it makes no requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from geo.linking.corrections import ACTIONS, FIELDS
from geo.linking.corrections.file_format import HEAD
from geo.model.errors import OptionError
from geo.outputs.policy import policy
from geo.outputs.templates import templates
from geo.reference.context import Reference

from .items import Item
from .words import WORDS

__all__ = ["as_page"]

_HERE = Path(__file__).parent
_EXAMPLES = {
    "place": "Songchon County, South Phyongan / KP0717", "alias": "Songchon County, South Phyongan / KP0717",
    "date": "2024-11-20 / 2024-11 / none",
}  # fmt: skip


def as_page(items: Sequence[Item], *, language: str = "en", reference: Reference | None = None) -> str:
    """Items as an HTML page; all text from articles and tables is escaped.

    Parameters
    ----------
    items : sequence of Item
    language : {"en", "ko"}
        Language of the interface.
    reference : Reference, optional
        Source of the event types to choose from; the bundled one by default.

    Raises
    ------
    OptionError
        The language is not supported.

    Examples
    --------
    >>> page = as_page([], language="ko")
    >>> "default-src" in page
    True
    """
    if language not in WORDS:
        raise OptionError(f"language {language!r} is not supported; use one of {', '.join(WORDS)}")
    style, script = ((_HERE / f"review.{kind}").read_text("utf-8") for kind in ("css", "js"))
    text = (
        templates(_HERE)
        .get_template("review.html")
        .render(
            items=[_shown(item) for item in items],
            words=WORDS[language],
            head=HEAD,
            language=language,
            style=style,
            script=script,
            policy=policy(style, script),
            fields=" ".join(FIELDS),
            types=(reference or Reference.bundled()).event_types.ids,
            examples=_EXAMPLES,
        )
    )
    return f"{text}\n"


def _shown(item: Item) -> Mapping[str, Any]:
    """Values of an item for the template: its link if valid, and its choices with whether they need a value."""
    try:
        link = item.source_url if urlsplit(item.source_url).scheme in ("http", "https") else ""
    except ValueError:
        link = ""
    choices = [(action, value, "value" in ACTIONS[action]) for action, value in item.choices]
    return {"item": item, "link": link, "choices": choices}
