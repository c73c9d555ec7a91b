"""The text of Shapefiles and dBASE tables, whose code page is often missing or wrong: decided by the text itself.

Korean programs write CP949 and name no code page, which GDAL then reads as Latin letters. So the bytes are read as
they are, and decoded here.
"""

from __future__ import annotations

import codecs
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.text.scripts import Script

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["AS_BYTES", "TextCode", "code_of", "decoded", "is_dbase"]

AS_BYTES = "ISO-8859-1"
"""The code page that gives each byte as one character, so that none is lost."""
#: Number of the code page in the header of a dBASE file -> Python's name of it; those with more than one byte a letter.
_PAGES = {
    0x13: "cp932", 0x7B: "cp932", 0x4D: "gbk", 0x7A: "gbk", 0x4E: "cp949", 0x79: "cp949", 0x4F: "big5", 0x78: "big5",
}  # fmt: skip
_HANGUL = re.compile(rf"[{Script.HANGUL.ranges}\u3131-\u318e]")
_LETTER = re.compile(r"[^\x00-\x7f]")
#: Accents and quotation marks of Windows-1252 stand alone or in twos; other code pages have runs of such bytes.
_WESTERN = re.compile(rb"(?:[\x00-\x7f]|[\x80-\xff](?![\x80-\xff]{2}))*")
_MOSTLY = 0.8
_NEARLY_ALL = 0.95


@dataclass(frozen=True, slots=True)
class TextCode:
    """How the text of a table is encoded.

    Attributes
    ----------
    name : str
        Python's name of the encoding.
    note : str
        What the user is to know of the choice; empty where it is the one that the file names.
    """

    name: str
    note: str = ""

    def text(self, content: bytes) -> str:
        """Decode a cell; half a character at its end, where the format cuts texts, is left out."""
        return codecs.getincrementaldecoder(self.name)("replace").decode(content)

    def title(self, content: bytes) -> str:
        """Decode the name of a column, without halves of characters: the format cuts it after ten bytes."""
        return content.decode(self.name, "ignore")


def is_dbase(path: Path) -> bool:
    """Whether a file of layers is a Shapefile or dBASE table, or a ZIP archive of one."""
    return path.suffix.casefold() in (".shp", ".dbf") or zipfile.is_zipfile(path)


def decoded(frame: pd.DataFrame, path: Path) -> tuple[pd.DataFrame, list[str]]:
    """Decode the column names and texts of a frame that was read with :data:`AS_BYTES`.

    Parameters
    ----------
    frame : DataFrame
    path : path
        Of the file, which may name its code page.

    Returns
    -------
    frame : DataFrame
        With text in place of bytes.
    notes : list of str
        On the choice of the encoding, and on names that the format has cut inside of a character.
    """
    names = [str(c) for c in frame.columns]
    texts = [
        i
        for i, column in enumerate(list(frame.dtypes))
        if column.kind not in "biufcMm" and names[i] != "geometry"
    ]
    cells = [v.encode(AS_BYTES) for i in texts for v in frame.iloc[:, i] if isinstance(v, str)]
    if all(map(bytes.isascii, cells)):
        cells += [n.encode(AS_BYTES) for n in names]  # otherwise left out, as they may be cut
    code = code_of(cells, _declared(path))
    notes = [code.note] if code.note else []
    titles = [code.title(n.encode(AS_BYTES)) for n in names]
    for i in texts:
        column = [code.text(v.encode(AS_BYTES)) if isinstance(v, str) else v for v in frame.iloc[:, i]]
        frame.isetitem(i, column)
    cut = [
        t for n, t in zip(names, titles, strict=True) if t.encode(code.name, "ignore") != n.encode(AS_BYTES)
    ]
    if cut:
        notes.append(f"names of columns are cut inside of a character: {', '.join(cut)}")
    frame.columns = list(_distinct(titles))  # the geometry column is the last one, and keeps its name
    return frame, notes


def code_of(texts: Sequence[bytes], declared: str = "") -> TextCode:
    """Find out how texts are encoded.

    Parameters
    ----------
    texts : sequence of bytes
        Names of columns and cells.
    declared : str
        Python's name of the encoding that the file names; empty where it names none.

    Returns
    -------
    TextCode
        The declared encoding where all texts fit it and it has more than one byte a letter; else UTF-8, CP949 or
        Windows-1252, whichever they fit.

    Examples
    --------
    >>> code_of(["성천군".encode("cp949")]).name, code_of(["성천군".encode()], "cp949").name
    ('cp949', 'utf-8')
    >>> code_of(["Musée".encode("cp1252")]).name, code_of([b"Songchon"]).note
    ('cp1252', '')
    """
    foreign = [text for text in texts if not text.isascii()]
    if not foreign:
        return TextCode("utf-8")
    for name in dict.fromkeys(filter(None, (declared, "utf-8", "cp949"))):
        read = [text for text in (_strictly(one, name) for one in foreign) if text is not None]
        letters = _LETTER.findall("".join(read))
        if len(read) < _NEARLY_ALL * len(foreign) or not letters:
            continue
        korean = sum(bool(_HANGUL.match(letter)) for letter in letters)
        if name == "cp949" and name != declared and korean < _MOSTLY * len(letters):
            continue
        if name == declared or (name == "utf-8" and not declared):
            return TextCode(name)
        why = f"the one that the file names, {declared}, does not fit" if declared else "the file names none"
        return TextCode(name, f"code page {name.upper()} by content; {why}")
    if all(map(_WESTERN.fullmatch, foreign)):
        return TextCode("cp1252")
    advice = "write its code page, such as CP949 or GBK, into a file with its name and the ending .cpg"
    return TextCode(declared or "cp1252", f"text in an unknown encoding, read as it comes; {advice}")


def _strictly(text: bytes, name: str) -> str | None:
    """A text in an encoding, perhaps cut inside of its last character; None where it does not fit."""
    try:
        return codecs.getincrementaldecoder(name)().decode(text)
    except UnicodeDecodeError:
        return None


def _declared(path: Path) -> str:
    """Python's name of the encoding that a file names and that has more than one byte a letter; else empty."""
    page = _beside(path, ".cpg", 60).decode("ascii", "replace").strip()
    if page:
        for name in (page, *re.findall(r"\d+", page)):
            try:
                found = codecs.lookup(name).name
            except (LookupError, ValueError):
                continue
            return "" if found.startswith(("iso8859", "cp125", "ascii")) else found
        return ""
    header = _beside(path, ".dbf", 32)
    return _PAGES.get(header[29], "") if len(header) == 32 else ""


def _beside(path: Path, ending: str, size: int) -> bytes:
    """The first bytes of the file that belongs to a Shapefile; empty where there is none."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for entry in archive.namelist():
                if entry.casefold().endswith(ending):
                    with archive.open(entry) as file:
                        return file.read(size)
        return b""
    for one in (path.with_suffix(ending), path.with_suffix(ending.upper())):
        if one.is_file():
            with one.open("rb") as file:
                return file.read(size)
    return b""


def _distinct(titles: Iterable[str]) -> Iterator[str]:
    """Names of columns, with a number where a cut has made two of them the same."""
    seen: set[str] = set()
    for number, title in enumerate(titles, 1):
        name = title if title and title not in seen else f"{title}_{number}"
        seen.add(name)
        yield name
