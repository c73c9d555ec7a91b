"""The publisher of a report, by its address: known hosts by name, unknown ones as they are, tricks seen through."""

from __future__ import annotations

import pytest

from geo.model.errors import GeoError, InputError
from geo.readers.publishers import read_publishers
from geo.reference.paths import reference_path
from tests.support import REFERENCE

CLASSES = {
    "state media",
    "South Korean agency",
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
    assert REFERENCE.publishers.of(url).name == name


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
    assert REFERENCE.publishers.of(url).host == host
    assert REFERENCE.publishers.of(url).class_ == ""


@pytest.mark.parametrize(
    "text", ["", "a.txt", "javascript:alert(1)", "http://", "//kcna.kp/", "http:///a", "http://["]
)
def test_what_is_no_web_address_has_no_publisher(text: str) -> None:
    assert REFERENCE.publishers.of(text).host == REFERENCE.publishers.of(text).name == ""


def test_a_name_in_a_table_is_the_publisher_of_that_name() -> None:
    assert (
        REFERENCE.publishers.named(" KCNA ")
        == REFERENCE.publishers.of("http://kcna.kp/")
        == REFERENCE.publishers.named("kcna.kp")
    )
    assert REFERENCE.publishers.named("BBC").host == "bbc.com"


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


@pytest.fixture
def table(tmp_path):
    def write(text: str, encoding: str = "utf-8"):
        file = tmp_path / "publishers.csv"
        file.write_bytes(text.encode(encoding))
        return file

    return write


def test_a_users_line_goes_before_ours_and_brings_its_own_class(table) -> None:
    own = read_publishers(
        table(
            "Host,Name,Korean,Class\nyna.co.kr,Yonhap,연합,agency of the South\nhttps://www.nara.example/x,Nara,,blog\n"
        ),
        report=print,
    )
    assert own.of("https://en.yna.co.kr/a").class_ == own.named("yonhap").class_ == "agency of the South"
    assert own.of("http://nara.example/b").class_ == "blog"
    assert own.of("http://www.kcna.kp/a").class_ == "state media"
    assert own.named("Yonhap News Agency").host == ""


def test_a_source_without_address_is_known_by_its_name(table) -> None:
    own = read_publishers(table("name\tclass\nA friend in Sinuiju\tletters\n", "utf-16"), report=print)
    assert own.of_article("", "a friend in Sinuiju").class_ == "letters"
    assert own.of_article("https://www.kcna.kp/a", "A friend in Sinuiju").name == "KCNA"


def test_a_line_that_names_nobody_is_reported_with_its_place(table) -> None:
    problems: list[Exception] = []
    own = read_publishers(
        table("host,name,class\n,,blog\nnot a host,Nara,blog\nnara.example,,x\n"), problems.append
    )
    assert ["line 2" in str(problems[0]), "line 3" in str(problems[1])] == [True, True]
    assert own.named("Nara").class_ == "blog"
    assert own.of("http://nara.example").class_ == "x"


def test_a_table_without_classes_is_refused_in_words(table) -> None:
    with pytest.raises(InputError, match="host, name, korean, class; found: host, name"):
        read_publishers(table("host,name\na.example,b\n"), report=print)


def test_the_agency_in_tokyo_prints_what_the_agency_in_pyongyang_writes() -> None:
    assert REFERENCE.publishers.of("http://www.kcna.co.jp/item/1.html") == REFERENCE.publishers.of(
        "http://www.kcna.kp/a"
    )


def test_an_empty_cell_of_a_users_table_says_nothing_against_what_is_known(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("host,name,korean,class\nkcna.kp,,,\nmine.example,Mine,,blog\nmine.example,Other,,blog\n")
    errors: list[GeoError] = []
    known = read_publishers(path, errors.append)
    assert known.of("https://www.kcna.kp/a").name == "KCNA"
    assert known.of("https://www.kcna.kp/a").class_ == "state media"
    assert known.of("https://mine.example/a").name == "Mine"
    assert ["mine.example is in an earlier row" in str(error) for error in errors] == [True]
