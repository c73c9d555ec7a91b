"""The dossier in a real browser: no request, no script, no sideways scroll, nothing for axe-core to complain of."""

from __future__ import annotations

from importlib import resources

import pytest

import geo
from tests.outputs.dossier.test_dossiers import results_of
from tests.outputs.page.test_page_browser import PAYLOADS, browser, pytestmark  # noqa: F401

pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dossiers")
    results = geo.read(
        "data/samples/articles", records="data/samples/records.csv", sites="data/samples/sites.csv"
    )
    for name in ("Songchon", "Hamju", "South Phyongan", "Musan", "Kangdong Combined Greenhouse"):
        for language in ("en", "ko"):
            geo.dossier(results, name, language=language).save(folder / f"{name}-{language}.html")
    text = "{0} Kim Jong Un inspected the Anju Pump Factory in Anju City. {0}"
    hostile = [geo.Article(f"{p} {i}", text.format(p), p, url=p) for i, p in enumerate(PAYLOADS)]
    geo.dossier(results_of(*hostile), "Anju").save(folder / "hostile.html")
    return folder


def visit(browser, path, *, size=(1400, 900), scheme="light", media="screen"):  # noqa: F811
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.emulate_media(media=media, color_scheme=scheme)
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize(
    ("name", "size", "scheme"),
    [
        ("Songchon-en", (1400, 900), "light"),
        ("Hamju-ko", (390, 844), "light"),
        ("Hamju-en", (1400, 900), "dark"),
        ("South Phyongan-en", (390, 844), "dark"),
        ("Musan-en", (390, 844), "light"),
        ("hostile", (390, 844), "light"),
    ],
)
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(browser, pages, name, size, scheme):  # noqa: F811
    page = visit(browser, pages / f"{name}.html", size=size, scheme=scheme)
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document)")["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()


def test_axe_finds_nothing_on_paper(browser, pages):  # noqa: F811
    page = visit(browser, pages / "Hamju-en.html", media="print")
    page.evaluate(AXE)
    assert page.evaluate("axe.run(document)")["violations"] == []
    page.context.close()


def test_nothing_is_asked_for_nothing_runs_and_the_policy_lets_the_style_through(browser, pages):  # noqa: F811
    context = browser.new_context()
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda r: asked.append(r.url))
    page.on("console", lambda m: said.append(m.text))
    page.on("dialog", lambda d: said.append(d.message))
    for path in sorted(pages.iterdir()):
        page.goto(path.as_uri())
        assert page.evaluate("getComputedStyle(document.querySelector('h2')).borderTopWidth") == "2px"
        assert page.evaluate("window.hit") is None
    assert all(url.startswith("file:") for url in asked)
    assert said == []
    context.close()


def test_it_prints_on_a4(browser, pages):  # noqa: F811
    page = visit(browser, pages / "Songchon-en.html")
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert printed.count(b"/Type /Page\n") <= 4
    page.context.close()
