"""Database addresses: the URI for the server, and a form without the password for messages."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, unquote, urlencode

from geo.model.errors import OptionError

__all__ = ["Address", "address", "is_address"]

_SCHEME = re.compile(r"(?:postgresql|postgres|postgis)://", re.IGNORECASE)
_USER = re.compile(r"(?P<user>[^:@/?]*):(?P<password>.+)@")
"""User and password, up to the last @, so that an unescaped @ in a password is not printed."""
_HIDDEN = "***"
_SHORTEST = 3
"""Minimum length of a password to remove from messages; shorter ones would match parts of ordinary words."""
_SCHEMA = "dprk"
"""Default schema; a separate one, so that our tables do not collide with others."""


@dataclass(frozen=True, slots=True)
class Address:
    """A database and a schema in it.

    Attributes
    ----------
    uri : str
        URI for libpq, without our option ``schema``. It may contain a password: never print it.
    schema : str
        Schema for the tables.
    shown : str
        The address without passwords, for messages.
    secrets : tuple of str
        Passwords in the address, to be removed from messages of the server.
    """

    uri: str
    schema: str
    shown: str
    secrets: tuple[str, ...]

    def struck(self, message: str) -> str:
        """A message of the server or a library, without the passwords."""
        for secret in sorted(self.secrets, key=len, reverse=True):
            message = message.replace(secret, _HIDDEN)
        return message


def is_address(path: object) -> bool:
    """Whether a path is a database address rather than a file.

    Examples
    --------
    >>> is_address("postgresql://ann@localhost/korea"), is_address("songchon.gpkg")
    (True, False)
    """
    return bool(_SCHEME.match(str(path)))


def address(path: str) -> Address:
    """Parse a database address.

    Parameters
    ----------
    path : str
        ``postgresql://USER@HOST/NAME`` in libpq's syntax, with ``schema`` as an additional option. Keep a password
        in ``~/.pgpass`` or ``PGPASSWORD`` rather than in the address.

    Raises
    ------
    OptionError
        The name of the schema is empty, too long, or reserved by PostgreSQL.

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
    schema, kept, printable = _SCHEMA, [], []
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name == "schema":
            schema = value
        else:
            kept.append((name, value))
        if "password" in name:
            secrets += [value, quote(value)]
        printable.append((name, _HIDDEN if "password" in name else value))
    if (
        not schema.strip()
        or schema.startswith("pg_")
        or "\0" in schema
        or len(schema.encode("utf-8", "replace")) > 63
    ):
        raise OptionError(f"{schema!r} is no name for a schema; write ?schema={_SCHEMA}")
    uri = f"postgresql://{rest}" + (f"?{urlencode(kept, quote_via=quote)}" if kept else "")
    shown = scheme + rest + (f"?{urlencode(printable, safe='*/', quote_via=quote)}" if printable else "")
    if user:
        shown = f"{scheme}{user['user']}:{_HIDDEN}@{path[user.end() :]}"
    there = Address(uri, schema, shown, tuple(s for s in secrets if len(s) >= _SHORTEST))
    return replace(there, shown=there.struck(shown))
