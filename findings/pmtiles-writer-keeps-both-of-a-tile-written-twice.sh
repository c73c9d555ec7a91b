#!/usr/bin/env bash
# pmtiles (Python): a tile that is written twice is in the archive twice, and which of the two is read hangs on how many
# other tiles there are.
#
# A good guess: the second replaces the first, as in MBTiles, or is refused.
# What happens: both are entries of the directory, the header counts both, and the reader gives the one that its binary
# search meets: the second with one or two tiles beside it, the first with three.
# Why it matters: who writes a tile again to correct it may see the correction in a small sample and not in the archive.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pmtiles==3.8.1
venv/bin/pip list --disable-pip-version-check 2>/dev/null | grep -iE '^(mapbox|pmtiles|pyogrio|geopandas|numpy|shapely)'
cat > look.py <<'PYTHON'
import io

from pmtiles.reader import MemorySource, Reader, all_tiles
from pmtiles.tile import Compression, TileType
from pmtiles.writer import Writer

seen = []
for beside in range(5):
    file = io.BytesIO()
    writer = Writer(file)
    for number, content in [(0, b"first"), *((1 + n, b"other %d" % n) for n in range(beside)), (0, b"second")]:
        writer.write_tile(number, content)
    writer.finalize({"tile_type": TileType.MVT, "tile_compression": Compression.NONE}, {})
    source = MemorySource(file.getvalue())
    doubles = [content for tile, content in all_tiles(source) if tile == (0, 0, 0)]
    seen.append(Reader(source).get(0, 0, 0))
    print(f"{beside} other tiles: read {seen[-1]!r}, in it {doubles}, counted", Reader(source).header()["addressed_tiles_count"])
    assert doubles == [b"first", b"second"]
assert seen == [b"first", b"second", b"second", b"first", b"first"], seen
PYTHON
venv/bin/python look.py
