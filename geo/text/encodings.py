"""Encodings under the names that documents, feeds, mails and web servers give them."""

from __future__ import annotations

import codecs

__all__ = ["codec_of"]

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
