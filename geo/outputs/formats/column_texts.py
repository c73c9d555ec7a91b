"""Convert columns of texts, lists and objects to what a format stores, and count the values that had to be changed.

A test over all texts of a column at once tells that nothing has to be changed, as is usual; else each is looked at.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from geo.text.spreadsheet_safety import guarded_all

from .cells import joined
from .layers import Column
from .traits import Traits

__all__ = ["INSTEAD", "Texts"]

INSTEAD = "\ufffd"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Texts:
    """Conversion by the traits of a format.

    Parameters
    ----------
    traits : Traits
    changed : Counter
        Numbers of texts that were ``cleaned`` of forbidden characters or ``cut``, added to.

    Examples
    --------
    >>> from geo.outputs.formats.layers import chosen
    >>> actors = chosen("events")[0]["actors"]
    >>> Texts(Traits(lists="text"), Counter()).converted(actors, [(), ("Pak Thae Song", "Kim Tok Hun")])
    ['', 'Pak Thae Song; Kim Tok Hun']
    """

    def __init__(self, traits: Traits, changed: Counter[str]) -> None:
        self._traits, self._changed = traits, changed

    def converted(self, column: Column, values: list[Any]) -> list[Any]:
        """The values of a column, as the format stores them."""
        if column.kind == "text":
            return self._texts(values)
        if column.kind == "list":
            return self._of_lists(values)
        if column.kind == "object":
            whole = [self._deep(value) if value else value for value in values]
            return whole if self._traits.objects == "object" else self._texts(list(map(_encode, whole)))
        return values

    def _of_lists(self, values: list[tuple[str, ...]]) -> list[Any]:
        form = self._traits.lists
        if form != "text" and not self._is_clean(item for value in values for item in value):
            values = [tuple(map(self._sound, value)) for value in values]
        if form == "list":
            return values
        text = joined if form == "text" else _encode
        empty = text(())
        return self._texts([text(value) if value else empty for value in values])

    def _texts(self, values: list[Any]) -> list[Any]:
        if not self._is_clean(filter(None, values)):
            values = [self._sound(value) if value else value for value in values]
        if self._traits.guarded:
            values = guarded_all(values)
        longest = self._traits.longest
        if longest and 2 * max(map(len, filter(None, values)), default=0) > longest:
            values = [self._cut(value) if value else value for value in values]
        return values

    def _is_clean(self, texts: Iterable[str]) -> bool:
        return not self._traits.forbidden.search("\n".join(set(texts)))

    def _sound(self, text: str) -> str:
        if not self._traits.forbidden.search(text):
            return text
        self._changed["cleaned"] += 1
        return self._traits.forbidden.sub(INSTEAD, text)

    def _cut(self, text: str) -> str:
        longest = 2 * self._traits.longest
        if 2 * len(text) > self._traits.longest:
            units = text.encode("utf-16-le")
            if len(units) > longest:
                self._changed["cut"] += 1
                return units[:longest].decode("utf-16-le", "ignore")
        return text

    def _deep(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._sound(value)
        if isinstance(value, dict):
            return {self._sound(k): self._deep(v) for k, v in value.items()}
        if isinstance(value, list):
            return [self._deep(v) for v in value]
        return value
