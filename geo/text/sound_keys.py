"""Keys under which the romanizations of one Korean name meet, those of programs included.

Programs write letter for letter (lyanggangdo, weon-san, ceong-jin, sinyiju), the older systems by sound (Wŏnsan,
Ch'ongjin). The key leaves out what they do differently: aspiration and voice of stops, l and r, eo and o, eu and u.
"""

from __future__ import annotations

import re

from .romanization import fold

__all__ = ["sound_key"]

_STEPS = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("eo", "o"), ("eu", "u"), ("yi", "ui"), ("o[ie]", "oe"), ("ai", "ae"), ("shi", "si"), ("sh", "s"),
        ("(?:tch|tsch|ch|jj|j|c)", "c"), ("(?:^|(?<=[aeiou]))(?:gg|kk)", "k"), ("(?:^|(?<=[aeiou]))(?:dd|tt)", "t"),
        ("(?:^|(?<=[aeiou]))(?:bb|pp)", "p"), ("[kgq]h?", "k"), ("[td]h?", "t"), ("[pb]h?", "p"), ("ss", "s"),
        ("[lr]+", "r"), ("nr|rn", "nn"), ("(?<=[kp])n(?=[aeiou])", "r"), ("mr|ngr", "nr"), ("w(?=u)", ""),
    )
)  # fmt: skip


def sound_key(name: str) -> str:
    """Return the key of a name in Latin letters; empty for other scripts.

    Examples
    --------
    >>> sound_key("sin-eui-ju") == sound_key("Sinŭiju") == sound_key("sinyiju")
    True
    >>> sound_key("ceong-jin") == sound_key("Chongjin"), sound_key("lyanggang") == sound_key("Ryanggang")
    (True, True)
    >>> sound_key("Wonsan") == sound_key("Unsan"), sound_key("원산")
    (False, '')
    """
    key = fold(name)
    if not key.isascii():
        return ""
    for pattern, letters in _STEPS:
        key = pattern.sub(letters, key)
    return key
