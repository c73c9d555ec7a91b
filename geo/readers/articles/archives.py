"""ZIP and TAR archives and compressed files: each entry is read as a file of a folder would be.

Nothing is unpacked under the name that an entry has: an entry is held in memory, or in a temporary file that is gone
when it has been read. Entries, their sizes and their ratio are bounded (:mod:`~geo.readers.articles.allowance`).
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO, Any, BinaryIO, cast

from geo.model.entities import Article
from geo.model.errors import InputError, UnreadableError
from geo.text.normalization import shown

from .source import OtherKindError, Source, kind_of

__all__ = [
    "DAMAGED",
    "TAR_ENDINGS",
    "ZIPPED_ENDINGS",
    "read_compressed",
    "read_entries",
    "read_tar",
    "read_zip",
    "unpacked",
]

_BLOCK = 2**20
_LONGEST = 12
_HELD = 8 * 2**20
"""Bytes of the largest entry that is held in memory; larger ones are in a temporary file."""
DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError,
    ValueError, RuntimeError,
)  # fmt: skip
"""Exceptions that damaged, cut off and encrypted archives raise in the standard library."""
_OPENERS: tuple[tuple[bytes, Callable[[BinaryIO], Any]], ...] = (
    (b"\x1f\x8b", lambda stream: gzip.GzipFile(fileobj=stream)),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ", lzma.LZMAFile),
)
#: Parts by which archives are known to be documents, and what their entry "mimetype" says.
_PARTS = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx"}
_TYPED = {
    "application/epub+zip": ".epub",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/hwp+zip": ".hwpx",
}
TAR_ENDINGS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
ZIPPED_ENDINGS = (".gz", ".bz2", ".xz")


class _TooLargeError(Exception):
    """An entry that unpacks to more than is allowed."""


@contextmanager
def unpacked(source: Source, file: str, stream: IO[bytes], packed: int) -> Iterator[Source]:
    """Give the source of an entry, whose content is in memory or in a temporary file.

    Parameters
    ----------
    source : Source
        The archive.
    file : str
        Name of the entry.
    stream : binary stream
        Its content.
    packed : int
        Bytes that it takes in the archive, or that the archive has.
    """
    left = source.allowance
    most = min(left.largest, left.size, max(left.small, left.ratio * max(packed, 1)))
    blocks: list[bytes] = []
    size = 0
    with ExitStack() as stack:
        path: Path | None = None
        spilled: BinaryIO | None = None
        while block := stream.read(_BLOCK):
            size += len(block)
            left.size -= len(block)
            if size > most:
                raise _TooLargeError
            blocks.append(block)
            if size > _HELD:
                if spilled is None:
                    path = Path(stack.enter_context(TemporaryDirectory()), f"entry{_ending(file)}")
                    spilled = stack.enter_context(path.open("wb"))
                spilled.writelines(blocks)
                blocks.clear()
        if spilled is not None:
            spilled.flush()
        yield source.part(file, b"".join(blocks), path)


def _ending(file: str) -> str:
    """The ending of an entry's name, for a temporary file; empty for one that is not only letters and digits."""
    ending = PurePosixPath(file).suffix
    return ending if ending[1:].isalnum() and len(ending) <= _LONGEST else ""


def _entry(source: Source, file: str, stream: IO[bytes], packed: int) -> Iterator[Article]:
    """Articles of an entry; what is wrong with it is reported and costs nothing else."""
    name = f"{source.name}/{shown(file)}"
    try:
        manager = unpacked(source, file, stream, packed)
        inside = manager.__enter__()
    except _TooLargeError:
        what = "unpacks to more than is sound, by its size or ratio; it is left out"
        source.report(InputError(f"{name}: {what}"))
        return
    except DAMAGED as error:
        source.report(InputError(f"{name}: the entry is damaged ({_why(error)}); it is left out"))
        return
    try:
        yield from source.nested.read(inside, file)
    finally:
        manager.__exit__(None, None, None)


def _why(error: Exception) -> str:
    return shown(str(error))[:100] or type(error).__name__


def _counts(source: Source, file: str) -> bool:
    """Whether an entry is of a format of articles; the others are counted by kind."""
    name = PurePosixPath(file)
    if name.name.startswith("._") or "__MACOSX" in name.parts:  # what macOS adds to archives
        return False
    if source.nested.knows(file):
        return True
    source.left_out(kind_of(file), 1)
    return False


def read_zip(source: Source) -> Iterator[Article]:
    """Read the articles of a ZIP archive, in the order of their names.

    Raises
    ------
    UnreadableError
        The file is missing or empty, is no ZIP archive, or its entries overlap. A damaged, encrypted or too large
        entry is reported.
    OtherKindError
        None of its files is of a format of articles.
    """
    ending = _document(source)
    if ending:
        yield from source.nested.read(source, f"document{ending}")
    else:
        yield from read_entries(source, source.nested.knows)


def _document(source: Source) -> str:
    """The ending of the document that an archive is, where its name does not say it; empty for other archives."""
    with source.opened() as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                names = frozenset(archive.namelist())
                kind = (
                    archive.read("mimetype")[:80].decode("ascii", "replace").strip()
                    if "mimetype" in names
                    else ""
                )
        except DAMAGED:
            return ""  # which is reported when its entries are read
    return _TYPED.get(kind) or next((ending for part, ending in _PARTS.items() if part in names), "")


def read_entries(source: Source, wanted: Callable[[str], bool], *, counted: bool = True) -> Iterator[Article]:
    """Read the entries of a ZIP archive that are wanted by their names, as :func:`read_zip` does.

    Parameters
    ----------
    source : Source
    wanted : callable
    counted : bool, default True
        Whether the others are counted as passed over.
    """
    with source.opened() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except DAMAGED as error:
            if not stream.seek(0, io.SEEK_END):
                raise source.empty() from None
            raise UnreadableError(f"{source.name}: not a ZIP archive, or cut off ({_why(error)})") from error
        size = stream.seek(0, io.SEEK_END)
        entries = sorted(
            ((_named(e), e) for e in archive.infolist() if not e.is_dir()), key=lambda pair: pair[0]
        )
        if sum(e.compress_size for _, e in entries) > size:
            raise UnreadableError(
                f"{source.name}: entries of the archive overlap, as in those that do harm; refused"
            )
        if not any(wanted(name) for name, _ in entries):
            raise OtherKindError(
                f"{source.name}: no article among the {len(entries):,} files of this archive"
            )
        for name, entry in entries:
            if not (_counts(source, name) if counted else wanted(name)):
                continue
            if not _one_more(source):
                return
            if entry.flag_bits & 1:
                what = "protected by a password; unpack the archive and give its folder"
                source.report(InputError(f"{source.name}/{shown(name)}: {what}"))
                continue
            try:
                inside = archive.open(entry)
            except DAMAGED as error:
                what = f"the entry is damaged ({_why(error)}); it is left out"
                source.report(InputError(f"{source.name}/{shown(name)}: {what}"))
                continue
            with inside:
                yield from _entry(source, name, inside, entry.compress_size)


def _one_more(source: Source) -> bool:
    """Whether a further file may be unpacked; the first that may not is reported."""
    source.allowance.files -= 1
    if source.allowance.files >= 0 and source.allowance.size > 0:
        return True
    source.report(InputError(f"{source.name}: more files or data than is sound; the rest is left out"))
    return False


def _named(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; one that is not marked as UTF-8 may be in the Korean encoding of Windows."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        for encoding in ("utf-8", "cp949"):
            try:
                return name.encode("cp437").decode(encoding)
            except (UnicodeEncodeError, UnicodeDecodeError):
                continue
    return name


def read_tar(source: Source) -> Iterator[Article]:
    """Read the articles of a TAR archive, compressed or not, in its order.

    Raises
    ------
    UnreadableError
        The file is missing or empty, or no TAR archive. Damage after the first entry is reported.
    OtherKindError
        None of its files is of a format of articles.
    """
    with source.opened() as stream:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        watched = _Watched(_decompressed(stream))
        count = known = 0
        try:
            with tarfile.open(fileobj=cast("IO[bytes]", watched), mode="r:") as archive:
                while (entry := archive.next()) is not None:
                    archive.members = []  # type: ignore[attr-defined]  # it would keep all of them
                    count += 1
                    content = archive.extractfile(entry) if entry.isreg() else None
                    if content is None or not _counts(source, entry.name):
                        continue
                    known += 1
                    if not _one_more(source):
                        return
                    yield from _entry(source, entry.name, content, size)
        except DAMAGED as error:
            if not count:
                if not size:
                    raise source.empty() from None
                raise UnreadableError(f"{source.name}: not a TAR archive ({_why(error)})") from error
            what = f"the archive is damaged after {count:,} entries ({_why(error)}); those before are read"
            source.report(InputError(f"{source.name}: {what}"))
            return
        if watched.last.strip(b"\0") or len(watched.last) < tarfile.BLOCKSIZE:
            # tarfile takes a damaged head of an entry, and a missing end, for the end of the archive.
            what = f"the archive is damaged or cut off after {count:,} entries; those before are read"
            source.report(InputError(f"{source.name}: {what}"))
        elif not known:
            raise OtherKindError(f"{source.name}: no article among the {count:,} entries of this archive")


def _decompressed(stream: BinaryIO) -> Any:
    head = stream.read(6)
    stream.seek(0)
    opener = next((one for mark, one in _OPENERS if head.startswith(mark)), None)
    return stream if opener is None else opener(stream)


class _Watched(io.RawIOBase):
    """A stream that remembers the last block of the size of a TAR head that was read."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        content: bytes = self._stream.read(size)
        if size == tarfile.BLOCKSIZE:
            self.last = content
        return content

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return int(self._stream.seek(offset, whence))

    def tell(self) -> int:
        return int(self._stream.tell())

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True


def read_compressed(source: Source) -> Iterator[Article]:
    """Read a compressed file (gzip, bzip2, xz) as the file that is in it; its format is known by its name.

    Raises
    ------
    OtherKindError
        The name before ``.gz`` has no ending of a format of articles.
    """
    file = PurePosixPath(source.name).with_suffix("").name
    if not source.nested.knows(file):
        raise OtherKindError(f"{source.name}: the file in it is of no known format; name it such as a.txt.gz")
    with source.opened() as stream:
        size = stream.seek(0, io.SEEK_END)
        if not size:
            raise source.empty()
        stream.seek(0)
        content = _decompressed(stream)
        if content is stream:
            raise UnreadableError(f"{source.name}: not compressed as its ending says, or damaged")
        yield from _entry(source, file, content, size)
