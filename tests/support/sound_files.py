"""Small sound files of every format that is read, made here, for tests that damage them."""

# ruff: noqa: E501 (contents of files)

from __future__ import annotations

import gzip
import io
import json
import tarfile
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

__all__ = ["BOUNDARIES", "CORRECTIONS", "HEAD", "QUERIES", "ROWS", "articles", "tables"]

ROWS = [
    (f"r{n}", f"2024-11-{n:02}", place, f"A mill, as seen on visit {n}", lat, lon)
    for n, (place, lat, lon) in enumerate(
        [("Haeju", 38.04, 125.71), ("성천군", 39.26, 126.2), ("Anju", 39.62, 125.66), ("Hyesan", 41.4, 128.18),
         ("Rason", 42.25, 130.3), ("원산시", 39.15, 127.44), ("Sinuiju", 40.1, 124.4), ("Kanggye", 40.97, 126.6)], 1
    )
]  # fmt: skip
HEAD = ("id", "date", "place", "text", "lat", "lon")
TEXT = "Kim Jong Un inspected a mill in Songchon County on November 20.\nThe county built a dam.\n김정은 동지가 성천군을 현지지도하시였다.\n"


def _csv(mark: str = ",") -> bytes:
    lines = [mark.join(HEAD)] + [
        mark.join((i, d, p, f'"{t}"', str(la), str(lo))) for i, d, p, t, la, lo in ROWS
    ]
    return ("\n".join(lines) + "\n").encode()


def _objects() -> list[dict[str, object]]:
    return [dict(zip(HEAD, row, strict=True)) for row in ROWS]


def _kml() -> bytes:
    marks = "".join(
        f"<Placemark><name>{p}</name><TimeStamp><when>{d}</when></TimeStamp><description>{t}</description>"
        f"<Point><coordinates>{lo},{la}</coordinates></Point></Placemark>\n"
        for _, d, p, t, la, lo in ROWS
    )
    return f"<?xml version='1.0' encoding='UTF-8'?><kml xmlns='http://www.opengis.net/kml/2.2'><Document>{marks}</Document></kml>".encode()


def _geojson() -> bytes:
    features = [
        {"type": "Feature", "properties": dict(zip(HEAD[:4], row[:4], strict=True)),
         "geometry": {"type": "Point", "coordinates": [row[5], row[4]]}} for row in ROWS
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def _zipped(parts: Mapping[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEAD, *ROWS):
        sheet.append(list(row))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _open_document() -> bytes:
    """A workbook as LibreOffice packs one, with an empty rest of the sheet."""
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    lines = "".join(
        f"<t:table-row>{''.join(map(_open_cell, row))}<t:table-cell t:number-columns-repeated='16378'/></t:table-row>"
        for row in (HEAD, *ROWS)
    )
    rest = "<t:table-row t:number-rows-repeated='1048567'><t:table-cell t:number-columns-repeated='16384'/></t:table-row>"
    content = (
        f"<o:document-content xmlns:o='{space}office:1.0' xmlns:t='{space}table:1.0' xmlns:x='{space}text:1.0'>"
        f"<o:body><o:spreadsheet><t:table t:name='Own'>{lines}{rest}</t:table></o:spreadsheet></o:body></o:document-content>"
    )
    return _zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def _open_cell(value: object) -> str:
    if isinstance(value, float):
        return f"<t:table-cell o:value-type='float' o:value='{value}'><x:p>{value}</x:p></t:table-cell>"
    return f"<t:table-cell o:value-type='string'><x:p>{escape(str(value))}</x:p></t:table-cell>"


def _vectors() -> dict[str, bytes]:
    """Files of GDAL's and Arrow's formats, from one frame."""
    import geopandas
    import pandas as pd

    frame = pd.DataFrame(ROWS, columns=list(HEAD))
    points = geopandas.GeoDataFrame(
        frame, geometry=geopandas.points_from_xy(frame["lon"], frame["lat"]), crs="EPSG:4326"
    )
    found = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        points.to_file(folder / "a.gpkg", layer="own", driver="GPKG")
        points.to_file(folder / "a.fgb", driver="FlatGeobuf")
        points.to_file(folder / "a.shp", encoding="utf-8")
        points.to_parquet(folder / "a.parquet")
        found[".gpkg"], found[".fgb"] = (folder / "a.gpkg").read_bytes(), (folder / "a.fgb").read_bytes()
        found[".dbf"], found[".parquet"] = (
            (folder / "a.dbf").read_bytes(),
            (folder / "a.parquet").read_bytes(),
        )
        found[".zip"] = _zipped({p.name: p.read_bytes() for p in sorted(folder.glob("a.*")) if p.suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg")})  # fmt: skip
    return found


def tables() -> dict[str, bytes]:
    """A table of the same eight rows in each format, by the ending of its file."""
    gpx = "".join(
        f"<wpt lat='{la}' lon='{lo}'><name>{p}</name><desc>{t}</desc></wpt>" for _, _, p, t, la, lo in ROWS
    )
    return {
        ".csv": _csv(), ".tsv": _csv("\t"), ".xlsx": _workbook(), ".ods": _open_document(), ".kml": _kml(), ".geojson": _geojson(),
        ".json": json.dumps(_objects(), ensure_ascii=False, indent=1).encode(),
        ".jsonl": "".join(json.dumps(o, ensure_ascii=False) + "\n" for o in _objects()).encode(),
        ".kmz": _zipped({"doc.kml": _kml()}),
        ".gpx": f"<gpx xmlns='http://www.topografix.com/GPX/1/1' version='1.1'>{gpx}</gpx>".encode(),
        **_vectors(),
    }  # fmt: skip


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_OF_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def articles() -> dict[str, bytes]:
    """Articles in each format, by the ending of their file."""
    paragraphs = TEXT.strip().split("\n")
    html = "<!DOCTYPE html><html><head><title>Own</title><meta name='date' content='2024-11-20'></head><body><article>"
    html += "".join(f"<p>{p}</p>" for p in paragraphs) + "</article></body></html>"
    mail = f"From: a@example.org\nDate: Wed, 20 Nov 2024 10:00:00 +0900\nSubject: Own\nContent-Type: text/plain; charset=utf-8\n\n{TEXT}"
    item = f"<title>Own</title><link>https://example.org/1</link><description>{paragraphs[0]}</description>"
    words = "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs)
    texts = "".join(f"<t:p>{p}</t:p>" for p in paragraphs)
    lines = "".join(
        json.dumps({"id": str(n), "date": "2024-11-20", "title": "Own", "text": p}, ensure_ascii=False) + "\n"
        for n, p in enumerate(paragraphs)
    )
    mhtml = f"From: <Saved by Own>\nSubject: Own\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\nContent-Location: https://example.org/1\n\n{html}\n--b--\n"
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}".encode()
    warc = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/1\r\nWARC-Date: 2024-11-20T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n").encode() + answer + b"\r\n\r\n"  # fmt: skip
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w:gz") as archive:
        entry = tarfile.TarInfo("a.txt")
        entry.size = len(TEXT.encode())
        archive.addfile(entry, io.BytesIO(TEXT.encode()))
    container = "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='c.opf'/></rootfiles></container>"
    package = "<package xmlns='http://www.idpf.org/2007/opf'><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>"
    return {
        ".txt": TEXT.encode(), ".html": html.encode(), ".jsonl": lines.encode(), ".eml": mail.encode(),
        ".json": json.dumps([json.loads(line) for line in lines.splitlines()], ensure_ascii=False).encode(),
        ".rss": f"<?xml version='1.0'?><rss version='2.0'><channel><title>Own</title><item>{item}</item><item>{item}</item></channel></rss>".encode(),
        ".atom": f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Own</title><entry><title>Own</title><updated>2024-11-20T00:00:00Z</updated><content type='html'>{paragraphs[0]}</content></entry></feed>".encode(),
        ".csv": ("id,date,title,text\n" + "".join(f'{n},2024-11-20,Own,"{p}"\n' for n, p in enumerate(paragraphs))).encode(),
        ".mbox": f"From a@example.org Wed Nov 20 10:00:00 2024\n{mail}\nFrom b@example.org Wed Nov 20 11:00:00 2024\n{mail}".encode(),
        ".mhtml": mhtml.encode(), ".md": f"# Own\n\n{TEXT}\n- [one](https://example.org)\n".encode(),
        ".docx": _zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:document xmlns:w='{_WORD}'><w:body>{words}</w:body></w:document>"}),
        ".odt": _zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"<o:document-content xmlns:o='{_OFFICE}' xmlns:t='{_OF_TEXT}'><o:body><o:text>{texts}</o:text></o:body></o:document-content>"}),
        ".hwpx": _zipped({"mimetype": "application/hwp+zip", "Contents/section0.xml": f"<sec xmlns='http://www.hancom.co.kr/hwpml/2011/section'>{''.join(f'<p><run><t>{p}</t></run></p>' for p in paragraphs)}</sec>"}),
        ".epub": _zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": container, "c.opf": package, "a.xhtml": html}),
        ".zip": _zipped({"a.txt": TEXT, "b/c.html": html}), ".tar.gz": tar.getvalue(), ".txt.gz": gzip.compress(TEXT.encode()),
        ".warc": warc, ".warc.gz": gzip.compress(warc),
        ".wacz": _zipped({"datapackage.json": "{}", "archive/data.warc": warc, "pages/pages.jsonl": '{"url": "https://example.org/1"}\n'}),
    }  # fmt: skip


_WHO = 'who = "ann"\nwhen = 2024-11-21\nwhy = "own"\n'
CORRECTIONS = {
    ".toml": (
        f'[[correction]]\nid = "c1"\naction = "alias"\n{_WHO}name = "Own mill"\nvalue = "Songchon County"\n\n'
        f'[[correction]]\nid = "c2"\naction = "reject"\n{_WHO}event = "e1"\n\n'
        f'[[correction]]\nid = "c3"\naction = "date"\n{_WHO}event = "e2"\nvalue = "2024-11-20"\n'
    ).encode(),
    ".csv": b"id,action,who,when,why,event,name,value\nc1,alias,ann,2024-11-21,own,,Own mill,Songchon County\n"
    b"c2,reject,ann,2024-11-21,own,e1,,\nc3,date,ann,2024-11-21,own,e2,,2024-11-20\n",
}

_SQUARE = [[125.5, 38.0], [126.0, 38.0], [126.0, 38.3], [125.5, 38.3], [125.5, 38.0]]
BOUNDARIES = {
    ".geojson": json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"ADM2_EN": "Haeju", "ADM2_PCODE": "KP0601", "ADM1_EN": "South Hwanghae"},
         "geometry": {"type": "Polygon", "coordinates": [_SQUARE]}}]}).encode(),
    ".kml": ("<kml xmlns='http://www.opengis.net/kml/2.2'><Placemark><name>Haeju</name><Polygon><outerBoundaryIs><LinearRing>"
             f"<coordinates>{' '.join(f'{x},{y}' for x, y in _SQUARE)}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>").encode(),
}  # fmt: skip

QUERIES = (
    "Songchon County", "성천군", "10 km north of Haeju", "39.26, 126.2", "39°15'N 126°12'E", "KP0717", "Haeju, South Hwanghae",
    "52S CG 12345 67890", "평안남도 성천군 룡전리", "between Anju and Sinuiju", "成川郡", "ソンチョン郡",
)  # fmt: skip
