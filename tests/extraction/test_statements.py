"""What a statement says that its own side has done, which is all of it that is told as a happening."""

from __future__ import annotations

import pytest


def told(read, text: str, title: str = "Press Statement", day: str = "2024-06-10") -> list[tuple]:
    body = f"Pyongyang, June 10 (KCNA) -- The vice-minister of National Defence of the DPRK said:\n{text}"
    return [(e.type, e.adm1, e.date and str(e.date)) for e in read(body, day, title, "Documents").events]


@pytest.mark.parametrize(
    ("text", "happened"),
    [
        ("We scattered 3 tons of waste paper with 200 balloons on the night of June 8.", ("military", "2024-06-08")),
        ("The DPRK has scattered rubbish over the border of the ROK.", ("military", None)),
        ("Our army fired 40 shells into the sea on June 9.", ("military", "2024-06-09")),
        ("The DPRK conducted the test-fire of a ballistic missile on June 7.", ("weapons-test", "2024-06-07")),
    ],
)  # fmt: skip
def test_what_the_country_says_that_it_did_is_told(read, text, happened):
    assert told(read, text) == [(happened[0], None, happened[1])]


@pytest.mark.parametrize(
    "text",
    [
        "We will scatter a hundred times as much if they go on.",
        "The ROK scattered leaflets with 20 balloons over Cholwon County on June 6.",
        "We have never sent balloons across the line.",
        "They lie that we sent drones over the border.",
        "If we launched a missile, they would cry.",
        "We sent a warning to them.",
        "The DPRK conducted an election.",
    ],
)
def test_threats_denials_and_what_the_other_side_does_are_not(read, text):
    assert told(read, text) == []


def test_a_statement_of_another_country_tells_nothing_of_this_one(read):
    text = (
        "Seoul, June 10 (Yonhap) -- The defence ministry said that we fired 40 shells into the sea on June 9."
    )
    assert read(text, "2024-06-10", "Statement of the ministry", "Documents").events == ()


def test_an_agencys_report_among_the_documents_is_a_report(read):
    text = "A satellite was launched from the Sohae Satellite Launching Ground in Cholsan County on May 27."
    found = read(text, "2024-05-28", "Report on Launch of Satellite", "Documents").events
    assert [(e.type, e.adm2) for e in found] == [("weapons-test", "KP0608")]


def test_what_is_only_likely_has_not_happened(read):
    text = "In light of its shape it is quite likely that the drone attacked Pyongyang on June 9."
    assert read(text, "2024-06-10").events == ()
