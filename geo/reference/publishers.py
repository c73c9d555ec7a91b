"""Who told it: the publisher of a web address, with its name in two languages and its class.

The reference knows some eighty hosts that write about North Korea, and a user's table may name more or file
ours otherwise. Any other publisher is its host, and nothing is claimed of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.model.errors import InputError
from geo.model.urls import host_of
from geo.readers.tables import read_table

from .paths import reference_path

if TYPE_CHECKING:
    from geo.model.errors import Report

__all__ = [
    "Publisher",
    "Publishers",
    "host_of",
    "known_publishers",
    "publisher",
    "publisher_named",
    "read_publishers",
]

_HEADER = ("host", "name", "korean", "class")
_BARE_HOST = re.compile(r"[^\s/:?#@\\]+\.[^\s/:?#@\\.]+")


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher: its host, and its name, Korean name and class where the reference knows it.

    ``class_`` is one of ``state media``, ``South Korean agency``, ``South Korean media``, ``specialist outlet``,
    ``government``, ``international organisation``, ``news agency``, ``other media``, or what a user's table says;
    empty where the publisher is not known. Without an address the host is empty too.
    """

    host: str
    name: str
    korean: str = ""
    class_: str = ""


class Publishers:
    """Publishers by host and by name; of two that claim the same, the one given first has it.

    Parameters
    ----------
    rows : iterable of Publisher and hosts
        Each publisher with all of its hosts.

    Examples
    --------
    >>> own = Publishers([(Publisher("sinuiju.example", "Sinuiju Notes", "", "blog"), ("sinuiju.example",))])
    >>> own.of("https://www.sinuiju.example/a").class_, own.of("https://www.kcna.kp/a").name
    ('blog', 'kcna.kp')
    >>> (own | known_publishers()).of("https://www.kcna.kp/a").name
    'KCNA'
    """

    __slots__ = ("_below", "_hosts", "_names", "_rows")

    def __init__(self, rows: Iterable[tuple[Publisher, tuple[str, ...]]]) -> None:
        self._rows = tuple(rows)
        self._hosts: dict[str, Publisher] = {}
        self._names: dict[str, Publisher] = {}
        self._below: dict[str, Publisher] = {}
        for one, hosts in self._rows:
            for host in hosts:
                self._hosts.setdefault(host, one)
        for one, hosts in self._rows:
            # A later line whose hosts are all taken is another's view of a publisher that is already filed.
            if not hosts or any(self._hosts[host] is one for host in hosts):
                for text in (one.host, one.name, one.korean):
                    if text:
                        self._names.setdefault(text.casefold(), one)

    def __or__(self, other: Publishers) -> Publishers:
        return Publishers((*self._rows, *other._rows))

    def all(self) -> tuple[Publisher, ...]:
        """Each publisher once, in the order of the tables."""
        return tuple(dict.fromkeys(self._names.values()))

    def of(self, url: str) -> Publisher:
        """Publisher of a web address; see :func:`publisher`."""
        host = host_of(url)
        return self._of_host(host) if host else Publisher("", "")

    def named(self, name: str) -> Publisher:
        """Publisher of a name; see :func:`publisher_named`."""
        known = self._names.get(name.strip().casefold())
        if known is None:
            host = name.strip().lower().removeprefix("www.")
            below = self._of_host(host)
            known = below if below.host != host or host in self._hosts else Publisher("", name.strip())
        return known

    def telling(self, url: str, source: str = "") -> Publisher:
        """Publisher of an article: by its address, else by what it says of its source.

        Examples
        --------
        >>> known_publishers().telling("", "조선중앙통신").name
        'KCNA'
        """
        return self.of(url) if host_of(url) else self.named(source)

    def _of_host(self, host: str) -> Publisher:
        found = self._below.get(host)
        if found is None:
            rest = host
            while rest and rest not in self._hosts:
                rest = rest.partition(".")[2]
            found = self._below[host] = self._hosts[rest] if rest else Publisher(host, host)
        return found


@cache
def known_publishers() -> Publishers:
    """The publishers of the reference."""
    rows = []
    for line in reference_path("publishers.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        hosts, name, korean, class_ = line.split("\t")
        rows.append((Publisher(hosts.split("|")[0], name, korean, class_), tuple(hosts.split("|"))))
    return Publishers(rows)


def read_publishers(path: str | Path, report: Report) -> Publishers:
    r"""A user's table of publishers, followed by ours.

    Parameters
    ----------
    path : path
        A table with the columns ``host, name, korean, class``, of which ``class`` and one of the others must be
        there. Several hosts of one publisher stand with ``|`` between them. Any word may be a class.
    report : callable
        Is given an :class:`~geo.model.errors.InputError` for each row that names nobody.

    Raises
    ------
    UnreadableError, InputError
        The file is no table, or has none of these columns.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp(), "own.csv")
    >>> _ = file.write_text("host,name,korean,class\nsinuiju.example,Sinuiju Notes,,blog\n", "utf-8")
    >>> read_publishers(file, print).of("https://sinuiju.example/a").class_
    'blog'
    """
    table = read_table(path, report)
    columns = {name.strip().casefold(): name for name in table.header}
    if "class" not in columns or not columns.keys() & {"host", "name", "korean"}:
        there = ", ".join(table.header) or "none"
        raise InputError(
            f"{table.path}, line 1: a table of publishers has the columns {', '.join(_HEADER)}; there: {there}"
        )
    rows = []
    seen: set[str] = set()
    for row in table.rows:
        cells = {
            name: str(row.get(columns[name]) or "").strip() if name in columns else "" for name in _HEADER
        }
        hosts = []
        for said in filter(None, (part.strip() for part in cells["host"].split("|"))):
            host = host_of(said) or said.lower().removeprefix("www.").rstrip(".")
            if _BARE_HOST.fullmatch(host) or "://" in said:
                hosts.append(host)
            else:
                table.fault(row, f"{said[:60]!r} is no host; write it as kcna.kp; it is left out", report)
        taken = [host for host in hosts if host in seen]
        if taken:
            table.fault(row, f"{', '.join(taken)} stands in an earlier row, which counts", report)
        seen.update(hosts)
        ours = known_publishers().of(f"https://{hosts[0]}/") if hosts else Publisher("", "")
        if ours.class_ and ours.host == hosts[0]:  # an empty cell says nothing against what is known
            cells |= {n: cells[n] or known for n, known in zip(_HEADER, astuple(ours), strict=True)}
        name = cells["name"] or cells["korean"] or (hosts[0] if hosts else "")
        if not name:
            table.fault(row, "names no publisher; give it a host or a name; the row is left out", report)
            continue
        one = Publisher(hosts[0] if hosts else "", name, cells["korean"], cells["class"])
        rows.append((one, tuple(hosts)))
    return Publishers(rows) | known_publishers()


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
    return known_publishers().of(url)


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
    return known_publishers().named(name)
