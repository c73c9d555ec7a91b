#!/usr/bin/env bash
# GDAL sends a filter on any column of days to an OGC API as "datetime".
#
# One would guess: the parameter datetime of OGC API Features is the time of a
# feature, so a filter on another column, such as the day of a report, is
# applied by GDAL itself, as it does with what a service cannot filter by.
# What happens: a comparison with any column that holds days is sent as
# datetime, and GDAL does not look again at what comes back: a filter on
# "reported" gives what happened on that day. "<" and ">" are sent as "<=" and
# ">=", and a day as "2024-05-02T", which is no form of RFC 3339.
# Versions: pyogrio 0.13.0 with its GDAL 3.12.4, geopandas 1.2.0.
# Instead: read without a filter on days and filter the frame; or, as a service,
# offer filter-lang=cql-text in the OpenAPI document: then GDAL sends each column
# and comparison as they are written.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'geopandas==1.2.0' \
  'pyogrio==0.13.0' \
  'pandas==3.1.1' \
  'numpy==2.4.6' \
  'shapely==2.2.0' \
  'pyproj==3.7.2'

cd "$work"
# The service runs in a process of its own: GDAL stops the threads of its process while it waits.
cat > service.py <<'PYTHON'
import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

DAYS = ("2024-02-28", "2024-03-15", "2024-05-02", "2024-07-15")


def answer(base, path, query):
    """Events with the day on which they happened and, a day later, that of the report."""
    if path == "/":
        return {"links": [{"rel": "data", "href": f"{base}/collections"}]}
    if path == "/collections":
        return {"collections": [{"id": "events", "links": []}]}
    start = query.get("datetime", ["0000"])[0][:10]
    rows = [
        {
            "type": "Feature",
            "id": str(n),
            "geometry": {"type": "Point", "coordinates": [125.75, 39.02]},
            "properties": {"date": day, "reported": day[:-2] + f"{int(day[-2:]) + 1:02}"},
        }
        for n, day in enumerate(DAYS)
        if day >= start
    ]
    return {"type": "FeatureCollection", "features": rows, "numberMatched": len(rows), "links": []}


class Service(BaseHTTPRequestHandler):
    def do_GET(self):
        base = f"http://127.0.0.1:{self.server.server_port}"
        parts = urlsplit(self.path)
        with open("asked.txt", "a") as log:
            log.write("".join(f"{v}\n" for v in parse_qs(parts.query).get("datetime", [])))
        found = answer(base, parts.path, parse_qs(parts.query))
        body = json.dumps(found).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Service)
with open("port.txt", "w") as file:
    file.write(str(server.server_port))
server.serve_forever()
PYTHON
"$work/venv/bin/python" service.py &
service=$!
trap 'kill "$service"; rm -rf "$work"' EXIT
while [ ! -s port.txt ]; do sleep 0.1; done

"$work/venv/bin/python" - <<'PYTHON'
from pathlib import Path

import pyogrio

print("pyogrio", pyogrio.__version__, "GDAL", pyogrio.__gdal_version_string__)
source = "OAPIF:http://127.0.0.1:" + Path("port.txt").read_text()


def read(where):
    Path("asked.txt").write_text("")
    frame = pyogrio.read_dataframe(source, layer="events", where=where)
    got = [str(day.date()) for day in frame["reported"]]
    sent = Path("asked.txt").read_text().split()
    print(f"{where}: sent {sent}, reported {got}")
    return sent[-1], got


# The report of 16 March is missing, as what it reports happened on the 15th; that of 2 May is not after that day.
assert read("reported >= '2024-03-16'") == ("2024-03-16T/..", ["2024-05-03", "2024-07-16"])
assert read("date > '2024-05-02'") == ("2024-05-02T/..", ["2024-05-03", "2024-07-16"])
PYTHON
