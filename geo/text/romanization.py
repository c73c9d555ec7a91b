"""Romanize Korean place names by the three systems in use.

These are the DPRK's own system (Songchon), McCune-Reischauer (Sŏngch'ŏn) and South Korea's Revised Romanization
(Seongcheon). Each is a function of the Korean spelling. South Korean texts also change the Korean spelling itself:
an initial ㄹ or ㄴ is dropped or replaced (룡천 becomes 용천), see :func:`southern`.

Sources: the DPRK's rules as submitted to the UN Group of Experts on Geographical Names (1992, 2012), the
McCune-Reischauer tables of 1939 with the 1961 additions, the South's notice of 7 July 2000.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import chain, pairwise

from .scripts import HANGUL, Script

__all__ = ["dprk", "fold", "is_hanja", "is_korean", "mccune_reischauer", "revised", "southern", "spellings"]

_INITIALS: str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FINALS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
_SYLLABLES = range(0xAC00, 0xD7A4)

_VOWELS_MR = "a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i".split()
_VOWELS_RR = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_VOWELS_KP = "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i".split()

_STOPS_MR: dict[str, str] = dict(
    zip(_INITIALS, "k kk n t tt r m p pp s ss _ ch tch ch' k' t' p' h".split(), strict=True)
)
_STOPS_RR: dict[str, str] = dict(
    zip(_INITIALS, "g kk n d tt r m b pp s ss _ j jj ch k t p h".split(), strict=True)
)
_STOPS_KP: dict[str, str] = dict(
    zip(_INITIALS, "k kk n t tt r m p pp s ss _ j jj ch kh th ph h".split(), strict=True)
)
_VOICED = {"ㄱ": "g", "ㄷ": "d", "ㅂ": "b", "ㅈ": "j"}

# Before a consonant and at the end of a word, every final is pronounced as one of seven sounds.
_CLOSED: dict[str, str] = dict(
    zip(_FINALS[1:], "k k k n n n t l k m p l l p l m p p t t ng t t k t p t".split(), strict=True)
)
_SONORANT = ("", "n", "l", "m", "ng")
_NASAL = {"k": "ng", "t": "n", "p": "m"}

Syllable = tuple[str, int, str]


def is_korean(text: str) -> bool:
    """Whether any letter of the text is Hangul.

    Examples
    --------
    >>> is_korean("성천군"), is_korean("Songchon")
    (True, False)
    """
    return HANGUL.search(text) is not None


def is_hanja(text: str) -> bool:
    """Whether the text begins with a Chinese character.

    Examples
    --------
    >>> is_hanja("成川郡"), is_hanja("성천군")
    (True, False)
    """
    return bool(text) and Script.of(text[0]) is Script.HAN


def fold(name: str) -> str:
    """Return the key for comparing spellings of a name: without case, marks, apostrophes, hyphens and blanks.

    Examples
    --------
    >>> fold("Sŏngch'ŏn-gun") == fold("SONGCHON gun")
    True
    >>> fold("성천 군")
    '성천군'
    """
    marked = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in marked if c.isalnum() and not unicodedata.combining(c))
    return unicodedata.normalize("NFC", letters).casefold()


def dprk(korean: str) -> str:
    """Romanize by the DPRK's system, which KCNA and the P-code table use.

    Parameters
    ----------
    korean : str
        A name in Hangul; other characters are unchanged.

    Returns
    -------
    str
        With an initial capital; empty for empty input.

    Examples
    --------
    >>> [dprk(n) for n in ("성천", "평강", "룡천", "백암", "")]
    ['Songchon', 'Phyonggang', 'Ryongchon', 'Paekam', '']
    """
    return _write(korean, _pair_kp, _STOPS_KP, _VOWELS_KP)


def mccune_reischauer(korean: str) -> str:
    """Romanize by McCune-Reischauer, with breves and apostrophes.

    Examples
    --------
    >>> [mccune_reischauer(n) for n in ("성천", "신계", "은률", "북창")]
    ["Sŏngch'ŏn", "Sin'gye", 'Ŭnnyul', "Pukch'ang"]
    """
    return _write(korean, _pair_mr, _STOPS_MR, _VOWELS_MR)


def revised(korean: str) -> str:
    """Romanize by South Korea's Revised Romanization.

    Examples
    --------
    >>> [revised(n) for n in ("성천", "신계", "함흥", "북창")]
    ['Seongcheon', 'Singye', 'Hamheung', 'Bukchang']
    """
    return _write(korean, _pair_rr, _STOPS_RR, _VOWELS_RR)


_RATE = {"률": "율", "렬": "열"}
_OPEN_OR_N = "".join(chr(code) for code in _SYLLABLES if (code - _SYLLABLES.start) % 28 in (0, 4))
_RATE_AFTER = re.compile(rf"(?<=[{_OPEN_OR_N}])[률렬]")
"""률 and 렬 after a syllable without a final consonant or with ㄴ, where the South writes 율 and 열."""


def southern(korean: str) -> str:
    """Return a Korean name in South Korean spelling, by its rules for an initial ㄹ or ㄴ and for 률 and 렬 within it.

    Examples
    --------
    >>> [southern(n) for n in ("룡천", "랑림", "녕변", "은률", "성천")]
    ['용천', '낭림', '영변', '은율', '성천']
    """
    if not korean or ord(korean[0]) not in _SYLLABLES:
        return korean
    initial, vowel, final = _split(korean[0])
    palatal = vowel in (2, 3, 6, 7, 12, 17, 20)  # ya yae yeo ye yo yu i
    if initial == "ㄹ":
        initial = "ㅇ" if palatal else "ㄴ"
    elif initial == "ㄴ" and palatal:
        initial = "ㅇ"
    return _RATE_AFTER.sub(lambda m: _RATE[m.group()], _join((initial, vowel, final)) + korean[1:])


def spellings(korean: str) -> tuple[str, ...]:
    """Return all regular spellings of a Korean name, the DPRK's first, without repetition.

    These are the three romanizations, with and without breves and apostrophes and with the medial k/g, t/d and p/b
    that vary in North Korean texts, of the North and the South Korean form of the name, and both forms themselves.

    Examples
    --------
    >>> spellings("룡천")[:4]
    ('Ryongchon', "Ryongch'ŏn", 'Ryongcheon', '룡천')
    >>> "Yongch'ŏn" in spellings("룡천"), "용천" in spellings("룡천")
    (True, True)
    """
    if not korean:
        return ()
    found: dict[str, None] = {}
    for form in dict.fromkeys((korean, southern(korean))):
        marked = mccune_reischauer(form)
        linked = marked.replace("nn", "ll")  # ㄴ+ㄹ is read ll in older names (은률 Ŭllyul)
        scholarly = (marked, linked) if "ㄴㄹ" in _syllable_boundaries(form) else (marked,)
        for name in (dprk(form), *scholarly, revised(form), form, *_kp_variants(form)):
            found.setdefault(name)
        for name in chain.from_iterable(map(_unmarked, scholarly)):
            found.setdefault(name)
    return tuple(found)


def _syllable_boundaries(korean: str) -> set[str]:
    """Pairs of a final and the following initial."""
    letters = [_split(c) for c in korean if ord(c) in _SYLLABLES]
    return {a[2] + b[0] for a, b in pairwise(letters)}


def _unmarked(name: str) -> Iterator[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    yield from (plain, name.replace("'", ""), plain.replace("'", ""))


def _kp_variants(korean: str) -> Iterator[str]:
    """Variants in North Korean texts: medial stops are voiced after different sounds, and l may stay (철원 Cholwon)."""
    yield _write(korean, _pair_kp_plain, _STOPS_KP, _VOWELS_KP)
    yield _write(korean, _pair_kp_voiced, _STOPS_KP, _VOWELS_KP)
    yield _write(korean, _pair_kp_spoken, _STOPS_KP, _VOWELS_KP)


def _split(char: str) -> Syllable:
    index = ord(char) - _SYLLABLES.start
    return _INITIALS[index // 588], index % 588 // 28, _FINALS[index % 28]


def _join(syllable: Syllable) -> str:
    initial, vowel, final = syllable
    return chr(_SYLLABLES.start + _INITIALS.index(initial) * 588 + vowel * 28 + _FINALS.index(final))


def _write(
    korean: str,
    pair: Callable[[str, str], str],
    initials: dict[str, str],
    vowels: list[str],
) -> str:
    """Romanize syllable by syllable; ``pair`` gives the letters for a final and the next initial."""
    out: list[str] = []
    final: str | None = None  # final of the previous syllable, None at the start of a word
    for char in unicodedata.normalize("NFC", korean):
        if ord(char) not in _SYLLABLES:
            out.append((_CLOSED.get(final, "") if final else "") + char)
            final = None
            continue
        initial, vowel, closing = _split(char)
        sound = pair(final, initial) if final is not None else initials[initial]
        out.append(sound.replace("_", "") + vowels[vowel])
        final = closing
    if final:
        out.append(_CLOSED[final])
    word = "".join(out)
    return word[:1].upper() + word[1:]


def _assimilate(final: str, initial: str) -> tuple[str, str]:
    """Final and initial after the assimilations that McCune-Reischauer and Revised Romanization write."""
    closed = _CLOSED.get(final, "")
    if initial in "ㄴㅁ" and closed in _NASAL:
        return _NASAL[closed], initial
    if initial == "ㄹ":
        if closed in ("n", "l"):
            return "l", "l"
        if closed:
            return _NASAL.get(closed, closed), "ㄴ"
    if initial == "ㄴ" and closed == "l":
        return "l", "l"
    return closed, initial


def _pair_mr(final: str, initial: str) -> str:
    closed, initial = _assimilate(final, initial)
    if initial == "l":
        # McCune-Reischauer has nn for ㄴ+ㄹ in names that are read part by part (은률 Ŭnnyul).
        return "nn" if final == "ㄴ" else "ll"
    if initial == "ㅇ":
        return _linked(final, closed, {"k": "g", "t": "d", "p": "b", "l": "r"})
    if initial in _VOICED and closed in _SONORANT and not (closed == "l" and initial in "ㄷㅈ"):
        return closed + ("'" if closed == "n" and initial == "ㄱ" else "") + _VOICED[initial]
    return closed + _STOPS_MR[initial]


def _pair_rr(final: str, initial: str) -> str:
    closed, initial = _assimilate(final, initial)
    if initial == "l":
        return "ll"
    if initial == "ㅇ":
        return _linked(final, closed, {"k": "g", "t": "d", "p": "b", "l": "r"})
    return closed + _STOPS_RR[initial]


def _linked(final: str, closed: str, voiced: dict[str, str]) -> str:
    """Letters of a final before a vowel, to which it moves in speech."""
    if final == "ㅅ":
        return "s"
    if final == "ㅈ":
        return "j"
    return voiced.get(closed, closed)


def _pair_kp(final: str, initial: str) -> str:
    closed = _CLOSED.get(final, "")
    if initial == "ㅇ":
        return "r" if closed == "l" else closed
    if initial in "ㄱㄷㅂ" and closed in _SONORANT:
        return closed + _VOICED[initial]
    return closed + _STOPS_KP[initial]


def _pair_kp_plain(final: str, initial: str) -> str:
    return _CLOSED.get(final, "") + _STOPS_KP[initial].replace("_", "")


def _pair_kp_spoken(final: str, initial: str) -> str:
    """Letters by pronunciation, as in some North Korean names (락랑 Rangnang)."""
    closed, initial = _assimilate(final, initial)
    return "ll" if initial == "l" else _pair_kp(final, initial) if initial != "ㄴ" else closed + "n"


def _pair_kp_voiced(final: str, initial: str) -> str:
    closed = _CLOSED.get(final, "")
    if closed == "p" and initial != "ㅇ":
        closed = "b" if initial == "ㅅ" else closed  # as in Kabsan of the P-code table
    if initial in "ㄱㄷㅂ":
        return closed + _VOICED[initial]
    return _pair_kp(final, initial) if closed != "b" else closed + _STOPS_KP[initial]
