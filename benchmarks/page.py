"""The page against folium's own ways, in one run: written by Python, opened in headless Chromium.

Run: ``python benchmarks/page.py [--sizes 1,1000,10000,100000] [--runs 5] [--texts FILE.jsonl]``. Needs the
extra ``bench`` and a Chromium. Quotes are cut at random from the texts given, else from the KCNA articles
beside the project, else from the samples, whose few sentences repeat and so pack too well.

folium's pages get what they link to inlined too, from the package folium-offline, so that nobody waits for a
network: Leaflet, jQuery, Bootstrap, the fonts of its icons, the clusters.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from geo.outputs.page import event_map
from geo.outputs.page.shapes import load_units
from geo.readers.articles.reader import read_articles
from geo.reference.context import Reference
from geo.reference.paths import reference_path

EVENT_TYPES = Reference.bundled().event_types.ids

ROOT = Path(__file__).parents[1]
KCNA = ROOT.parent / "shared" / "articles" / "kcna.jsonl"
ARGS = ["--no-sandbox", "--disable-gpu", "--js-flags=--expose-gc", "--enable-precise-memory-info"]


def synthetic(n: int, texts: Path) -> pd.DataFrame:
    """Events as the corpus has them: sites, counties and provinces, 200-letter quotes, two to an article."""
    rng = np.random.default_rng(5)
    prose = " ".join(" ".join(a.text.split()) for a in read_articles(texts))
    units = load_units()
    counties = [(u, s["at"]) for u, s in zip(units.units, units.shapes, strict=True) if u.level == 2]
    # A few counties have most of the news.
    county = rng.choice(len(counties), n, p=(share := 1 / np.arange(1, len(counties) + 1)) / share.sum())
    starts = rng.integers(0, max(1, len(prose) - 260), n)
    day = np.datetime64("2012-01-01") + np.sort(rng.integers(0, 5000, n))
    # An article tells of what happened on about one day, and is of that day or the next.
    article = np.clip(np.arange(n) + rng.integers(-3, 4, n), 0, n - 1) // 2
    report = day[np.minimum(article * 2, n - 1)] + rng.integers(0, 2, n)[article]
    heads = [prose[s : s + 45].title() for s in rng.integers(0, len(prose) - 60, max(1, n // 2))]
    kind = rng.choice(["site", "locality", "adm2", "adm1", "country"], n, p=[0.3, 0.1, 0.45, 0.1, 0.05])
    names = np.array(["Cement", "Textile", "Foodstuff", "Machine", "Fertilizer", "Shoe", "Coal", "Fishery"])
    works = np.array(["Factory", "Complex", "Plant", "Mine", "Station", "Farm"])
    types = rng.choice(EVENT_TYPES, n)
    sites = [
        f"{counties[c][0].name} {a} {b}"
        for c, a, b in zip(county, rng.choice(names, n), rng.choice(works, n), strict=True)
    ]
    wide, exact = np.isin(kind, ["adm1", "country"]), np.isin(kind, ["site", "locality"])
    return pd.DataFrame(
        {
            "event_id": [hashlib.sha256(str(i).encode()).hexdigest()[:12] for i in range(n)],
            "type": types,
            "date": day,
            "date_precision": rng.choice(["day", "month", "year"], n, p=[0.9, 0.07, 0.03]),
            "title": [f"{t.capitalize()}: {s}" for t, s in zip(types, sites, strict=True)],
            "site": np.where(kind == "site", sites, None),
            "actors": [("Kim Jong Un",) if chosen else () for chosen in rng.random(n) < 0.2],
            "leader": rng.random(n) < 0.2,
            "adm1": np.where(kind == "country", None, [counties[c][0].parent for c in county]),
            "adm2": np.where(wide, None, [counties[c][0].pcode for c in county]),
            "lat": np.where(exact, [counties[c][1][1] / 1e4 for c in county] + rng.normal(0, 0.06, n), np.nan),
            "lon": np.where(exact, [counties[c][1][0] / 1e4 for c in county] + rng.normal(0, 0.06, n), np.nan),
            "geo_precision": kind,
            "rule": rng.choice(["named-unit", "in-named-unit", "known-site", "same-sentence"], n),
            "date_rule": rng.choice(["day-month", "weekday", "no date in the sentence"], n),
            "score": rng.integers(60, 99, n) / 100,
            "source_id": [f"kcna-{a:06d}" for a in article],
            "source_url": [f"https://example.org/en/article/{a:06d}.html" for a in article],
            "source_title": [heads[a] for a in article],
            "source_date": [str(d) for d in report],
            "quote": [prose[s : s + length] for s, length in zip(starts, rng.integers(120, 280, n), strict=True)],
            "text_sha256": [hashlib.sha256(f"text {a}".encode()).hexdigest() for a in article],
            "status": rng.choice(["found", "candidate"], n, p=[0.92, 0.08]),
        }
    )  # fmt: skip


def _rows(events: pd.DataFrame) -> list[tuple[float, float, str, str]]:
    """A point and what a popup says, for the ways that know points only."""
    seat = {u.pcode: s["at"] for u, s in zip(load_units().units, load_units().shapes, strict=True)}
    rows = []
    for e in events.itertuples():
        x, y = seat.get(e.adm2 or e.adm1, (1_257_500, 390_200))
        lat, lon = (e.lat, e.lon) if e.lat == e.lat else (y / 1e4, x / 1e4)
        said = "<br>".join(html.escape(str(v)) for v in (e.title, e.date, e.quote, e.source_url))
        rows.append((lat, lon, said, e.type))
    return rows


def _base(prefer_canvas: bool = False) -> Any:
    import folium

    m = folium.Map((40.2, 127.3), tiles=None, zoom_start=7, maxZoom=14, prefer_canvas=prefer_canvas)
    folium.GeoJson(json.loads(Path(reference_path("adm2.geojson")).read_text(encoding="utf-8"))).add_to(m)
    return m


def ours(events: pd.DataFrame) -> Any:
    """The page of this project."""
    return event_map(events, title="Benchmark").get_root()


def markers(events: pd.DataFrame) -> Any:
    """One folium.Marker with a Popup for each event."""
    import folium

    m = _base()
    for lat, lon, said, kind in _rows(events):
        folium.Marker((lat, lon), popup=folium.Popup(said), tooltip=kind).add_to(m)
    return m.get_root()


def cluster(events: pd.DataFrame) -> Any:
    """The same in a MarkerCluster."""
    import folium
    from folium.plugins import MarkerCluster

    m = _base()
    group = MarkerCluster().add_to(m)
    for lat, lon, said, _ in _rows(events):
        folium.Marker((lat, lon), popup=folium.Popup(said)).add_to(group)
    return m.get_root()


def fast_cluster(events: pd.DataFrame) -> Any:
    """FastMarkerCluster with a callback that binds the popup."""
    from folium.plugins import FastMarkerCluster

    callback = """function (row) {
        var marker = L.circleMarker(new L.LatLng(row[0], row[1]), {radius: 6});
        var text = document.createElement('div'); text.textContent = row[2];
        return marker.bindPopup(text);
    }"""
    m = _base()
    FastMarkerCluster([list(row) for row in _rows(events)], callback=callback).add_to(m)
    return m.get_root()


def geojson(events: pd.DataFrame) -> Any:
    """folium.GeoJson with popups, points made by a script, drawn on a canvas."""
    import folium
    from folium.utilities import JsCode

    features = [
        {"type": "Feature", "properties": {"text": said, "kind": kind},
         "geometry": {"type": "Point", "coordinates": [lon, lat]}}
        for lat, lon, said, kind in _rows(events)
    ]  # fmt: skip
    m = _base(prefer_canvas=True)
    folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        point_to_layer=JsCode("function (f, at) { return L.circleMarker(at, {radius: 5}); }"),
        popup=folium.GeoJsonPopup(["text"]),
    ).add_to(m)
    return m.get_root()


def explore(events: pd.DataFrame) -> Any:
    """GeoPandas' explore(), coloured by type."""
    import geopandas

    rows = _rows(events)
    points = geopandas.points_from_xy([r[1] for r in rows], [r[0] for r in rows])
    frame = geopandas.GeoDataFrame(
        events[["title", "type", "quote", "source_url"]], geometry=points, crs=4326
    )
    return frame.explore("type", tiles=None, popup=True, maxZoom=14).get_root()


WAYS: dict[str, tuple[Callable[[pd.DataFrame], Any], int]] = {
    "dprk-geo": (ours, 10**9),
    "Marker": (markers, 10_000),
    "MarkerCluster": (cluster, 10_000),
    "FastMarkerCluster": (fast_cluster, 10**9),
    "GeoJson": (geojson, 100_000),
    "explore()": (explore, 10_000),
}
"""Each way with the most events it is asked to draw: beyond it takes minutes."""


def _inlined(page: str) -> str:
    """Put every file that a folium page links to into it, as a reader's cache would hold them."""
    from offlinefolium.elements import _res as files

    def tag(name: str, url: str) -> str:
        if url not in files:
            print(f"left out, for no package has it: {url}", file=sys.stderr)
            return ""
        return f"<{name}>{files[url]}</{name}>"

    page = re.sub(r'<script src="([^"]+)"></script>', lambda found: tag("script", found[1]), page)
    return re.sub(r'<link rel="stylesheet" href="([^"]+)"\s*/?>', lambda found: tag("style", found[1]), page)


def write(way: str, events_file: str, path: str) -> None:
    """In a process of its own: write one page, tell seconds and peak memory."""
    events = pd.read_pickle(events_file)
    start = time.perf_counter()
    page = WAYS[way][0](events).render()
    seconds = time.perf_counter() - start
    # The kernel's own mark; ru_maxrss would begin with the peak of the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = int(re.search(r"VmHWM:\s+(\d+)", status)[1])
    Path(path).write_text(page if way == "dprk-geo" else _inlined(page), encoding="utf-8")
    print(json.dumps({"write": seconds, "peak": peak / 1000}))


READY = """(others) => {
  const drawn = () => document.body && (document.body.classList.contains('drawn') ||
    document.querySelector('.marker-cluster, .leaflet-marker-icon, .leaflet-marker-pane *') ||
    (window.L && document.querySelectorAll('.leaflet-overlay-pane path').length > others) ||
    (document.querySelector('.leaflet-overlay-pane canvas') && document.readyState === 'complete'));
  const look = () => {
    if (drawn()) requestAnimationFrame(() => requestAnimationFrame(() => { window.readyAt = performance.now(); }));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""

FRAMES = """() => { window.frames_ = []; let last = performance.now(); window.watch_ = true;
  const tick = (now) => { window.frames_.push(now - last); last = now; if (window.watch_) requestAnimationFrame(tick); };
  requestAnimationFrame(tick); }"""

PAINTED = "new Promise(done => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = done; c.port2.postMessage(0); }))"


FILTERS = ([0, 3, 5], [1], [2, 4, 6, 8, 10], [0, 1, 2, 3, 4, 5, 6, 7, 8], [11])
"""Types that are chosen one set after the other."""


def timed(page: Any, work: str) -> float:
    """Milliseconds from a change to the frame that shows it."""
    return float(
        page.evaluate(
            f"async () => {{ const a = performance.now(); await ({work}); await {PAINTED}; return performance.now() - a; }}"
        )
    )


def measure(browser: Any, path: Path, way: str) -> dict[str, float]:
    """One visit: ready, heap, pan, and for our page filters and search."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(180_000)
    # explore() draws events alone, the others 179 counties below them.
    page.add_init_script(f"({READY})({0 if way == 'explore()' else 179})")
    page.goto(path.as_uri(), wait_until="commit")
    for _ in range(2500):
        ready = page.evaluate("window.readyAt || 0")
        if ready:
            break
        page.wait_for_timeout(20)
    else:
        sys.exit(f"{way}: nothing was drawn in {path.name}")
    found = {"ready": float(ready)}
    if way == "dprk-geo":
        page.wait_for_selector("body.ready")
    page.wait_for_timeout(300)
    cdp = context.new_cdp_session(page)
    for _ in range(2):
        cdp.send("HeapProfiler.collectGarbage")
    found["heap"] = cdp.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    page.evaluate(FRAMES)
    page.mouse.move(900, 350)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(900 - step * 4, 350 + step * 2)
        page.wait_for_timeout(8)
    page.mouse.up()
    page.evaluate("window.watch_ = false")
    times = sorted(page.evaluate("window.frames_"))
    found["pan"] = times[int(len(times) * 0.95)]
    if way == "dprk-geo":
        # What is done for the first time is not yet compiled: told apart, since a reader feels it once.
        filters = [timed(page, f"geoPage.change({{ types: new Set({codes}) }})") for codes in FILTERS]
        page.evaluate("geoPage.change({ types: null })")
        brushes = [timed(page, f"geoPage.change({{ from: {15_400 + 90 * i}, to: 18000 }})") for i in range(5)]
        page.evaluate("geoPage.change({ from: null, to: null })")
        found |= {"filter": statistics.median(filters), "brush": statistics.median(brushes)}
        found["first"] = max(filters[0], brushes[0])
        found["search"] = timed(page, "geoPage.setQuery('factory')")
        found["again"] = timed(page, "geoPage.setQuery('farm workers')")
    context.close()
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="1,1000,10000,100000")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--ways", default=",".join(WAYS))
    parser.add_argument(
        "--texts", type=Path, default=KCNA if KCNA.exists() else ROOT / "data/samples/articles"
    )
    args = parser.parse_args()
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("no Chromium on this machine")
    print(f"quotes from {args.texts.name}; medians of {args.runs} visits; {os.cpu_count()} cores")
    heads = ("way", "events", "write s", "peak MB", "file MB", "ready ms", "/ FMC", "heap MB", "pan p95", "filter", "brush", "first", "search", "again")  # fmt: skip
    print(" ".join(f"{h:>9}" if i else f"{h:18}" for i, h in enumerate(heads)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=ARGS)
        for n in map(int, args.sizes.split(",")):
            events_file = str(Path(folder) / "events.pickle")
            synthetic(n, args.texts).to_pickle(events_file)
            written: dict[str, dict[str, float]] = {}
            paths = {
                way: Path(folder) / f"{way.strip('()')}.html"
                for way in args.ways.split(",")
                if n <= WAYS[way][1]
            }
            for way, path in paths.items():
                done = subprocess.run(
                    [sys.executable, __file__, "--write", way, events_file, str(path)], capture_output=True, text=True, check=True,
                )  # fmt: skip
                written[way] = {**json.loads(done.stdout), "file": path.stat().st_size / 1e6}
            # The ways take turns, so that a busy minute of the machine hits all alike.
            visits: dict[str, list[dict[str, float]]] = {way: [] for way in written}
            for _ in range(args.runs):
                for way, found in visits.items():
                    found.append(measure(browser, paths[way], way))
            median = {
                way: {key: statistics.median(v[key] for v in found) for key in found[0]}
                for way, found in visits.items()
            }
            fast = median.get("FastMarkerCluster", {}).get("ready", float("nan"))
            for way, m in median.items():
                w = written[way]
                cells = [n, f"{w['write']:.2f}", f"{w['peak']:.0f}", f"{w['file']:.2f}", f"{m['ready']:.0f}", f"{m['ready'] / fast:.2f}", f"{m['heap']:.1f}"]  # fmt: skip
                cells += [
                    f"{m[key]:.0f}" if key in m else ""
                    for key in ("pan", "filter", "brush", "first", "search", "again")
                ]
                print(" ".join([f"{way:18}", *(f"{cell:>9}" for cell in cells)]), flush=True)
        browser.close()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write(*sys.argv[2:5])
    else:
        main()
