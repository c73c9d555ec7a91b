"""The online fallback, against a server on loopback that speaks Nominatim's protocol."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.adapters import URLLibAdapter
from geopy.exc import (
    ConfigurationError,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
)
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim

import geo
from geo.geocoding.cache import Answers
from geo.model.errors import UnreadableError

HERE = {"lat": "39.30", "lon": "126.30", "display_name": "Sinsong-dong, 성천군, 평안남도",
        "class": "place", "type": "village", "addresstype": "village", "address": {"country_code": "kp"}}  # fmt: skip
ABROAD = {
    **HERE,
    "lat": "40.12",
    "lon": "124.38",
    "display_name": "Dandong",
    "address": {"country_code": "cn"},
}
PLACES: dict[str, Any] = {
    "Zinsong": [HERE],
    "Zabroad": [ABROAD],
    "Zboth": [ABROAD, HERE],
    "Znone": [],
    "Zhalf": [{"display_name": "no coordinates"}],
    "Zshape": [["a"]],
    "Zerror": {"error": "Invalid query"},
}
FAULTS = {"Z500": 500, "Z429": 429, "Z503": 503, "Z400": 400}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        name = query.get("q", query.get("city", ""))
        self.server.asked.append((time.monotonic(), parts.path, query, self.headers["User-Agent"]))
        if name in FAULTS:
            self.send_response(FAULTS[name])
            self.send_header("Retry-After", "7")
            self.end_headers()
            return
        if name == "Zslow":
            time.sleep(1.0)
        body = b"<html>not JSON" if name == "Zbroken" else None
        if body is None:
            answer = HERE if parts.path == "/reverse" else PLACES.get(name, [])
            body = json.dumps(answer, ensure_ascii=False).encode()
        try:
            self.send_response(200)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except ConnectionError:
            pass  # the asker has given up

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    made.asked = []
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


def nominatim(server: ThreadingHTTPServer, **options: Any) -> Nominatim:
    domain = f"127.0.0.1:{server.server_address[1]}"
    # The adapter over requests would itself wait and ask again; the plain one shows what we do.
    plain = {"adapter_factory": URLLibAdapter, **options}
    return Nominatim(user_agent="tests of dprk-geo", domain=domain, scheme="http", **plain)


@pytest.fixture
def coder(server: ThreadingHTTPServer) -> geo.Geocoder:
    return geo.Geocoder(fallback=nominatim(server), min_delay_seconds=0)


def test_what_the_reference_knows_is_never_asked_for(
    coder: geo.Geocoder, server: ThreadingHTTPServer
) -> None:
    assert coder.geocode("Songchon County").raw["adm2"] == "KP0717"
    assert coder.geocode("Unsan") is None  # two of that name: the service would choose and not say so
    assert coder.reverse((39.3, 126.3)).raw["adm2"] == "KP0717"
    assert coder.geocode("Zinsong", country_codes="cn") is None
    assert server.asked == []


def test_an_online_answer_carries_our_codes_and_says_what_it_is(
    coder: geo.Geocoder, server: ThreadingHTTPServer
) -> None:
    found = coder.geocode("Zinsong", language="ko")
    assert (found.latitude, found.longitude) == (39.30, 126.30)
    raw = found.raw
    assert (raw["adm1"], raw["adm2"], raw["adm2_name"]) == ("KP07", "KP0717", "Songchon")
    assert (raw["rule"], raw["score"], raw["geo_precision"]) == ("fallback: Nominatim", 0.4, "locality")
    assert raw["answer"]["display_name"] == HERE["display_name"]
    ((_, path, query, agent),) = server.asked
    assert (path, query["countrycodes"], query["accept-language"], agent) == (
        "/search", "kp", "ko", "tests of dprk-geo",
    )  # fmt: skip


def test_a_structured_query_goes_to_the_service_as_it_is(
    coder: geo.Geocoder, server: ThreadingHTTPServer
) -> None:
    assert coder.geocode({"city": "Zinsong", "country": "North Korea"}).raw["adm2"] == "KP0717"
    assert server.asked[0][2]["city"] == "Zinsong"


def test_an_answer_outside_of_the_country_is_refused_and_reported(
    coder: geo.Geocoder, caplog: pytest.LogCaptureFixture
) -> None:
    assert coder.geocode("Zabroad") is None
    assert "Nominatim puts 'Zabroad' at 40.1200, 124.3800, outside the DPRK: refused" in caplog.text
    (found,) = coder.geocode("Zboth", exactly_one=False)
    assert found.raw["candidates"] == [
        {"address": "Dandong", "lat": 40.12, "lon": 124.38, "why": "outside the DPRK"}
    ]


def test_nothing_is_found_without_a_fuss(coder: geo.Geocoder) -> None:
    assert coder.geocode("Znone") is None
    assert coder.geocode("Znone", exactly_one=False) is None
    assert coder.geocode("Zhalf") is None  # geopy takes an answer without coordinates for one at 0, 0


def test_a_point_off_the_coast_is_asked_for(coder: geo.Geocoder, server: ThreadingHTTPServer) -> None:
    assert coder.reverse((38.85, 124.6)).raw["rule"] == "fallback: Nominatim"
    assert server.asked[0][1:3] == (
        "/reverse",
        {"lat": "38.85", "lon": "124.6", "format": "json", "addressdetails": "1"},
    )


def test_the_service_is_asked_no_faster_than_it_allows(server: ThreadingHTTPServer) -> None:
    slow = geo.Geocoder(fallback=nominatim(server), min_delay_seconds=0.6)
    slow.geocode("Zinsong")
    slow.reverse((38.85, 124.6))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(slow.geocode, ["Znone", "Zboth"]))
    times = sorted(asked[0] for asked in server.asked)
    assert len(times) == 4
    # A busy machine notes a question late, by less than half of the time between two.
    assert all(later - earlier >= 0.3 for earlier, later in pairwise(times))


def test_what_is_in_the_cache_asks_nobody(server: ThreadingHTTPServer, tmp_path) -> None:
    cache = tmp_path / "of" / "answers.sqlite"
    for _ in range(2):
        coder = geo.Geocoder(fallback=nominatim(server), cache=cache, min_delay_seconds=0)
        assert coder.geocode("Zinsong").raw["adm2"] == "KP0717"
        assert coder.geocode("Znone") is None
        assert coder.geocode("Zabroad") is None
    assert [asked[2]["q"] for asked in server.asked] == ["Zinsong", "Znone", "Zabroad"]
    coder.geocode("Zinsong", language="ko")
    assert len(server.asked) == 4  # another question


def test_that_there_is_no_answer_holds_for_a_shorter_time(tmp_path) -> None:
    now = [1000.0]
    kept = Answers(tmp_path / "a.sqlite", clock=lambda: now[0])
    kept.put("s", "geocode", "a", {}, [])
    kept.put("s", "geocode", "b", {}, [{"lat": 39.3}])
    assert (kept.get("s", "geocode", "a", {}), kept.get("s", "geocode", "b", {})) == ([], [{"lat": 39.3}])
    now[0] += 31 * 86_400
    assert (kept.get("s", "geocode", "a", {}), kept.get("s", "geocode", "b", {})) == (None, [{"lat": 39.3}])
    now[0] += 366 * 86_400
    assert kept.get("s", "geocode", "b", {}) is None


def test_two_processes_may_write_one_cache(tmp_path) -> None:
    path = tmp_path / "a.sqlite"
    code = (
        "import sys; from geo.geocoding.cache import Answers; a = Answers(sys.argv[1])\n"
        "for n in range(60): a.put('s', 'geocode', sys.argv[2] + str(n), {}, [])"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, path, name]) for name in ("a", "b")]
    assert [process.wait() for process in running] == [0, 0]
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT COUNT(*) FROM answers").fetchone() == (120,)


def test_a_damaged_row_is_asked_anew_and_a_file_that_is_no_cache_is_refused(
    server: ThreadingHTTPServer, tmp_path
) -> None:
    path = tmp_path / "a.sqlite"
    coder = geo.Geocoder(fallback=nominatim(server), cache=path, min_delay_seconds=0)
    coder.geocode("Zinsong")
    with sqlite3.connect(path) as database:
        database.execute("UPDATE answers SET answer = '[{'")
    assert coder.geocode("Zinsong").raw["adm2"] == "KP0717"
    assert len(server.asked) == 2
    (tmp_path / "no.sqlite").write_text("a letter, not a database\n" * 50)
    with pytest.raises(UnreadableError, match=r"no\.sqlite: cannot be used"):
        geo.Geocoder(fallback=nominatim(server), cache=tmp_path / "no.sqlite")


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("Z500", GeocoderServiceError),
        ("Z429", GeocoderRateLimited),
        ("Z503", GeocoderTimedOut),
        ("Z400", GeocoderQueryError),
        ("Zbroken", GeocoderParseError),
        ("Zshape", GeocoderParseError),
        ("Zerror", GeocoderQueryError),
    ],
)
def test_faults_of_the_service_are_errors_of_geopy_and_are_not_kept(
    server: ThreadingHTTPServer, tmp_path, query: str, error: type[Exception]
) -> None:
    coder = geo.Geocoder(fallback=nominatim(server), cache=tmp_path / "a.sqlite", min_delay_seconds=0)
    for _ in range(2):
        with pytest.raises(error) as raised:
            coder.geocode(query)
    assert len(server.asked) == 2
    if error is GeocoderRateLimited:
        assert raised.value.retry_after == 7


def test_a_slow_or_absent_service_is_an_error_of_geopy(server: ThreadingHTTPServer) -> None:
    coder = geo.Geocoder(fallback=nominatim(server, timeout=5), min_delay_seconds=0)
    with pytest.raises(GeocoderTimedOut):
        coder.geocode("Zslow", timeout=0.1)
    absent = Nominatim(user_agent="tests", domain="127.0.0.1:9", scheme="http", adapter_factory=URLLibAdapter)
    with pytest.raises(GeocoderServiceError, match="refused"):
        geo.Geocoder(fallback=absent, min_delay_seconds=0).geocode("Zinsong")
    limited = RateLimiter(coder.geocode, min_delay_seconds=0, max_retries=0)
    assert limited("Z500") is None  # as geopy's own limiter has it


def test_an_asynchronous_fallback_is_awaited(server: ThreadingHTTPServer, tmp_path) -> None:
    pytest.importorskip("aiohttp")
    from geopy.adapters import AioHTTPAdapter

    async def ask() -> list[Any]:
        service = nominatim(server, adapter_factory=AioHTTPAdapter)
        async with service:
            coder = geo.Geocoder(
                fallback=service,
                cache=tmp_path / "a.sqlite",
                min_delay_seconds=0.1,
                adapter_factory=AioHTTPAdapter,
            )
            first = await asyncio.gather(*(coder.geocode(q) for q in ("Zinsong", "Znone", "Songchon County")))
            with pytest.raises(GeocoderParseError):
                await coder.geocode("Zshape")
            return [*first, await coder.geocode("Zinsong"), await coder.reverse((38.85, 124.6))]

    found = asyncio.run(ask())
    assert [one and one.raw["rule"] for one in found] == [
        "fallback: Nominatim", None, "only place of that name", "fallback: Nominatim", "fallback: Nominatim",
    ]  # fmt: skip
    assert len(server.asked) == 4


def test_adapters_of_two_kinds_are_refused(server: ThreadingHTTPServer) -> None:
    pytest.importorskip("aiohttp")
    from geopy.adapters import AioHTTPAdapter

    with pytest.raises(ConfigurationError, match="asynchronous"):
        geo.Geocoder(fallback=nominatim(server), adapter_factory=AioHTTPAdapter)
    with pytest.raises(ConfigurationError, match="min_delay_seconds"):
        geo.Geocoder(fallback=nominatim(server), min_delay_seconds=-1)
