"""Filters in the text form of CQL2: comparisons of columns with values, joined by AND, OR and NOT.

Clients such as GDAL filter by any column with it. What is read here is small, and pygeofilter, the library for all of
it, brings dateparser and its tables of languages along.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from geo.outputs.formats.layers import Column

from .values import ParameterError, stored

__all__ = ["condition"]

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)"
    r'|(?P<name>[A-Za-z_][\w-]*|"[^"]+")|(?P<sign><=|>=|<>|=|<|>|\(|\)|,))'
)
_LONGEST, _DEEPEST = 4000, 40
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(?:[\d:.]*(?:Z|[+-]\d\d:\d\d)?)?")
_FUNCTIONS = ("DATE", "TIMESTAMP")


def condition(text: str, columns: Mapping[str, Column]) -> tuple[str, tuple[Any, ...]]:
    """The SQL condition of a filter, and its values.

    Parameters
    ----------
    text : str
    columns : mapping of str to Column
        Columns by which a filter may be.

    Raises
    ------
    ParameterError
        The filter cannot be read, or names an unknown column.

    Examples
    --------
    >>> columns = {"date": Column("date", "date", ""), "type": Column("type", "text", "")}
    >>> condition("date >= DATE('2024-05-01') AND NOT type = 'relief'", columns)
    ('(date >= ? AND NOT (type = ?))', ('2024-05-01', 'relief'))
    """
    if len(text) > _LONGEST:
        raise ParameterError(f"filter: longer than {_LONGEST:,} characters")
    reader = _Reader(text, columns)
    found = reader.either(0)
    if reader.kind:
        raise reader.wrong("AND, OR or the end")
    return found, tuple(reader.values)


class _Reader:
    """Reads a filter from left to right."""

    def __init__(self, text: str, columns: Mapping[str, Column]) -> None:
        self._text, self._columns = text, columns
        self._at = 0
        self.values: list[Any] = []
        self.kind = self.word = ""
        self._next()

    def _next(self) -> None:
        found = _TOKEN.match(self._text, self._at)
        if found is None:
            self.kind = self.word = ""
            if self._text[self._at :].strip():
                raise ParameterError(f"filter: {self._text[self._at :].strip()[:20]!r} cannot be read")
            return
        self._at = found.end()
        self.kind = str(found.lastgroup)
        self.word = found[self.kind]

    def wrong(self, wanted: str) -> ParameterError:
        """The error of a filter that has something else than what should follow."""
        return ParameterError(f"filter: {wanted} is expected, not {self.word[:40]!r}" if self.kind
                              else f"filter: {wanted} is expected at its end")  # fmt: skip

    def _is(self, *words: str) -> bool:
        return self.kind in ("name", "sign") and self.word.upper() in words

    def _take(self, word: str) -> None:
        if not self._is(word):
            raise self.wrong(word)
        self._next()

    def either(self, depth: int) -> str:
        """Conditions that OR joins."""
        parts = [self._both(depth)]
        while self._is("OR"):
            self._next()
            parts.append(self._both(depth))
        return parts[0] if len(parts) == 1 else f"({' OR '.join(parts)})"

    def _both(self, depth: int) -> str:
        parts = [self._one(depth)]
        while self._is("AND"):
            self._next()
            parts.append(self._one(depth))
        return parts[0] if len(parts) == 1 else f"({' AND '.join(parts)})"

    def _one(self, depth: int) -> str:
        if depth > _DEEPEST:
            raise ParameterError(f"filter: more than {_DEEPEST} brackets within each other")
        if self._is("NOT"):
            self._next()
            return f"NOT ({self._one(depth + 1)})"
        if self._is("("):
            self._next()
            found = self.either(depth + 1)
            self._take(")")
            return found
        return self._compared()

    def _compared(self) -> str:
        column = self._column()
        negated = self._is("NOT")
        if negated:
            self._next()
        if self._is("IS") and not negated:
            self._next()
            negated = self._is("NOT")
            if negated:
                self._next()
            self._take("NULL")
            return f"{column.name} IS {'NOT ' * negated}NULL"
        is_list = column.kind == "list"
        value = "one.value" if is_list else column.name  # of a list, one of its values has to fit
        found = self._among(column, value) or (None if negated else self._against(column))
        if found and is_list:
            found = f"EXISTS (SELECT 1 FROM json_each({column.name}) AS one WHERE {found})"  # noqa: S608
        if found is None:
            raise self.wrong("a comparison such as =, <, LIKE, IN or IS NULL")
        return f"NOT ({found})" if negated else found

    def _column(self) -> Column:
        name = self.word.strip('"')
        if self.kind != "name":
            raise self.wrong("the name of a column")
        if name not in self._columns:
            raise ParameterError(
                f"filter: there is no column {name[:40]!r}; there are {', '.join(self._columns)}"
            )
        self._next()
        return self._columns[name]

    def _against(self, column: Column) -> str | None:
        if not self._is("=", "<>", "<", "<=", ">", ">="):
            return None
        sign = self.word
        self._next()
        self.values.append(self._value(column))
        if column.kind == "list":
            if sign != "=":
                raise ParameterError(f"filter: {column.name} is a list; compare it with =, IN or LIKE")
            return "one.value = ?"
        return f"{column.name} {sign} ?"

    def _among(self, column: Column, value: str) -> str | None:
        """The comparisons that NOT may stand before."""
        if self._is("BETWEEN"):
            self._next()
            self.values.append(self._value(column))
            self._take("AND")
            self.values.append(self._value(column))
            return f"{value} BETWEEN ? AND ?"
        if self._is("IN"):
            self._next()
            self._take("(")
            number = 1
            self.values.append(self._value(column))
            while self._is(","):
                self._next()
                self.values.append(self._value(column))
                number += 1
            self._take(")")
            return f"{value} IN ({', '.join('?' * number)})"
        if self._is("LIKE", "ILIKE"):
            sensitive = self._is("LIKE")
            self._next()
            if self.kind != "text":
                raise self.wrong("a text in single quotes")
            pattern = self.word[1:-1].replace("''", "'")
            self._next()
            self.values.append(_glob(pattern) if sensitive else pattern)
            return f"{value} {'GLOB ?' if sensitive else 'LIKE ?'}"
        return None

    def _value(self, column: Column) -> Any:
        function = self._is(*_FUNCTIONS)
        if function:
            self._next()
            self._take("(")
        if self.kind not in ("text", "number") and not self._is("TRUE", "FALSE"):
            raise self.wrong("a value: a text in single quotes, a number, true or false")
        text = self.word[1:-1].replace("''", "'") if self.kind == "text" else self.word
        self._next()
        if function:
            self._take(")")
        if column.kind == "date" and (moment := _MOMENT.fullmatch(text)):
            text = moment[1]  # GDAL writes days as 2024-05-01T
        return stored(column, text, "filter: ")


def _glob(pattern: str) -> str:
    """A pattern of LIKE, which tells capitals from small letters, as one of SQLite's GLOB."""
    signs = {"%": "*", "_": "?", "*": "[*]", "?": "[?]", "[": "[[]"}
    return "".join(signs.get(letter, letter) for letter in pattern)
