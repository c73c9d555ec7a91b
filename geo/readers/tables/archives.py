"""Archives that are safe to unpack: bounded, not protected, and without entities in their XML."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from geo.model.errors import UnreadableError
from geo.text.terminal import printed

__all__ = ["DAMAGED", "checked_archive"]

DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError)
"""What reading a damaged archive raises."""
_LARGEST = 2**30
_SWELLS = 500
"""How many times its size an entry of an archive may unpack to; sheets reach some 50."""
_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def checked_archive(path: Path, name: str) -> Sequence[zipfile.ZipInfo]:
    """Entries of an archive that unpacks to no more than a table is, and whose XML defines no entities.

    Raises
    ------
    UnreadableError
        It does not keep to that, is damaged, or is protected by a password.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            named = [e for e in entries if e.filename.endswith((".xml", ".rels")) and not e.flag_bits & 1]
            typed = [e.filename for e in named if _TYPE.search(archive.open(e).read(1024))]
    except (*DAMAGED, ValueError) as error:
        raise UnreadableError(f"{name}: a damaged archive ({error}); save it again") from error
    if typed:
        raise UnreadableError(
            f"{name}: {printed(typed[0])} defines a document type of its own, which no program writes"
        )
    swollen = any(
        e.file_size > 10 * 2**20 and e.file_size > _SWELLS * max(e.compress_size, 1) for e in entries
    )
    if swollen or sum(e.file_size for e in entries) > _LARGEST:
        raise UnreadableError(f"{name}: unpacks to more than a table can be; refused")
    if any(e.flag_bits & 1 for e in entries):
        raise UnreadableError(f"{name}: is protected by a password; save it without")
    return entries
