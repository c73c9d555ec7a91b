"""The README's pictures: the page of the samples, and of the KCNA articles with the CSIS records.

Run: ``python benchmarks/pictures.py``. Needs the extra ``bench``, a Chromium and a Korean font; the second set
is left as it is where the material beside the project is absent.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

import geo
from geo.cli import main as command

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "data" / "samples"
SHARED = ROOT.parent / "shared"
DESKTOP, PHONE = (1400, 860), (390, 844)
ARGS = ["--no-sandbox", "--disable-gpu"]

# Name of the file, and what is shown in it from left to right: size, dark, the link's state, a step.
SAMPLE = {"map.png": [(DESKTOP, False, "", "geoPage.select(3, {})")]}
CORPUS = {
    "kcna.png": [(DESKTOP, False, "on=records", "")],
    "kcna-dark-korean.png": [(DESKTOP, True, "lang=ko&v=39.3~126.2~8", "")],
    "kcna-compare.png": [
        (DESKTOP, False, "from=2024-09-01&to=2024-10-31&cfrom=2024-07-01&cto=2024-08-31&shade=adm1", "")
    ],
    "kcna-table.png": [(DESKTOP, False, "view=table&t=inspection&sort=place", "")],
    "kcna-phone.png": [
        (PHONE, False, "", ""),
        (PHONE, False, "", "geoPage.showTab('time')"),
        (PHONE, True, "lang=ko", "geoPage.showTab('filters')"),
    ],
}


REVIEW = {"review.png": [((1200, 760), False, "", "")]}


def photograph(browser: Any, page_file: Path, shots: list[tuple[Any, ...]]) -> Image.Image:
    """Open the page in each way and set the pictures side by side."""
    pictures = []
    for (width, height), dark, state, step in shots:
        scheme = "dark" if dark else "light"
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
        page.goto(page_file.as_uri() + ("#" + state if state else ""))
        page.wait_for_selector("body.ready, main")
        page.wait_for_timeout(500)
        if step:
            page.evaluate(step)
            page.wait_for_timeout(500)
        pictures.append(Image.open(io.BytesIO(page.screenshot())).convert("RGB"))
        page.close()
    gap = 16
    wide = sum(one.width + gap for one in pictures) - gap
    sheet = Image.new("RGB", (wide, max(one.height for one in pictures)), "white")
    left = 0
    for one in pictures:
        sheet.paste(one, (left, 0))
        left += one.width + gap
    return sheet


def main() -> None:
    """Make and write all pictures."""
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("no Chromium on this machine")
    sites = SAMPLES / "sites.csv"
    samples = geo.read(SAMPLES / "articles", records=SAMPLES / "records.csv", sites=sites)
    sets = [(SAMPLE, samples, "The sample articles")]
    if SHARED.is_dir():
        records = SHARED / "events" / "csis_provocations.csv"
        corpus = geo.read(SHARED / "articles" / "kcna.jsonl", records=records, sites=sites)
        sets.append((CORPUS, corpus, "KCNA, December 2023 to November 2024"))
        figure = corpus.figure(title="KCNA, December 2023 to November 2024", shade="events", once=True)
        printed = io.BytesIO()
        figure.savefig(printed, format="png", dpi=100)
        Image.open(printed).convert("RGB").save(SAMPLES / "figure.png", optimize=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=ARGS)
        for pictures, results, title in sets:
            path = Path(folder) / "map.html"
            results.map(title=title).save(str(path))
            for name, shots in pictures.items():
                photograph(browser, path, shots).save(SAMPLES / name, optimize=True)
                print(f"{name}  {(SAMPLES / name).stat().st_size / 1000:.0f} kB")
        path = Path(folder) / "review.html"
        command(
            [
                "review",
                str(SAMPLES / "articles"),
                "--records",
                str(SAMPLES / "records.csv"),
                "-q",
                "-o",
                str(path),
            ]
        )
        for name, shots in REVIEW.items():
            photograph(browser, path, shots).save(SAMPLES / name, optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
