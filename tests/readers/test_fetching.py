"""Pages and feeds from the web: fetched politely, only from where it is allowed, and kept so that they can be read."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

import geo
from geo.model.errors import OptionError, UnreadableError
from geo.readers.fetching.addresses import FetchError, is_public, parsed
from geo.readers.fetching.client import Limits
from geo.readers.fetching.fetch import Fetched, fetch
from geo.readers.fetching.memory import opened
from tests.support.web_server import Page, Site, article, feed, web_server

MILL = "A flour mill was inaugurated in Haeju City on May 1, with officials of the province in attendance."
FARM = "Kim Jong Un visited a greenhouse farm in Songchon County on April 30, according to state media."
RULES = Page(b"User-agent: *\nDisallow: /closed\n", fields={"Content-Type": "text/plain"})
XML = {"Content-Type": "text/xml"}


@pytest.fixture
def site() -> Iterator[Site]:
    with web_server({"/robots.txt": RULES}) as running:
        running.pages["/mill"] = Page(article("Mill opened", MILL))
        running.pages["/farm"] = Page(article("Farm visited", FARM))
        running.pages["/feed"] = Page(
            feed(running.base, [("/mill", "Mill opened", "A mill."), ("/farm", "Farm visited", "A farm.")]),
            fields=XML,
        )
        yield running


class Visit:
    """A folder into which a test fetches, with a clock of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.errors: list[str] = []
        self.notes: list[str] = []
        self.waits: list[float] = []
        self.now = 1_714_600_000.0

    def __call__(self, *urls: str, **options: object) -> Fetched:
        self.errors, self.notes = [], []
        given = {"allow_private": True, "contact": "ann@example.org", **options}
        return fetch(
            urls,
            self.folder,
            report=lambda error: self.errors.append(str(error)),
            note=self.notes.append,
            clock=lambda: self.now,
            sleep=self.waits.append,
            **given,
        )

    def articles(self) -> list[geo.Article]:
        return list(geo.read_articles(self.folder))


@pytest.fixture
def visit(tmp_path: Path) -> Visit:
    return Visit(tmp_path / "web")


def test_a_page_is_read_with_its_address_publisher_and_day_of_publication(site: Site, visit: Visit) -> None:
    found = visit(f"{site.base}/mill")
    assert (found.new, found.articles, visit.errors) == (1, 1, [])
    (one,) = visit.articles()
    assert (one.url, str(one.date), one.title) == (f"{site.base}/mill", "2024-05-02", "Mill opened")
    assert one.extra["captured"] == "2024-05-02"  # in Korea
    (event,) = geo.read(visit.folder).event_list
    assert (event.publisher, event.adm2) == ("127.0.0.1", "KP0901")


def test_what_is_kept_is_read_by_another_program(site: Site, visit: Visit) -> None:
    site.pages["/mill"] = Page(
        article("Mill opened", MILL),
        fields={"Content-Type": "text/html", "Set-Cookie": "who=ann", "Server": "nginx"},
    )
    visit(f"{site.base}/mill")
    (file,) = visit.folder.rglob("*.warc.gz")
    with file.open("rb") as stream:
        records = [
            (r.rec_type, r.rec_headers, r.http_headers, r.content_stream().read())
            for r in ArchiveIterator(stream)
        ]
    assert [kind for kind, *_ in records] == ["warcinfo", "response"]
    _, about, fields, body = records[1]
    assert about["WARC-Target-URI"] == f"{site.base}/mill"
    assert about["WARC-Date"] == "2024-05-01T21:46:40Z"
    assert fields.get_statuscode() == "200"
    assert fields["server"].endswith("nginx") or "Python" in fields["server"]
    assert fields["set-cookie"] is None
    assert MILL.encode() in body


def test_a_second_run_asks_by_tag_and_finds_nothing_new(site: Site, visit: Visit) -> None:
    site.pages["/mill"] = Page(article("Mill opened", MILL), tag='"v1"')
    visit(f"{site.base}/mill")
    before = {file: file.stat().st_mtime_ns for file in visit.folder.rglob("*.warc.gz")}
    again = visit(f"{site.base}/mill")
    assert (again.new, again.changed, again.same, again.confirmed) == (0, 0, 1, 1)
    assert site.asked[-1][1]["if-none-match"] == '"v1"'
    assert {file: file.stat().st_mtime_ns for file in visit.folder.rglob("*.warc.gz")} == before


def test_a_page_is_asked_for_by_its_time_where_it_has_no_tag(site: Site, visit: Visit) -> None:
    stamp = "Thu, 02 May 2024 00:10:00 GMT"
    site.pages["/mill"] = Page(
        article("Mill opened", MILL), fields={"Content-Type": "text/html", "Last-Modified": stamp}
    )
    visit(f"{site.base}/mill")
    visit(f"{site.base}/mill")
    assert site.asked[-1][1]["if-modified-since"] == stamp


def test_a_page_whose_file_was_deleted_is_fetched_whole(site: Site, visit: Visit) -> None:
    site.pages["/mill"] = Page(article("Mill opened", MILL), tag='"v1"')
    visit(f"{site.base}/mill")
    next(visit.folder.rglob("*.warc.gz")).unlink()
    assert visit(f"{site.base}/mill").new == 1
    assert len(visit.articles()) == 1


def test_a_counter_on_a_page_is_no_change_and_a_correction_is_one(site: Site, visit: Visit) -> None:
    address = f"{site.base}/mill"
    site.pages["/mill"] = Page(article("Mill opened", MILL, extra="<footer>1 visitor</footer>"))
    visit(address)
    site.pages["/mill"] = Page(article("Mill opened", MILL, extra="<footer>2 visitors</footer>"))
    assert visit(address).same == 1
    site.pages["/mill"] = Page(article("Mill opened", MILL.replace("May 1", "May 2")))
    visit.now += 3600
    assert visit(address).changed == 1
    (one,) = visit.articles()
    assert "May 2" in one.text
    (earlier,) = visit.folder.rglob(".*.earlier")
    assert b"May 1" in gzip.decompress(earlier.read_bytes())


def test_a_feed_keeps_what_falls_out_of_it(site: Site, visit: Visit) -> None:
    address = f"{site.base}/feed"
    visit(address)
    site.pages["/feed"] = Page(
        feed(site.base, [("/farm", "Farm visited", "A farm.")], built="today"), fields=XML
    )
    visit.now += 3600
    visit(address)
    texts = sorted({one.title for one in geo.read_articles(visit.folder)})
    assert texts == ["Farm visited", "Mill opened"]
    site.pages["/feed"] = Page(
        feed(site.base, [("/farm", "Farm visited", "A farm.")], built="now"), fields=XML
    )
    assert visit(address).same == 1


def test_the_pages_of_a_feed_are_fetched_once_and_in_place_of_its_summaries(site: Site, visit: Visit) -> None:
    found = visit(f"{site.base}/feed", articles=True)
    assert (found.new, found.articles) == (2, 2)
    assert sorted(one.text.split(" was ")[0][:12] for one in visit.articles()) == [
        "A flour mill",
        "Kim Jong Un ",
    ]
    site.asked.clear()
    again = visit(f"{site.base}/feed", articles=True)
    assert (again.new, again.known) == (0, 2)
    assert site.paths() == ["/feed"]


def test_pages_beyond_the_largest_number_wait_for_the_next_run(site: Site, visit: Visit) -> None:
    first = visit(f"{site.base}/feed", articles=True, most=1)
    assert (first.new, first.further) == (1, 1)
    assert visit.notes == ["1 addresses of feeds are left for the next run (--max-pages)"]
    second = visit(f"{site.base}/feed", articles=True, most=1)
    assert (second.new, second.known) == (1, 1)


def test_the_rules_of_a_site_are_obeyed(site: Site, visit: Visit) -> None:
    site.pages["/closed/1"] = Page(article("Closed", FARM))
    found = visit(f"{site.base}/closed/1")
    assert found.failed == 1
    assert visit.errors == [f"{site.base}/closed/1: the robots.txt of its server forbids it"]
    assert "/closed/1" not in site.paths()
    site.pages["/feed"] = Page(feed(site.base, [("/closed/1", "Closed", "")]), fields=XML)
    assert visit(f"{site.base}/feed", articles=True).refused == 1
    assert "forbids" in visit.notes[0]


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        (b"User-agent: dprk-geo\nDisallow: /\nUser-agent: *\nDisallow:\n", False),
        (b"User-agent: *\nDisallow: /\nUser-agent: dprk-geo\nAllow: /\n", True),
        (b"User-agent: *\nDisallow: /\nAllow: /mill$\n", True),
        (b"User-agent: *\nDisallow: /*ill\n", False),
        (b"User-agent: *\nCrawl-delay: 3600\n", False),
    ],
    ids=["by our name", "others only", "the longest rule", "a wildcard", "too slow"],
)
def test_rules_are_read_as_search_engines_read_them(
    site: Site, visit: Visit, rules: bytes, allowed: bool
) -> None:
    site.pages["/robots.txt"] = Page(rules, fields={"Content-Type": "text/plain"})
    assert visit(f"{site.base}/mill").new == int(allowed)


def test_without_readable_rules_nothing_is_fetched_and_without_any_everything_is(
    site: Site, visit: Visit
) -> None:
    site.pages["/robots.txt"] = Page(b"down", 503)
    assert visit(f"{site.base}/mill").failed == 1
    assert "robots.txt cannot be read" in visit.errors[0]
    assert "/mill" not in site.paths()
    site.pages["/robots.txt"] = Page(b"none", 404)
    assert visit(f"{site.base}/mill").new == 1


def test_rules_are_asked_for_once_a_day(site: Site, visit: Visit) -> None:
    for hours in (0, 1, 25):
        visit.now += hours * 3600
        visit(f"{site.base}/mill")
    assert site.paths().count("/robots.txt") == 2


def test_a_host_is_asked_once_a_second(site: Site, tmp_path: Path) -> None:
    times = []
    pages = dict(site.pages)
    for path in ("/mill", "/farm"):
        page = pages[path]

        def noted(handler, page=page):
            times.append(time.monotonic())
            handler.send_response(200)
            handler.send_header("Content-Type", "text/html")
            handler.end_headers()
            handler.wfile.write(page.body)

        site.pages[path] = noted
    fetch([f"{site.base}/mill", f"{site.base}/farm"], tmp_path, contact="ann@example.org", allow_private=True)
    assert times[1] - times[0] >= 1


def test_a_slower_pace_that_a_site_asks_for_is_kept(site: Site, visit: Visit) -> None:
    site.pages["/robots.txt"] = Page(
        b"User-agent: *\nCrawl-delay: 7\n", fields={"Content-Type": "text/plain"}
    )
    visit(f"{site.base}/mill", f"{site.base}/farm")
    assert [round(wait) for wait in visit.waits] == [7, 7]


def test_who_asks_is_said_and_remembered(site: Site, visit: Visit) -> None:
    with pytest.raises(OptionError, match="--contact you@"):
        visit(f"{site.base}/mill", contact="")
    visit(f"{site.base}/mill")
    visit(f"{site.base}/farm", contact="")
    assert {fields["user-agent"] for _, fields in site.asked} == {
        f"dprk-geo/{geo.__version__} (ann@example.org)"
    }
    with pytest.raises(OptionError, match="neither a mail nor a web address"):
        visit(f"{site.base}/mill", contact="ann")


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
        "ff02::1", "::ffff:10.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::a00:1",
        "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "fec0::1", "2001:db8::1", "localhost", "",
    ],
)  # fmt: skip
def test_a_number_that_is_not_of_the_public_internet_is_known(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize(
    "number",
    ["1.1.1.1", "93.184.216.34", "175.45.176.81", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"],
)
def test_a_public_number_is_known(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]"],
)
def test_this_machine_is_not_asked_in_whatever_form_it_is_written(
    site: Site, visit: Visit, host: str
) -> None:
    port = site.base.rpartition(":")[2]
    found = visit(f"http://{host}:{port}/mill", allow_private=False)
    assert (found.new, found.failed, site.asked) == (0, 1, [])


def test_a_page_that_leads_to_a_private_address_is_not_followed(site: Site, visit: Visit) -> None:
    """The host of the first address is allowed, as a public one would be; the one that it leads to is not."""
    port = site.base.rpartition(":")[2]
    for target in (
        f"http://localhost:{port}/mill",
        f"http://2130706434:{port}/mill",
        f"http://[::1]:{port}/mill",
    ):
        site.pages["/away"] = Page(b"", 302, {"Location": target})
        site.asked.clear()
        found = visit(f"{site.base}/away")
        assert (found.new, found.failed) == (0, 1)
        assert "/mill" not in site.paths()
    site.pages["/feed"] = Page(feed(f"http://localhost:{port}", [("/mill", "Mill", "")]), fields=XML)
    found = visit(f"{site.base}/feed", articles=True)
    assert found.failed == 1
    assert "not an address of the public internet" in visit.errors[0]


def test_a_name_whose_number_changes_between_two_looks_is_not_connected_to(
    site: Site, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each connection is made to the very number that was looked at; the name is not resolved again."""
    port = int(site.base.rpartition(":")[2])
    looks = []

    def changing(host, *_, **__):
        looks.append(host)
        number = "127.0.0.1" if len(looks) > 1 else "127.0.0.9"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))]

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    visit(f"http://news.example:{port}/mill", allowed=lambda host, number: number == "127.0.0.9")
    assert looks == ["news.example"]
    assert site.asked == [] or site.paths() == ["/robots.txt"]


def test_redirects_are_followed_and_counted_up_to_five(site: Site, visit: Visit) -> None:
    for number in range(5):
        target = f"/hop{number + 1}" if number < 4 else "/mill"
        site.pages[f"/hop{number}"] = Page(b"", 301, {"Location": target})
    found = visit(f"{site.base}/hop0")
    assert (found.new, found.redirects) == (1, 5)
    (one,) = visit.articles()
    assert one.url == f"{site.base}/mill"
    site.pages["/round"] = Page(b"", 302, {"Location": "/round"})
    visit(f"{site.base}/round")
    assert visit.errors == [f"{site.base}/round: is sent on more than 5 times"]
    site.pages["/file"] = Page(b"", 302, {"Location": "file:///etc/passwd"})
    visit(f"{site.base}/file")
    assert "only http:// and https:// are fetched" in visit.errors[0]


def test_a_redirect_to_what_is_closed_is_not_followed(site: Site, visit: Visit) -> None:
    site.pages["/away"] = Page(b"", 302, {"Location": "/closed/1"})
    visit(f"{site.base}/away")
    assert "forbids" in visit.errors[0]
    assert "/closed/1" not in site.paths()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ftp://example.org/a", "only http"),
        ("file:///etc/passwd", "only http"),
        ("https://ann:secret@example.org/", "user name or password"),
        ("http://", "host"),
        ("http://exa mple.org/", "blanks"),
        ("http://example.org/\r\nX: 1", "control characters"),
        ("http://example.org:99999/", "no web address"),
    ],
)
def test_what_is_no_address_to_fetch_is_refused_with_its_reason(text: str, why: str) -> None:
    with pytest.raises(FetchError, match=why) as error:
        parsed(text)
    assert "secret" not in str(error.value)


def test_an_answer_that_is_too_large_is_left_out(site: Site, visit: Visit) -> None:
    site.pages["/mill"] = Page(article("Mill opened", MILL + " x" * 6000))

    def endless(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 4096)
        except OSError:
            pass

    site.pages["/endless"] = endless
    visit(f"{site.base}/mill", f"{site.base}/endless", limits=Limits(size=10_000))
    assert [("MB" in error) for error in visit.errors] == [True, True]
    assert not list(visit.folder.rglob("*.warc.gz"))


def test_a_body_that_unpacks_to_too_much_is_left_out(site: Site, visit: Visit) -> None:
    fields = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    site.pages["/bomb"] = Page(gzip.compress(b" " * 80_000_000), fields=fields)
    site.pages["/packed"] = Page(gzip.compress(article("Mill opened", MILL)), fields=fields)
    assert visit(f"{site.base}/bomb", f"{site.base}/packed").new == 1
    assert "unpacks to too much" in visit.errors[0]


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_server_that_drips_is_left_when_the_time_is_up(site: Site, visit: Visit, where: str) -> None:
    def dripping(handler):
        try:
            if where == "body":
                handler.send_response(200)
                handler.end_headers()
            for _ in range(600):
                handler.wfile.write(b"X")
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    site.pages["/slow"] = dripping
    visit(f"{site.base}/robots.txt")  # so that the rules are known
    began = time.monotonic()
    visit(f"{site.base}/slow", limits=Limits(seconds=0.5))
    assert time.monotonic() - began < 20
    assert visit.errors == [f"{site.base}/slow: no whole answer within 0.5 seconds"]


def test_a_server_that_is_busy_is_asked_again_when_it_says_so(site: Site, visit: Visit) -> None:
    answers = iter([Page(b"", 503, {"Retry-After": "5"}), site.pages["/mill"]])

    def busy(handler):
        page = next(answers)
        handler.send_response(page.status)
        for name, value in page.fields.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(page.body)

    site.pages["/mill"] = busy
    assert visit(f"{site.base}/mill").new == 1
    assert 5 in visit.waits


@pytest.mark.parametrize("given", ["7200", "Wed, 01 May 2024 23:46:40 GMT"], ids=["seconds", "a time"])
def test_a_server_that_wishes_to_be_left_alone_is(site: Site, visit: Visit, given: str) -> None:
    site.pages["/mill"] = Page(b"", 429, {"Retry-After": given})
    visit(f"{site.base}/mill")
    assert "not asked again before 2024-05-01 23:46 UTC" in visit.errors[0]
    site.pages["/mill"] = Page(article("Mill opened", MILL))
    site.asked.clear()
    visit.now += 3600
    visit(f"{site.base}/mill", f"{site.base}/farm")
    assert site.asked == []
    assert len(visit.errors) == 2
    visit.now += 3601
    assert visit(f"{site.base}/mill").new == 1


def test_what_is_no_article_is_counted_by_its_type_and_a_picture_is_not_even_read(
    site: Site, visit: Visit
) -> None:
    site.pages["/map.png"] = Page(b"\x89PNG" * 100, fields={"Content-Type": "image/png"})
    site.pages["/data"] = Page(b'{"a": 1}', fields={"Content-Type": "application/json"})
    found = visit(f"{site.base}/map.png", f"{site.base}/data")
    assert dict(found.other) == {"image/png": 1, "application/json": 1}
    assert not list(visit.folder.rglob("*.warc.gz"))


def test_a_status_that_is_an_error_is_told(site: Site, visit: Visit) -> None:
    visit(f"{site.base}/gone")
    assert visit.errors == [f"{site.base}/gone: status 404 Not Found"]


@pytest.mark.parametrize("type_", ["text/xml", "application/xml", "application/rss+xml", "text/html"])
def test_a_feed_is_known_whatever_type_the_server_gives_it(site: Site, visit: Visit, type_: str) -> None:
    page = site.pages["/feed"]
    assert isinstance(page, Page)
    site.pages["/feed"] = Page(page.body, fields={"Content-Type": type_})
    found = visit(f"{site.base}/feed", articles=True)
    assert found.new == 2


def test_the_charset_that_the_server_names_is_used(site: Site, visit: Visit) -> None:
    text = "김정은은 4월 30일 평안남도 성천군의 온실농장을 현지지도하였다."
    page = f"<html><head><title>현지지도</title></head><body><article><p>{text}</p></article></body></html>"
    site.pages["/ko"] = Page(page.encode("euc-kr"), fields={"Content-Type": "text/html; charset=EUC-KR"})
    visit(f"{site.base}/ko")
    assert text in visit.articles()[0].text


def test_two_runs_do_not_fetch_into_one_folder(site: Site, visit: Visit) -> None:
    with opened(visit.folder), pytest.raises(UnreadableError, match="another run is fetching"):
        visit(f"{site.base}/mill")


def test_hostile_names_stay_in_the_folder(site: Site, visit: Visit) -> None:
    for path in ("/..%2F..%2Fetc/x", "/a/../../b", "/%00", "/" + "long" * 200):
        site.pages[path] = Page(article("Mill opened", MILL))
        visit(f"{site.base}{path}")
    files = list(visit.folder.rglob("*.warc.gz"))
    assert files
    assert {file.parent.parent for file in files} == {visit.folder}
