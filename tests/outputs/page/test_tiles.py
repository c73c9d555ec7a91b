"""Backgrounds: which can be offered, and a page that asks nobody before its reader chooses one."""

from __future__ import annotations

import re
import socket
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import xyzservices

from geo.cli import main
from geo.model.errors import OptionError
from geo.outputs.page import event_map
from geo.outputs.page.tiles import DEFAULT, offers, sources
from tests.outputs.page.test_page_browser import HIT, PAYLOADS, Opened, browser, events, show, until  # noqa: F401
from tests.outputs.page.test_page_browser import pytestmark as needs_browser
from tests.support import SAMPLES


def policy(page: str) -> str:
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert found
    return found.group(1)


def own(url: str, **values: Any) -> xyzservices.TileProvider:
    return xyzservices.TileProvider(name="Own", url=url, attribution="(C) us", **values)


# Which can be offered


def test_names_are_found_forgivingly_and_once() -> None:
    assert [one["name"] for one in offers(["esri worldimagery", "Esri.WorldImagery", "opentopomap"])] == [
        "Esri.WorldImagery",
        "OpenTopoMap",
    ]


def test_an_offer_has_one_host_and_no_open_place_but_the_tiles() -> None:
    (topo,) = offers("OpenTopoMap")
    assert topo["url"] == "https://a.tile.opentopomap.org/{z}/{x}/{y}.png"
    assert topo["host"] == "a.tile.opentopomap.org"
    assert topo["max_zoom"] == 17
    assert ["OpenStreetMap", "https://www.openstreetmap.org/copyright"] in topo["attribution"]
    (picture,) = offers("Esri.WorldImagery")
    assert set(re.findall(r"\{(.*?)\}", picture["url"])) == {"z", "y", "x"}


def test_what_is_offered_by_default_needs_no_token_and_is_no_openstreetmap_server() -> None:
    hosts = [one["host"] for one in offers(DEFAULT)]
    assert len(hosts) == 2
    assert not any(host.endswith("openstreetmap.org") for host in hosts)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("Atlantis", r"'Atlantis'.*xyzservices"),
        ("MapBox", r"token.*OpenTopoMap"),
        ("OpenStreetMap.Mapnik", r"refuse pages opened from disk; OpenTopoMap"),
        ("Stadia.AlidadeSmooth", "stadiamaps.com needs an API key.*OpenTopoMap"),
        (own("https://a.basemaps.cartocdn.com/light_all/{z}/{x}/{y}.png"), "cartocdn.com needs an API key"),
        ("BasemapAT.basemap", "does not cover North Korea"),
        ("NASAGIBS.BlueMarble3413", r"EPSG:3413.*Web Mercator"),
        (own("http://tiles.example.org/{z}/{x}/{y}.png"), "not encrypted"),
        (own("ftp://127.0.0.1/{z}/{x}/{y}.png"), "not encrypted"),
        (own("https://a.tile.osm.org/{z}/{x}/{y}.png"), "refuse pages"),
        (own("https://tiles.example.org/{key}/{z}/{x}/{y}.png"), r"\{key\}"),
        (own("https://tiles.example.org/all.png"), r"no \{z\}"),
        (own("https://tiles.example.org/{z}/{x}.png"), r"no \{y\}"),
        (own("https://[tiles/{z}/{x}/{y}.png"), "valid host name"),
        (own("https://tiles.example.org; script-src */{z}/{x}/{y}.png"), "valid host name"),
        (own("https://me:secret@tiles.example.org/{z}/{x}/{y}.png"), "valid host name"),
        (own("https://{x}.example.org/{z}/{x}/{y}.png"), "valid host name"),
        (own("https://example.org/{z}/{x}/{y}.png")(max_zoom="deep"), "whole numbers"),
        (own("https://example.org/{z}/{x}/{y}.png")(bounds=[1, 2, 3]), "bounds are"),
        (own("https://example.org/{z}/{x}/{y}.png")(status="broken"), "no longer answers"),
    ],
)
def test_what_cannot_be_offered_is_refused_with_a_remedy(wanted: object, words: str) -> None:
    with pytest.raises(OptionError, match=words):
        offers([wanted])  # type: ignore[list-item]


def test_a_token_that_was_given_is_taken() -> None:
    provider = xyzservices.providers.query_name("Thunderforest.Landscape")
    (offer,) = offers([provider(apikey="k")])
    assert offer["url"].endswith("apikey=k")


def test_one_s_own_server_is_taken_without_encryption_on_this_machine_alone() -> None:
    (offer,) = offers([own("http://127.0.0.1:8080/{z}/{x}/{y}{r}.png")])
    assert offer["source"] == "http://127.0.0.1:8080"
    assert offer["attribution"] == [["© us", ""]]
    assert "{r}" in offer["url"]  # Leaflet knows the reader's screen


def test_two_servers_of_one_name_are_both_offered() -> None:
    addresses = [f"https://{host}.example.org/{{z}}/{{x}}/{{y}}.png" for host in "ab"]
    assert [one["url"] for one in offers([own(url) for url in (*addresses, addresses[0])])] == addresses


def test_a_server_that_counts_rows_from_the_south_is_taken() -> None:
    (offer,) = offers([own("https://tiles.example.org/{z}/{x}/{-y}.png")])
    assert offer["url"].endswith("{-y}.png")


def test_the_policy_gains_the_hosts_and_nothing_else() -> None:
    plain = event_map(events(1)).get_root().render()
    online = event_map(events(1), tiles=DEFAULT).get_root().render()
    added = "".join(" " + source for source in sources(offers(DEFAULT)))
    assert "img-src data: blob:; " in policy(plain)
    # The scripts are the same, so every hash is too.
    assert policy(online) == policy(plain).replace("img-src data: blob:", "img-src data: blob:" + added)


def test_the_command_offers_backgrounds_only_when_asked(tmp_path: Path, capsys: Any) -> None:
    def made(*args: str) -> str:
        path = tmp_path / "map.html"
        assert main(["map", str(SAMPLES / "articles"), *args, "-o", str(path)]) == 0
        return policy(path.read_text(encoding="utf-8"))

    assert "https:" not in made("-q")
    online = made("-q", "--online")
    assert all(source in online for source in sources(offers(DEFAULT)))
    assert "img-src data: blob: https://server.arcgisonline.com;" in made("--tiles", "Esri.WorldImagery")
    assert "Esri.WorldImagery (server.arcgisonline.com)" in capsys.readouterr().err


def test_the_command_refuses_a_name_before_it_reads(tmp_path: Path, capsys: Any) -> None:
    assert main(["map", "no such file", "--tiles", "Atlantis", "-o", str(tmp_path / "map.html")]) == 2
    messages = capsys.readouterr().err
    assert "Atlantis" in messages
    assert "no such file" not in messages


# In the browser


def png() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0))
    rows = zlib.compress((b"\0" + b"\x30\x70\x50" * 256) * 256)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


TILE = png()


class Server(ThreadingHTTPServer):
    """Tiles under /good, nothing under /lost, no answer under /silent; records what it received of the page."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Tiles)
        self.referers: list[str | None] = []
        self.over = threading.Event()


class Tiles(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.referers.append(self.headers.get("Referer"))
        if self.path.startswith("/silent"):
            self.server.over.wait(20)
            return
        found = self.path.startswith("/good")
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        if found:
            self.wfile.write(TILE)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.over.set()
    made.shutdown()
    made.server_close()


def provider(server: Server, kind: str, **values: Any) -> xyzservices.TileProvider:
    url = f"http://127.0.0.1:{server.server_port}/{kind}/{{z}}/{{x}}/{{y}}.png"
    return xyzservices.TileProvider({"name": kind.title(), "url": url, "attribution": "(C) nobody", **values})


def asked(opened: Opened) -> set[str]:
    """The hosts that the page has asked."""
    return {url.split("/")[2] for url in opened.requests if url.startswith("http")}


def note(opened: Opened) -> str:
    return str(opened.page.inner_text("#tiles-note"))


def choose(page: Any, **option: str) -> None:
    """Choose a background and confirm it."""
    page.select_option("#background", **option)
    page.click("#background-show")


LOADED = "document.querySelectorAll('.leaflet-tile-loaded').length > 2"


@needs_browser
def test_nobody_is_asked_before_the_choice_and_one_host_after(
    show: Callable[..., Opened],  # noqa: F811
    server: Server,
) -> None:
    opened = show(events(), tiles=[provider(server, "good"), "OpenTopoMap"])
    host = f"127.0.0.1:{server.server_port}"
    assert host in note(opened)
    assert "a.tile.opentopomap.org" in note(opened)
    opened.page.evaluate("geoPage.map.setZoom(9)")
    opened.page.wait_for_timeout(300)
    opened.quiet()
    choose(opened.page, label="Good")
    until(opened.page, LOADED)
    assert asked(opened) == {host}
    assert host in note(opened)
    assert "opentopomap" not in note(opened)
    assert opened.page.inner_text(".credit") == "© nobody"
    assert set(server.referers) == {None}
    before = len(opened.requests)
    opened.page.select_option("#background", value="-1")
    assert opened.page.locator(".leaflet-tile, .credit").count() == 0
    opened.page.evaluate("geoPage.map.setZoom(7)")
    opened.page.wait_for_timeout(400)
    assert len(opened.requests) == before
    assert opened.errors == []


@needs_browser
def test_walking_through_the_backgrounds_asks_nobody(
    show: Callable[..., Opened],  # noqa: F811
    server: Server,
) -> None:
    opened = show(events(), tiles=[provider(server, "good"), "OpenTopoMap"])
    for value in ("0", "1", "0"):
        opened.page.select_option("#background", value=value)
        opened.page.wait_for_timeout(150)
    opened.quiet()
    assert "If you show it, 127.0.0.1" in note(opened)
    opened.page.click("#background-show")
    until(opened.page, LOADED)
    assert opened.page.is_hidden("#background-show")


@needs_browser
def test_the_choice_is_neither_in_the_link_nor_stored(
    show: Callable[..., Opened],  # noqa: F811
    server: Server,
) -> None:
    opened = show(events(), tiles=[provider(server, "good")])
    plain = opened.page.evaluate("geoPage.linkNow()")
    choose(opened.page, label="Good")
    until(opened.page, LOADED)
    assert opened.page.evaluate("geoPage.linkNow()") == plain
    opened.page.reload()
    opened.page.wait_for_selector("body.ready")
    opened.requests.clear()
    opened.page.wait_for_timeout(300)
    assert opened.page.input_value("#background") == "-1"
    opened.quiet()


@needs_browser
def test_the_ground_lets_the_background_through_and_keeps_its_outlines(
    show: Callable[..., Opened],  # noqa: F811
    server: Server,
) -> None:
    opened = show(events(), tiles=[provider(server, "good")])
    opaque_and_clear = """(() => { const c = geoPage.baseLayer._container;
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        let full = 0, none = 0;
        for (let i = 3; i < d.length; i += 4) { if (d[i] === 255) full++; else if (d[i] === 0) none++; }
        return [full, none].map((n) => n / (d.length / 4)); })()"""
    full, _ = opened.page.evaluate(opaque_and_clear)
    assert full > 0.4  # land
    choose(opened.page, label="Good")
    full, none = opened.page.evaluate(opaque_and_clear)
    assert none > 0.5  # sea, neighbours and counties without events
    assert 0 < full < 0.2  # lines
    opened.page.select_option("#background", value="-1")
    assert opened.page.evaluate(opaque_and_clear)[0] > 0.4


@needs_browser
@pytest.mark.parametrize("kind", ["lost", "silent", "closed"])
def test_a_host_that_sends_nothing_is_given_up_and_named(
    show: Callable[..., Opened],  # noqa: F811
    server: Server,
    kind: str,
) -> None:
    chosen = provider(server, kind)
    if kind == "closed":
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        chosen = chosen(url=f"http://127.0.0.1:{port}/{{z}}/{{x}}/{{y}}.png")
    opened = show(events(), tiles=[chosen])
    opened.page.evaluate("geoPage.tilePatience = 400")
    choose(opened.page, value="0")
    until(opened.page, "document.getElementById('background').value", "-1")
    assert "No tiles were received from 127.0.0.1" in note(opened)
    assert opened.page.locator(".leaflet-tile, .credit").count() == 0
    assert opened.page.evaluate("geoPage.background") is None


@needs_browser
def test_the_policy_lets_no_other_host_be_asked(
    show: Callable[..., Opened],  # noqa: F811
    server: Server,
) -> None:
    opened = show(events(), tiles=[provider(server, "good")])
    blocked = opened.page.evaluate(
        """(address) => new Promise((done) => { document.addEventListener('securitypolicyviolation',
        (event) => done(event.effectiveDirective)); new Image().src = address; })""",
        f"http://localhost:{server.server_port}/good/1/1/1.png",
    )
    assert blocked == "img-src"
    assert server.referers == []


@needs_browser
@pytest.mark.parametrize("csp", [True, False], ids=["with the policy", "without it"])
def test_a_hostile_attribution_runs_nothing_and_shows_as_text(
    show: Callable[..., Opened],  # noqa: F811
    server: Server,
    csp: bool,
) -> None:
    bad = "".join(PAYLOADS) + f"<a href=\"javascript:{HIT}\">press</a><a href='data:text/html,x'>here</a>"
    offered = [
        provider(server, "good", html_attribution=bad),
        provider(server, "good", name="".join(PAYLOADS), attribution="".join(PAYLOADS)),
    ]
    opened = show(events(5), tiles=offered, csp=csp)
    for value in "01":
        choose(opened.page, value=value)
        until(opened.page, LOADED)
        assert opened.page.locator(".credit *").count() == 0
    assert PAYLOADS[0] in opened.page.inner_text(".credit")
    assert opened.page.evaluate("window.hit") is None


@needs_browser
def test_picture_and_print_are_taken_without_the_background_and_say_so(
    show: Callable[..., Opened],  # noqa: F811
    server: Server,
) -> None:
    opened = show(events(), tiles=[provider(server, "good")])
    choose(opened.page, label="Good")
    until(opened.page, LOADED)
    assert "The background from Good is left out." in opened.page.evaluate("geoPage.sourceLine()")
    with opened.page.expect_download() as waiting:
        opened.page.click("#take-png")
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert "is left out" in opened.page.text_content(".paper-source")
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened.page.evaluate("geoPage.background.name") == "Good"
    assert opened.errors == []


@needs_browser
def test_a_background_can_be_chosen_in_a_notebooks_frame(
    browser: Any,  # noqa: F811
    tmp_path: Path,
    server: Server,
) -> None:
    path = tmp_path / "notebook.html"
    made = event_map(events(), tiles=[provider(server, "good")])._repr_html_()
    path.write_text("<!DOCTYPE html><meta charset=utf-8><title>n</title>" + made, encoding="utf-8")
    opened = Opened(browser.new_page())
    opened.page.goto(path.as_uri())
    frame = opened.page.frame_locator("iframe")
    frame.locator("body.ready").wait_for(timeout=20_000)
    opened.quiet()
    if not frame.locator("#background").is_visible():
        frame.locator("#layers summary").click()
    frame.locator("#background").select_option(label="Good")
    frame.locator("#background-show").click()
    frame.locator(".leaflet-tile-loaded").first.wait_for()
    assert asked(opened) == {f"127.0.0.1:{server.server_port}"}
    opened.page.close()
