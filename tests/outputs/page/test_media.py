"""Pictures and documents beside events: what a table may name, and what the card shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from geo.cli import main
from geo.model.errors import GeoError, OptionError
from geo.outputs.formats.icons import encoded_png
from geo.outputs.page import event_map
from geo.outputs.page.media import read_media
from tests.outputs.page.test_page_browser import (  # noqa: F401
    Opened,
    browser,
    events,
    pytestmark,
    show,
    until,
)
from tests.support import SAMPLES

Show = Callable[..., Opened]
PNG = encoded_png([b"\x20\x60\xa0\xff" * 40] * 30, 40, 30)
HEAD = "event,file,caption,credit,licence\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "table"
    inside.mkdir()
    (inside / "mill.png").write_bytes(PNG)
    (inside / "plan.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    (inside / "page.png").write_bytes(b"<svg onload='alert(1)'/>")
    (tmp_path / "secret.png").write_bytes(PNG)
    (inside / "away.png").symlink_to(tmp_path / "secret.png")
    return inside


def read(folder: Path, rows: str, **options):
    table = folder / "media.csv"
    table.write_text(HEAD + rows, encoding="utf-8")
    said: list[GeoError] = []
    media = read_media(table, {"e1", "e2"}, said.append, **options)
    return media, [str(one).removeprefix(str(folder) + "/") for one in said]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("e9,mill.png,A mill", "media.csv:2: no event has the id 'e9'"),
        ("e1,mill.png,", "media.csv:2: mill.png has no caption"),
        ("e1,gone.png,A mill", "media.csv:2: gone.png is missing"),
        ("e1,page.png,A mill", "media.csv:2: page.png is, by its content, no JPEG, PNG"),
        ("e1,../secret.png,A mill", "media.csv:2: ../secret.png is outside of the folder"),
        ("e1,away.png,A mill", "media.csv:2: away.png is outside of the folder"),
        ("e1,https://example.org/a.png,A mill", "media.csv:2: file = 'https://example.org/a.png'"),
        ("e1,.,A mill", "media.csv:2: . is no file"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_and_the_rest_is_used(folder: Path, row: str, said: str) -> None:
    media, told = read(folder, f"{row}\ne2,mill.png,A mill in spring\n")
    assert [one.event for one in media.each] == ["e2"]
    assert len(told) == 1
    assert told[0].startswith(said)


def test_a_file_outside_of_the_folder_is_taken_where_that_is_allowed(folder: Path) -> None:
    media, told = read(folder, "e1,../secret.png,A mill\n", outside=True)
    assert told == []
    assert media.each[0].inline


def test_a_large_file_is_linked_and_a_file_of_two_events_is_carried_once(folder: Path) -> None:
    media, _ = read(folder, "e1,mill.png,A\ne2,mill.png,B\ne1,plan.pdf,Plan\n", limit=20)
    assert [one.inline for one in media.each] == [False, False, True]
    assert media.linked == 1
    assert media.block().count("mill.png") == 2  # its name and its address


def test_a_table_that_is_none_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "media.csv"
    with pytest.raises(OptionError, match="cannot be read"):
        read_media(table, (), print)
    table.write_text("event,file\ne1,a.png\n", encoding="utf-8")
    with pytest.raises(OptionError, match="has no column 'caption'"):
        read_media(table, (), print)


def test_the_command_tells_of_bad_rows_and_writes_the_page(folder: Path, capsys) -> None:
    (folder / "media.csv").write_text(HEAD + "e9,mill.png,A mill\n", encoding="utf-8")
    out = folder / "map.html"
    given = ["map", str(SAMPLES / "articles"), "--media", str(folder / "media.csv"), "-o", str(out)]
    assert main(given) == 2
    assert "media.csv:2: no event has the id 'e9'" in capsys.readouterr().err
    assert out.exists()


def test_a_page_without_media_carries_nothing_of_them() -> None:
    assert "geo-media" not in event_map(events(3)).get_root().render()


def test_the_card_shows_a_picture_with_its_caption_and_offers_a_document(show: Show, folder: Path) -> None:  # noqa: F811
    frame = events(20)
    first = frame["event_id"].iloc[0]
    table = folder / "media.csv"
    table.write_text(
        f'{HEAD}{first},mill.png,"A mill <b>in spring</b>",A. Photographer,CC BY 4.0\n{first},plan.pdf,Its plan,,\n',
        encoding="utf-8",
    )
    opened = show(frame, media=table)
    page = opened.page
    page.evaluate("async (id) => geoPage.select(await geoPage.findEvent(id), {})", first)
    until(page, "document.querySelectorAll('#card figure').length", 2)
    until(page, "document.querySelector('#card figure img').naturalWidth", 40)
    assert page.get_attribute("#card figure img", "alt") == "A mill <b>in spring</b>"
    assert page.locator("#card figure b").count() == 0
    assert "A. Photographer · CC BY 4.0" in page.inner_text("#card figure")
    assert page.get_attribute("#card figure a", "download") == "plan.pdf"
    policy = page.get_attribute("meta[http-equiv]", "content")
    assert "img-src data: blob:;" in policy
    opened.quiet()
