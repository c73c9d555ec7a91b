"""Files of input folders that no article format reads, counted by their endings."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from . import formats

__all__ = ["passed_over", "shown_kinds"]

_KINDS = 6
"""Number of endings that are named."""


def passed_over(inputs: Iterable[str | Path], *, without: str | Path | None = None) -> Counter[str]:
    """Count the files in folders that are not read.

    Parameters
    ----------
    inputs : iterable of paths
        Files and folders; files that are named themselves are not counted, as they are read or refused.
    without : path, optional
        A file that is not counted, such as the output file.

    Returns
    -------
    Counter of str
        Ending in lower case -> number of files; an empty ending for files without one. Hidden files and folders are
        not counted.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> for name in ("a.txt", "b.png", "c.PNG", "README"):
    ...     _ = (folder / name).write_text("Songchon")
    >>> passed_over([folder])
    Counter({'.png': 2, '': 1})
    """
    own = Path(without).resolve() if without else None
    kinds: Counter[str] = Counter()
    for folder in (Path(item) for item in inputs if str(item) != "-" and Path(item).is_dir()):
        for root, below, names in os.walk(folder):
            below[:] = [name for name in below if not name.startswith(".")]
            for path in (Path(root, name) for name in names if not name.startswith(".")):
                if not formats.by_ending(path.name) and path.resolve() != own:
                    kinds[path.suffix.lower()] += 1
    return kinds


def shown_kinds(kinds: Counter[str]) -> str:
    """Return counts by ending as text, the most frequent first.

    Examples
    --------
    >>> shown_kinds(Counter({".csv": 2, "": 1}))
    '2 .csv, 1 without ending'
    """
    named = [f"{n:,} {ending or 'without ending'}" for ending, n in kinds.most_common(_KINDS)]
    return ", ".join([*named, *(["others"] if len(kinds) > _KINDS else [])])
