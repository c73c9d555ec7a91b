"""The scripts that texts are written in, distinguished by the ranges of their letters."""

from __future__ import annotations

import re
from enum import Enum

__all__ = ["HANGUL", "Script", "main_script", "script_of"]


class Script(Enum):
    """A script, by the letters that only it has.

    Attributes
    ----------
    ranges : str
        Its letters as the inside of a character class of a regular expression.

    Examples
    --------
    >>> Script.of("성"), Script.of("平"), Script.of("ピ"), Script.of("P")
    (<Script.HANGUL>, <Script.HAN>, <Script.KANA>, <Script.LATIN>)
    >>> import re
    >>> re.findall(f"[{Script.HANGUL.ranges}]+", "성천 Songchon 成川")
    ['성천']
    """

    HANGUL = "\uac00-\ud7a3"
    HAN = "\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff"
    KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc"
    LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"

    __hash__ = (
        object.__hash__
    )  # each is one object; Enum's own hash is slow, and scripts are asked for every term

    def __repr__(self) -> str:
        return f"<Script.{self.name}>"

    @property
    def ranges(self) -> str:
        """Its letters as the inside of a character class."""
        return self.value

    @property
    def spaced(self) -> bool:
        """Whether blanks part its words, so that a word ends where no further letter follows."""
        return self is Script.LATIN

    @classmethod
    def of(cls, letter: str) -> Script:
        """The script of one letter; whatever has none counts as Latin, as figures and marks do."""
        code = ord(letter)
        if code < 0x2E80:
            return cls.LATIN
        if 0xAC00 <= code <= 0xD7A3:
            return cls.HANGUL
        if 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF:
            return cls.HAN
        if 0x3041 <= code <= 0x3096 or 0x30A1 <= code <= 0x30FA or code == 0x30FC:
            return cls.KANA
        return cls.LATIN


def script_of(word: str) -> Script:
    """The script of a word: Hangul where any letter is, else that of its first letter, whatever figures precede it.

    A word of several scripts runs on like Korean print does ("KN-25형").

    Examples
    --------
    >>> script_of("KN-25형"), script_of("3月16日工場"), script_of("Songchon"), script_of("ピョンヤン")
    (<Script.HANGUL>, <Script.HAN>, <Script.LATIN>, <Script.KANA>)
    """
    if word.isascii():
        return Script.LATIN
    if HANGUL.search(word):
        return Script.HANGUL
    return next((Script.of(letter) for letter in word if letter.isalpha()), Script.LATIN)


def main_script(text: str) -> Script:
    """The script by which a sentence is read: Hangul or kana where it has any, since both run through a sentence.

    Chinese characters in brackets after a name make a sentence no Chinese one, so all others count as Latin.

    Examples
    --------
    >>> main_script("성천군(成川郡)에서"), main_script("平壌で"), main_script("Songchon County (成川郡)")
    (<Script.HANGUL>, <Script.KANA>, <Script.LATIN>)
    """
    if text.isascii():
        return Script.LATIN
    if HANGUL.search(text):
        return Script.HANGUL
    return Script.KANA if _KANA.search(text) else Script.LATIN


HANGUL = re.compile(f"[{Script.HANGUL.ranges}]")
"""One syllable of Hangul."""
_KANA = re.compile(f"[{Script.KANA.ranges}]")
