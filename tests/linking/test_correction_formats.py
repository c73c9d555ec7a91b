"""Files of corrections and review answers of every format that was ever written are read for ever.

The files in ``formats`` are never changed: a new format adds files beside them.
"""

from pathlib import Path

import pytest

from geo.linking.corrections import ACTIONS, Correction, as_toml, read_corrections
from geo.linking.corrections.file_format import FORMAT, HEAD
from geo.model.errors import GeoError

FILES = Path(__file__).parent / "formats"
ANSWERED = {f"c{n:02}" for n in (1, 2, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)}
"""Those that a review asks for: no points, no sites."""


def read(path: Path) -> tuple[list[Correction], list[str]]:
    problems: list[GeoError] = []
    return read_corrections(path, problems.append), [str(p) for p in problems]


def meaning(one: Correction) -> tuple[object, ...]:
    return (one.action, one.who, one.when.isoformat(), one.why, one.event, one.source, one.quote, one.others,
            one.record, one.name, one.value)  # fmt: skip


@pytest.mark.parametrize("name", ["corrections-1.toml", "corrections-1.csv"])
def test_corrections_of_format_1_mean_what_they_meant(name: str) -> None:
    found, problems = read(FILES / name)
    assert problems == []
    by_id = {c.id: c for c in found}
    assert {c.action for c in found} == set(ACTIONS)
    assert list(by_id) == [f"c{n:02}" for n in range(1, 16)]
    assert {(c.who, c.when.isoformat()) for c in found} == {("A. Reader", "2026-11-30")}
    assert (by_id["c01"].name, by_id["c01"].value.adm2) == ("Own Mill Town", "KP0717")
    assert (by_id["c02"].value.place_id, by_id["c02"].source) == ("", "a-1")
    spot = by_id["c04"].value
    assert (spot.adm2, by_id["c04"].event, by_id["c04"].quote) == (
        "KP0717",
        "0123456789ab",
        "a mill was opened",
    )
    assert (by_id["c05"].value.lat, by_id["c05"].value.lon, by_id["c05"].value.geo_precision) == (
        39.25,
        126.2,
        "site",
    )
    assert by_id["c06"].value == "inauguration"
    assert (str(by_id["c07"].value[0]), by_id["c07"].value[1], by_id["c08"].value[0]) == (
        "2026-11-20",
        "day",
        None,
    )
    assert by_id["c09"].value == "A mill opens"
    assert by_id["c12"].others == ("0123456789b4", "0123456789b5")
    assert (by_id["c14"].record, by_id["c15"].record) == ("r1", "r2")


def test_review_answers_of_format_1_mean_the_same_as_the_corrections() -> None:
    whole, _ = read(FILES / "corrections-1.toml")
    found, problems = read(FILES / "review-answers-1.csv")
    assert problems == []
    assert sorted(map(repr, map(meaning, found))) == sorted(
        repr(meaning(c)) for c in whole if c.id in ANSWERED
    )


def test_files_of_one_format_can_be_joined(tmp_path: Path) -> None:
    text = (FILES / "corrections-1.toml").read_text("utf-8")
    (tmp_path / "a.toml").write_text(text + text.replace('id = "c', 'id = "d'), encoding="utf-8")
    found, problems = read(tmp_path / "a.toml")
    assert problems == []
    assert len(found) == 30


@pytest.mark.parametrize("name", ["corrections-1.toml", "corrections-1.csv", "review-answers-1.csv"])
def test_a_file_of_a_later_format_is_refused_with_what_to_do(name: str, tmp_path: Path) -> None:
    text = (FILES / name).read_text("utf-8")
    later = text.replace("format 1\n", "format 9\n").replace(",1\n", ",9\n")
    assert later != text
    (tmp_path / name).write_text(later, encoding="utf-8")
    found, (problem,) = read(tmp_path / name)
    assert found == []
    assert "corrections in format 9" in problem
    assert "update dprk-geo" in problem


def test_what_is_written_today_is_of_a_format_that_has_its_file() -> None:
    assert HEAD.endswith(f"format {FORMAT}")
    assert {p.name for p in FILES.iterdir()} >= {f"corrections-{n}.toml" for n in range(1, FORMAT + 1)}
    assert as_toml({"action": "confirm", "event": "0123456789b1"}).startswith("[[correction]]")
