"""One request after the other, politely: with limits of time and size, to numbers that were checked."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util import Timeout, parse_url

from geo.readers.articles.warc.responses import Response, UndecodableError, body_of

from .addresses import Address, Allowed, FetchError, UnreachableError, is_public

__all__ = ["Client", "Limits", "Reply"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a request.

    Attributes
    ----------
    size : int
        Bytes of the largest body, as it is sent.
    connect, seconds : float
        Seconds until a server is reached, and for a whole answer.
    delay : float
        Seconds between two requests to one host.
    redirects : int
        How often a request may be sent on.
    """

    size: int = 10 * 2**20
    connect: float = 15.0
    seconds: float = 90.0
    delay: float = 1.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer.

    Attributes
    ----------
    url : Address
        What was asked.
    status : int
    reason : str
    fields : mapping of str to str
        Header fields, their names in small letters; of several of one name the first.
    body : bytes
        Without content encoding; empty where ``wanted`` was False.
    number : str
        The number that was connected to.
    """

    url: Address
    status: int
    reason: str
    fields: Mapping[str, str]
    body: bytes
    number: str

    @property
    def type(self) -> str:
        """Content type without parameters, in small letters."""
        return Response(self.status, self.fields, b"").type


class Client:
    """Sends requests, each on a connection of its own.

    Parameters
    ----------
    agent : str
        The header ``User-Agent``.
    limits : Limits
    allowed : callable
        Called with a host and a number to which its name leads, before it is connected to, and again with the number
        of the connection; by default only public numbers are connected to.
    clock, sleep : callable
        Seconds that only grow, and the wait between requests.
    """

    def __init__(
        self,
        agent: str,
        *,
        limits: Limits | None = None,
        allowed: Allowed = lambda host, number: is_public(number),
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Any] = time.sleep,
    ) -> None:
        self.agent, self.limits = agent, limits or Limits()
        self._allowed, self._clock, self._sleep = allowed, clock, sleep
        self._last: dict[str, float] = {}
        self._number = ""
        self._raw: socket.socket | None = None
        client = self

        class Plain(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return client._connected(self.host, self.port)

        class Secure(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return client._connected(self.host, self.port)

        self._kinds: dict[str, Any] = {"http": Plain, "https": Secure}

    def get(
        self,
        url: Address,
        fields: Mapping[str, str] | None = None,
        *,
        delay: float = 0.0,
        wanted: Callable[[int, Mapping[str, str]], bool] = lambda status, fields: True,
    ) -> Reply:
        """Ask for an address; an answer that leads elsewhere is given as it is.

        Parameters
        ----------
        url : Address
        fields : mapping of str to str, optional
            Header fields to send.
        delay : float
            Seconds between two requests to this host, where more than those of the limits.
        wanted : callable
            Called with status and header fields before the body is read; whether to read it.

        Raises
        ------
        FetchError
            The server cannot be reached or may not be asked, or its answer exceeds a limit or is damaged.
        """
        self._wait(url.host, max(delay, self.limits.delay))
        late = threading.Event()

        def end() -> None:
            late.set()
            if self._raw is not None:
                self._shut(self._raw)

        timer = threading.Timer(self.limits.seconds, end)
        timer.daemon = True
        timer.start()
        try:
            reply = self._asked(url, fields or {}, wanted)
            if late.is_set():  # without a length, a body that was cut off looks whole
                raise TimeoutError
            return reply
        except (HTTPError, OSError, ValueError, UndecodableError) as error:
            if isinstance(error, FetchError):
                raise
            seconds = f"{self.limits.seconds:g}"
            why = f"no whole answer within {seconds} seconds" if late.is_set() else _why(error)
            raise FetchError(f"{url}: {why}") from error
        finally:
            timer.cancel()
            if self._raw is not None:
                self._raw.close()
                self._raw = None
            self._last[url.host] = self._clock()

    def _wait(self, host: str, delay: float) -> None:
        last = self._last.get(host)
        rest = 0.0 if last is None else last + delay - self._clock()
        if rest > 0:
            self._sleep(rest)

    def _asked(
        self, url: Address, fields: Mapping[str, str], wanted: Callable[[int, Mapping[str, str]], bool]
    ) -> Reply:
        parts = parse_url(url)
        kind = HTTPSConnectionPool if parts.scheme == "https" else HTTPConnectionPool
        assert parts.host
        timeout = Timeout(connect=self.limits.connect, read=min(30.0, self.limits.seconds))
        with kind(parts.host, parts.port, timeout=timeout, maxsize=1) as pool:
            pool.ConnectionCls = self._kinds[str(parts.scheme)]
            answer = pool.urlopen(
                "GET",
                parts.request_uri,
                headers={
                    "User-Agent": self.agent,
                    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
                    "Accept-Encoding": "gzip, deflate",
                    "Connection": "close",
                    **fields,
                },
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            got: dict[str, str] = {}
            for name, value in answer.headers.items():
                got.setdefault(name.lower(), value)
            body = b""
            if wanted(answer.status, got):
                body = body_of(
                    Response(answer.status, {**got, "transfer-encoding": ""}, self._body(url, answer))
                )
            answer.close()
            return Reply(url, answer.status, answer.reason or "", got, body, self._number)

    def _body(self, url: Address, answer: Any) -> bytes:
        most = self.limits.size
        declared = answer.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > most:
            raise FetchError(
                f"{url}: {int(declared) / 2**20:,.1f} MB, more than the {most / 2**20:g} that are read"
            )
        blocks, size = [], 0
        for block in answer.stream(2**16, decode_content=False):
            size += len(block)
            if size > most:
                raise FetchError(f"{url}: more than the {most / 2**20:g} MB that are read")
            blocks.append(block)
        return b"".join(blocks)

    def _connected(self, host: str, port: int) -> socket.socket:
        """A connection to a host, by a number that is allowed."""
        bare = host.strip("[]")
        try:
            found = socket.getaddrinfo(bare, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise UnreachableError(
                f"{host}: no server of that name ({getattr(error, 'strerror', error)})"
            ) from error
        numbers = list(dict.fromkeys((family, place) for family, _, _, _, place in found))
        allowed = [(family, place) for family, place in numbers if self._allowed(bare, str(place[0]))]
        if not allowed:
            raise UnreachableError(
                f"{host} leads to {numbers[0][1][0]}, which is not an address of the public internet"
            )
        why: OSError | None = None
        for family, place in allowed:
            connection = socket.socket(family, socket.SOCK_STREAM)
            connection.settimeout(self.limits.connect)
            try:
                connection.connect(place)
            except OSError as error:
                connection.close()
                why = error
                continue
            self._number = str(connection.getpeername()[0])
            if not self._allowed(bare, self._number):
                connection.close()
                raise UnreachableError(
                    f"{host} leads to {self._number}, which is not an address of the public internet"
                )
            # TLS takes the socket over, so a second handle is what ends it when the time is up.
            self._raw = connection.dup()
            return connection
        raise UnreachableError(f"{host}: cannot be reached ({why})")

    @staticmethod
    def _shut(raw: socket.socket) -> None:
        with suppress(OSError):  # it has ended by itself
            raw.shutdown(socket.SHUT_RDWR)


def _why(error: Exception) -> str:
    """What went wrong, without the names of a library's classes."""
    inner: BaseException | None = error
    while (
        inner is not None and len(getattr(inner, "args", ())) > 1 and isinstance(inner.args[1], BaseException)
    ):
        inner = inner.args[1]
    text = str(inner or error)
    return f"no usable answer ({text[:200]})" if text else "no usable answer"
