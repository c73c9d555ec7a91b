"""What may be unpacked of one input: bytes, files, and archives within archives.

An archive of some kilobytes can hold petabytes, or itself. One allowance is shared by an archive and all archives in
it.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Allowance"]


@dataclass(slots=True)
class Allowance:
    """What may still be unpacked of one input.

    Attributes
    ----------
    size : int
        Bytes of all files.
    files : int
        Number of files.
    largest : int
        Bytes of one file.
    depth : int
        How many files may be within each other.
    ratio : int
        How many times the size of its packed content a file of more than ``small`` bytes may have; texts and markup
        reach about 50.
    small : int
        Bytes of files that may have any ratio.

    Examples
    --------
    >>> Allowance().depth
    5
    """

    size: int = 64 * 2**30
    files: int = 1_000_000
    largest: int = 4 * 2**30
    depth: int = 5
    ratio: int = 500
    small: int = 10 * 2**20
