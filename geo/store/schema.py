"""Tables of a project's database, and the number of their format.

The tables are internal: :mod:`geo.outputs` writes the results that people query.
"""

from __future__ import annotations

__all__ = ["APPLICATION", "FORMAT", "TABLES"]

FORMAT = 1
"""Number of the file format; a higher number is refused by older versions of this program."""

APPLICATION = 0x47454F50
"""Number in the head of the file that says whose it is ("GEOP"); ``file`` and SQLite show it."""

TABLES = """
CREATE TABLE inputs (
    input TEXT PRIMARY KEY,            -- as given to `add`
    added TEXT NOT NULL                -- when first, UTC
) WITHOUT ROWID;

CREATE TABLE versions (                -- with what extractions were made
    version INTEGER PRIMARY KEY,
    rules TEXT NOT NULL,               -- digest of the code and data that extract
    program TEXT NOT NULL,             -- version of dprk-geo, for people
    event_fields TEXT NOT NULL,        -- JSON list: fields of the packed events
    mention_fields TEXT NOT NULL,
    first_used TEXT NOT NULL
);

CREATE TABLE sources (
    source INTEGER PRIMARY KEY,
    path TEXT NOT NULL,                -- absolute; or a name for input without a file
    label TEXT NOT NULL,               -- id of its articles without one
    place TEXT NOT NULL UNIQUE,        -- sorts as files of a folder are sorted
    size INTEGER,                      -- size, mtime and sum are NULL until the file was read to its end
    mtime INTEGER,                     -- nanoseconds
    sha256 TEXT,
    checked INTEGER,                   -- when these were taken, nanoseconds
    added TEXT NOT NULL,
    read TEXT                          -- when it was last read to its end
);
CREATE INDEX sources_sum ON sources (sha256);

CREATE TABLE articles (
    article INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES sources,
    position INTEGER NOT NULL,         -- in its source, from 0
    given TEXT NOT NULL,               -- id in its source
    number INTEGER NOT NULL,           -- of the articles of its source with that id, from 0
    id TEXT,                           -- id in results; NULL for a repetition of another article
    words BLOB NOT NULL,               -- sum of the cleaned text: repetitions have the same
    content BLOB NOT NULL,             -- sum of everything that extraction depends on
    date TEXT, title TEXT, url TEXT, publisher TEXT, topic TEXT, path TEXT, line INTEGER,
    text_origin TEXT, more TEXT,       -- JSON: headings and further fields
    added TEXT NOT NULL,
    changed TEXT,                      -- when its source said something else
    UNIQUE (source, given, number)
);
CREATE INDEX articles_order ON articles (source, position, given, number);

CREATE TABLE texts (
    article INTEGER PRIMARY KEY REFERENCES articles,
    text BLOB NOT NULL                 -- UTF-8, deflated
);

CREATE TABLE extractions (
    article INTEGER PRIMARY KEY REFERENCES articles,
    version INTEGER NOT NULL REFERENCES versions,
    content BLOB NOT NULL,             -- of the article when it was read; another one: to be read again
    id TEXT NOT NULL,                  -- of the article when it was read
    aliases BLOB NOT NULL,             -- sum of the added names that the article may contain
    fault TEXT NOT NULL,               -- why it could not be read; empty if it was
    mentions BLOB NOT NULL,            -- JSON, deflated
    events BLOB NOT NULL,
    credits BLOB NOT NULL              -- of each event: publisher, its class, and the source it relies on
);

CREATE TABLE changes (                 -- answers that were replaced, for `news`
    change INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles,
    noted TEXT NOT NULL,
    cause TEXT NOT NULL,               -- 'text' or 'rules'
    version INTEGER NOT NULL REFERENCES versions,
    events BLOB NOT NULL               -- as they were
);

CREATE TABLE passes (                  -- of `watch`
    pass INTEGER PRIMARY KEY,
    ended TEXT NOT NULL,
    seen TEXT NOT NULL                 -- JSON: what was reported
);

CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
