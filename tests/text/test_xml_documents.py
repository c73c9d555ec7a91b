"""XML from outside has one door, and a document type declaration does not pass it."""

import ast
import io
import zipfile
from pathlib import Path

import pytest

from geo.model.errors import GeoError, UnreadableError
from geo.readers.articles.reader import read_articles
from geo.readers.tables import read_table
from geo.reference.boundaries.sources import read_boundaries
from geo.reference.context import Reference
from geo.text.xml_documents import DeclaredTypeError, checked_root, parsed_root
from tests.support import ROOT

DOOR = ROOT / "geo" / "text" / "xml_documents.py"
PARSERS = {
    "XMLParser", "XMLPullParser", "iterparse", "fromstring", "fromstringlist", "parse", "XML", "XMLID", "ParserCreate",
    "parseString", "make_parser", "DTD",
}  # fmt: skip
LIBRARIES = ("xml.etree", "xml.dom", "xml.parsers", "xml.sax", "lxml.objectify", "xmltodict", "lxml.sax")
HARMLESS = '<!DOCTYPE {root} [<!ENTITY town "Haeju">]>'
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "utf-7",
    "cp949",
    "cp037",
)


def declared(text: str, encoding: str) -> bytes:
    """A document in an encoding, with the declaration that a program would write."""
    name = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16", "utf-32-le": "utf-32"}.get(
        encoding, encoding
    )
    return f"<?xml version='1.0' encoding='{name}'?>{text}".encode(encoding)


def archive(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return path


def test_no_other_module_calls_a_parser_of_xml() -> None:
    wrong = []
    for path in sorted((ROOT / "geo").rglob("*.py")):
        if path == DOOR:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            wrong += [
                f"{path.name}: {name}"
                for name in names
                if name.startswith(LIBRARIES) and not name.startswith("xml.sax.saxutils")
            ]
            called = node.func if isinstance(node, ast.Call) else None
            if (
                isinstance(called, ast.Attribute)
                and called.attr in PARSERS
                and isinstance(called.value, ast.Name)
                and called.value.id in ("etree", "ElementTree", "ET", "expat")
            ):
                wrong.append(f"{path.name}, line {node.lineno}: {called.attr}")
    assert wrong == []


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("before", ["", "<!-- " + "long " * 2000 + "-->\n", "<?note of ours?>\r\n\t "])
def test_a_declared_document_type_is_refused_in_every_encoding(encoding: str, before: str) -> None:
    content = declared(before + HARMLESS.format(root="a") + "<a>&town;</a>", encoding)
    with pytest.raises(UnreadableError, match=r"p\.xml"):
        parsed_root(content, "p.xml")
    with pytest.raises(UnreadableError, match=r"p\.xml"):
        checked_root(io.BytesIO(content), "p.xml")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "utf-7", "cp949"]
)
def test_a_document_without_one_is_read_in_its_encoding(encoding: str) -> None:
    assert parsed_root(declared("<a>성천군</a>", encoding), "p.xml").text == "성천군"


@pytest.mark.parametrize(
    "text",
    ["<!-- <!DOCTYPE a [<!ENTITY b 'c'>]> --><a/>", "<a><![CDATA[<!DOCTYPE a>]]></a>", "<a>&lt;!DOCTYPE</a>"],
)
def test_words_about_document_types_are_no_declaration(text: str) -> None:
    assert parsed_root(text.encode(), "p.xml").tag == "a"
    assert checked_root(io.BytesIO(text.encode()), "p.xml") == "a"


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RUN = "<w:p><w:r><w:t>Kim visited Haeju.</w:t></w:r></w:p>"
TYPED = f"<w:document xmlns:w='{WORD}'><w:body>{RUN}</w:body></w:document>"
NOTES = TYPED.replace("w:document", "w:footnotes").replace("w:body", "w:footnote")


def read(path: Path) -> tuple[list[str], list[str]]:
    problems: list[GeoError] = []
    found = [a.text for a in read_articles([path], report=problems.append)]
    return found, [str(p) for p in problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
def test_a_part_of_a_document_that_declares_a_type_is_named_and_the_rest_is_read(
    tmp_path: Path, encoding: str
) -> None:
    notes = declared(HARMLESS.format(root="w:footnotes") + NOTES, encoding)
    archive(tmp_path / "a.docx", {"word/document.xml": TYPED.encode(), "word/footnotes.xml": notes})
    texts, (problem,) = read(tmp_path)
    assert texts == ["Kim visited Haeju."]
    assert "a.docx, word/footnotes.xml" in problem
    assert "document type" in problem


@pytest.mark.parametrize(
    ("name", "part"),
    [("a.docx", "word/document.xml"), ("a.odt", "content.xml"), ("a.hwpx", "Contents/section0.xml"),
     ("a.epub", "META-INF/container.xml")],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-7"])
def test_the_text_part_of_each_kind_of_document_is_refused_by_name_and_the_next_file_is_read(
    tmp_path: Path, name: str, part: str, encoding: str
) -> None:
    archive(tmp_path / name, {part: declared(HARMLESS.format(root="r") + "<r>&town;</r>", encoding)})
    (tmp_path / "b.txt").write_text("Kim visited Haeju.")
    texts, (problem,) = read(tmp_path)
    assert texts == ["Kim visited Haeju."]
    assert f"{name}, {part}" in problem


def test_an_old_feed_that_names_the_type_of_its_version_is_read_and_one_that_defines_with_it_is_not(
    tmp_path: Path,
) -> None:
    public = 'PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"'
    feed = "<rss version='0.91'><channel><item><description>Kim visited Haeju.</description></item></channel></rss>"
    (tmp_path / "a.rss").write_text(f"<?xml version='1.0'?><!DOCTYPE rss {public}>{feed}")
    (tmp_path / "b.rss").write_text(f"<!DOCTYPE rss {public} [<!ENTITY town 'Haeju'>]>{feed}")
    (tmp_path / "c.rss").write_text(f"<!DOCTYPE rss SYSTEM 'other.dtd'>{feed}")
    texts, problems = read(tmp_path)
    assert texts == ["Kim visited Haeju."]
    assert ["b.rss" in problems[0], "c.rss" in problems[1]] == [True, True]


KML = (
    "<kml xmlns='http://www.opengis.net/kml/2.2'><Placemark><name>Haeju</name>"
    "<Point><coordinates>125.7,38</coordinates></Point></Placemark></kml>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-7", "cp949"])
def test_a_map_file_with_a_document_type_is_refused_alone_and_within_an_archive(
    tmp_path: Path, encoding: str
) -> None:
    content = declared(HARMLESS.format(root="kml") + KML, encoding)
    alone, packed = tmp_path / "a.kml", tmp_path / "b.kmz"
    alone.write_bytes(content)
    archive(packed, {"places.kml": content})
    for path, name in ((alone, "a.kml"), (packed, "b.kmz, places.kml")):
        with pytest.raises(DeclaredTypeError, match=name):
            read_table(path, print, need=("name",))


@pytest.mark.parametrize("name", ["a.kml", "a.kmz", "a.zip"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_boundaries_with_a_document_type_are_refused_before_gdal_opens_them(
    tmp_path: Path, name: str, encoding: str
) -> None:
    content = declared(HARMLESS.format(root="kml") + KML, encoding)
    path = tmp_path / name
    if name == "a.kml":
        path.write_bytes(content)
    else:
        archive(path, {"doc.kml": content})
    with pytest.raises(DeclaredTypeError, match=name):
        read_boundaries(path, Reference.bundled().gazetteer, print)


@pytest.mark.parametrize("name", ["a.gpx", "a.fgb", "a.geojsonl"])
def test_a_map_file_that_only_describes_another_source_is_not_followed(tmp_path: Path, name: str) -> None:
    (tmp_path / "own.csv").write_text("name,lat,lon\nHaeju,38,125.7\n")
    path = tmp_path / name
    path.write_text(
        "<OGRVRTDataSource><OGRVRTLayer name='own'><SrcDataSource relativeToVRT='1'>own.csv</SrcDataSource>"
        "</OGRVRTLayer></OGRVRTDataSource>"
    )
    with pytest.raises(UnreadableError, match="describes another source"):
        read_table(path, print, need=("name",))


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/comments1.xml", "docProps/app.xml", "xl/odd.bin"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "utf-7", "cp037"])
def test_a_workbook_is_refused_by_any_of_its_parts(tmp_path: Path, part: str, encoding: str) -> None:
    content = declared(HARMLESS.format(root="a") + "<a/>", encoding)
    path = archive(
        tmp_path / "a.xlsx", {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<a/>", part: content}
    )
    with pytest.raises(UnreadableError, match=f"a.xlsx, {part}"):
        read_table(path, print, need=("name",))
