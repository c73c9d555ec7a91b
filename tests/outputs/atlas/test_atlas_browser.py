"""The atlas in a real browser, from the disk: no complaint, no request, and a search that finds every spelling."""

from __future__ import annotations

from importlib import resources

import pytest

import geo
from geo.outputs.atlas import publication, write_atlas
from tests.outputs.atlas.test_atlas import HOSTILE, SAMPLES, dataset, event, many
from tests.outputs.page.test_page_browser import browser, pytestmark  # noqa: F401

pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The atlas of the samples, whose map is left out."""
    path = tmp_path_factory.mktemp("atlas")
    found = geo.read(SAMPLES / "articles", records=SAMPLES / "records.csv", sites=SAMPLES / "sites.csv")
    write_atlas(found, path, publication(base_url="https://maps.example/"))
    return path


@pytest.fixture(scope="module")
def split(tmp_path_factory):
    """An atlas with a page that is split, and with hostile text."""
    path = tmp_path_factory.mktemp("split")
    evil = event(5_000, site=HOSTILE, actors=(HOSTILE,), source_title=HOSTILE, publisher=HOSTILE)
    write_atlas(dataset([*many(300), evil]), path, publication(languages=["en"]))
    return path


def visit(browser, path, *, size=(1366, 768), scheme="light", hash_="", bypass_csp=False):  # noqa: F811
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, bypass_csp=bypass_csp
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text))
    page.on("pageerror", lambda one: said.append(str(one)))
    page.on("request", lambda one: said.append(one.url) if not one.url.startswith("file:") else None)
    page.goto(path.as_uri() + hash_)
    return page, said


@pytest.mark.parametrize(
    ("name", "size", "scheme"),
    [
        ("ko/index", (390, 844), "dark"),
        ("place/KP0310", (390, 844), "light"),
        ("place/KP07", (1366, 768), "dark"),
        ("month/2024-07", (390, 844), "dark"),
        ("site/index", (390, 844), "light"),
        ("search", (390, 844), "dark"),
    ],
)
def test_axe_finds_nothing_nothing_is_asked_of_the_network_and_nothing_runs_over_the_edge(
    browser,  # noqa: F811
    folder,
    name,
    size,
    scheme,
):
    page, said = visit(browser, folder / f"{name}.html", size=size, scheme=scheme, bypass_csp=True)
    assert said == []
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {preload: false})")[
        "violations"
    ]  # it would read the style sheet again
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()


QUERIES = {
    "Seongcheon": "Songchon County",
    "성천군": "Songchon County",
    "songchon-gun": "Songchon County",
    "KP0717": "Songchon County",
    "김정은": "Kim Jong Un",
    "Kim Jong-un": "Kim Jong Un",
    "련포온실": "Ryonpho Greenhouse Farm",
    "greenhouse farm": "Ryonpho Greenhouse Farm",
    "2024년 12월": "December 2024",
    "Songchom": "Songchon County",
}
"""What is looked for, and a page that has to be among the first three."""


def test_the_search_finds_a_page_by_any_spelling_without_a_server(browser, folder):  # noqa: F811
    page, said = visit(browser, folder / "search.html", hash_="#q=Haeju")
    page.wait_for_selector("#found a")
    for query, wanted in QUERIES.items():
        page.locator("#q").fill(query)
        page.wait_for_function("q => decodeURIComponent(location.hash) === '#q=' + q", arg=query)
        assert wanted in page.locator("#found a").all_inner_texts()[:3], query
    page.locator("#q").press("Enter")
    page.wait_for_url("**/place/KP0717.html")
    assert said == []
    page.context.close()


def test_the_other_language_keeps_the_event_that_is_read(browser, folder):  # noqa: F811
    page, said = visit(browser, folder / "place" / "KP0717.html")
    page.locator("a.perm").first.click()
    anchor = page.evaluate("location.hash")
    page.locator("a.language").click()
    page.wait_for_url("**/ko/place/KP0717.html*")
    assert anchor
    assert page.evaluate("location.hash") == anchor
    assert page.locator("h1").inner_text().startswith("성천군")
    assert said == []
    page.context.close()


def test_a_link_to_an_event_of_a_page_that_was_split_since_leads_to_its_part(browser, split):  # noqa: F811
    own = many(300)[150]
    anchor = f"#e-{own.date}-{own.event_id}"
    page, said = visit(browser, split / "place" / "KP0717.html", hash_=anchor)
    page.wait_for_selector(f"[id='{anchor[1:]}']")
    assert page.evaluate("document.querySelector(':target') !== null")
    assert said == []
    page.context.close()


def test_hostile_names_run_nothing_and_are_found_as_text(browser, split):  # noqa: F811
    page, said = visit(browser, split / "search.html", hash_="#q=onerror")
    page.wait_for_selector("#found a")
    assert "<img src=x onerror=alert(1)>" in page.locator("#found a").first.inner_text()
    page.locator("#found a").first.click()
    page.wait_for_selector("h1 bdi")
    assert page.locator("img").count() == 0
    assert said == []
    page.context.close()
