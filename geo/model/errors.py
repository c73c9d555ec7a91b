"""One root for every error that this library raises on purpose.

Each error is also the builtin that it stands for, so ``except ValueError`` and
``except OSError`` keep working for callers who never import this module.
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = [
    "AssetError", "GeoError", "InputError", "Note", "OptionError", "ReferenceDataError", "Report",
    "UnreadableError", "raised",
]  # fmt: skip


class GeoError(Exception):
    """Root of the errors raised by :mod:`geo`; the command line shows them and exits with 2."""


class InputError(GeoError, ValueError):
    """A record of the input cannot be used. The message names file and line, and what to do."""


class UnreadableError(GeoError, OSError):
    """A file cannot be read at all: missing, binary, in an unknown encoding or of an unknown kind."""


class OptionError(GeoError, ValueError):
    """An argument is outside of what it can be."""


class ReferenceDataError(GeoError, RuntimeError):
    """The bundled reference data is missing or damaged: reinstall the package."""


class AssetError(GeoError, RuntimeError):
    """Something the page needs cannot be put into the file, so the page would reach for the network."""


Note = Callable[[str], None]
"""Takes what is no fault of the input but should be known of it."""

Report = Callable[[GeoError], None]
"""What is told of something that cannot be used, while the rest goes on."""


def raised(error: GeoError) -> None:
    """A :data:`Report` that ends the run.

    Examples
    --------
    >>> raised(InputError("a.csv, line 3: no day"))
    Traceback (most recent call last):
    ...
    geo.model.errors.InputError: a.csv, line 3: no day
    """
    raise error
