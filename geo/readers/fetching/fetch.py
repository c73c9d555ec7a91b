"""Fetch addresses into a folder: each once a run, politely, and only what is new or has changed."""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from geo._version import __version__
from geo.model.errors import GeoError, Note, OptionError, Report, raised
from geo.readers.articles.warc.reader import is_feed_of, known_type

from .addresses import Address, Allowed, FetchError, is_public, joined, parsed
from .client import Client, Limits, Reply
from .keeping import Content, content_of, file_name, packed, put
from .links import articles_of
from .memory import Known, Memory, opened
from .robots import Robots
from .waiting import moment, retry_after

__all__ = ["Fetched", "fetch", "named_hosts"]

_AWAY = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
_WAITED = 60.0
"""Seconds of the longest ``Retry-After`` that is waited for; for a longer one the server is left alone until then."""
_HELD = 3600.0
"""Seconds that a server without ``Retry-After`` is left alone."""
_MOST_HELD = 30 * 86_400.0


@dataclass(slots=True)
class Fetched:
    """What a run fetched.

    Attributes
    ----------
    asked : int
        Addresses, those that feeds name included.
    new, changed : int
        Pages and feeds that were kept for the first time, and that say something else than before.
    same : int
        Those that say the same.
    confirmed : int
        How many of ``same`` the server itself said to be unchanged.
    articles : int
        Articles in those that are new or changed.
    redirects : int
        How often a request was sent on.
    refused, further, known : int
        Addresses of feeds that robots.txt does not allow, that are more than the largest number of a run, and that
        were fetched before.
    failed : int
        Addresses that were not fetched for another reason; each was reported.
    other : Counter of str
        Answers that are no articles, by content type; they are not kept.
    """

    asked: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    confirmed: int = 0
    articles: int = 0
    redirects: int = 0
    refused: int = 0
    further: int = 0
    known: int = 0
    failed: int = 0
    other: Counter[str] = field(default_factory=Counter)


def fetch(
    urls: str | Iterable[str],
    folder: str | Path,
    *,
    contact: str = "",
    articles: bool = False,
    most: int = 200,
    limits: Limits | None = None,
    allow_private: bool = False,
    allowed: Allowed | None = None,
    report: Report = raised,
    note: Note = lambda text: None,
    progress: Callable[[str], Any] = lambda text: None,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], Any] = time.sleep,
) -> Fetched:
    """Fetch pages, documents and feeds into a folder, which :func:`geo.read` and projects then read.

    robots.txt is obeyed, a host is asked once a second, and what has not changed is not sent again. Each page is a
    WARC file with its address, day, status and header fields; a page that changes replaces its file, and each new state
    of a feed has a file of its own.

    Parameters
    ----------
    urls : str or iterable of str
    folder : path
        Made where it is missing.
    contact : str
        A mail or web address of whoever fetches, which servers are told; kept in the folder, so that it is needed once.
    articles : bool
        Also fetch the pages that feeds name, in place of the feeds' own summaries; each page once.
    most : int
        Largest number of addresses of a run, those of ``urls`` not counted.
    limits : Limits, optional
        Of size, time and redirects.
    allow_private : bool
        Whether hosts of ``urls`` may be private, as in an intranet. Hosts to which others lead may never be.
    allowed : callable, optional
        Called with a host and a number that it leads to, in place of the rule that the number must be public.
    report : callable, optional
        Called with each address that was not fetched; by default the first one is raised.
    note : callable, optional
        Called with remarks.
    progress : callable, optional
        Called with each address before it is asked for.
    clock, sleep : callable
        Seconds since 1970, and the wait between requests.

    Returns
    -------
    Fetched

    Raises
    ------
    OptionError
        There is no contact, or a package of the extra ``fetch`` is missing.
    UnreadableError
        The folder cannot be written, or another run is fetching into it.

    Examples
    --------
    >>> import tempfile
    >>> found = fetch([], tempfile.mkdtemp(), contact="ann@example.org")
    >>> found.asked, found.new
    (0, 0)
    """
    if missing := next((name for name in ("protego", "warcio") if find_spec(name) is None), None):
        how = "install dprk-geo[fetch], in a checkout with: pip install '.[fetch]'"
        raise OptionError(f"fetching needs {missing}; {how}")
    given = [urls] if isinstance(urls, str) else list(urls)
    with opened(Path(folder)) as memory:
        known = contact.strip() or memory.fact("contact")
        if not re.fullmatch(r"[^\s@]+@[^\s@]+|https?://\S+", known):
            raise OptionError(
                "say who is asking, so that a server's keeper can write to you: --contact you@example.org; it is kept "
                "in the folder" if not known else f"--contact {known[:60]!r} is neither a mail nor a web address"
            )  # fmt: skip
        memory.note_fact("contact", known)
        agent = f"dprk-geo/{__version__} ({_ascii(known)})"
        private = named_hosts(given) if allow_private else frozenset()
        rule = allowed or (lambda host, number: host in private or is_public(number))
        client = Client(agent, limits=limits, allowed=rule, sleep=sleep)
        run = _Run(Path(folder), client, memory, clock, sleep, report, progress)
        run.all(given, articles=articles, most=most)
        for text in run.remarks():
            note(text)
        return run.found


def named_hosts(urls: Iterable[str]) -> frozenset[str]:
    """The hosts of addresses, those that are none left out.

    Examples
    --------
    >>> sorted(named_hosts(["http://wiki.intranet:8080/feed", "nothing"]))
    ['wiki.intranet']
    """
    found = set()
    for url in urls:
        try:
            found.add(parsed(url).host.strip("[]"))
        except FetchError:
            continue
    return frozenset(found)


class _Run:
    """One run: the addresses to ask for, and what came of them."""

    def __init__(
        self,
        folder: Path,
        client: Client,
        memory: Memory,
        clock: Callable[[], float],
        sleep: Callable[[float], Any],
        report: Report,
        progress: Callable[[str], Any],
    ) -> None:
        self.found = Fetched()
        self._folder, self._client, self._memory = folder, client, memory
        self._clock, self._sleep, self._report, self._progress = clock, sleep, report, progress
        self._robots = Robots(client, memory, clock)

    def all(self, given: Iterable[str], *, articles: bool, most: int) -> None:
        """Ask for all addresses, and for those that feeds name."""
        waiting: deque[Address] = deque()
        seen: set[str] = set()
        for text in given:
            try:
                waiting.append(parsed(text))
            except FetchError as error:
                self._fail(error)
        named = set(waiting)
        left = most
        while waiting:
            url = waiting.popleft()
            if url in seen:
                continue
            seen.add(url)
            links = self._one(url, linked=url not in named, only_links=articles)
            for link in links if articles and url in named else ():
                if link in seen or link in named:
                    continue
                if self._memory.page(link) is not None:
                    self.found.known += 1
                    seen.add(link)
                elif left:
                    left -= 1
                    waiting.append(link)
                else:
                    self.found.further += 1
                    seen.add(link)

    def remarks(self) -> Iterable[str]:
        """What a user should know, and is no error."""
        found = self.found
        if found.refused:
            yield f"{found.refused:,} addresses of feeds were not fetched, as the robots.txt of their server forbids it"
        if found.further:
            yield f"{found.further:,} addresses of feeds are left for the next run (--max-pages)"
        for type_, number in found.other.most_common():
            yield f"{number:,} answers of the type {type_}, which are no articles, were not kept"

    def _fail(self, error: GeoError) -> None:
        self.found.failed += 1
        self._report(error)

    def _one(self, url: Address, *, linked: bool, only_links: bool) -> tuple[Address, ...]:
        """Ask for an address, keep what is new in it, and return the addresses that it names if it is a feed."""
        self._progress(url)
        self.found.asked += 1
        try:
            self._check_held(url)
            if not self._robots.allow(url):
                if linked:
                    self.found.refused += 1
                else:
                    self._fail(FetchError(f"{url}: the robots.txt of its server forbids it"))
                return ()
            known = self._memory.page(url)
            list_only = only_links and not linked
            if known is not None and not self._is_kept(known, list_only=list_only):
                known = None
            reply = self._answer(url, known)
            if reply.status == 304 and known is not None:
                self.found.same += 1
                self.found.confirmed += 1
                self._memory.keep_page(url, known, self._stamp())
                return tuple(map(Address, known.links))
            if reply.status != 200:
                raise FetchError(f"{reply.url}: status {reply.status} {reply.reason}".rstrip())
            return self._kept(url, reply, known, only_links=list_only)
        except GeoError as error:
            if not isinstance(error, FetchError):
                raise
            self._fail(error)
            return ()

    def _is_kept(self, known: Known, *, list_only: bool) -> bool:
        """Whether what was fetched is still there, so that it need not be sent again; of a list its addresses are."""
        return (self._folder / known.file).is_file() if known.file else list_only

    def _answer(self, url: Address, known: Known | None) -> Reply:
        """The answer for an address, after what it leads to."""
        at = url
        for _ in range(self._client.limits.redirects + 1):
            reply = self._asked(at, known if known is not None and at == known.final else None)
            if reply.status not in _AWAY or "location" not in reply.fields:
                return reply
            self.found.redirects += 1
            at = joined(at, reply.fields["location"])
            if not self._robots.allow(at):
                raise FetchError(f"{url}: leads to {at}, which the robots.txt of its server forbids")
        raise FetchError(f"{url}: is sent on more than {self._client.limits.redirects} times")

    def _asked(self, url: Address, known: Known | None) -> Reply:
        self._check_held(url)
        fields = {}
        if known is not None and known.etag:
            fields["If-None-Match"] = known.etag
        if known is not None and known.modified:
            fields["If-Modified-Since"] = known.modified
        reply = self._sent(url, fields)
        if reply.status in _BUSY:
            wait = retry_after(reply.fields, self._clock())
            if wait is not None and wait <= _WAITED:
                self._sleep(wait)
                reply = self._sent(url, fields)
                wait = retry_after(reply.fields, self._clock())
            if reply.status in _BUSY:
                until = self._clock() + min(_HELD if wait is None else wait, _MOST_HELD)
                self._memory.hold(url.host, until)
                raise FetchError(
                    f"{url}: status {reply.status}; its server is not asked again before {moment(until)}"
                )
        return reply

    def _check_held(self, url: Address) -> None:
        until = self._memory.held(url.host)
        if until > self._clock():
            raise FetchError(f"{url}: its server wishes not to be asked before {moment(until)}")

    def _sent(self, url: Address, fields: Mapping[str, str]) -> Reply:
        return self._client.get(url, fields, delay=self._robots.delay(url), wanted=_wanted)

    def _kept(
        self, url: Address, reply: Reply, known: Known | None, *, only_links: bool
    ) -> tuple[Address, ...]:
        """Keep an answer if it says something new."""
        feed = is_feed_of(reply.type, reply.body)
        if not feed and not known_type(reply.type, reply.body):
            self.found.other[reply.type or "unknown"] += 1
            return ()
        if not reply.body.strip():
            raise FetchError(f"{reply.url}: the answer is empty")
        when = datetime.fromtimestamp(self._clock(), UTC)
        warc = packed(reply, when, url, self._client.agent)
        content = content_of(warc)
        total = content.sum or hashlib.sha256(reply.body).hexdigest()
        links, wrong = articles_of(reply.url, content.articles) if feed else ([], [])
        for error in wrong:
            self._fail(error)
        same = known is not None and known.content == total
        name = known.file if same and known else ""
        if not same and not (feed and only_links):
            name = file_name(url, when if feed else None)
            put(self._folder, name, warc, "" if feed else f"{when:%Y%m%dT%H%M%SZ}")
        if not (feed and only_links):
            self._count(content, known, same=same)
        now = Known(
            final=reply.url,
            etag=reply.fields.get("etag", ""),
            modified=reply.fields.get("last-modified", ""),
            content=total,
            file=name,
            links=tuple(links),
        )
        self._memory.keep_page(url, now, self._stamp())
        return tuple(links)

    def _count(self, content: Content, known: Known | None, *, same: bool) -> None:
        if same:
            self.found.same += 1
            return
        if known is None:
            self.found.new += 1
        else:
            self.found.changed += 1
        self.found.articles += len(content.articles)

    def _stamp(self) -> str:
        return datetime.fromtimestamp(self._clock(), UTC).strftime("%Y-%m-%d %H:%M:%S")


def _wanted(status: int, fields: Mapping[str, str]) -> bool:
    """Whether the body of an answer is read: pictures, films and sound are not."""
    kind = fields.get("content-type", "").strip().lower().partition("/")[0]
    return status == 200 and kind not in ("image", "video", "audio", "font")


def _ascii(text: str) -> str:
    return re.sub(r"[^\x21-\x7e]", "", text)
