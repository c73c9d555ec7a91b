"""What is served is renewed when its input changes, and never lost."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

import geo
from geo.model.errors import UnreadableError
from geo.outputs.service import snapshot as module
from geo.outputs.service.snapshot import Current

ONE = geo.Article("a", "A flour mill was inaugurated in Haeju City on May 1, 2024.")
TWO = geo.Article("b", "Floods destroyed houses in Sinuiju City on July 27, 2024.")


class Source:
    """Results that a test changes, and their stamp."""

    def __init__(self) -> None:
        self.articles, self.stamp, self.fault = [ONE], "1", ""
        self.said: list[str] = []

    def load(self) -> tuple[geo.Results, str]:
        if self.fault:
            raise UnreadableError(self.fault)
        return geo.read(self.articles), "<p>map</p>"

    def current(self) -> Current:
        return Current(self.load, lambda: self.stamp, self.said.append)


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_new_stamp_renews_what_is_served_and_the_old_is_whole_until_it_is_let_go() -> None:
    source = Source()
    current = source.current()
    before = current.snapshot
    source.articles.append(TWO)
    assert not current.renew()
    source.stamp = "2"
    assert current.renew()
    assert current.snapshot.sizes["events"] == 2
    events = before.collections["events"]
    assert before.features.count(events) == 1
    assert not current.renew()


def test_what_cannot_be_read_again_is_told_once_and_what_was_read_is_served(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_EVERY", 0.02)
    source = Source()
    current = source.current()
    source.fault, source.stamp = "north: the disk is gone", "2"
    current.watch()
    until(lambda: source.said)
    time.sleep(0.2)  # several looks later
    assert source.said == [
        "could not be reloaded, so what was read before is served: north: the disk is gone"
    ]
    assert current.snapshot.sizes["events"] == 1
    source.articles.append(TWO)
    source.fault = ""
    until(lambda: len(source.said) > 1)
    current.end()
    assert source.said[1:] == ["reloaded: 2 events"]
    assert current.snapshot.sizes["events"] == 2
