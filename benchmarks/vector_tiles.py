"""Thousands of events as PMTiles: processor seconds, memory, size of the archive, and what low zooms leave out.

Run: ``python benchmarks/vector_tiles.py [EVENTS ...]`` (1,000 10,000 50,000). Needs the extra ``tiles``. Each number is
measured in a process of its own; events are made up, four in ten of them at the seats of counties, with sentences in
Korean and English as long as KCNA's.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from geo.api.results import Results  # noqa: E402
from geo.model.entities import EVENT_TYPES, Article, Event, Extraction  # noqa: E402
from geo.outputs.formats.tile_pyramid import LIMIT, ZOOM  # noqa: E402
from geo.reference.gazetteer import gazetteer  # noqa: E402

SENTENCE = "{} 사업을 현지에서 지도하시였다. Officials inspected the construction of {} and learned in detail about {}. "


def main() -> None:
    """Print a row for each number."""
    if sys.argv[1:2] == ["--one"]:
        print(_one(int(sys.argv[2])))
        return
    print(f"{'events':>9}{'s':>8}{'peak MB':>9}{'file MB':>9}  tiles, largest; left out")
    for number in map(int, sys.argv[1:] or ("1000", "10000", "50000")):
        subprocess.run([sys.executable, __file__, "--one", str(number)], check=True)


def _one(number: int) -> str:
    from pmtiles.reader import MmapSource, all_tiles

    found = _made_up(number)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        path, start = Path(folder) / "found.pmtiles", time.process_time()
        written = found.to_file(path)
        took = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with path.open("rb") as file:
            tiles = [(tile, len(content)) for tile, content in all_tiles(MmapSource(file))]
        size = path.stat().st_size
    low = max(size for (zoom, _, _), size in tiles if zoom < ZOOM)
    assert low <= LIMIT
    return (
        f"{number:9,}{took:8.1f}{(peak - before) / 1024:9.0f}{size / 1e6:9.1f}  {len(tiles):,},"
        f" {max(size for _, size in tiles) / 1e3:,.0f} kB; {'; '.join(written.notes)}"
    )


def _made_up(number: int) -> Results:
    random.seed(2024)
    known = gazetteer()
    counties = known.units("adm2")
    events = []
    for index in range(number):
        county = random.choice(counties)
        exact = random.random() < 0.6
        lat, lon = county.lat, county.lon
        if exact:
            lat, lon = lat + random.gauss(0, 0.1), lon + random.gauss(0, 0.1)
        day = date(2015, 1, 1) + timedelta(random.randrange(3650))
        events.append(
            Event(
                event_id=f"{index:012x}", type=random.choice(EVENT_TYPES), date=day, date_precision="day",
                title=f"{county.name} {index}", site=None, actors=("Kim Jong Un",), leader=index % 2 == 0,
                adm1=county.adm1, adm2=county.adm2, adm1_name=known.name(county.adm1), adm2_name=county.name, lat=lat,
                lon=lon, geo_precision="site" if exact else "adm2", rule="made-up", date_rule="made-up",
                score=random.random(), source_id=f"{index // 3}", source_url=f"https://example.org/{index // 3}",
                source_title=f"Report {index // 3}", source_date=day,
                quote=SENTENCE.format(county.korean, county.name, index), quote_start=0, quote_end=90,
                text_sha256=f"{index:064x}", status="found", records=(), happening=f"{index:012x}",
            )
        )  # fmt: skip
    articles = [
        Extraction(Article(str(n), ""), (), tuple(events[3 * n : 3 * n + 3])) for n in range(-(-number // 3))
    ]
    return Results(articles, events, [], [], [])


if __name__ == "__main__":
    main()
