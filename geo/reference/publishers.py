"""The publisher of a web address, with its English and Korean name and its class.

The reference has about eighty hosts that publish on North Korea; a user's table may add more or change their class.
Any other publisher is identified by its host, without a class.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.model.errors import ReferenceDataError
from geo.model.urls import host_of

if TYPE_CHECKING:
    pass

__all__ = ["Publisher", "Publishers"]


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher: its host, name, Korean name and class.

    ``class_`` is one of ``state media``, ``South Korean agency``, ``South Korean media``, ``specialist outlet``,
    ``government``, ``international organisation``, ``news agency``, ``other media``, or a word of a user's table;
    empty for an unknown publisher. ``host`` is empty where there is no web address.
    """

    host: str
    name: str
    korean: str = ""
    class_: str = ""


class Publishers:
    """Publishers by host and by name; where two have the same host or name, the first one counts.

    Parameters
    ----------
    rows : iterable of Publisher and hosts
        Each publisher with all of its hosts.

    Examples
    --------
    >>> own = Publishers([(Publisher("sinuiju.example", "Sinuiju Notes", "", "blog"), ("sinuiju.example",))])
    >>> own.of("https://www.sinuiju.example/a").class_, own.of("https://www.kcna.kp/a").name
    ('blog', 'kcna.kp')
    >>> from geo.reference.context import Reference
    >>> (own | Reference.bundled().publishers).of("https://www.kcna.kp/a").name
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
            # A later row whose hosts are all taken describes a publisher that an earlier row has already.
            if not hosts or any(self._hosts[host] is one for host in hosts):
                for text in (one.host, one.name, one.korean):
                    if text:
                        self._names.setdefault(text.casefold(), one)

    @classmethod
    def read(cls, path: Path) -> Publishers:
        """The publishers of a table of the reference, ``publishers.tsv``.

        Raises
        ------
        geo.model.errors.ReferenceDataError
            The file is missing or damaged.
        """
        rows = []
        try:
            for line in path.read_text(encoding="utf-8").splitlines()[1:]:
                hosts, name, korean, class_ = line.split("\t")
                rows.append((Publisher(hosts.split("|")[0], name, korean, class_), tuple(hosts.split("|"))))
        except (OSError, ValueError) as error:
            raise ReferenceDataError(f"{path}: {error}") from error
        return cls(rows)

    def __or__(self, other: Publishers) -> Publishers:
        return Publishers((*self._rows, *other._rows))

    def all(self) -> tuple[Publisher, ...]:
        """Return each publisher once, in the order of the tables."""
        return tuple(dict.fromkeys(self._names.values()))

    def of(self, url: str) -> Publisher:
        """Publisher of a web address.

        Parameters
        ----------
        url : str
            A host of the table includes the hosts below it: ``en.yna.co.kr`` is Yonhap's.

        Returns
        -------
        Publisher
            Without name and host where the text is no http or https address.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> known = Reference.bundled().publishers
        >>> known.of("http://www.kcna.kp/en/article/q/1.kcmsf")
        Publisher(host='kcna.kp', name='KCNA', korean='조선중앙통신', class_='state media')
        >>> known.of("https://www.example.org/a").name, known.of("report.txt").host
        ('example.org', '')
        """
        host = host_of(url)
        return self._of_host(host) if host else Publisher("", "")

    def named(self, name: str) -> Publisher:
        """Return a publisher by its name, Korean name or host.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> known = Reference.bundled().publishers
        >>> known.named("daily nk").korean, known.named("조선중앙통신").host, known.named("en.yna.co.kr").host
        ('데일리NK', 'kcna.kp', 'yna.co.kr')
        >>> known.named("A friend in Sinuiju")
        Publisher(host='', name='A friend in Sinuiju', korean='', class_='')
        """
        known = self._names.get(name.strip().casefold())
        if known is None:
            host = name.strip().lower().removeprefix("www.")
            below = self._of_host(host)
            known = below if below.host != host or host in self._hosts else Publisher("", name.strip())
        return known

    def of_article(self, url: str, source: str = "") -> Publisher:
        """Return the publisher of an article, by its address, else by the source that it names.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> Reference.bundled().publishers.of_article("", "조선중앙통신").name
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
