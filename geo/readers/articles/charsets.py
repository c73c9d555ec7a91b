"""Text in the encoding that a feed, mail or web server says it is in."""

from __future__ import annotations

from geo.model.errors import UnreadableError
from geo.text.encodings import codec_of
from geo.text.normalization import decode

__all__ = ["codec_of", "decoded"]


def decoded(content: bytes, declared: str | None) -> tuple[str, str]:
    r"""Decode a text: as declared, else by its bytes.

    Parameters
    ----------
    content : bytes
    declared : str or None
        The encoding that it is said to be in.

    Returns
    -------
    text : str
    why : str
        What is wrong with it, for a message; empty where nothing is.

    Examples
    --------
    >>> decoded("성천군".encode("cp949"), "ks_c_5601-1987"), decoded("성천군".encode(), "euc-kr")
    (('성천군', ''), ('성천군', ''))
    >>> decoded(b"Haeju \xff\xfe\x81", "utf-8")[1]
    'not all of it is in its encoding, utf-8; what is not is read as \ufffd'
    """
    known = codec_of(declared) if declared else None
    for one in ("utf-8", known):  # Korean in UTF-8 is no text of any other encoding
        if one is not None and not (one == "utf-8" and known in ("utf-16", "utf-32", "iso2022_jp", "utf-7")):
            try:
                return content.decode(one), ""
            except (UnicodeDecodeError, UnicodeError):
                continue
    if known in ("utf-16", "utf-32", "iso2022_jp", "utf-7"):
        return content.decode(known, "replace"), ""
    try:
        return decode(content, ""), ""
    except UnreadableError:
        which = known or "utf-8"
        what = f"not all of it is in its encoding, {which}; what is not is read as \ufffd"
        return content.decode(which, "replace"), what
