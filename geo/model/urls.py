"""Hosts of web addresses, as browsers tell them."""

from __future__ import annotations

import re

__all__ = ["host_of"]

# What browsers take for the host: after any user name, before port and path. They read "\" as "/".
_HOST = re.compile(r"https?://(?:[^/?#\\]*@)?(?P<host>\[[^\]/?#\\]*\]|[^\[/:?#\\@\s]+)", re.IGNORECASE)


def host_of(url: str) -> str:
    """Host of a web address without "www."; empty where the text is no http or https address.

    Examples
    --------
    >>> host_of("http://www.kcna.kp/en/article/q/1.kcmsf"), host_of("report.txt")
    ('kcna.kp', '')
    """
    found = _HOST.match(url)
    return found["host"].lower().removeprefix("www.").rstrip(".") if found else ""
