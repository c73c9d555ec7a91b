"""The errors of this library, with one common base class.

Each error is also a subclass of a builtin error, so ``except ValueError`` and ``except OSError`` work without an
import of this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = [
    "AssetError", "GeoError", "InputError", "Note", "OptionError", "ReferenceDataError", "Report",
    "UnreadableError", "raised",
]  # fmt: skip


_PASSWORDS = (
    (re.compile(r"(\b[A-Za-z][\w+.-]*:/{1,2}[^\s:/@]*):.*(?<!USER)@"), r"\1:***@"),
    (re.compile(r"(\bpostgres\w*:[^\s:/@]*):.*(?<!USER)@", re.IGNORECASE), r"\1:***@"),
    (re.compile(r"(passw(?:or)?d\s*=\s*)(?:'(?:[^'\\]|\\.)*'?|[^\s&;]+)", re.IGNORECASE), r"\1***"),
)
"""What is between ``:`` and the last ``@`` of an address, and after ``password=``; our own advice has USER@HOST."""


class GeoError(Exception):
    """Base class of the errors raised by :mod:`geo`; the command line prints them and exits with 2.

    Passwords in addresses are struck from the message, also where an address is malformed.

    Examples
    --------
    >>> print(GeoError("postgresql:/ann:secret@localhost/korea: no such address"))
    postgresql:/ann:***@localhost/korea: no such address
    """

    def __str__(self) -> str:
        text = super().__str__()
        if "@" in text or "=" in text:
            for pattern, shown in _PASSWORDS:
                text = pattern.sub(shown, text)
        return text


class InputError(GeoError, ValueError):
    """A record of the input cannot be used. The message gives file, line, cause and remedy."""


class UnreadableError(GeoError, OSError):
    """A file cannot be read at all: it is missing, binary, in an unknown encoding or an unknown format."""


class OptionError(GeoError, ValueError):
    """An argument has an invalid value."""


class ReferenceDataError(GeoError, RuntimeError):
    """The bundled reference data is missing or damaged: reinstall the package."""


class AssetError(GeoError, RuntimeError):
    """A resource of the page cannot be embedded, so the page would need the network."""


Note = Callable[[str], None]
"""Called with a remark on the input that is not an error."""

Report = Callable[[GeoError], None]
"""Called with an error about input that cannot be used; processing continues."""


def raised(error: GeoError) -> None:
    """Raise the error: a :data:`Report` that stops at the first problem.

    Examples
    --------
    >>> raised(InputError("a.csv, line 3: no date"))
    Traceback (most recent call last):
    ...
    geo.model.errors.InputError: a.csv, line 3: no date
    """
    raise error
