"""Why an event is as it is, and why a sentence gives none."""

from __future__ import annotations

from datetime import date

import pytest

from geo.cli import main
from geo.extraction.events.trace import Trace
from geo.extraction.pipeline import extractor
from geo.model.entities import Article
from geo.outputs.explanation.grounds import event_reasons
from geo.outputs.explanation.sentences import sentence_numbers, sentence_reasons

DAY = date(2024, 11, 20)


def traced(body: str, title: str = "") -> Trace:
    trace = Trace()
    extractor().extract(Article("a", body, title, DAY), trace=trace)
    return trace


def reason_of(body: str, part: str, title: str = "") -> str:
    trace = traced(body, title)
    assert trace.evidence
    (number,) = sentence_numbers(trace.evidence, part)
    return " ".join(sentence_reasons(trace, number)[1:]).strip()


@pytest.mark.parametrize(
    ("body", "part", "reason"),
    [
        ("Rain is common in Anju City.", "Rain", "no cue"),
        ("The ministry plans to build a farm in Anju City.", "plans", "a word of plans"),
        ("The hospital, expected to be inaugurated in Anju City, has 200 beds.", "hospital", "plan"),
        ("No missile was launched from Wonsan on Monday.", "missile", "a denial"),
        ("북한은 안주시에서 공장을 건설해야 한다.", "건설", "a call, duty or wish"),
        ("A mill was completed in Anju City in 1962.", "1962", "history"),
        ("A mill was inaugurated on May 2.", "mill", "names no place of the North"),
        ("It rained in Anju City. Nobody knew. It was dry. It was so. A mill was built, one said.", "mill",
         "no place"),
        ("Anju is a city in South Phyongan Province. It has a population of 240,000. A mill was completed in Anju.",
         "mill", "description"),
        ("A mill was inaugurated in Haeju City on May 2. The ceremony took place on May 2.", "ceremony", "merged into"),
    ],
)  # fmt: skip
def test_a_sentence_without_an_event_says_why(body: str, part: str, reason: str) -> None:
    assert reason in reason_of(body, part)


def test_the_sentence_of_a_statement_gives_its_genre_as_the_reason() -> None:
    body = "Pyongyang, June 10 (KCNA) -- The Foreign Ministry issued a press statement. A mill was built in Anju City."
    assert "reports words, not events" in reason_of(body, "mill", "Press Statement of Foreign Ministry")


def test_a_sentence_with_an_event_names_it() -> None:
    trace = traced("A mill was inaugurated in Haeju City on May 2.")
    assert (
        sentence_reasons(trace, 0)[1] == f"  event {trace.events[0][0].event_id}: {trace.events[0][0].title}"
    )


def test_an_event_says_which_words_gave_it_and_what_was_not_taken() -> None:
    trace = traced("Pyongyang, May 3 (KCNA) -- After a ceremony, Haeju Mill was inaugurated on May 2, 2024.")
    event, _ = trace.events[0]
    words = "\n".join(event_reasons(trace, event, verbose=True))
    for part in (
        "type   inauguration: “inaugurated”",
        "“May 2, 2024”",
        "“Haeju Mill”",
        "basis  state media",
        "not taken: “Pyongyang”: the dateline",
        "not taken: “ceremony”: a cue of ceremony",
    ):
        assert part in words


def test_a_run_without_a_trace_gives_the_same_events() -> None:
    article = Article("a", "A mill was inaugurated in Haeju City on May 2. It will be extended.", "", DAY)
    assert extractor().extract(article) == extractor().extract(article, trace=Trace())


def test_the_command_explains_an_event_and_a_sentence(tmp_path, capsys) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A mill was inaugurated in Haeju City on May 2, 2024. Rain is common there.")
    assert main(["explain", str(path)]) == 0
    id_ = capsys.readouterr().out.split("  id     ")[1].split()[0]
    assert main(["explain", str(path), "--event", id_[:6], "--sentence", "2", "--sentence", "A mill"]) == 0
    out = capsys.readouterr().out
    assert f"event {id_}" in out
    assert "type   inauguration" in out
    assert "no cue" in out
    assert out.count("sentence ") >= 2
    for wrong in (
        ["--event", "nothing"],
        ["--sentence", "Snow"],
        ["--sentence", "1", "-o", str(tmp_path / "a.html")],
    ):
        assert main(["explain", str(path), *wrong]) == 2
