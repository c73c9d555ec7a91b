"""Which font a Korean figure is drawn with, of collections that hold several faces in one file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from geo.outputs.figure import fonts

COLLECTION = "Noto Sans CJK"
"""Its first face is the Japanese one. matplotlib lists that alone up to 3.10, and all of them from 3.11."""


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    fonts.korean_font.cache_clear()
    yield
    fonts.korean_font.cache_clear()


def listed(monkeypatch: pytest.MonkeyPatch, *faces: str) -> None:
    """Have matplotlib list some faces of the collection and its own fonts, and nothing else."""
    files = [path for path in font_manager.findSystemFonts() if "NotoSansCJK-Regular.ttc" in path]
    if not files:
        pytest.skip(f"{COLLECTION} is not installed")
    own = [entry for entry in font_manager.fontManager.ttflist if entry.name == fonts.LATIN]
    made = [
        font_manager.FontEntry(fname=files[0], name=f"{COLLECTION} {face}", weight=400, size="scalable")
        for face in faces
    ]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [*own, *made])
    monkeypatch.setattr(font_manager, "findSystemFonts", list)


def test_the_korean_face_is_chosen_where_all_faces_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    listed(monkeypatch, "JP", "SC", "KR", "TC")
    assert fonts.korean_font() == "Noto Sans CJK KR"


def test_where_one_face_is_listed_it_is_used_as_it_has_hangul_too(monkeypatch: pytest.MonkeyPatch) -> None:
    listed(monkeypatch, "JP")
    assert fonts.korean_font() == "Noto Sans CJK JP"


def test_a_face_without_hangul_is_not_chosen_whatever_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    latin = next(entry.fname for entry in font_manager.fontManager.ttflist if entry.name == fonts.LATIN)
    named = font_manager.FontEntry(fname=latin, name="Noto Sans CJK KR", weight=400, size="scalable")
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [named])
    monkeypatch.setattr(font_manager, "findSystemFonts", list)
    assert fonts.korean_font() is None


def test_this_matplotlib_finds_a_face_with_hangul_in_the_collection() -> None:
    name = fonts.korean_font()
    if name is None:
        pytest.skip("no Korean font is installed")
    names = {entry.name for entry in font_manager.fontManager.ttflist}
    if f"{COLLECTION} KR" in names:
        assert name == f"{COLLECTION} KR"
    path = font_manager.findfont(name, fallback_to_default=False)
    assert FT2Font(path).get_char_index(0xD55C)
