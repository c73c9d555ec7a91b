"""Halves of surrogate pairs in JSON: escapes that stand for no character, which no file or database can hold."""

from __future__ import annotations

import re

__all__ = ["without_lone_surrogates"]

_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}(?P<pair>\\u[dD][c-fC-F][0-9a-fA-F]{2})?|u[dD][c-fC-F][0-9a-fA-F]{2}|.)",
    re.DOTALL,
)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def without_lone_surrogates(json_text: str) -> tuple[str, int]:
    r"""Replace the escape of each half of a surrogate pair that has no other half by that of U+FFFD.

    Parameters
    ----------
    json_text : str
        A JSON document, not yet parsed.

    Returns
    -------
    str, int
        The text, and the number of escapes replaced.

    Examples
    --------
    >>> without_lone_surrogates(r'["\ud83d\ude80", "a\ud800", "\\ud800"]')
    ('["\\ud83d\\ude80", "a\\ufffd", "\\\\ud800"]', 1)
    """
    if not _SURROGATE.search(json_text):
        return json_text, 0
    count = 0

    def whole(match: re.Match[str]) -> str:
        nonlocal count
        if match["pair"] or not _SURROGATE.match(match[0]):
            return match[0]
        count += 1
        return r"\ufffd"

    return _ESCAPE.sub(whole, json_text), count
