"""Encodings under the names that feeds, mails and web servers give them."""

from __future__ import annotations

import codecs

from geo.model.errors import UnreadableError
from geo.text.normalization import decode

__all__ = ["codec_of", "decoded"]

#: Names that stand for the wider encoding that Windows and browsers read under them.
_WIDER = {"euc_kr": "cp949", "ks_c_5601-1987": "cp949", "gb2312": "gb18030", "gbk": "gb18030",
          "iso8859-1": "cp1252", "ascii": "utf-8"}  # fmt: skip


def codec_of(name: str) -> str | None:
    """Python's name of an encoding; None for an unknown one.

    Examples
    --------
    >>> codec_of("ks_c_5601-1987"), codec_of("EUC-KR"), codec_of("UTF8"), codec_of("x-unknown")
    ('cp949', 'cp949', 'utf-8', None)
    """
    small = name.strip().strip("\"'").lower()
    if small in _WIDER:
        return _WIDER[small]
    try:
        found = codecs.lookup(small)
    except (LookupError, ValueError):
        return None
    return _WIDER.get(found.name, found.name) if found._is_text_encoding else None


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
