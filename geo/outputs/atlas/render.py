"""The templates of the atlas, which escape all text, and the parts that are the same on every page."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment

from geo.outputs.page.type_symbols import type_style
from geo.outputs.templates import templates
from geo.reference.context import Reference

from .wording import Wording

__all__ = ["ASSETS", "POLICY", "assets", "clean", "environment"]

_HERE = Path(__file__).parent
ASSETS = "assets"
"""Folder of the style sheet and the scripts."""
POLICY = (
    "default-src 'none'; style-src 'self' file:; script-src 'self' file:; base-uri 'none'; form-action 'none'"
)
"""The content security policy of every page: only files of its own folder, no requests and no forms.

Opened from a disk a page has no origin, so that ``'self'`` alone would allow nothing there. On the web ``file:`` allows
nothing.
"""


def environment(words: Wording) -> Environment:
    """The templates with the texts of a language as ``t``, and ``text`` and ``count`` to fill them in."""
    ours = templates(_HERE / "templates")
    overlay = ours.overlay()
    overlay.globals = {**ours.globals, "t": words.t, "text": words.text, "count": words.count}
    return overlay


def clean(text: str) -> str:
    """A text that UTF-8 can encode, with one line break at its end."""
    return text.encode("utf-8", "replace").decode("utf-8").rstrip() + "\n"


def assets(reference: Reference) -> dict[str, str]:
    """The style sheet, with the colours of the event types, and the scripts, by their paths in the folder.

    Examples
    --------
    >>> sorted(assets(Reference.bundled()))
    ['assets/atlas.css', 'assets/atlas.js', 'assets/search.js']
    """
    texts = {name: (_HERE / name).read_text("utf-8") for name in ("atlas.css", "atlas.js", "search.js")}
    texts["atlas.css"] += type_style(reference.event_types) + "\n"
    return {f"{ASSETS}/{name}": text for name, text in texts.items()}
