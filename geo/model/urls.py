"""Hosts of web addresses, as browsers determine them."""

from __future__ import annotations

import re

__all__ = ["host_of"]

# The host as browsers see it: after any user name, before port and path. They treat "\" as "/".
_HOST = re.compile(r"https?://(?:[^/?#\\]*@)?(?P<host>\[[^\]/?#\\]*\]|[^\[/:?#\\@\s]+)", re.IGNORECASE)


def host_of(url: str) -> str:
    """Return the host of a web address without "www."; empty where the text is not an http or https address.

    Examples
    --------
    >>> host_of("http://www.kcna.kp/en/article/q/1.kcmsf"), host_of("report.txt")
    ('kcna.kp', '')
    """
    found = _HOST.match(url)
    return found["host"].lower().removeprefix("www.").rstrip(".") if found else ""
