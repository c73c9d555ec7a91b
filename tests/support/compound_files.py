"""Compound files (OLE, version 3) with a few streams, and HWP 5 documents in them."""

from __future__ import annotations

import struct
import zlib

__all__ = ["compound_file", "hwp"]

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound_file(streams: dict[str, bytes]) -> bytes:
    """A compound file; a name with a slash is of a stream in a storage. Streams are padded to whole sectors."""
    contents, entries = [], [("Root Entry", 5, FREE, FREE, 1, END, 0)]
    storages = sorted({name.partition("/")[0] for name in streams if "/" in name})
    names = [*[n for n in streams if "/" not in n], *storages]
    sector = 0
    inner: list[tuple[str, str]] = [tuple(n.split("/")) for n in streams if "/" in n]  # type: ignore[misc]
    flat = [*names, *(f"{s}/{n}" for s, n in inner)]
    for number, name in enumerate(flat, 1):
        top = number <= len(names)
        after = number + 1 if top and number < len(names) else FREE
        if not top:
            later = [
                m for m in range(number + 1, len(flat) + 1) if flat[m - 1].split("/")[0] == name.split("/")[0]
            ]
            after = later[0] if later else FREE
        if name in storages:
            first = next(
                m for m in range(len(names) + 1, len(flat) + 1) if flat[m - 1].startswith(f"{name}/")
            )
            entries.append((name, 1, FREE, after, first, 0, 0))
            continue
        content = streams[name].ljust(4096, b"\0")
        content += b"\0" * (-len(content) % SECTOR)
        entries.append((name.rpartition("/")[2], 2, FREE, after, FREE, sector, len(content)))
        contents.append(content)
        sector += len(content) // SECTOR
    chains = []
    for content in contents:
        size = len(content) // SECTOR
        begin = len(chains)
        chains += [*range(begin + 1, begin + size), END]
    while len(entries) % 4:
        entries.append(("", 0, FREE, FREE, FREE, 0, 0))
    folders = len(entries) * 128 // SECTOR
    begin = len(chains)
    chains += [*range(begin + 1, begin + folders), END]
    tables = -(-(len(chains) + 1) * 4 // SECTOR) or 1
    at = len(chains)
    chains += [FAT] * tables
    chains += [FREE] * (-len(chains) % (SECTOR // 4))
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack(
            "<HHHHHHIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, tables, begin, 0, 4096, END, 0, END, 0
        )
    )
    head += struct.pack("<109I", *[at + n for n in range(tables)], *[FREE] * (109 - tables))
    folder = b"".join(_entry(*entry) for entry in entries)
    return head + b"".join(contents) + folder + struct.pack(f"<{len(chains)}I", *chains)


def _entry(name: str, kind: int, left: int, right: int, child: int, begin: int, size: int) -> bytes:
    coded = name.encode("utf-16-le")
    length = len(coded) + 2 if name else 0
    return (
        coded.ljust(64, b"\0")
        + struct.pack("<HBBIII", length, kind, 1, left, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", begin, size)
    )


def _record(kind: int, level: int, content: bytes) -> bytes:
    size = min(len(content), 0xFFF)
    return (
        struct.pack("<I", kind | level << 10 | size << 20)
        + (struct.pack("<I", len(content)) if size == 0xFFF else b"")
        + content
    )


def hwp(parts: list[tuple[str, str]], marks: int = 1) -> bytes:
    """A HWP 5 document of paragraphs: each is the control that it is in (empty for none), and its text."""
    section = b""
    for control, text in parts:
        level = 0
        if control:
            section += _record(66, 0, b"\0" * 22) + _record(71, 1, control.encode()[::-1] + b"\0" * 8)
            level = 2
        section += _record(66, level, b"\0" * 22) + _record(67, level + 1, text.encode("utf-16-le"))
    if marks & 1:
        packer = zlib.compressobj(wbits=-15)
        section = packer.compress(section) + packer.flush()
    head = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05000000, marks)
    return compound_file({"FileHeader": head.ljust(256, b"\0"), "BodyText/Section0": section})
