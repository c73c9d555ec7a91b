"""What an export costs beside pyogrio or pandas with the same frame, in CPU seconds and memory above the data.

    python benchmarks/exports.py [100000]

The events are those of ``benchmarks/joining.py``. Each format is written in a process of its own, by us from events and
by the peer from a frame that is ready: GeoParquet by geopandas and pyarrow, CSV and JSON Lines by pandas, KML and
GeoPackage by pyogrio. Read are CPU seconds without making the events or the frame.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

FORMATS = ("parquet", "csv", "jsonl", "kml", "gpkg")


def resident() -> float:
    """Largest resident memory of this process so far, in MB; that of its parent does not count."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def theirs(frame: Any, path: Path) -> None:
    """Write a frame as its usual library does."""
    from pyogrio import write_dataframe

    if path.suffix == ".parquet":
        frame.to_parquet(path)
    elif path.suffix == ".csv":
        frame.drop(columns="geometry").to_csv(path, index=False)
    elif path.suffix == ".jsonl":
        frame.drop(columns="geometry").to_json(path, orient="records", lines=True, date_format="iso")
    else:
        write_dataframe(frame, path, driver="KML" if path.suffix == ".kml" else "GPKG")


def one(who: str, ending: str, number: int) -> None:
    """Print CPU seconds and MB above the data of one export."""
    from joining import made

    from geo.api.results import Results
    from geo.outputs.formats.formats import write_results
    from geo.outputs.frames import event_frame

    events = made(number)[0]
    data: Any = Results([], events, [], [], [])
    if who == "theirs":
        data = event_frame(events)
        for name in data.columns.drop("geometry"):  # their writers do not take tuples
            if data[name].map(type).eq(tuple).any():
                data[name] = data[name].map("; ".join)
        events.clear()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"events.{ending}"
        few = data.head(1) if who == "theirs" else Results([], events[:1], [], [], [])
        for target, what in (
            (Path(folder) / f"first.{ending}", few),
            (path, data),
        ):  # the first loads libraries
            before, start = resident(), time.process_time()
            if who == "theirs":
                theirs(what, target)
            else:
                write_results(what, target, layers=["events"])
        print(time.process_time() - start, resident() - before)


def measured(who: str, ending: str, number: int) -> tuple[float, float]:
    """CPU seconds and MB of an export, in a process of its own."""
    command = [sys.executable, __file__, who, ending, str(number)]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(found[-2]), float(found[-1])


def main(number: int = 100_000) -> None:
    """Print the table."""
    print(f"{number:,} events      CPU    memory      peer's             ratio")
    for ending in FORMATS:
        ours, peer = measured("ours", ending, number), measured("theirs", ending, number)
        print(
            f"  {ending:10} {ours[0]:8.1f} s {ours[1]:6.0f} MB {peer[0]:8.1f} s {peer[1]:6.0f} MB"
            f"   {ours[0] / peer[0]:6.1f}",
            flush=True,
        )


if __name__ == "__main__":
    if len(sys.argv) > 2:
        one(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    else:
        main(*map(int, sys.argv[1:]))
