"""What robots.txt allows, by RFC 9309."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from .addresses import Address, FetchError, UnreachableError, joined
from .client import Client
from .memory import Memory

__all__ = ["NAME", "Robots"]

NAME = "dprk-geo"
"""Our name in the rules of robots.txt."""
_KEPT = 86_400.0
"""Seconds that rules are used before they are asked for again."""
_LARGEST = 512_000
_SLOWEST = 60.0
"""Seconds of the largest delay between requests that is waited for."""
_NOBODY = "User-agent: *\nDisallow: /\n"


class Robots:
    """The rules of servers, kept for a day.

    Parameters
    ----------
    client : Client
    memory : Memory
    clock : callable
        Seconds since 1970.
    """

    def __init__(self, client: Client, memory: Memory, clock: Callable[[], float] = time.time) -> None:
        self._client, self._memory, self._clock = client, memory, clock
        self._rules: dict[str, tuple[Any, str]] = {}

    def allow(self, url: Address) -> bool:
        """Whether an address may be fetched.

        Raises
        ------
        FetchError
            The rules cannot be read now, so that nothing may be fetched; or they ask for a longer delay than is waited.
        """
        rules, why = self._of(url)
        if why:
            raise FetchError(f"{url}: {why}")
        if not rules.can_fetch(url, NAME):
            return False
        if (delay := rules.crawl_delay(NAME) or 0.0) > _SLOWEST:
            raise FetchError(
                f"{url}: its robots.txt asks for {delay:g} seconds between requests, too long to wait"
            )
        return True

    def delay(self, url: Address) -> float:
        """Seconds that the rules ask for between two requests."""
        rules, _ = self._of(url)
        return float(rules.crawl_delay(NAME) or 0.0)

    def _of(self, url: Address) -> tuple[Any, str]:
        """The rules of a server; and why they are not known, so that they allow nothing."""
        from protego import Protego  # in the extra

        origin = url.origin
        if origin not in self._rules:
            known = self._memory.rules(origin)
            if known is None or not 0 <= self._clock() - known[0] < _KEPT:
                text, why = self._asked(origin)
                if not why:
                    self._memory.keep_rules(origin, self._clock(), text)
            else:
                text, why = known[1], ""
            self._rules[origin] = Protego.parse(text), why
        return self._rules[origin]

    def _asked(self, origin: str) -> tuple[str, str]:
        """The text of a robots.txt; where there is none, nothing is forbidden."""
        try:
            url = joined(f"{origin}/", "robots.txt")
            for _ in range(self._client.limits.redirects + 1):
                reply = self._client.get(url, wanted=lambda status, fields: status == 200)
                if reply.status in (301, 302, 303, 307, 308) and "location" in reply.fields:
                    url = joined(url, reply.fields["location"])
                    continue
                break
        except UnreachableError as error:
            return _NOBODY, str(error)
        except FetchError as error:
            return _NOBODY, f"its robots.txt cannot be read, so nothing is fetched: {error}"
        if reply.status >= 500 or reply.status == 429:
            return _NOBODY, f"its robots.txt cannot be read (status {reply.status}), so nothing is fetched"
        return (reply.body[:_LARGEST].decode("utf-8", "replace") if reply.status == 200 else ""), ""
