"""Extract on several processes of this machine, with the answers in the order of the articles.

The processes are started with Python's own command and talk through pipes, not with :mod:`multiprocessing`: that
imports the caller's script anew in each process, so that a script without a guard would start itself. So it is the
same from a script, a notebook and the command line, on every system.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from queue import SimpleQueue
from typing import Any, TypeVar

from geo.model.entities import Article
from geo.model.errors import InputError

__all__ = ["LARGE", "cores", "in_order", "large", "serve"]

LARGE = 4_000_000
"""Characters of text from which a second process is worth its start: about 2,000 articles, 5 s of work for one process,
where each takes 1.5 s to start."""
_CHUNK = 32
"""Articles that a process is given at once."""
_AHEAD = 2
"""Chunks for each process that may wait for it."""
_START = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer);"
    "from geo.extraction.workers import serve; serve()"
)

Answer = TypeVar("Answer")


def cores() -> int:
    """Number of processors that this process may use.

    Examples
    --------
    >>> cores() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def large(articles: Iterable[Article]) -> tuple[bool, Iterator[Article]]:
    """Whether articles are so many that several processes are faster, and the articles.

    Examples
    --------
    >>> enough, articles = large([Article("a", "A mill was inaugurated.")])
    >>> enough, len(list(articles))
    (False, 1)
    """
    rest = iter(articles)
    first: list[Article] = []
    length = 0
    for article in rest:
        first.append(article)
        length += len(article.text)
        if length >= LARGE:
            return True, chain(first, rest)
    return False, iter(first)


def in_order(
    work: Callable[[Article], Answer], articles: Iterable[Article], processes: int
) -> Iterator[Answer]:
    """The answers of a function to articles, in their order, found on several processes.

    Parameters
    ----------
    work : callable
        Pickled once for each process.
    articles : iterable of Article
        Read in the calling thread, not further ahead than the processes need.
    processes : int

    Raises
    ------
    InputError
        A process was ended twice over the same articles, perhaps by the system for want of memory.
    """
    rest = iter(articles)
    idle: SimpleQueue[_Worker] = SimpleQueue()
    workers = [_Worker(work) for _ in range(processes)]
    for worker in workers:
        idle.put(worker)

    def answered(chunk: list[Article]) -> list[Answer]:
        worker = idle.get()
        try:
            return worker.answers(chunk)
        finally:
            idle.put(worker)

    threads = ThreadPoolExecutor(processes, "geo-extraction")
    under_way: deque[Future[list[Answer]]] = deque()
    try:
        while True:
            while len(under_way) < _AHEAD * processes and (chunk := list(islice(rest, _CHUNK))):
                under_way.append(threads.submit(answered, chunk))
            if not under_way:
                return
            yield from under_way.popleft().result()
    finally:
        for worker in workers:
            worker.end()
        threads.shutdown(cancel_futures=True)


class _Worker:
    """A process that answers; it is started when it is first asked, and again if it has been ended."""

    def __init__(self, work: Callable[[Article], Any]) -> None:
        self._work = work
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    def answers(self, chunk: list[Article]) -> list[Any]:
        """Ask for the answers to some articles."""
        for attempt in range(2):
            try:
                return self._asked(chunk)
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                self._close()
                if attempt or self._ended:
                    raise InputError(
                        f"{chunk[0].path or chunk[0].id}: the process that read this and the next {len(chunk) - 1}"
                        f" articles was ended ({type(error).__name__}); is there enough memory? --jobs 1 uses less"
                    ) from error
        raise AssertionError

    def _asked(self, chunk: list[Article]) -> list[Any]:
        process = self._process or self._started()
        assert process.stdin
        assert process.stdout
        pickle.dump(chunk, process.stdin)
        process.stdin.flush()
        found: list[Any] = pickle.load(process.stdout)  # noqa: S301 (our own process)
        return found

    def _started(self) -> subprocess.Popen[bytes]:
        if self._ended:
            raise EOFError
        process = self._process = subprocess.Popen(  # noqa: S603 (Python itself)
            [sys.executable, "-c", _START], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert process.stdin
        pickle.dump(sys.path, process.stdin)
        pickle.dump(self._work, process.stdin)
        return process

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._ended = True
        self._close()

    def _close(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()


def serve() -> None:
    """Answer articles from standard input until it ends: what a started process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asks ends this one
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not come among the answers
    work = pickle.load(asked)  # noqa: S301 (from the process that started this one)
    while True:
        try:
            chunk = pickle.load(asked)  # noqa: S301 (as above)
        except EOFError:
            return
        found = [work(article) for article in chunk]
        try:
            pickle.dump(found, answers)
            answers.flush()
        except BrokenPipeError:  # the process that asked was killed
            os._exit(1)
