"""Extract and compare events on a Dask cluster, with the answers in order.

Chunks of articles, and windows of days, are tasks that depend on nothing else, so that a worker that is lost, or a
cluster that is started anew, costs only the tasks that were under way: they are sent again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from geo._version import __version__
from geo.linking.windows import Tasks, Window
from geo.model.entities import Article
from geo.model.errors import GeoError, InputError, OptionError, UnreadableError
from geo.reference.context import Reference

from .versions import rules_digest

__all__ = ["client_of", "on_cluster", "windows_on"]

Item = TypeVar("Item")

_CHUNK = 64
"""Articles of a task: about 0.2 s of work, of which sending takes 2 ms."""
_AHEAD = 2
"""Tasks for each thread of the cluster that may be under way."""
_TRIES = 4
"""How often a chunk is sent, after the scheduler's own attempts, before it is given up."""
_WAIT = "30s"


def client_of(address: str) -> Any:
    """Connect to a scheduler; returns a :class:`distributed.Client`.

    Raises
    ------
    OptionError
        Dask is not installed.
    UnreadableError
        Nothing answers at the address.
    """
    try:
        from distributed import Client
    except ImportError:
        raise OptionError(
            "a cluster needs Dask: pip install 'dprk-geo[dask]', in a checkout: pip install -e '.[dask]'"
        ) from None
    try:
        return Client(address, timeout=_WAIT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        raise UnreadableError(
            f"{address}: no scheduler answers there ({error or type(error).__name__}); is it tcp://HOST:8786?"
        ) from error


def on_cluster(client: Any) -> Callable[[Callable[[Article], Any], Iterable[Article]], Iterator[Any]]:
    """A function that spreads work over a cluster; see the parameter ``spread`` of :func:`geo.extract_all`.

    Parameters
    ----------
    client : distributed.Client
    """
    return _spreading(client, _CHUNK, _articles_named)


def windows_on(client: Any) -> Tasks:
    """A function that has windows of days worked on by a cluster; see :mod:`geo.linking.windows`.

    Parameters
    ----------
    client : distributed.Client
    """
    return _spreading(client, 1, _window_named)


def _articles_named(chunk: list[Article]) -> str:
    return f"{chunk[0].path or chunk[0].id}: this and the next {len(chunk) - 1} articles could not be read"


def _window_named(chunk: list[Window]) -> str:
    return f"{chunk[0].label}: these could not be compared"


def _spreading(
    client: Any, size: int, named: Callable[[list[Item]], str]
) -> Callable[[Callable[[Item], Any], Iterable[Item]], Iterator[Any]]:
    """A function that has tasks of a size done, a few ahead of the answers; ``named`` names one in errors."""

    def spread(work: Callable[[Item], Any], items: Iterable[Item]) -> Iterator[Any]:
        digest = rules_digest(Reference.bundled().folder)
        rest = iter(items)
        under_way: deque[tuple[list[Item], Any]] = deque()

        def sent(chunk: list[Item]) -> Any:
            try:
                return client.submit(_answers, work, digest, chunk, pure=False, retries=2)
            except OSError as error:
                raise _gone(error) from error

        try:
            while True:
                room = _AHEAD * max(1, sum(client.nthreads().values())) + 1
                while len(under_way) < room and (chunk := list(islice(rest, size))):
                    under_way.append((chunk, sent(chunk)))
                if not under_way:
                    return
                chunk, future = under_way.popleft()
                yield from _result(chunk, future, sent, named)
        finally:
            for _, future in under_way:
                future.cancel()

    return spread


def _result(
    chunk: list[Item], future: Any, sent: Callable[[list[Item]], Any], named: Callable[[list[Item]], str]
) -> list[Any]:
    """The answers of a task, which is sent again where its worker was lost or the cluster was started anew."""
    for attempt in range(_TRIES):
        try:
            found: list[Any] = future.result()
            return found
        except GeoError:
            raise
        except OSError as error:
            raise _gone(error) from error
        except Exception as error:  # cancelled by a restart, or its workers were killed
            if attempt == _TRIES - 1:
                raise InputError(
                    f"{named(chunk)} on the cluster ({type(error).__name__}: {error}); have its workers enough memory?"
                ) from error
            future = sent(chunk)
    raise AssertionError


def _gone(error: Exception) -> UnreadableError:
    return UnreadableError(
        f"the cluster does not answer any more ({error}); a project keeps what was read: run the command again"
    )


def _answers(work: Callable[[Item], Any], digest: str, chunk: list[Item]) -> list[Any]:
    """What a worker does with a chunk."""
    if rules_digest(Reference.bundled().folder) != digest:
        raise InputError(
            f"a worker of the cluster has dprk-geo {__version__} with other rules or data than this machine;"
            " install the same version on all of them"
        )
    return [work(item) for item in chunk]
