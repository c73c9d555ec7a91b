"""The local service as its clients see it: a real server, asked by curl's means, GDAL, owslib and geopy."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pyogrio
import pytest
import shapely
import uvicorn
from geopy.geocoders import Nominatim
from owslib.ogcapi.features import Features as Client

import geo
from geo.outputs.formats.layers import LAYERS
from geo.outputs.service.app import application
from geo.outputs.service.server import bound
from geo.outputs.service.snapshot import Current
from tests.support import ROOT

ARTICLES = [
    ("a1", "2024-05-02", "A flour mill was inaugurated in Haeju City on May 1."),
    (
        "a2",
        "2024-05-20",
        "Kim Jong Un inspected a greenhouse farm in Songchon County on May 18, state media said.",
    ),
    ("a3", "2024-06-03", "A cement factory in Sangwon County started production in May, officials said."),
    ("a4", "2024-06-10", "Kim Jong Un inspected a shipyard in Nampho City on June 9, state media said."),
    ("a5", "2024-07-30", "Floods destroyed houses in Sinuiju City on July 27."),
]


class Asked:
    """A service that runs on this machine at a port."""

    def __init__(self, port: int) -> None:
        self.port, self.base = port, f"http://localhost:{port}"

    def ask(self, path: str, **fields: str) -> tuple[int, dict[str, str], bytes]:
        method = fields.pop("method", "GET")
        request = urllib.request.Request(f"{self.base}{path}", headers=fields, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, dict(answer.headers.items()), answer.read()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers.items()), error.read()

    def json(self, path: str, **query: str) -> Any:
        status, _, body = self.ask(f"{path}?{urlencode(query)}" if query else path)
        assert status == 200, body
        return json.loads(body)

    def ids(self, name: str = "events", **query: str) -> list[str]:
        found = self.json(f"/collections/{name}/items", **query)
        assert found["numberMatched"] == found["numberReturned"] == len(found["features"])
        return [one["id"] for one in found["features"]]

    def problem(self, path: str) -> str:
        status, fields, body = self.ask(path)
        assert status == 400, (status, body)
        assert fields["content-type"] == "application/json"
        return json.loads(body)["description"]


class Running(Asked):
    """One in a thread of the tests."""

    def __init__(self, made: geo.Results) -> None:
        listening = bound("127.0.0.1", 0)
        super().__init__(listening.getsockname()[1])
        current = Current(lambda: (made, ""), None, print)
        self.server = uvicorn.Server(uvicorn.Config(application(current), log_level="error", lifespan="off"))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [listening]}, daemon=True)

    def __enter__(self) -> Running:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(10)


@contextmanager
def command(log: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The command in a process of its own, as GDAL stops all threads of its process while it waits for an answer."""
    line = [sys.executable, "-m", "geo", "serve", *arguments, "--port", "0"]
    with log.open("wb") as errors, subprocess.Popen(line, cwd=ROOT, stderr=errors) as process:
        try:
            end = time.monotonic() + 400
            while not (found := re.search(r"serving at http://[\d.]+:(\d+)/", log.read_text("utf-8"))):
                assert process.poll() is None, log.read_text("utf-8")
                assert time.monotonic() < end
                time.sleep(0.1)
            yield process, int(found[1])
        finally:
            process.kill()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, str]:
    """Articles, and tables of records and sites."""
    path = tmp_path_factory.mktemp("service") / "articles.jsonl"
    rows = [
        {
            "id": id_,
            "date": day,
            "title": f"Report {id_}",
            "text": text,
            "url": f"https://kcna.kp/{id_}?x=1&y=2",
        }
        for id_, day, text in ARTICLES
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return str(path), str(ROOT / "data/samples/records.csv"), str(ROOT / "data/samples/sites.csv")


@pytest.fixture(scope="module")
def results(files: tuple[str, str, str]) -> geo.Results:
    return geo.read(files[0], records=files[1], sites=files[2])


@pytest.fixture(scope="module")
def service(files: tuple[str, str, str]) -> Iterator[Asked]:
    with command(
        Path(files[0]).with_name("log"),
        files[0],
        "--records",
        files[1],
        "--sites",
        files[2],
        "--name",
        "maps.intranet",
    ) as (_, port):
        yield Asked(port)


def ids_where(results: geo.Results, fits) -> list[str]:
    return [event.event_id for event in results.event_list if fits(event)]


# What is there --------------------------------------------------------------------------------------------------


def test_the_corpus_has_what_the_tests_ask_for(results: geo.Results) -> None:
    found = {(event.type, str(event.date), event.date_precision) for event in results.event_list}
    assert {("inauguration", "2024-05-01", "day"), ("production", "2024-05-01", "month")} <= found
    assert len(results.event_list) == 5


def test_each_collection_has_the_rows_and_columns_of_its_layer(service: Asked, results: geo.Results) -> None:
    sizes = {"events": 5, "happenings": len(results.happenings), "sites": len(results.sites),
             "records": len(results.records), "counties": 179, "provinces": 11}  # fmt: skip
    listed = service.json("/collections")["collections"]
    assert [one["id"] for one in listed] == list(sizes)
    columns = {layer.name: list(layer.names) for layer in LAYERS}
    for name, size in sizes.items():
        found = service.json(f"/collections/{name}/items", limit="1000")
        assert (found["numberMatched"], found["numberReturned"]) == (size, size)
        assert list(found["features"][0]["properties"]) == columns[name]


def test_a_feature_is_what_an_export_writes(service: Asked, results: geo.Results, tmp_path: Path) -> None:
    for name in ("events", "records", "counties"):
        results.to_file(tmp_path / "out.geojson", layers=[name])
        exported = json.loads((tmp_path / "out.geojson").read_text("utf-8"))["features"]
        served = service.json(f"/collections/{name}/items", limit="1000")["features"]
        assert served == exported


def test_a_single_feature_is_found_by_its_id(service: Asked, results: geo.Results) -> None:
    event = results.event_list[0]
    one = service.json(f"/collections/events/items/{event.event_id}")
    assert (one["id"], one["properties"]["quote"]) == (event.event_id, event.quote)
    status, _, body = service.ask("/collections/events/items/nothing")
    assert (status, json.loads(body)["description"]) == (404, "events has none of the id 'nothing'")
    assert service.ask("/collections/planets/items")[0] == 404


def test_an_id_with_any_sign_is_found(tmp_path: Path) -> None:
    ids = ["a/b", "100%", "x?y=1", "평양 #1", "a&b", ".."]
    rows = "".join(f'"{id_}",2024-05-01,Haeju City\n' for id_ in ids)
    (tmp_path / "own.csv").write_text(f"id,date,place\n{rows}", "utf-8")
    with Running(geo.read([], records=tmp_path / "own.csv")) as running:
        for id_ in ids:
            assert running.json(f"/collections/records/items/{quote(id_, safe='')}")["id"] == id_
            assert running.ids("records", record_id=id_) == [id_]


# Filters: each is tested by its answer --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ({"type": "inspection"}, lambda e: e.type == "inspection"),
        ({"leader": "true"}, lambda e: e.leader),
        ({"leader": "false"}, lambda e: not e.leader),
        ({"adm1": "KP07"}, lambda e: e.adm1 == "KP07"),
        ({"date": "2024-06-09"}, lambda e: str(e.date) == "2024-06-09"),
        ({"actors": "Kim Jong Un"}, lambda e: "Kim Jong Un" in e.actors),
        ({"sources": "1"}, lambda e: e.sources == 1),
        ({"type": "inspection", "adm1": "KP07"}, lambda e: e.type == "inspection" and e.adm1 == "KP07"),
        ({"type": "INSPECTION"}, lambda e: False),
        ({"title": "' OR 1=1 --"}, lambda e: False),
        ({"filter": "date > '2024-05-01'"}, lambda e: str(e.date) > "2024-05-01"),
        ({"filter": "date >= DATE('2024-05-18') AND date <= DATE('2024-06-09')"},
         lambda e: "2024-05-18" <= str(e.date) <= "2024-06-09"),
        ({"filter": "NOT (type = 'inspection') AND adm2 IS NOT NULL"}, lambda e: e.type != "inspection" and e.adm2),
        ({"filter": "type IN ('disaster', 'production') OR leader = true"},
         lambda e: e.type in ("disaster", "production") or e.leader),
        ({"filter": "title LIKE '%Nampho%'"}, lambda e: "Nampho" in e.title),
        ({"filter": "title LIKE '%nampho%'"}, lambda e: False),
        ({"filter": "title ILIKE '%nampho%'"}, lambda e: "Nampho" in e.title),
        ({"filter": "date NOT BETWEEN '2024-05-01' AND '2024-05-31'"}, lambda e: str(e.date) > "2024-05-31"),
        ({"filter": "actors = 'Kim Jong Un'"}, lambda e: "Kim Jong Un" in e.actors),
        ({"filter": "actors LIKE '%Jong%' AND actors IN ('Kim Jong Un', 'Pak Thae Song')"},
         lambda e: "Kim Jong Un" in e.actors),
        ({"filter": "actors NOT LIKE '%Jong%'"}, lambda e: not any("Jong" in one for one in e.actors)),
        ({"filter": "quote LIKE '%Haeju%' AND score > 0.1"}, lambda e: "Haeju" in e.quote),
        ({"filter": "title = 'it''s'"}, lambda e: False),
    ],
    ids=lambda value: str(value)[:60] if isinstance(value, dict) else "",
)  # fmt: skip
def test_a_filter_gives_the_events_that_fit_and_no_others(
    service: Asked, results: geo.Results, query: dict[str, str], fits
) -> None:
    assert service.ids(**query) == ids_where(results, fits)


def days_of(event) -> tuple[str, str]:
    first = str(event.date)
    return (first, "2024-05-31") if event.date_precision == "month" else (first, first)


@pytest.mark.parametrize(
    ("given", "start", "end"),
    [
        ("2024-05-01", "2024-05-01", "2024-05-01"),
        ("2024-05-18/2024-06-09", "2024-05-18", "2024-06-09"),
        ("2024-05-20/..", "2024-05-20", "9999-12-31"),
        ("../2024-05-17", "0000-01-01", "2024-05-17"),
        ("/2024-05-17", "0000-01-01", "2024-05-17"),
        ("2024-06-09T00:00:00Z", "2024-06-09", "2024-06-09"),
        ("2024-06-09T10:20:30.5+09:00/2024-07-27T23:59:59Z", "2024-06-09", "2024-07-27"),
        ("2024-06-09T/..", "2024-06-09", "9999-12-31"),
        ("../..", "0000-01-01", "9999-12-31"),
        ("1990-01-01/1991-01-01", "1990-01-01", "1991-01-01"),
    ],
)
def test_datetime_means_the_days_of_an_event(
    service: Asked, results: geo.Results, given: str, start: str, end: str
) -> None:
    """An event that is dated to a month is one of each of its days."""
    wanted = ids_where(results, lambda e: days_of(e)[0] <= end and days_of(e)[1] >= start)
    assert service.ids(datetime=given) == wanted


def test_a_month_is_met_by_its_last_day(service: Asked, results: geo.Results) -> None:
    (month,) = ids_where(results, lambda e: e.date_precision == "month")
    assert service.ids(datetime="2024-05-31") == [month]
    assert service.ids(datetime="2024-06-01") == []


@pytest.mark.parametrize(
    "box",
    [
        (125.5, 37.5, 126.0, 38.5),
        (120, 30, 135, 45),
        (126.1, 39, 126.6, 39.6),
        (0, 0, 1, 1),
        (126, 38, -170, 43),
    ],
)
def test_a_box_gives_what_is_in_it(service: Asked, results: geo.Results, box: tuple[float, ...]) -> None:
    west, south, east, north = box

    def inside(event) -> bool:
        if event.lon is None:
            return False
        across = event.lon >= west or event.lon <= east
        return south <= event.lat <= north and (across if west > east else west <= event.lon <= east)

    assert service.ids(bbox=",".join(map(str, box))) == ids_where(results, inside)
    high = f"{west},{south},0,{east},{north},9000"
    assert service.ids(bbox=high) == ids_where(results, inside)


def test_a_box_gives_the_counties_that_it_meets(service: Asked, results: geo.Results) -> None:
    box = (125.6, 38.0, 125.8, 38.1)
    shapes = results.boundaries.shapes("adm2")
    wanted = {code for code, shape in shapes.items() if shapely.intersects(shape, shapely.box(*box))}
    assert set(service.ids("counties", bbox=",".join(map(str, box)))) == wanted
    assert 0 < len(wanted) < 10


def test_all_conditions_hold_together(service: Asked, results: geo.Results) -> None:
    wanted = ids_where(
        results, lambda e: e.type == "inspection" and str(e.date) >= "2024-06-01" and e.lon < 126
    )
    found = service.ids(
        type="inspection", datetime="2024-06-01/..", bbox="124,37,126,43", filter="leader = true"
    )
    assert found == wanted != []


def test_pages_follow_each_other_and_lose_nothing(service: Asked) -> None:
    path, seen, pages = "/collections/counties/items?limit=50&adm1=KP07", [], 0
    while path:
        found = service.json(path)
        assert found["numberMatched"] == len(service.ids("counties", adm1="KP07", limit="1000"))
        seen += [one["id"] for one in found["features"]]
        following = [one["href"] for one in found["links"] if one["rel"] == "next"]
        path = following[0].removeprefix(service.base) if following else ""
        pages += 1
    assert seen == service.ids("counties", adm1="KP07", limit="1000")
    last = service.json("/collections/counties/items", limit="50", offset="150")
    assert last["numberReturned"] == 29
    assert [one["rel"] for one in last["links"] if one["rel"] in ("next", "prev")] == ["prev"]
    assert service.json("/collections/counties/items", offset="1000")["features"] == []
    assert service.json("/collections/counties/items", limit="99999")["numberReturned"] == 179


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("typ=inspection", "there is no parameter 'typ'; perhaps type"),
        ("limit=0", "limit='0': give a whole number from 1 on"),
        ("limit=ten", "limit='ten'"),
        ("limit=1&limit=2", "limit is given 2 times"),
        ("offset=-1", "offset='-1'"),
        ("bbox=1,2,3", "bbox='1,2,3': give west,south,east,north"),
        ("bbox=124,43,130,37", "south, is larger than the fourth"),
        ("bbox=nan,1,2,3", "bbox="),
        ("datetime=May", "datetime='May': give a day as 2024-05-01"),
        ("datetime=2024-02-30", "datetime='2024-02-30'"),
        ("datetime=2024-05-02/2024-05-01", "it ends before it begins"),
        ("datetime=2024-05-01T25:00:00Z", "datetime="),
        ("datetime=", "datetime=''"),
        ("leader=maybe", "leader='maybe': give true or false"),
        ("score=high", "score='high': give a number"),
        ("date=2024-05", "date='2024-05': give a day"),
        ("f=xml", "f='xml': the forms are json and html"),
        ("filter=planet%20=%20'x'", "filter: there is no column 'planet'"),
        ("filter=type%20=", "filter: a value"),
        ("filter=actors%20%3C%20'a'", "actors is a list; compare it with =, IN or LIKE"),
        ("filter=type%20LIKE%205", "filter: a text in single quotes is expected"),
        ("filter=(type%20=%20'x'", "filter: ) is expected at its end"),
        ("filter=type%20=%20'x'%3B%20DROP%20TABLE%20events", "cannot be read"),
        ("filter=" + "(" * 60, "more than 40 brackets"),
        ("filter=type='x'&filter-lang=cql2-json", "filter-lang='cql2-json'"),
        ("own=1", "there is no parameter 'own'"),
    ],
)
def test_a_wrong_parameter_is_answered_with_400_and_a_sentence(service: Asked, query: str, says: str) -> None:
    name = "records" if query.startswith("own") else "events"
    assert says in service.problem(f"/collections/{name}/items?{query}")


def test_the_other_documents_take_no_unknown_parameter_either(service: Asked) -> None:
    for path in ("/", "/collections", "/collections/events", "/conformance", "/api", "/map"):
        assert "there is no parameter 'x'" in service.problem(f"{path}?x=1")


# Safety ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:{port}", 200), ("127.0.0.1:{port}", 200), ("[::1]:{port}", 200), ("192.168.1.7", 200),
        ("LOCALHOST", 200), ("maps.intranet", 200), ("evil.example", 421), ("localhost.evil.example", 421),
        ("127.0.0.1.evil.example:{port}", 421), ("evil.example@localhost", 421), ("", 421), ("a b", 421),
    ],
)  # fmt: skip
def test_a_name_that_is_not_this_machine_s_is_refused(service: Asked, host: str, status: int) -> None:
    with socket.create_connection(("127.0.0.1", service.port), timeout=10) as connection:
        request = f"GET /collections HTTP/1.1\r\nHost: {host.format(port=service.port)}\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode())
        answer = b""
        while part := connection.recv(65536):
            answer += part
    assert int(answer.split()[1]) == status
    assert (b'"collections"' in answer) == (status == 200)


def test_two_names_in_one_request_are_refused(service: Asked) -> None:
    with socket.create_connection(("127.0.0.1", service.port), timeout=10) as connection:
        connection.sendall(
            b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
        )
        assert connection.recv(100).split()[1] in (b"400", b"421")


def test_every_answer_has_strict_headers_and_no_cookie(service: Asked) -> None:
    for path in (
        "/",
        "/?f=html",
        "/map",
        "/collections/events/items",
        "/nothing",
        "/search?q=Haeju",
        "/search",
    ):
        _, fields, _ = service.ask(path)
        small = {name.lower(): value for name, value in fields.items()}
        assert small["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in small["content-security-policy"]
        assert small["content-security-policy"].startswith("default-src 'none'")
        assert not {"set-cookie", "access-control-allow-origin", "server"} & set(small)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(service: Asked, method: str) -> None:
    assert service.ask("/collections/events/items", method=method)[0] == 405


def test_the_page_is_the_map_with_its_own_policy(service: Asked, results: geo.Results) -> None:
    _, fields, body = service.ask("/map")
    policy = re.search(rb'Security-Policy" content="([^"]*)"', body)
    assert policy is not None
    small = {name.lower(): value for name, value in fields.items()}
    own = policy[1].decode().replace("&#39;", "'")
    assert small["content-security-policy"].partition("; frame-ancestors")[0] == own
    assert b"Songchon" in body


def test_text_of_articles_is_only_text_on_the_web_pages() -> None:
    hostile = "<script>alert(1)</script>"
    text = f"A mill was inaugurated in Haeju City on May 1, {hostile} said."
    one = geo.Article(hostile, text, hostile, url="javascript:alert(1)", date=date(2024, 5, 2))
    with Running(geo.read([one])) as running:
        (id_,) = running.ids()
        for path in (
            "/collections/events/items?f=html",
            f"/collections/events/items/{id_}?f=html",
            "/?f=html",
        ):
            _, _, body = running.ask(path)
            assert b"<script" not in body
            assert b'href="javascript' not in body
        _, _, body = running.ask(f"/collections/events/items/{id_}?f=html")
        assert b"&lt;script&gt;" in body


def test_a_web_page_is_for_browsers_and_json_for_programs(service: Asked) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    gdal = "application/geo+json, application/json"
    for path in (
        "/",
        "/api",
        "/conformance",
        "/collections",
        "/collections/events",
        "/collections/events/items",
    ):
        assert service.ask(path, Accept=browser)[1]["content-type"].startswith("text/html")
        for fields in (
            {},
            {"Accept": "*/*"},
            {"Accept": gdal},
            {"Accept": "text/html;q=0.1,application/json"},
        ):
            assert "json" in service.ask(path, **fields)[1]["content-type"]
        assert "json" in service.ask(f"{path}?f=json", Accept=browser)[1]["content-type"]


def test_many_requests_at_once_get_their_own_answers(service: Asked) -> None:
    with ThreadPoolExecutor(16) as pool:
        asked = [f"KP{number:02}" for number in range(1, 12)] * 8
        found = pool.map(
            lambda code: service.json("/collections/counties/items", adm1=code, limit="500"), asked
        )
        for code, answer in zip(asked, found, strict=True):
            assert {one["properties"]["adm1"] for one in answer["features"]} == {code}


# Clients --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "fits"),
    [
        ("date >= '2024-05-18'", lambda e: str(e.date) >= "2024-05-18"),
        ("date > '2024-05-18'", lambda e: str(e.date) > "2024-05-18"),
        ("date < '2024-05-18'", lambda e: str(e.date) < "2024-05-18"),
        ("date = '2024-05-18'", lambda e: str(e.date) == "2024-05-18"),
        ("date >= '2024-05-02' AND date <= '2024-06-30'", lambda e: "2024-05-02" <= str(e.date) <= "2024-06-30"),
        ("source_date > '2024-06-03'", lambda e: str(e.source_date) > "2024-06-03"),
        ("source_date = '2024-06-03'", lambda e: str(e.source_date) == "2024-06-03"),
        ("date < '2024-06-01' AND source_date > '2024-06-01'",
         lambda e: str(e.date) < "2024-06-01" < str(e.source_date)),
        ("type = 'inspection'", lambda e: e.type == "inspection"),
        ("leader = 1", lambda e: e.leader),
        ("type = 'inspection' OR date > '2024-07-01'", lambda e: e.type == "inspection" or str(e.date) > "2024-07-01"),
        ("adm2 IS NULL", lambda e: e.adm2 is None),
        ("NOT type = 'inspection'", lambda e: e.type != "inspection"),
    ],
)  # fmt: skip
def test_gdal_gets_the_events_of_a_filter(service: Asked, results: geo.Results, where: str, fits) -> None:
    frame = pyogrio.read_dataframe(f"OAPIF:{service.base}", layer="events", where=where)
    assert list(frame["event_id"]) == ids_where(results, fits)


def test_gdal_pages_through_all_and_knows_days_as_days(service: Asked, results: geo.Results) -> None:
    source = f"OAPIF:{service.base}"
    assert [name for name, _ in pyogrio.list_layers(source)] == [*service_names()]
    counties = pyogrio.read_dataframe(source, layer="counties", PAGE_SIZE=40)
    assert len(counties) == 179
    assert counties.crs.to_epsg() == 4326
    events = pyogrio.read_dataframe(source, layer="events", PAGE_SIZE=2)
    assert [str(day.date()) for day in events["date"]] == [str(e.date) for e in results.event_list]
    assert pyogrio.read_info(source, layer="counties")["features"] == 179
    boxed = pyogrio.read_dataframe(source, layer="events", bbox=(125.5, 37.5, 126.0, 38.5))
    assert list(boxed["event_id"]) == service.ids(bbox="125.5,37.5,126.0,38.5")


def service_names() -> tuple[str, ...]:
    return ("events", "happenings", "sites", "records", "counties", "provinces")


def test_owslib_knows_the_service(service: Asked, results: geo.Results) -> None:
    client = Client(f"{service.base}/")
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in client.conformance()["conformsTo"]
    assert client.feature_collections() == [*service_names()]
    assert client.api()["openapi"].startswith("3.0")
    assert "date" in client.collection_queryables("events")["properties"]
    found = client.collection_items("events", datetime="2024-06-01/..", limit=1)
    assert (found["numberMatched"], found["numberReturned"]) == (2, 1)
    found = client.collection_items("events", type="inspection", bbox=[124, 37, 126, 43])
    assert [one["id"] for one in found["features"]] == ids_where(
        results, lambda e: e.type == "inspection" and e.lon is not None and e.lon <= 126
    )
    assert client.collection_item("events", results.event_list[0].event_id)["type"] == "Feature"


def test_the_definition_names_each_path_and_parameter(service: Asked) -> None:
    definition = service.json("/api")
    for name in service_names():
        layer = next(layer for layer in LAYERS if layer.name == name)
        given = definition["paths"][f"/collections/{name}/items"]["get"]["parameters"]
        assert {c.name for c in layer.columns if c.kind != "object"} <= {one["name"] for one in given}
    for path in definition["paths"]:
        if "{" not in path and path not in ("/search", "/reverse"):
            assert service.ask(path)[0] == 200


def geocoder(service: Asked) -> Nominatim:
    return Nominatim(domain=f"localhost:{service.port}", scheme="http", user_agent="tests")


def test_geopy_finds_places_as_with_nominatim(service: Asked) -> None:
    asked = geocoder(service)
    found = asked.geocode("성천군", addressdetails=True, namedetails=True)
    assert (found.address, found.raw["address"]["state"]) == (
        "Songchon County, South Phyongan",
        "South Phyongan",
    )
    assert found.raw["namedetails"]["name:ko"] == "성천"
    assert asked.geocode({"county": "Unsan", "state": "South Phyongan"}).raw["place_id"] == "KP0720"
    assert asked.geocode("Songchon", language="ko").address == "성천군, 평안남도"
    assert asked.geocode("Songchon", geometry="geojson").raw["geojson"]["type"] in ("Polygon", "MultiPolygon")
    assert asked.geocode("Songchon", country_codes="de") is None
    assert asked.geocode("Atlantis") is None
    at = asked.reverse((39.66, 124.705))
    assert (at.raw["name"], at.raw["address"]["county"]) == ("Tongchang-ri", "Cholsan")
    assert asked.reverse((39.66, 124.705), zoom=8).address == "Cholsan County, North Phyongan"
    assert asked.reverse((37.5665, 126.978)) is None


def test_an_ambiguous_name_is_not_guessed_but_listed(service: Asked) -> None:
    asked = geocoder(service)
    assert asked.geocode("Unsan") is None
    both = asked.geocode("Unsan", exactly_one=False)
    assert [one.raw["place_id"] for one in both] == ["KP0617", "KP0720"]
    south = asked.geocode("Unsan", exactly_one=False, viewbox=((39, 125.5), (39.8, 126.8)), bounded=True)
    assert [one.raw["place_id"] for one in south] == ["KP0720"]


def test_geocoding_as_geojson_is_read_by_gdal(service: Asked) -> None:
    frame = pyogrio.read_dataframe(f"{service.base}/search?q=Unsan&format=geojson&polygon_geojson=1")
    assert list(frame["place_id"]) == ["KP0617", "KP0720"]
    assert set(frame.geom_type) <= {"Polygon", "MultiPolygon"}


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/search", "nothing is asked for"),
        ("/search?q=", "nothing is asked for"),
        ("/search?q=a&county=b", "q and county are both given"),
        ("/search?q=a&format=xml", "format='xml': the formats are json, jsonv2, geojson"),
        ("/search?q=a&limit=0", "limit='0'"),
        ("/search?q=a&viewbox=1,2", "viewbox='1,2'"),
        ("/search?q=a&planet=1", "there is no parameter 'planet'"),
        ("/search?q=a&featureType=planet", "featuretype is 'planet'"),
        ("/reverse?lat=39", "lon is missing"),
        ("/reverse?lat=95&lon=126", "lat is '95'; give degrees from -90 to 90"),
        ("/reverse?lat=39&lon=nan", "lon is 'nan'"),
    ],
)
def test_a_wrong_question_to_the_geocoder_is_answered_with_400(service: Asked, path: str, says: str) -> None:
    assert says in service.problem(path)


# The command ----------------------------------------------------------------------------------------------------


def test_the_command_serves_what_is_added_and_ends_cleanly(tmp_path: Path) -> None:
    project = geo.Project.create(tmp_path / "north")
    project.add([geo.Article(id_, text, date=date.fromisoformat(day)) for id_, day, text in ARTICLES[:2]])
    with command(tmp_path / "log", str(project.folder)) as (process, port):
        base = f"http://127.0.0.1:{port}/collections/events/items"
        assert json.load(urllib.request.urlopen(base))["numberMatched"] == 2
        project.add([geo.Article(id_, text, date=date.fromisoformat(day)) for id_, day, text in ARTICLES])
        end = time.monotonic() + 60
        while json.load(urllib.request.urlopen(base))["numberMatched"] != 5:
            assert time.monotonic() < end
            time.sleep(0.2)
        process.send_signal(2)
        assert process.wait(20) == 0
    rest = (tmp_path / "log").read_text("utf-8")
    assert "reloaded: 5 events" in rest
    assert '"GET /collections/events/items HTTP/1.1" 200' in rest
    assert rest.endswith("ended\n")
    assert "Traceback" not in rest


def test_an_address_that_others_reach_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A mill was inaugurated in Haeju City.")
    with command(tmp_path / "log", str(tmp_path / "a.txt"), "--host", "0.0.0.0") as (_, port):
        assert Asked(port).json("/collections/events/items")["numberMatched"] == 1
    assert "warning: everybody who reaches 0.0.0.0" in (tmp_path / "log").read_text()
    assert "the input is not read again" in (tmp_path / "log").read_text()


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A mill was inaugurated in Haeju City.")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        run = subprocess.run(
            [sys.executable, "-m", "geo", "serve", str(tmp_path), "--port", port],
            cwd=ROOT, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
    assert run.returncode == 2
    assert "choose another with --port" in run.stderr
