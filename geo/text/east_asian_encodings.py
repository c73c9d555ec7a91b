"""Tell the encodings of Korean, Chinese and Japanese text apart where a file does not name its own.

The bytes of one are valid in the others, so that a Japanese table opens as rare Korean syllables without an error.
Which it is shows in the characters that come out: each encoding has those that texts are made of in one block.
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["east_asian"]

_MARGIN = 0.25
"""How much more of a text must be in usual characters for another encoding to be preferred to the Korean one."""
_LEAST = 0.6
_FEWEST = 6
"""Number of letters below which nothing but Korean is taken for certain."""
_BEGINNING = 20_000
_HALFWIDTH = range(0xFF61, 0xFFA0)


def _rows(codec: str, first: int, last: int) -> Callable[[str], bool]:
    """Whether a character is in some rows of a national standard, by the first of its two bytes."""

    def within(character: str) -> bool:
        try:
            code = character.encode(codec)
        except UnicodeEncodeError:
            return False
        return len(code) == 2 and first <= code[0] <= last

    return within


def _kana(character: str) -> bool:
    return 0x3041 <= ord(character) <= 0x30FC


_KOREAN, _CHINESE = _rows("euc_kr", 0xB0, 0xC8), _rows("gb2312", 0xB0, 0xD7)
_JAPANESE, _TRADITIONAL = _rows("euc_jp", 0xB0, 0xCF), _rows("big5", 0xA4, 0xC6)
# The rows of syllables in the Korean standard, and those of the more frequent characters in the others.
_NORMAL: dict[str, Callable[[str], bool]] = {
    "cp949": _KOREAN,
    "gb18030": _CHINESE,
    "big5": _TRADITIONAL,
    "cp932": lambda one: _kana(one) or _JAPANESE(one),
}


def east_asian(content: bytes) -> str | None:
    r"""Return the encoding of a text that is not in UTF-8: Korean, Chinese or Japanese; None for none of them.

    Parameters
    ----------
    content : bytes
        The text.

    Returns
    -------
    str or None
        ``"cp949"``, ``"gb18030"``, ``"big5"``, ``"cp932"`` or ``"euc_jp"``. Korean where the characters do not
        clearly say another one.

    Examples
    --------
    >>> [east_asian(text.encode(codec)) for text, codec in (
    ...     ("날짜,장소\n성천군 준공식", "cp949"), ("日期,地点\n成川郡的竣工仪式", "gb18030"),
    ...     ("日付,場所\n成川郡で竣工式", "cp932"), ("日付,場所\n成川郡で竣工式", "euc_jp"))]
    ['cp949', 'gb18030', 'cp932', 'euc_jp']
    >>> east_asian(b"S\xe3o Paulo") is None
    True
    """
    beginning = content[:_BEGINNING]
    if len(content) > _BEGINNING:
        beginning = beginning[: beginning.rfind(b"\n") + 1] or beginning
    scores: dict[str, float] = {}
    few = set()
    for codec, family in (
        ("cp949", "cp949"),
        ("gb18030", "gb18030"),
        ("cp932", "cp932"),
        ("euc_jp", "cp932"),
        ("big5", "big5"),
    ):
        try:
            content.decode(codec)
            letters = _letters(beginning.decode(codec, "ignore"))
            scores[codec] = _score(letters, family)
            few |= {codec} if len(letters) < _FEWEST else set()
        except UnicodeDecodeError:
            continue
    if not scores:
        return None
    best = max(scores, key=lambda codec: scores[codec])
    korean = scores.get("cp949")
    if korean is not None:
        clear = best not in few and scores[best] >= max(_LEAST, korean + _MARGIN)
        return best if clear else "cp949"
    return best if scores[best] >= _LEAST else None


def _letters(text: str) -> list[str]:
    return [one for one in text if one >= "\u0080" and (one.isalpha() or ord(one) in _HALFWIDTH)]


def _score(letters: list[str], family: str) -> float:
    """How much of a text is in the characters that its language uses: from -1 to 1."""
    normal = _NORMAL[family]
    return sum(1 if normal(one) else -1 for one in letters) / len(letters) if letters else 0.0
