"""The table of event types: what each bundled type must have so that people can tell it from the others."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from geo.model.errors import ReferenceDataError
from geo.outputs.symbols import outline
from geo.reference.context import Reference
from geo.reference.event_types import read_event_types
from geo.reference.paths import reference_path
from tests.support import ROOT

TYPES = Reference.bundled().event_types
PAGE = ROOT / "geo" / "outputs" / "page" / "page.css"


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def dark_grounds() -> list[str]:
    """What lies under signs on the page's dark scheme: panels and the map's land."""
    dark = PAGE.read_text("utf-8").split("@media (prefers-color-scheme: dark)")[1]
    return [re.search(rf"--{name}: (#[0-9a-f]{{6}})", dark)[1] for name in ("paper", "ground", "land")]


@pytest.mark.parametrize("kind", TYPES)
def test_a_type_s_colour_is_seen_on_white_and_on_the_page_s_dark_grounds(kind):
    assert contrast(TYPES[kind].colour, "#ffffff") >= 3
    assert all(contrast(TYPES[kind].colour_dark, ground) >= 3 for ground in dark_grounds())


@pytest.mark.parametrize("kind", TYPES)
def test_a_sign_is_a_path_that_lies_on_its_field_of_sixteen(kind):
    rings = outline(TYPES[kind].sign)
    assert rings
    for ring in rings:
        assert len(ring) >= 3
        assert all(0 <= x <= 16 and 0 <= y <= 16 for x, y in ring)


def test_no_two_types_have_one_sign_one_colour_or_one_name():
    for one, other in combinations(TYPES.values(), 2):
        assert outline(one.sign) != outline(other.sign), (one.id, other.id)
        assert one.colour != other.colour
        assert one.colour_dark != other.colour_dark
        assert not {(k, v) for k, v in one.names.items()} & {(k, v) for k, v in other.names.items()}


@pytest.mark.parametrize("language", ["en", "ko", "zh", "ja"])
def test_every_type_has_a_name_in_each_language(language):
    assert all(one.names.get(language) for one in TYPES.values())


def test_an_arc_of_any_part_of_a_circle_is_drawn_as_svg_has_it():
    quarter = outline("M8 2A6 6 0 0 1 14 8L8 8z")[0]
    assert quarter[-2:] == ((14.0, 8.0), (8.0, 8.0))
    assert all(abs((x - 8) ** 2 + (y - 8) ** 2 - 36) < 0.02 for x, y in quarter[:-1])
    assert all(x >= 8 and y <= 8 for x, y in quarter)
    rest = outline("M8 2A6 6 0 1 0 14 8L8 8z")[0]
    assert min(x for x, _ in rest) == pytest.approx(2)
    assert max(y for _, y in rest) == pytest.approx(14)


@pytest.mark.parametrize(
    ("sign", "said"), [("M0 0Q1 1 2 2", "command Q"), ("L2 2", "begin with M"), ("M2 2H", "without 1")]
)
def test_a_sign_that_cannot_be_drawn_says_why(sign, said):
    with pytest.raises(ReferenceDataError, match=said):
        outline(sign)


@pytest.mark.parametrize(
    ("line", "said"),
    [('state = "half done"', "unknown state"), ('step = "moved"', "given together")],
)
def test_a_step_or_state_that_chains_cannot_hold_names_its_type(tmp_path, line, said):
    path = tmp_path / "event_types.toml"
    text = (Reference.bundled().folder / "event_types.toml").read_text("utf-8")
    path.write_text(f"{text}{line}\n", "utf-8")
    with pytest.raises(ReferenceDataError, match=rf"type 'other': {said}|type 'other': step and"):
        read_event_types(path)


def test_steps_come_in_the_order_in_which_a_site_takes_them():
    assert [TYPES[kind].step for kind in TYPES.steps] == [
        "ground_broken", "construction", "inspected", "completed", "production",
    ]  # fmt: skip


def test_a_type_that_is_not_known_has_its_own_name_the_symbol_of_other_and_the_last_rank():
    assert TYPES.name("eclipse", "ko") == "eclipse"
    assert TYPES.known("eclipse") is TYPES["other"]
    assert max([*TYPES, "eclipse"], key=TYPES.rank) == "eclipse"
    assert not TYPES.related("eclipse", "disaster")


def test_two_types_cannot_hold_one_role(tmp_path):
    path = tmp_path / "event_types.toml"
    path.write_text(
        reference_path("event_types.toml").read_text("utf-8").replace('role = "aid"', 'role = "harm"'),
        "utf-8",
    )
    with pytest.raises(ReferenceDataError, match="role harm is that of"):
        read_event_types(path)
    path.write_text(path.read_text("utf-8").replace('role = "harm"', 'role = "luck"'), "utf-8")
    with pytest.raises(ReferenceDataError, match="unknown role: luck; choose from visit"):
        read_event_types(path)
