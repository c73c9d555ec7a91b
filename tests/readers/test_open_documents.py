"""OpenDocument workbooks: cells that hold something are read, however large the sheet says that it is."""

import zipfile
from pathlib import Path

import pytest

from geo.linking.corrections import read_corrections
from geo.linking.records import records_of
from geo.model.errors import InputError, OptionError, UnreadableError
from geo.readers.articles.reader import read_articles
from geo.readers.tables import Table, read_table
from tests.support.sound_files import ROWS, tables

WRITTEN = Path(__file__).parent / "sources" / "odfpy.ods"
SPACE = "urn:oasis:names:tc:opendocument:xmlns:"


def workbook(path: Path, *sheets: str, prolog: str = "") -> Path:
    """A workbook of rows as XML."""
    made = "".join(f"<t:table t:name='S{n}'>{rows}</t:table>" for n, rows in enumerate(sheets, 1))
    content = (
        f"{prolog}<o:document-content xmlns:o='{SPACE}office:1.0' xmlns:t='{SPACE}table:1.0' xmlns:x='{SPACE}text:1.0'>"
        f"<o:body><o:spreadsheet>{made}</o:spreadsheet></o:body></o:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return path


def row(*cells: str, repeated: int = 1) -> str:
    inner = "".join(f"<t:table-cell o:value-type='string'><x:p>{c}</x:p></t:table-cell>" for c in cells)
    return f"<t:table-row t:number-rows-repeated='{repeated}'>{inner}</t:table-row>"


HEAD = row("date", "place", "text")


def read(path: Path | str, **options: str) -> tuple[Table, list[str]]:
    said: list[str] = []
    return read_table(path, lambda e: said.append(str(e)), need=("date", "text"), **options), said


def test_a_workbook_of_another_program_is_read_cell_by_cell() -> None:
    table, said = read(WRITTEN)
    dated = [(str(r.date), r.date_precision) for r in records_of(table, lambda e: None)]
    assert [
        (d, table.cell(r, "place"), table.cell(r, "text")) for d, r in zip(dated, table.rows, strict=True)
    ] == [
        (("2024-11-20", "day"), "Songchon", "The new mill was opened."),
        (("2024-10-01", "month"), "Haeju", "A dam was finished."),
        (("2024-11-21", "day"), "Anju", "Two  lines,\none cell."),
        (("2024-11-21", "day"), "Hyesan", "A school was opened."),
        (("2024-11-22", "day"), "Wonsan", "A hotel was opened."),
        (("2024-11-22", "day"), "Wonsan", "A hotel was opened."),
        (("2024-11-23", "day"), "Rason", "A ship came."),
    ]
    assert table.rows[0]["lat"] == 39.25
    assert len(said) == 1
    assert "odfpy.ods, sheet 'Visits', row 11" in said[0]
    assert "is the error #REF!" in said[0]
    assert any("1 hidden sheet not read" in note for note in table.notes)
    assert any("other sheets: Remarks" in note for note in table.notes)


def test_a_sheet_is_chosen_by_its_name_also_where_it_is_hidden() -> None:
    table = read_table(f"{WRITTEN}#Old", lambda e: None)
    assert [r["place"] for r in table.rows] == ["Sinuiju"]
    with pytest.raises(OptionError, match="no sheet 'New'; there are Visits, Old, Remarks"):
        read_table(f"{WRITTEN}#New", lambda e: None)


def test_rows_are_records_as_those_of_other_formats_are(tmp_path: Path) -> None:
    path = tmp_path / "own.ods"
    path.write_bytes(tables()[".ods"])
    table, said = read(path)
    assert [tuple(str(r[name]) for name in table.header) for r in table.rows] == [
        tuple(map(str, one)) for one in ROWS
    ]
    assert not said
    assert len(list(records_of(table, lambda e: None))) == len(ROWS)


def test_a_million_repeated_rows_or_cells_are_not_made(tmp_path: Path) -> None:
    far = "<t:table-cell t:number-columns-repeated='16000'/><t:table-cell><x:p>far</x:p></t:table-cell>"
    path = workbook(
        tmp_path / "a.ods",
        HEAD
        + row(repeated=500_000)
        + row("2024-11-20", "Haeju", "A mill", repeated=400_000)
        + f"<t:table-row><t:table-cell><x:p>2024-11-21</x:p></t:table-cell>{far}</t:table-row>"
        + "<t:table-row><t:table-cell><x:p>2024-11-22</x:p></t:table-cell>"
        "<t:table-cell t:number-columns-repeated='999999999'><x:p>Anju</x:p></t:table-cell></t:table-row>",
    )
    table, said = read(path)
    assert [r["date"] for r in table.rows] == ["2024-11-20", "2024-11-21", "2024-11-22"]
    assert any(
        "row 500,002 is repeated 400,000 times, as a filled column is; read once" in n for n in table.notes
    )
    assert any("row 900003" in text for text in said)


def test_more_cells_than_ten_million_are_refused(tmp_path: Path) -> None:
    wide = row(*["a"] * 200, repeated=1_000)
    with pytest.raises(UnreadableError, match="more than 10,000,000 cells; save it as CSV"):
        read(workbook(tmp_path / "a.ods", HEAD + wide * 60))


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.ods", HEAD, prolog="<!DOCTYPE a [<!ENTITY b 'c'>]>")
    with pytest.raises(UnreadableError, match="document type definition"):
        read(path)


def test_a_cut_document_is_refused_and_not_read_in_part(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.ods", HEAD + row("2024-11-20", "Haeju", "A mill") + "</t:table-row>")
    with pytest.raises(UnreadableError, match="cannot be read"):
        read(path)


def test_another_open_document_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="an OpenDocument file, but no workbook"):
        read(WRITTEN.with_suffix(".odt"))
    with pytest.raises(InputError, match="add a header row"):
        read(workbook(tmp_path / "a.ods", row("1", "2") + row("3", "4")))


def test_articles_in_a_workbook_are_read_also_inside_of_an_archive(tmp_path: Path) -> None:
    text = "Kim Jong Un inspected a mill in Songchon County on November 20, and praised those who work in it."
    path = workbook(tmp_path / "a.ods", row("date", "title", "body") + row("2024-11-21", "A mill", text))
    (article,) = read_articles([path])
    assert (article.text, str(article.date)) == (text, "2024-11-21")
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(path, "a.ods")
    assert [one.text for one in read_articles([packed])] == [text]


def test_corrections_are_read_from_a_workbook(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.ods",
        row("action", "name", "value", "who", "when", "why")
        + row("alias", "Peony Town", "KP0717", "own", "2024-11-20", "letters"),
    )
    (one,) = read_corrections(path, lambda e: pytest.fail(str(e)))
    assert one.name == "Peony Town"
