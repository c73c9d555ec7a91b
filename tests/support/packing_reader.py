"""What the page does with a packed text, in Python: an independent reader for the tests."""

from __future__ import annotations

import json
import zlib

LETTERS = [chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\<']
VALUE = {letter: value for value, letter in enumerate(LETTERS)}


def bytes_of(letters: str) -> bytes:
    bits = held = 0
    result = bytearray()
    for first, second in zip(letters[0::2], letters[1::2], strict=False):
        bits |= (VALUE[first] * 91 + VALUE[second]) << held
        held += 13
        while held >= 8:
            result.append(bits & 0xFF)
            bits >>= 8
            held -= 8
    return bytes(result[:-1] if len(letters) % 2 else result)


def inflate(letters: str) -> bytes:
    return zlib.decompress(bytes_of(letters), -15)


def spelled(coded: bytes, words: list[str]) -> str:
    result = bytearray()
    at = 0
    while at < len(coded):
        code = coded[at]
        if code == 0x1D:
            size = coded[at + 1]
            result += coded[at + 2 : at + 2 + size]
            at += 2 + size
        elif code < 0x80:
            result.append(code)
            at += 1
        elif code < 0xC0:
            result += words[code - 0x80].encode()
            at += 1
        else:
            result += words[64 + (code - 0xC0) * 256 + coded[at + 1]].encode()
            at += 2
    return result.decode()


def cells(column: object) -> list:
    if isinstance(column, dict) and "d" in column:
        numbers = [VALUE[i] if isinstance(i, str) else i for i in column["i"]]
        return [column["d"][i] for i in numbers]
    if isinstance(column, dict):
        width, text = column["w"], column["s"]
        return [text[at : at + width] for at in range(0, len(text), width)]
    return column


def texts(block: dict, number: int) -> dict[str, list]:
    """Columns of one chunk, by row."""
    head = {name: cells(column) for name, column in json.loads(inflate(block[f"head-{number}"])).items()}
    words = json.loads(inflate(block["words"]))
    lines = spelled(inflate(block[f"body-{number}"]), words).split("\x1e")
    size = len(head["event_id"])
    fields = [line.split("\x1f") for line in lines[:size]]
    source = [int(place) for place in lines[size].split(",")]
    return {
        **{name: head[name] for name in ("event_id", "rule", "date_rule", "records", "score")},
        **{name: [row[place] for row in fields] for place, name in enumerate(("title", "site", "quote"))},
        "actors": [row[3].split("\x1c") if row[3] else [] for row in fields],
        "source_title": [lines[size + 1 + place] for place in source],
        **{name: [head[name][place] for place in source] for name in ("source_id", "source_url")},
    }
