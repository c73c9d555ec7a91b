"""Classes of the shading and their colours, without the library that draws figures: other formats use them too."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .palette import CLASSES

__all__ = ["breaks", "tint"]


def tint(number: int, of: int) -> str:
    """Colour of a class, spread over the whole colour scale."""
    return CLASSES[round(number * (len(CLASSES) - 1) / (of - 1)) if of > 1 else 0]


def breaks(counts: Sequence[int]) -> list[int]:
    """Lower limits of at most five classes: round numbers in a geometric progression, as on the page.

    Examples
    --------
    >>> breaks([1, 2, 5, 316])
    [1, 3, 10, 30, 100]
    >>> breaks([2, 4]), breaks([])
    ([2, 3, 4], [])
    """
    if not counts:
        return []
    low, high = min(counts), max(counts)
    if high - low < 5:
        return list(range(low, high + 1))
    found = [low]
    for step in range(1, 5):
        value = low * (high / low) ** (step / 5)
        unit = 10.0 ** math.floor(math.log10(value))
        whole = [n * unit for n in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if (n * unit).is_integer()]
        rounded = int(min(whole, key=lambda n: abs(n - value)))
        if found[-1] < rounded <= high:
            found.append(rounded)
    return found
