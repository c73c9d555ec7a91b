"""Run the service on this machine."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from typing import Any

import uvicorn

from geo.model.errors import OptionError

from .app import application
from .snapshot import Current

__all__ = ["bound", "is_local", "serve"]

_WAIT = 5
"""Seconds that requests have to end when the service is stopped."""


def is_local(host: str) -> bool:
    """Whether an address is one that only this machine reaches.

    Examples
    --------
    >>> is_local("127.0.0.1"), is_local("::1"), is_local("localhost"), is_local("0.0.0.0")
    (True, True, True, False)
    """
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens at an address.

    Raises
    ------
    OptionError
        The port is taken, or the address is not this machine's.
    """
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, type_, protocol, _, address = found[0]
        listening = socket.socket(family, type_, protocol)
    except OSError as error:
        raise OptionError(f"--host {host}: {error.strerror or error}") from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise OptionError(
            f"{host}, port {port}: {error.strerror or error}; choose another with --port"
        ) from error
    listening.set_inheritable(True)
    return listening


def serve(
    current: Current,
    listening: socket.socket,
    *,
    names: Iterable[str] = (),
    quiet: bool = False,
    begun: Callable[[], Any] = lambda: None,
) -> None:
    """Answer requests until the process is asked to end (Ctrl-C, or the signal TERM).

    Parameters
    ----------
    current : Current
    listening : socket
        Of :func:`bound`.
    names : iterable of str
        As :func:`geo.outputs.service.app.application` takes them.
    quiet : bool
        Whether requests are not logged.
    begun : callable
        Called right before the first request may come.
    """
    config = uvicorn.Config(
        application(current, names),
        log_level=None,
        access_log=not quiet,
        log_config=_LOG,
        lifespan="off",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_WAIT,
    )
    current.watch()
    begun()
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        current.end()
        listening.close()


_LOG = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "access": {
            "()": "uvicorn.logging.AccessFormatter",
            "fmt": '%(asctime)s %(client_addr)s "%(request_line)s" %(status_code)s',
            "use_colors": False,
        },
        "other": {"format": "%(asctime)s %(message)s"},
    },
    "handlers": {
        "access": {"class": "logging.StreamHandler", "formatter": "access", "stream": "ext://sys.stderr"},
        "other": {"class": "logging.StreamHandler", "formatter": "other", "stream": "ext://sys.stderr"},
    },
    "loggers": {
        "uvicorn.access": {"handlers": ["access"], "level": "INFO", "propagate": False},
        "uvicorn.error": {"handlers": ["other"], "level": "WARNING", "propagate": False},
    },
}
"""Log lines to standard error: the time, who asked, what, and the status."""
