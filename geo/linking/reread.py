"""Extractions that are read anew for each pass over them, so that memory does not grow with their number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import overload

from geo.model.entities import Article, Extraction

__all__ = ["Reread", "articles_of"]


class Reread(Sequence[Extraction]):
    """A sequence of extractions in a store.

    Parameters
    ----------
    read : callable
        Gives the extractions, the same ones each time.
    size : int
        Their number.
    articles : callable, optional
        Gives their articles only, which may be cheaper.
    credited : bool
        Whether the events have their publisher and the source that they rely on.

    Examples
    --------
    >>> again = Reread(lambda: iter([Extraction(Article("a", ""), (), ())]), 1)
    >>> len(again), [x.article.id for x in again], [x.article.id for x in again], again[0].article.id
    (1, ['a'], ['a'], 'a')
    """

    def __init__(
        self,
        read: Callable[[], Iterator[Extraction]],
        size: int,
        articles: Callable[[], Iterator[Article]] | None = None,
        *,
        credited: bool = False,
    ) -> None:
        self._read, self._size, self.credited = read, size, credited
        self._articles = articles

    def __iter__(self) -> Iterator[Extraction]:
        return self._read()

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, index: int) -> Extraction: ...
    @overload
    def __getitem__(self, index: slice) -> list[Extraction]: ...
    def __getitem__(self, index: int | slice) -> Extraction | list[Extraction]:
        """Read up to the given ones; for many of them, make a list first."""
        numbers = range(self._size)[index]
        if isinstance(numbers, int):
            return next(islice(self, numbers, None))
        wanted = {number: place for place, number in enumerate(numbers)}
        found = [(wanted[n], x) for n, x in enumerate(self) if n in wanted]
        return [x for _, x in sorted(found, key=lambda one: one[0])]

    def articles(self) -> Iterator[Article]:
        """The articles, in order."""
        return self._articles() if self._articles else (x.article for x in self)

    def watched(self, watch: Callable[[Iterator[Extraction]], Iterator[Extraction]]) -> Reread:
        """The extractions, of which the first pass goes through a function that looks at each, as a tally does."""
        passes = iter((watch,))

        def read() -> Iterator[Extraction]:
            return next(passes, iter)(self._read())

        return Reread(read, self._size, self._articles, credited=self.credited)

    def through(self, change: Callable[[Extraction], Extraction]) -> Reread:
        """The extractions, each changed when it is read; the article has to stay."""
        return Reread(lambda: map(change, self), self._size, self._articles, credited=self.credited)


def articles_of(extractions: Sequence[Extraction]) -> Iterator[Article]:
    """The articles of extractions, in order."""
    return extractions.articles() if isinstance(extractions, Reread) else (x.article for x in extractions)
