"""The addresses of the articles that a feed names."""

from __future__ import annotations

from collections.abc import Iterable

from geo.model.entities import Article

from .addresses import Address, FetchError, joined

__all__ = ["articles_of"]


def articles_of(feed: Address, items: Iterable[Article]) -> tuple[list[Address], list[FetchError]]:
    """The addresses of a feed's items, each once, and the errors of those that may not be fetched."""
    found: dict[Address, None] = {}
    wrong: list[FetchError] = []
    for item in items:
        if not item.url:
            continue
        try:
            found[joined(feed, item.url)] = None
        except FetchError as error:
            wrong.append(error)
    return [url for url in found if url != feed], wrong
