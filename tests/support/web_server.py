"""A web server on this machine for tests: answers as given, and a list of what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Page:
    """An answer: its body, and header fields; with ``tag`` it answers conditional requests with 304."""

    body: bytes = b""
    status: int = 200
    fields: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    tag: str = ""


@dataclass
class Site:
    """A running server: its pages by path, which a test may change, and the requests so far."""

    pages: dict[str, Page | Callable[[BaseHTTPRequestHandler], None]]
    base: str = ""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def web_server(pages: dict[str, Page | Callable], host: str = "127.0.0.1") -> Iterator[Site]:
    """Serve pages; what is not among them is answered with 404."""
    site = Site(pages)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            page = site.pages.get(self.path, Page(b"nothing here", 404))
            if not isinstance(page, Page):
                page(self)
                return
            known = page.tag and self.headers.get("If-None-Match") == page.tag
            self.send_response(304 if known else page.status)
            for name, value in page.fields.items():
                self.send_header(name, value)
            if page.tag:
                self.send_header("ETag", page.tag)
            if not known:
                self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            if not known:
                self.wfile.write(page.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads = True
    site.base = f"http://{host}:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def article(title: str, text: str, day: str = "2024-05-02", extra: str = "") -> bytes:
    """A page of a news site."""
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>"
        f"<meta property='article:published_time' content='{day}T09:00:00+09:00'></head>"
        f"<body><article><h1>{title}</h1><p>{text}</p></article>{extra}</body></html>"
    ).encode()


def feed(base: str, items: list[tuple[str, str, str]], built: str = "") -> bytes:
    """An RSS feed of (path, title, summary)."""
    rows = "".join(
        f"<item><guid>{base}{path}</guid><link>{base}{path}</link><title>{title}</title>"
        f"<description>{summary}</description><pubDate>Thu, 02 May 2024 09:00:00 +0900</pubDate></item>"
        for path, title, summary in items
    )
    stamp = f"<lastBuildDate>{built}</lastBuildDate>" if built else ""
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{stamp}{rows}</channel></rss>".encode()
