"""What holds for every answer of the service: a known name of the machine, strict headers, no cookie."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from starlette.responses import Response

__all__ = ["App", "Guard", "json_answer", "problem"]

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
    "Vary": "Accept",
}
_NOTHING = "default-src 'none'; frame-ancestors 'none'"
"""Policy of answers that are no pages."""
_LOCAL = ("localhost",)
_Scope = MutableMapping[str, Any]
App = Callable[[_Scope, Any, Any], Awaitable[None]]


class Guard:
    """An application that is asked by a known name of the machine only, and whose answers have strict headers.

    Parameters
    ----------
    app : App
    names : iterable of str
        Names of this machine, besides ``localhost`` and addresses in numbers.
    """

    def __init__(self, app: App, names: Iterable[str]) -> None:
        self._app, self._names = app, frozenset(name.lower() for name in (*_LOCAL, *names))

    async def __call__(self, scope: _Scope, receive: Any, send: Any) -> None:
        """Answer a request, or refuse it for the name under which it comes."""
        if scope["type"] != "http":
            return
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        host = hosts[0] if len(hosts) == 1 else ""

        async def sent(message: _Scope) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(
                        (name.encode(), value.encode())
                        for name, value in {**_HEADERS, "Content-Security-Policy": _NOTHING}.items()
                        if name.lower().encode() not in there
                    ),
                ]
            await send(message)

        if not _is_ours(host, self._names):
            what = (
                "this service is asked by localhost, by an address in numbers, or by a name given with --name"
            )
            await problem(421, what)(scope, receive, sent)
            return
        await self._app(scope, receive, sent)


def _is_ours(host: str, names: frozenset[str]) -> bool:
    """Whether the header Host names this machine, by a known name or by an address in numbers."""
    found = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:/@\s]+)(?::\d{1,5})?", host)
    if found is None:
        return False
    name = found[1].lower().rstrip(".")
    if name in names:
        return True
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def problem(status: int, detail: str) -> Response:
    """An answer that says in a sentence what is wrong."""
    return json_answer({"code": str(status), "description": detail}, status=status)


def json_answer(value: Any, type_: str = "application/json", status: int = 200) -> Response:
    """A value as JSON."""
    body = _encode(value).encode("utf-8", "replace")
    # A type with a parameter of its own is given as it is; all JSON is UTF-8.
    return Response(body, status, {"Content-Type": type_})
