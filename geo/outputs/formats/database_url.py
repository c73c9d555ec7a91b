"""The address of a database: what goes to its server, and what may be shown of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, unquote, urlencode

from geo.model.errors import OptionError

__all__ = ["Address", "address", "is_address"]

_SCHEME = re.compile(r"(?:postgresql|postgres|postgis)://", re.IGNORECASE)
_USER = re.compile(r"(?P<user>[^:@/?]*):(?P<password>.+)@")
"""A user and password, up to the last @ there is: one that should be written as %40 belongs to the password."""
_HIDDEN = "***"
_SHORTEST = 3
"""Letters of a password that is struck from messages; a shorter one would be found in every word."""
_SCHEMA = "dprk"
"""Where the tables go by default: a schema of their own, where they meet nobody else's."""


@dataclass(frozen=True, slots=True)
class Address:
    """A database and a schema in it.

    Attributes
    ----------
    uri : str
        For libpq, which knows nothing of ``schema``. It may hold a password: never print it.
    schema : str
    shown : str
        The address as it may be printed.
    secrets : tuple of str
        The passwords in it, to be struck from whatever a server says.
    """

    uri: str
    schema: str
    shown: str
    secrets: tuple[str, ...]

    def struck(self, words: str) -> str:
        """Words of a server or library without the passwords."""
        for secret in sorted(self.secrets, key=len, reverse=True):
            words = words.replace(secret, _HIDDEN)
        return words


def is_address(path: object) -> bool:
    """Whether a path is no file but the address of a database.

    Examples
    --------
    >>> is_address("postgresql://ann@localhost/korea"), is_address("songchon.gpkg")
    (True, False)
    """
    return bool(_SCHEME.match(str(path)))


def address(path: str) -> Address:
    """Read the address of a database.

    Parameters
    ----------
    path : str
        ``postgresql://USER@HOST/NAME``, as libpq takes it, with ``schema`` beside libpq's own options. A password
        is better kept in ``~/.pgpass`` or ``PGPASSWORD`` than in it.

    Raises
    ------
    OptionError
        The schema has no name, or one that the server keeps for itself.

    Examples
    --------
    >>> there = address("postgis://ann:secret@localhost/korea?schema=reports")
    >>> there.schema, there.shown
    ('reports', 'postgis://ann:***@localhost/korea?schema=reports')
    """
    found = _SCHEME.match(path)
    scheme = found[0] if found else ""
    rest, _, query = path[len(scheme) :].partition("?")
    secrets: list[str] = []
    if user := _USER.match(path, len(scheme)):
        secrets += [user["password"], unquote(user["password"])]
    schema, kept, told = _SCHEMA, [], []
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name == "schema":
            schema = value
        else:
            kept.append((name, value))
        if "password" in name:
            secrets += [value, quote(value)]
        told.append((name, _HIDDEN if "password" in name else value))
    if (
        not schema.strip()
        or schema.startswith("pg_")
        or "\0" in schema
        or len(schema.encode("utf-8", "replace")) > 63
    ):
        raise OptionError(f"schema {schema!r} is no name for a schema; write ?schema={_SCHEMA}")
    uri = f"postgresql://{rest}" + (f"?{urlencode(kept, quote_via=quote)}" if kept else "")
    shown = scheme + rest + (f"?{urlencode(told, safe='*/', quote_via=quote)}" if told else "")
    if user:
        shown = f"{scheme}{user['user']}:{_HIDDEN}@{path[user.end() :]}"
    there = Address(uri, schema, shown, tuple(s for s in secrets if len(s) >= _SHORTEST))
    return replace(there, shown=there.struck(shown))
