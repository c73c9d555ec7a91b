"""Text files: one article per file, with the first line as title."""

from __future__ import annotations

from collections.abc import Iterator

from geo.model.entities import Article
from geo.model.errors import UnreadableError
from geo.text.normalization import Cleaned, decode

from .filename_dates import day_in_name
from .source import Source

__all__ = ["read_plain"]


def read_plain(source: Source) -> Iterator[Article]:
    """Read the article of a text file; its text is the decoded file.

    Raises
    ------
    UnreadableError
        The file is missing, binary, empty or in an unknown encoding.
    """
    text = decode(source.content(), source.name)
    body = Cleaned(text, wrapped=True).text
    if not body:
        raise UnreadableError(f"{source.name}: the file is empty")
    yield Article(
        source.label,
        text,
        body.split("\n", 1)[0][:200],
        day_in_name(source.label) or source.day,
        path=source.name,
        line=1,
        text_origin="file",
    )
