"""Work on whole columns gives what work on each value gives."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest

from geo.outputs.formats import seen
from geo.outputs.formats.characters import NO_NUL, XML_TEXT
from geo.outputs.formats.column_texts import Texts
from geo.outputs.formats.export import Stream, Table
from geo.outputs.formats.json_columns import encode, objects
from geo.outputs.formats.layers import Column, Layer
from geo.outputs.formats.traits import Traits
from geo.text.spreadsheet_safety import guarded, guarded_all

ODD = (
    "Haeju City", "=1+1", "'=x", "'tis", "\u200b=cmd", "\uff1dA", "-3.5", "+850", "\t=1", "\r", "\n", "  @x", "007",
    "'007", "''-1", "", "해주시", "\u3164=1", "\x00=1", "12e5",
)  # fmt: skip


def test_a_column_is_guarded_as_each_of_its_texts_is():
    assert guarded_all([*ODD, None]) == [*map(guarded, ODD), None]
    for text in ODD:
        assert guarded_all([text]) == [guarded(text)]


def test_one_forbidden_character_in_a_column_is_replaced_there_only_and_counted():
    changed: Counter[str] = Counter()
    texts = Texts(Traits(NO_NUL), changed)
    assert texts.converted(Column("a", "text", ""), ["Anju", None, "x\0y", ""]) == [
        "Anju",
        None,
        "x\ufffdy",
        "",
    ]
    assert texts.converted(Column("a", "list", ""), [(), ("Anju", "\ud800")]) == [(), ("Anju", "\ufffd")]
    assert changed["cleaned"] == 2


def test_lists_become_texts_that_are_guarded_and_cut():
    changed: Counter[str] = Counter()
    texts = Texts(Traits(XML_TEXT, lists="text", guarded=True, longest=6), changed)
    made = texts.converted(
        Column("a", "list", ""), [(), ("=1", "b;c"), ("\U0001f5fa\U0001f5fa\U0001f5fa\U0001f5fa",)]
    )
    assert made == ["", "'=1; b", "\U0001f5fa\U0001f5fa\U0001f5fa"]
    assert changed["cut"] == 2


@pytest.mark.parametrize("held", [0, 3, 50_000])
def test_keys_added_at_once_are_new_as_those_added_one_by_one_are(monkeypatch, held):
    monkeypatch.setattr(seen, "_HELD", held)
    groups = [["a", "b"], ["c", "c", "a"], ["d"], [], ["e", "f", "e", "b"], ["g", "h"]]
    at_once, known = seen.Seen(), set()
    for group in groups:
        expected = []
        for key in group:
            expected.append(key not in known)
            known.add(key)
        assert at_once.add_all([(key,) for key in group]) == expected


def test_parts_have_their_size_whatever_the_size_of_the_tables():
    layer = Layer("days", "", ("n",), (Column("n", "integer", ""),))

    def stream(*sizes):
        numbers = iter(range(100))
        tables = [[next(numbers) for _ in range(size)] for size in sizes]
        return Stream(layer, iter([Table(layer, [values], [None] * len(values)) for values in tables]))

    parts = list(stream(2, 7, 1, 0, 3).parts(4))
    assert [list(part.column("n")) for part in parts] == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11], [12]]
    assert [len(part) for part in stream(4, 4).parts(4)] == [4, 4]
    assert [len(part) for part in stream().parts(4)] == [0]
    assert list(stream(2, 7).whole().column("n")) == list(range(9))


def test_objects_of_a_table_are_those_that_a_row_encodes_to():
    kinds = ("text", "number", "date", "list", "boolean", "integer", "object")
    layer = Layer("odd", "", ("text",), tuple(Column(f'{kind} %s"', kind, "", null=True) for kind in kinds))
    rows = [
        ('q"\\\n\x1f해주', 1e16, date(2024, 2, 29), ("a", '"b'), True, 5, {"x": [1.5, None]}),
        (None, None, None, (), None, None, []),
        ("%s", 0.1, date(1, 1, 1), ("",), False, 0, "text"),
    ]
    expected = [
        encode(
            {name: list(v) if isinstance(v, tuple) else v for name, v in zip(layer.names, row, strict=True)}
        )
        for row in rows
    ]
    found = list(objects(Table(layer, list(zip(*rows, strict=True)), [None] * 3)))
    assert found == expected
    assert json.loads(found[0])['date %s"'] == "2024-02-29"
