"""What extractions depend on besides their article: the rules, the reference data, and names added by corrections."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from geo.model.entities import Alias, Article
from geo.text.normalization import Cleaned
from geo.text.romanization import fold

__all__ = ["AliasSums", "rules_digest"]

_CODE = ("extraction", "languages", "reference", "text", "model", "linking/coreference/attribution.py")
"""Parts of the package that decide what is found in an article, and who its publisher is."""
_SKIPPED = frozenset({"__pycache__"})


@cache
def rules_digest(folder: Path) -> str:
    """A digest of the code that extracts, of the reference data in a folder, and of Unicode's version.

    Extractions with the same digest need not be made again. It costs about 20 ms, and is computed once a process.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> first = rules_digest(Reference.bundled().folder)
    >>> len(first), first == rules_digest(Reference.bundled().folder)
    (32, True)
    """
    package = Path(__file__).parents[1]
    total = hashlib.sha256(unicodedata.unidata_version.encode())
    try:
        total.update(version("ahocorasick_rs").encode())
    except PackageNotFoundError:  # installed without its metadata
        total.update(b"?")
    for root in (*(package / part for part in _CODE), folder):
        for file in _files(root):
            total.update(file.relative_to(root.parent).as_posix().encode("utf-8", "surrogateescape"))
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:32]


def _files(root: Path) -> Iterable[Path]:
    if root.is_file():
        return [root]
    return sorted(file for file in root.rglob("*") if file.is_file() and not _SKIPPED & {*file.parts})


class AliasSums:
    """Sums of the added names that an article may contain: its extraction does not depend on the others.

    Parameters
    ----------
    aliases : iterable of Alias

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> place = Reference.bundled().gazetteer["KP0717"]
    >>> sums = AliasSums([Alias("Peony Town", place)])
    >>> sums.of(Article("a", "In Peony-Town.")) == sums.of(Article("a", "In Anju."))
    False
    >>> AliasSums([]).of(Article("a", "In Peony-Town.")) == sums.of(Article("a", "In Anju.")) == b""
    True
    """

    def __init__(self, aliases: Iterable[Alias]) -> None:
        named = [(fold(a.name), a.source, f"{a.name}\0{a.place.place_id}\0{a.source}") for a in aliases]
        self._everywhere = [(key, whole) for key, source, whole in named if not source]
        self._of_one: dict[str, list[str]] = {}
        for _, source, whole in named:
            if source:
                self._of_one.setdefault(source, []).append(whole)
        self.digest = _sum(whole for *_, whole in named).hex()

    def of(self, article: Article) -> bytes:
        """The sum of the names that an article may contain, in the order of the corrections; empty for none."""
        own = self._of_one.get(article.id, [])
        if self._everywhere:
            words = fold(f"{article.title} {Cleaned.of(article).text}")
            own = [whole for key, whole in self._everywhere if key in words] + own
        return _sum(own)


def _sum(names: Iterable[str]) -> bytes:
    """A sum of names; empty for none."""
    whole = "\0\0".join(names)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).digest()[:16] if whole else b""
