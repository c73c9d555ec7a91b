"""How long the command takes to start, as a ratio to a bare interpreter in the same run.

Run: ``python benchmarks/startup.py``. Commands take turns, so a slow moment of the machine hits all alike.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 11
ARGPARSE = "import argparse; p = argparse.ArgumentParser(); p.add_argument('x', nargs='?'); p.parse_args([])"


def main() -> None:
    """Print the table."""
    folder = Path(tempfile.mkdtemp())
    (folder / "a.txt").write_text("Kim Jong Un inspected a factory in Songchon County.")
    cli = [sys.executable, "-m", "geo"]
    commands = {
        "bare interpreter": [sys.executable, "-c", "pass"],
        "argparse, hello world": [sys.executable, "-c", ARGPARSE],
        "dprk-geo --help": [*cli, "--help"],
        "dprk-geo geocode": [*cli, "geocode", "Songchon County"],
        "dprk-geo extract, one text": [*cli, "extract", str(folder / "a.txt"), "-q"],
        "import geopandas": [sys.executable, "-c", "import geopandas"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, capture_output=True, check=True)
            times[name].append(time.perf_counter() - start)
    base = statistics.median(times["bare interpreter"])
    print(f"median of {RUNS} runs{'':14}{'ms':>8}{'x bare':>8}")
    for name, runs in times.items():
        middle = statistics.median(runs)
        print(f"{name:30}{middle * 1000:8.0f}{middle / base:8.1f}")


if __name__ == "__main__":
    main()
