"""Inputs of any size, of kinds whose time could grow faster than they do: for the benchmark and for its short form."""

# ruff: noqa: E501 (a kind of input a line)

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geo.extraction.pipeline import extract
from geo.geocoding.lookup import resolve
from geo.linking.corrections import read_corrections
from geo.linking.records import read_records
from geo.model.entities import Article
from geo.model.errors import GeoError
from geo.readers.articles.reader import read_articles
from geo.reference.context import Reference

__all__ = ["KINDS", "Kind"]

SENTENCE = "Kim Jong Un inspected a mill in Songchon County on November 20. "
KOREAN = "김정은 동지가 11월 20일 성천군의 공장을 현지지도하시였다. "


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of input.

    Attributes
    ----------
    made : callable
        Takes about how many bytes it shall have, and a folder for its files; returns what is read.
    run : callable
        Reads it.
    first : int
        Number of bytes of the smallest input that is measured.
    """

    made: Callable[[int, Path], Any]
    run: Callable[[Any], object]
    first: int = 8_000


_EVENT = ("Kim Jong Un inspected a mill in Songchon County on November 20 ", " in Haeju.")
"""A text without a place is left early: so the rules have something to look at on both sides."""


def _text(unit: str, around: tuple[str, str] = _EVENT) -> Kind:
    """A text that repeats one unit within a sentence that tells an event."""

    def made(size: int, folder: Path) -> str:
        return around[0] + unit * max(1, size // len(unit.encode())) + around[1]

    return Kind(made, lambda text: extract(Article("a", text, "", date(2024, 11, 21))))


def _file(
    ending: str, begin: str, unit: str, end: str, run: Callable[[Path], object], first: int = 8_000
) -> Kind:
    """A file that repeats one unit, in which ``{n}`` is a number."""

    def made(size: int, folder: Path) -> Path:
        path = folder / f"grown{ending}"
        times = max(1, size // len(unit.encode()))
        body = "".join(unit.replace("{n}", str(n)) for n in range(times)) if "{n}" in unit else unit * times
        path.write_text(begin + body + end, encoding="utf-8")
        return path

    return Kind(made, run, first)


def _records(path: Path) -> object:
    try:
        return list(read_records(path, report=lambda error: None))
    except GeoError:
        return None


def _articles(path: Path) -> object:
    return [extract(article) for article in read_articles([path], report=lambda error: None)]


def _read(path: Path) -> object:
    return list(read_articles([path], report=lambda error: None))


def _corrections(path: Path) -> object:
    try:
        return read_corrections(path, report=lambda error: None)
    except GeoError:
        return None


def _workbook(row: Callable[[int], list[str]], merged: bool = False) -> Kind:
    def made(size: int, folder: Path) -> Path:
        import xlsxwriter

        path = folder / "grown.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["date", "place", "text"])
            for n in range(1, max(3, size // 60)):
                sheet.write_row(n, 0, row(n))
                if merged and n % 2:
                    sheet.merge_range(n, 1, n + 1, 1, "Haeju")
        return path

    return Kind(made, _records)


def _cells(*texts: str) -> str:
    return "".join(f"<t:table-cell><x:p>{text}</x:p></t:table-cell>" for text in texts)


def _open_document(unit: str, columns: str = "", within: str = "", end: str = "") -> Kind:
    """An OpenDocument workbook that repeats rows, columns of its first row, or what is within one cell."""
    space = "urn:oasis:names:tc:opendocument:xmlns:"

    def made(size: int, folder: Path) -> Path:
        many = range(max(1, size // len(columns or within or unit)))
        head = "".join(columns.replace("{n}", str(n)) for n in many) if columns else ""
        if within:
            body = unit + within * len(many) + end
        else:
            body = "".join(unit.replace("{n}", str(n)) for n in many) if unit else ""
        content = (
            f"<o:document-content xmlns:o='{space}office:1.0' xmlns:t='{space}table:1.0' xmlns:x='{space}text:1.0'><o:body>"
            f"<o:spreadsheet><t:table t:name='Own'><t:table-row>{_cells('date', 'place', 'text')}{head}</t:table-row>"
            f"<t:table-row>{_cells('2024-11-19', 'Haeju', 'A dam')}</t:table-row>{body}</t:table></o:spreadsheet></o:body></o:document-content>"
        )
        path = folder / "grown.ods"
        with zipfile.ZipFile(path, "w") as archive:  # not compressed: what swells a lot is refused
            archive.writestr("content.xml", content)
        return path

    return Kind(made, _records, 4_000)


def _lookup(unit: str) -> Kind:
    return Kind(
        lambda size, folder: unit * max(1, size // len(unit)),
        lambda text: resolve(text, Reference.bundled()),
    )


_KML = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>', "</Document></kml>"
_MARK = (
    "<Placemark><name>Haeju {n}</name><TimeStamp><when>2024-11-20</when></TimeStamp><description>A mill</description>"
    "<Point><coordinates>125.7,38.04</coordinates></Point></Placemark>\n"
)
_RSS = "<rss version='2.0'><channel><title>Own</title>", "</channel></rss>"
_HTML = "<!DOCTYPE html><html><head><title>Own</title></head><body><article>", "</article></body></html>"

KINDS: dict[str, Kind] = {
    "text: sentences": _text(SENTENCE),
    "text: the same line": _text(SENTENCE.strip() + "\n"),
    "text: of the": _text("of the "),
    "text: capitals": _text("ABCDEFGH"),
    "text: capitals and blanks": _text("Abc Def "),
    "text: Hangul without blanks": _text("가나다라마바사"),
    "text: one place without blanks": _text("평안남도성천군"),
    "text: Hanja": _text("成川郡工場"),
    "text: Hanja without names": _text("天地玄黃宇宙"),
    "text: kana": _text("ソンチョン"),
    "text: commas": _text(","),
    "text: digits": _text("1234567890"),
    "text: digits and points": _text("12.34,"),
    "text: blanks": _text(" ", (_EVENT[0] + "a", "b" + _EVENT[1])),
    "text: line breaks": _text("\n", (_EVENT[0] + "a", "b" + _EVENT[1])),
    "text: opening brackets": _text("("),
    "text: closing brackets": _text(")"),
    "text: quotation marks": _text('"'),
    "text: curly quotation marks": _text("“"),
    "text: Korean quotation marks": _text("《"),
    "text: apostrophes": _text("'"),
    "text: hyphens": _text("a-"),
    "text: points": _text("."),
    "text: semicolons and words": _text("a mill; "),
    "text: days": _text("November 20, "),
    "text: degrees": _text("38°04'N 125°42'E "),
    "text: distances": _text("10 km north of "),
    "text: counties": _text("Songchon County, "),
    "text: and": _text("Songchon and "),
    "text: titles": _text("General Kim Jong Un, "),
    "text: initials": _text("A. B. "),
    "text: one sentence": _text("Kim inspected a mill in Songchon County and then "),
    "text: one Korean sentence": _text("성천군의 공장을 현지지도하시고 "),
    "text: Korean sentences": _text(KOREAN),
    "text: Korean notes in one line": _text("성천군 ○○공장 현지지도. 사망 3명; "),
    "text: lines of notes": _text("- 성천군: 공장 준공\n"),
    "text: combining marks": _text("́", (_EVENT[0] + "a", _EVENT[1])),
    "text: invisible characters": _text("\u200b"),
    "text: one quotation": _text("the mill in Songchon was opened, ", ('He said, "', "")),
    "CSV: rows": _file(".csv", "date,place,text\n", '2024-11-20,Haeju,"A mill {n}"\n', "", _records, 4_000),
    "CSV: unclosed quotation marks": _file(".csv", "date,place,text\n", '2024-11-20,Haeju,"A mill\n', "", _records, 4_000),
    "CSV: one unclosed in the first row": _file(".csv", 'date,place,text\n"', "2024-11-20,Haeju,A mill\n", "", _records, 4_000),
    "CSV: quotation marks alone": _file(".csv", "date,place,text\n", '"\n', "", _records, 2_000),
    "CSV: quotation marks within": _file(".csv", "date,place,text\n", '2024-11-20,Haeju,a "mill\n', "", _records, 4_000),
    "CSV: columns": _file(".csv", "date,place", ",c{n}", "\n2024-11-20,Haeju\n", _records, 2_000),
    "CSV: one long cell": _file(".csv", 'date,place,text\n2024-11-20,Haeju,"', SENTENCE, '"\n', _records),
    "CSV: commas": _file(".csv", "date,place,text\n2024-11-20,Haeju", ",", "\n", _records),
    "CSV: blank lines": _file(".csv", "date,place,text\n", "\n", "2024-11-20,Haeju,x\n", _records),
    "CSV: bytes of other encodings": Kind(
        lambda size, folder: _bytes(folder / "grown.csv", b"date,place,text\n" + b"2024-11-20,Haeju,\xff\xc3\n" * (size // 20)),
        _records, 4_000,
    ),
    "XLSX: rows": _workbook(lambda n: ["2024-11-20", "Haeju", f"A mill {n}"]),
    "XLSX: merged cells": _workbook(lambda n: ["2024-11-20", "", f"A mill {n}"], merged=True),
    "ODS: rows": _open_document("<t:table-row>" + _cells("2024-11-20", "Haeju", "A mill {n}") + "</t:table-row>"),
    "ODS: columns": _open_document("", "<t:table-cell><x:p>c{n}</x:p></t:table-cell>"),
    "ODS: merged cells": _open_document("<t:table-row><t:table-cell t:number-rows-spanned='9'><x:p>2024-11-20</x:p></t:table-cell>" + _cells("Haeju", "A mill {n}") + "</t:table-row>"),
    "ODS: repeated rows": _open_document("<t:table-row t:number-rows-repeated='1048000'>" + _cells("2024-11-20", "Haeju", "A mill {n}") + "</t:table-row>"),
    "ODS: one cell": _open_document("<t:table-row><t:table-cell><x:p>", "", "a<x:s/>", "</x:p></t:table-cell></t:table-row>"),
    "JSON: rows": _file(".json", "[", '{"date": "2024-11-20", "place": "Haeju", "text": "A mill {n}"},', "{}]", _records, 4_000),
    "JSON: keys": _file(".json", '[{"date": "2024-11-20", "place": "Haeju"', ', "k{n}": 1', "}]", _records, 4_000),
    "JSON: nested": _file(".json", "[{", '"a": {', '"date": 1' + "}" * 3 + "]", _records),
    "JSON Lines: rows": _file(".jsonl", "", '{"date": "2024-11-20", "place": "Haeju", "text": "A mill {n}"}\n', "", _records, 4_000),
    "JSON Lines: halves of pairs": _file(".jsonl", '{"date": "2024-11-20", "place": "Haeju", "text": "', "\\ud800", '"}', _records),
    "JSON Lines: articles": _file(".jsonl", "", json.dumps({"id": "{n}", "date": "2024-11-20", "text": SENTENCE}) + "\n", "", _articles),
    "KML: placemarks": _file(".kml", _KML[0], _MARK, _KML[1], _records, 4_000),
    "KML: folders within folders": Kind(
        lambda size, folder: _bytes(
            folder / "grown.kml",
            (_KML[0] + "<Folder>" * min(200, size // 40) + _MARK * (size // len(_MARK)) + "</Folder>" * min(200, size // 40) + _KML[1]).encode(),
        ),
        _records, 16_000,
    ),
    "KML: one description": _file(".kml", _KML[0] + "<Placemark><name>a</name><description>", "&lt;b ", "</description></Placemark>" + _KML[1], _records),
    "KML: scripts without an end": _file(".kml", _KML[0] + "<Placemark><name>a</name><description>", "&lt;script &lt;/style&gt;", "</description></Placemark>" + _KML[1], _records),
    "KML: coordinates": _file(".kml", _KML[0] + "<Placemark><name>a</name><LineString><coordinates>", "125.7,38.04 ", "</coordinates></LineString></Placemark>" + _KML[1], _records),
    "KML: without an end": _file(".kml", _KML[0], "<Placemark><name>", "", _records),
    "HTML: paragraphs": _file(".html", _HTML[0], f"<p>{SENTENCE}</p>\n", _HTML[1], _articles),
    "HTML: elements within elements": _file(".html", _HTML[0], "<div><b>", _HTML[1], _read),
    "HTML: without ends": _file(".html", _HTML[0], "<p>Songchon<div>", "", _read),
    "HTML: links": _file(".html", _HTML[0], "<li><a href='x'>Songchon</a></li>", _HTML[1], _read),
    "HTML: open comments": _file(".html", _HTML[0], "<!-- ", "", _read),
    "HTML: open tags": _file(".html", _HTML[0], "<", "", _read),
    "HTML: meta": _file(".html", "<html><head>", "<meta name='date' content='2024'>", "</head><body><p>Haeju</p></body></html>", _read),
    "HTML: cells": _file(".html", _HTML[0] + "<table>", "<tr><td>Songchon</td><td>1</td></tr>", "</table>" + _HTML[1], _read),
    "feed: items": _file(".rss", _RSS[0], f"<item><title>Own {{n}}</title><description>{SENTENCE}</description></item>\n", _RSS[1], _articles),
    "feed: one item": _file(".rss", _RSS[0] + "<item><description>", "&lt;p&gt;Songchon ", "</description></item>" + _RSS[1], _read),
    "feed: ampersands": _file(".rss", _RSS[0] + "<item><description>", "&", "</description></item>" + _RSS[1], _read),
    "feed: CDATA": _file(".rss", _RSS[0] + "<item><description>", "<![CDATA[a]]>", "</description></item>" + _RSS[1], _read),
    "feed: open CDATA": _file(".rss", _RSS[0] + "<item><description><![CDATA[", "<![CDATA[", "", _read),
    "mail: quoted lines": _file(".eml", "From: a@example.org\nDate: Wed, 20 Nov 2024 10:00:00 +0900\nSubject: Own\n\n", "> Songchon\n", "", _read),
    "mail: headers": _file(".eml", "From: a@example.org\n", "X-Own: {n}\n", "\nSongchon\n", _read),
    "mail: mailbox": _file(".mbox", "", "From a@example.org Wed Nov 20 10:00:00 2024\nSubject: {n}\n\nSongchon\n\n", "", _read),
    "Markdown: lines": _file(".md", "# Own\n\n", "- [Songchon](x) *and* `b`\n", "", _read),
    "Markdown: brackets": _file(".md", "# Own\n\n", "[", "", _read),
    "Markdown: stars": _file(".md", "# Own\n\n", "*a ", "", _read),
    "corrections: TOML": _file(".toml", "", "[[correction]]\naction = 'reject'\nevent_id = 'e{n}'\nreason = 'own'\n", "", _corrections),
    "corrections: CSV": _file(".csv", "action,event_id,reason\n", "reject,e{n},own\n", "", _corrections, 4_000),
    "query: words": _lookup("Songchon "),
    "query: commas": _lookup("a, "),
    "query: Hangul": _lookup("성천"),
    "query: distances": _lookup("5 km north of "),
}  # fmt: skip
"""Each kind by its name."""


def _bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
