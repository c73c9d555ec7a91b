"""Find what built pages would load from the network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

LOADING = {
    "audio": ("src",), "embed": ("src",), "iframe": ("src",), "img": ("src", "srcset"), "input": ("src",),
    "object": ("data",), "script": ("src",), "source": ("src", "srcset"), "track": ("src",),
    "video": ("src", "poster"), "image": ("href", "xlink:href"), "use": ("href", "xlink:href"),
}  # fmt: skip
"""Attributes by element whose address a browser loads without being asked."""

LOADING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon"}
ABROAD = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//[^\s,\"')]+", re.IGNORECASE)
IN_STYLE = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])([^'\")]+)", re.IGNORECASE)


class _Loader(HTMLParser):
    """Collects the addresses that a page loads, those of pages inside it (``srcdoc``) included."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        names = LOADING.get(tag, ())
        if tag == "link" and LOADING_LINKS & set(given.get("rel", "").lower().split()):
            names = ("href",)
        self.found += [a for name in names for a in _abroad(given.get(name, ""))]
        self.found += _in_style(given.get("style", ""))
        if inner := given.get("srcdoc"):
            self.found += in_page(inner)
        self._in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.found += _in_style(data)


def in_page(html: str) -> list[str]:
    """Addresses on other hosts that a page loads by itself; links that a reader may follow are none.

    Examples
    --------
    >>> in_page('<a href="https://a.example/"></a><img src="//b.example/b.png"><img src="c.png">')
    ['//b.example/b.png']
    """
    loader = _Loader()
    loader.feed(html)
    loader.close()
    return loader.found


def network_assets(folder: Path) -> list[tuple[Path, str]]:
    """Pairs of a file below a folder and an address that it loads from the network."""
    return list(_assets(folder))


def _assets(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".html", ".svg"):
            found = in_page(path.read_text("utf-8"))
        elif path.suffix == ".css":
            found = _in_style(path.read_text("utf-8"))
        else:
            continue
        yield from ((path, address) for address in found)


def _in_style(css: str) -> list[str]:
    return [address for inside in IN_STYLE.findall(css) for address in _abroad(inside)]


def _abroad(value: str) -> list[str]:
    return [] if value.lstrip().startswith(("data:", "#")) else ABROAD.findall(value)
