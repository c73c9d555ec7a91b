#!/usr/bin/env bash
# GDAL rewrites days in a text column of an OGC API, so filters on it fail.
#
# One would guess: a column that the service's schema calls a text without a
# format has the text that was sent, "2024-05-02", and a filter compares that.
# What happens: the column is text, but its values went through GDAL's guess at
# days and come out as "2024/05/02". A filter >= '2024-07-15' keeps days of
# February and March too, as "/" sorts after "-", and = finds nothing.
# Versions: pyogrio 0.13.0 with its GDAL 3.12.4, geopandas 1.2.0.
# Instead: say "format": "date" in the schema; or read with the configuration
# option OGR_GEOJSON_DATE_AS_STRING=YES, which keeps the text.
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
    """Events whose schema says that their day is a text."""
    if path == "/":
        return {"links": [{"rel": "data", "href": f"{base}/collections"}]}
    if path == "/collections":
        schema = {"rel": "describedby", "type": "application/schema+json", "href": f"{base}/schema"}
        return {"collections": [{"id": "events", "links": [schema]}]}
    if path == "/schema":
        day = {"type": "object", "properties": {"date": {"type": "string"}}}
        return {"type": "object", "properties": {"properties": day}}
    rows = [
        {
            "type": "Feature",
            "id": str(n),
            "geometry": {"type": "Point", "coordinates": [125.75, 39.02]},
            "properties": {"date": day},
        }
        for n, day in enumerate(DAYS)
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


def read(where=None):
    got = pyogrio.read_dataframe(source, layer="events", where=where)["date"].tolist()
    print(f"{where}: {got}")
    return got


assert read() == ["2024/02/28", "2024/03/15", "2024/05/02", "2024/07/15"]
assert len(read("date >= '2024-07-15'")) == 4
assert read("date = '2024-07-15'") == []
pyogrio.set_gdal_config_options({"OGR_GEOJSON_DATE_AS_STRING": "YES"})
assert read("date >= '2024-07-15'") == ["2024-07-15"]
PYTHON
