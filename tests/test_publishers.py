"""Who told it, by the address: known hosts by name, unknown ones as they are, tricks seen through."""

from __future__ import annotations

import pytest

from geo.publishers import publisher, publisher_named
from geo.reference import reference_path

CLASSES = {
    "state media",
    "South Korean media",
    "specialist outlet",
    "government",
    "international organisation",
    "news agency",
    "other media",
}


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://www.kcna.kp/en/article/q/1.kcmsf", "KCNA"),
        ("https://en.yna.co.kr/view/AEN1", "Yonhap News Agency"),
        ("HTTPS://WWW.DailyNK.com:443/x", "Daily NK"),
        ("https://beyondparallel.csis.org/a", "Beyond Parallel"),
        ("https://missilethreat.csis.org/a", "CSIS"),
        ("https://www.bbc.co.uk/news/1", "BBC"),
        ("https://kcna.kp./a", "KCNA"),
        ("http://192.0.2.7/a", "192.0.2.7"),
        ("http://[2001:db8::1]:80/a", "[2001:db8::1]"),
        ("https://신문.example/a", "신문.example"),
    ],
)
def test_an_address_is_its_publishers(url: str, name: str) -> None:
    assert publisher(url).name == name


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://kcna.kp@evil.example/a", "evil.example"),
        ("https://evil.example\\@kcna.kp/a", "evil.example"),
        ("https://evil.example/kcna.kp", "evil.example"),
        ("https://kcna.kp.evil.example/", "kcna.kp.evil.example"),
        ("https://notkcna.kp/", "notkcna.kp"),
    ],
)
def test_an_address_that_plays_another_is_not_taken_for_it(url: str, host: str) -> None:
    assert publisher(url).host == host
    assert publisher(url).class_ == ""


@pytest.mark.parametrize(
    "text", ["", "a.txt", "javascript:alert(1)", "http://", "//kcna.kp/", "http:///a", "http://["]
)
def test_what_is_no_web_address_has_no_publisher(text: str) -> None:
    assert publisher(text).host == publisher(text).name == ""


def test_a_name_in_a_table_is_the_publisher_of_that_name() -> None:
    assert publisher_named(" KCNA ") == publisher("http://kcna.kp/") == publisher_named("kcna.kp")
    assert publisher_named("BBC").host == "bbc.com"


def test_the_table_is_whole() -> None:
    lines = reference_path("publishers.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:]]
    hosts = [host for row in rows for host in row[0].split("|")]
    assert len(set(hosts)) == len(hosts)
    assert len({row[1] for row in rows}) == len(rows)
    for row in rows:
        assert len(row) == 4
        assert all(row)
        assert row[3] in CLASSES
    assert not [host for host in hosts if host != host.lower() or host.startswith("www.") or "/" in host]
