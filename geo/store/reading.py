"""Read articles and extractions back from a project's database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from geo.extraction.pipeline import extractor
from geo.linking.coreference.attribution import credited
from geo.model.entities import Article, Extraction
from geo.reference.context import Reference

from .database import ProjectDatabase
from .naming import ORDER
from .packing import credited_events, decoding, events_of, inflated, mentions_of, names_of, plain
from .versions import AliasSums

__all__ = ["ARTICLE_COLUMNS", "article_of", "current_extractions", "stored_articles", "stored_extractions"]

_WITHOUT_TEXT = (
    "articles.article, articles.id, date, title, url, publisher, topic,"
    " articles.path, line, text_origin, more"
)
ARTICLE_COLUMNS = f"{_WITHOUT_TEXT}, text"
"""Columns of an article, for :func:`article_of`; of ``articles`` and ``texts``."""


@decoding
def article_of(row: tuple[Any, ...]) -> Article:
    """The article of a row of :data:`ARTICLE_COLUMNS`; its text is empty where the last column is left out."""
    _, id_, day, title, url, publisher, topic, path, line, origin, more, *text = row
    headings, extra = json.loads(plain(more))
    return Article(
        plain(id_), inflated(text[0]) if text else "", plain(title), date.fromisoformat(day) if day else None,
        plain(url), plain(publisher), plain(topic), plain(path), line, extra, origin, tuple(headings),
    )  # fmt: skip


def stored_articles(database: ProjectDatabase) -> Iterator[Article]:
    """Every article with an extraction, without its text, in the order of :func:`stored_extractions`."""
    rows = database.execute(
        f"SELECT {_WITHOUT_TEXT} FROM sources CROSS JOIN articles USING (source) JOIN extractions USING (article)"
        f" WHERE articles.id IS NOT NULL AND fault = '' ORDER BY {ORDER}"
    )
    return map(article_of, rows)


def stored_extractions(
    database: ProjectDatabase, *, texts: bool = True, credit: bool = False
) -> Iterator[tuple[bytes, Extraction]]:
    """Every extraction in the order of :data:`~geo.store.naming.ORDER`, with the sum of the added names in it.

    Parameters
    ----------
    database : ProjectDatabase
    texts : bool
        Whether the articles have their texts.
    credit : bool
        Whether the events have ``publisher``, ``source_class`` and ``attribution``, as
        :func:`geo.linking.coreference.attribution.credited` fills them.
    """
    columns = ARTICLE_COLUMNS if texts else _WITHOUT_TEXT
    fields = {
        version: (names_of(events), names_of(mentions))
        for version, events, mentions in database.execute(
            "SELECT version, event_fields, mention_fields FROM versions"
        )
    }
    rows = database.execute(
        f"SELECT aliases, version, events, mentions, credits, {columns} FROM sources"
        " CROSS JOIN articles USING (source) JOIN extractions USING (article)"
        f" {'JOIN texts USING (article)' if texts else ''}"
        f" WHERE articles.id IS NOT NULL AND fault = '' ORDER BY {ORDER}"
    )
    for aliases, version, events, mentions, credit_blob, *article in rows:
        if version not in fields:
            raise database.damaged(f"an answer names version {version!r}, which is not there")
        names = fields[version]
        found = events_of(events, names[0])
        yield (
            aliases,
            Extraction(
                article_of(tuple(article)),
                mentions_of(mentions, names[1]),
                credited_events(found, credit_blob) if credit else found,
            ),
        )


def current_extractions(
    database: ProjectDatabase, reference: Reference | None, *, texts: bool, credit: bool
) -> Iterator[Extraction]:
    """What is stored; articles with other added names than at the last time are read again, in memory only.

    Parameters
    ----------
    database : ProjectDatabase
    reference : Reference or None
        None for what is stored as it is.
    texts, credit : bool
        As :func:`stored_extractions` takes them.
    """
    sums = AliasSums(reference.gazetteer.aliases) if reference else None
    known = database.execute("SELECT value FROM facts WHERE name = 'aliases'").fetchone()
    if sums is None or sums.digest == (known[0] if known else ""):
        for _, found in stored_extractions(database, texts=texts, credit=credit):
            yield found
        return
    reader = extractor(reference)
    for aliases, found in stored_extractions(database, credit=credit):
        if sums.of(found.article) == aliases:
            yield found
            continue
        again = reader.extract(found.article)
        if credit:
            events = credited(again.events, [found.article], reference=reference)
            again = replace(again, events=tuple(events))
        yield again
