"""What the tests share: the material beside the project, and short ways to read a text."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from geo.extraction.pipeline import extract
from geo.model.entities import Article, Event, Extraction, Mention
from tests.support import SHARED

collect_ignore = ["outputs/formats/qgis_probe.py"]  # run by the Python that QGIS belongs to


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that start a browser, so that a run may leave them out (``-m "not browser"``)."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


# No test writes into the cache of the person who runs it, nor reads from there.
os.environ["DPRK_GEO_CACHE"] = "off"

# How long an example takes says nothing on a busy machine; Hypothesis has no deadline either where CI is set.
settings.register_profile("no deadline", settings.get_profile("default"), deadline=None)
if not os.environ.get("CI"):
    settings.load_profile("no deadline")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of material beside the project, which a checkout elsewhere lacks."""
    if not SHARED.is_dir():
        pytest.skip("the folder shared/ is not beside the project")
    return SHARED


@pytest.fixture(scope="session")
def read() -> Callable[..., Extraction]:
    """Read a text as an article of a day."""

    def run(text: str, day: str | None = "2024-11-20", title: str = "", topic: str = "") -> Extraction:
        return extract(Article("test", text, title, date.fromisoformat(day) if day else None, topic=topic))

    return run


@pytest.fixture(scope="session")
def mention(read: Callable[..., Extraction]) -> Callable[..., Mention]:
    """The mention of a text with a given surface."""

    def find(text: str, surface: str) -> Mention:
        found = [m for m in read(text).mentions if m.surface == surface]
        assert found, f"{surface!r} is not among {[m.surface for m in read(text).mentions]}"
        return found[0]

    return find


@pytest.fixture(scope="session")
def only_event(read: Callable[..., Extraction]) -> Callable[..., Event]:
    """The one event of a text."""

    def find(text: str, **options: str | None) -> Event:
        events = read(text, **options).events
        assert len(events) == 1, [(e.type, e.title) for e in events]
        return events[0]

    return find
