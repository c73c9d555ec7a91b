"""Who told it: the publisher of a web address, with its name in two languages and its class.

The reference knows some eighty hosts that write about North Korea. Any other publisher is its host, and
nothing is claimed of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from .reference import reference_path

__all__ = ["Publisher", "host_of", "publisher", "publisher_named"]

# What browsers take for the host: after any user name, before port and path. They read "\" as "/".
_HOST = re.compile(r"https?://(?:[^/?#\\]*@)?(?P<host>\[[^\]/?#\\]*\]|[^\[/:?#\\@\s]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher: its host, and its name, Korean name and class where the reference knows it.

    ``class_`` is one of ``state media``, ``South Korean media``, ``specialist outlet``, ``government``,
    ``international organisation``, ``news agency``, ``other media``; empty where the host is not known.
    Without an address the host is empty too.
    """

    host: str
    name: str
    korean: str = ""
    class_: str = ""


@cache
def _known() -> dict[str, Publisher]:
    """Publishers by every host of theirs; the first host in the table is the one they go by."""
    found = {}
    lines = reference_path("publishers.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        hosts, name, korean, class_ = line.split("\t")
        one = Publisher(hosts.split("|")[0], name, korean, class_)
        found.update(dict.fromkeys(hosts.split("|"), one))
    return found


@cache
def _by_name() -> dict[str, Publisher]:
    return {
        text.casefold(): one for one in _known().values() for text in (one.host, one.name, one.korean) if text
    }


@lru_cache(maxsize=16_384)
def _of_host(host: str) -> Publisher:
    known, rest = _known(), host
    while rest:
        if rest in known:
            return known[rest]
        rest = rest.partition(".")[2]
    return Publisher(host, host)


def host_of(url: str) -> str:
    """Host of a web address without "www."; empty where the text is no http or https address.

    Examples
    --------
    >>> host_of("http://www.kcna.kp/en/article/q/1.kcmsf"), host_of("report.txt")
    ('kcna.kp', '')
    """
    found = _HOST.match(url)
    return found["host"].lower().removeprefix("www.").rstrip(".") if found else ""


def publisher(url: str) -> Publisher:
    """Publisher of a web address.

    Parameters
    ----------
    url : str
        A host of the reference stands for the hosts below it: ``en.yna.co.kr`` is Yonhap's.

    Returns
    -------
    Publisher
        Without name and host where the text is no http or https address.

    Examples
    --------
    >>> publisher("http://www.kcna.kp/en/article/q/1.kcmsf")
    Publisher(host='kcna.kp', name='KCNA', korean='조선중앙통신', class_='state media')
    >>> publisher("https://www.example.org/a").name, publisher("report.txt").host
    ('example.org', '')
    """
    host = host_of(url)
    return _of_host(host) if host else Publisher("", "")


def publisher_named(name: str) -> Publisher:
    """Publisher that a table names, by its name, Korean name or host.

    Examples
    --------
    >>> publisher_named("daily nk").korean, publisher_named("조선중앙통신").host
    ('데일리NK', 'kcna.kp')
    >>> publisher_named("en.yna.co.kr").host
    'yna.co.kr'
    >>> publisher_named("A friend in Sinuiju")
    Publisher(host='', name='A friend in Sinuiju', korean='', class_='')
    """
    known = _by_name().get(name.strip().casefold())
    if known is None:
        below = _of_host(name.strip().lower().removeprefix("www."))
        known = below if below.class_ else Publisher("", name.strip())
    return known
