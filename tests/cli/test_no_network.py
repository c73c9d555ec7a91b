"""No command opens a connection unless it is asked to."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data" / "samples"

# An audit hook sees every call of Python's socket module, whatever library makes it.
SCRIPT = """
import json, socket, sys
met, current = {}, ""
def hook(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        met.setdefault(current, []).append(f"{event} {args[1:]}")
sys.addaudithook(hook)
from geo.cli import main
codes = {}
for command in json.loads(sys.argv[1]):
    current = " ".join(command)
    try:
        codes[current] = main(command)
    except SystemExit as end:
        codes[current] = end.code
current = "control"
with socket.socket() as probe:
    probe.settimeout(1)
    probe.connect_ex(("127.0.0.1", 9))
print(json.dumps({"codes": codes, "met": met}), file=sys.__stdout__)
"""


def test_every_command_works_without_opening_a_connection(tmp_path: Path) -> None:
    articles, records, sites = (str(SAMPLES / name) for name in ("articles", "records.csv", "sites.csv"))
    tables = ["--records", records, "--sites", sites]
    outputs = [
        f"out.{e}"
        for e in ("csv", "geojson", "gpkg", "xlsx", "kml", "kmz", "parquet", "fgb", "gpx", "pmtiles")
    ]
    commands = [
        ["map", articles, *tables, "-o", "map.html"],
        ["figure", articles, "-o", "figure.svg"],
        *(["export", articles, *tables, "-o", out] for out in outputs),
        ["chains", articles, "-o", "chains.csv"],
        ["dossier", "Songchon", articles, "-o", "dossier.html"],
        ["atlas", articles, *tables, "-o", "atlas"],
        ["review", articles, "-o", "review.html"],
        ["extract", articles, "-o", "found.jsonl"],
        ["records", records, "-o", "records.jsonl"],
        ["join", records, records, "-o", "joined.csv"],
        ["geocode", "Songchon County", "Hyesan"],
        ["explain", str(next((SAMPLES / "articles").iterdir())), "-o", "explained.html"],
    ]  # fmt: skip
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(commands)],
        cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    found = json.loads(run.stdout.splitlines()[-1])
    assert {command: code for command, code in found["codes"].items() if code not in (0, None)} == {}, (
        run.stderr
    )
    assert list(found["met"]) == ["control"]
