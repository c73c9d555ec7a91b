"""What all pages of an atlas have in common: head, navigation, addresses in the two languages, and the foot."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from geo._version import __version__
from geo.reference.context import Reference

from .render import ASSETS, POLICY, clean, environment
from .wording import LANGUAGES, Wording

__all__ = ["Crumb", "Layout", "Publication"]

Crumb = tuple[str, str | None]
"""A name and the address that it leads to, None for the page itself."""


@dataclass(frozen=True, slots=True)
class Publication:
    """How an atlas is published.

    Attributes
    ----------
    title : str
    languages : tuple of str
        ``en``, ``ko`` or both; the pages of the first are at the top of the folder, those of the second in a folder of
        its name.
    base_url : str
        The web address of the folder, ending in a slash; empty where it is not known, as on a disk.
    indexed : bool
        Whether search engines may list the pages.
    """

    title: str
    languages: tuple[str, ...] = LANGUAGES
    base_url: str = ""
    indexed: bool = True

    def prefix(self, language: str) -> str:
        """Folder of the pages of a language, empty for the first."""
        return "" if language == self.languages[0] else f"{language}/"


class Layout:
    """Renders the pages of one language.

    Parameters
    ----------
    publication : Publication
    words : Wording
    reference : Reference
        For the credit of the boundaries and the signs of event types.
    """

    def __init__(self, publication: Publication, words: Wording, reference: Reference) -> None:
        self.publication, self.words = publication, words
        self.environment = environment(words)
        self.prefix = publication.prefix(words.language)
        t = words.t
        # The title of the map page in the other language, where it is the usual one.
        self.atlas = words.named("titleHere", publication.title)
        self.sections = [
            (t["places"], "place/index.html"), (t["sites"], "site/index.html"), (t["months_head"], "month/index.html"),
            (t["officials"], "official/index.html"), (t["sources"], "source/index.html"),
        ]  # fmt: skip
        boundaries = reference.boundaries.credit or t["boundaries_ours"]
        self.signs = [(n, one.sign) for n, one in enumerate(reference.event_types.values())]
        self._always: dict[str, Any] = {
            "t": t, "language": words.language, "atlas": self.atlas, "policy": POLICY, "assets": ASSETS,
            "sections": self.sections, "prefix": self.prefix, "base_url": publication.base_url,
            "indexed": publication.indexed, "credit": words.text("credit", boundaries=boundaries),
            "made_with": words.text("made_with", version=__version__),
        }  # fmt: skip

    def shared(self, path: str) -> str:
        """The way from a page to the top of the folder, where the files of all languages are."""
        return "../" * (path.count("/") + bool(self.prefix))

    def render(
        self, template: str, path: str, title: str, *, crumbs: Sequence[Crumb] = (), feed: str = "",
        description: str = "", structured: Any = None, signs: bool = False, search: bool = False, **values: Any,
    ) -> str:  # fmt: skip
        """Render a page.

        Parameters
        ----------
        template, path, title : str
            The template, the address of the page within its language, and its title.
        crumbs : sequence of Crumb
            The pages above it and itself.
        feed : str
            Address of its feed.
        description : str
            For search engines.
        structured : object, optional
            Its JSON-LD.
        signs : bool
            Whether it shows the signs of event types.
        search : bool
            Whether it is the page of the search, with its own script.
        """
        others = [code for code in self.publication.languages if code != self.words.language]
        shared = self.shared(path)
        text = self.environment.get_template(template).render(
            **self._always, path=path, title=title, crumbs=crumbs, feed=feed, to="../" * path.count("/"),
            description=description or title, signs=self.signs if signs else (), shared=shared,
            script="search.js" if search else "atlas.js",
            other=f"{shared}{self.publication.prefix(others[0])}{path}" if others else "",
            alternates=[(c, f"{self.publication.prefix(c)}{path}") for c in self.publication.languages]
            if others else [],
            json_ld=_json_ld(structured) if structured else "", **values,
        )  # fmt: skip
        return clean(text)


def _json_ld(value: Any) -> Markup:
    """JSON for a script element, which no text in it can end."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 - escaped here
