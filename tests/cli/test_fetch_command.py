"""``fetch``, and addresses given to ``add`` and ``watch``: exit codes, summaries, and what a project makes of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import geo
from geo.cli import main
from geo.readers.fetching.client import Client
from tests.support.web_server import Page, Site, article, feed, web_server

MILL = "A flour mill was inaugurated in Haeju City on May 1, with officials of the province in attendance."
FARM = "Kim Jong Un visited a greenhouse farm in Songchon County on April 30, according to state media."
OURS = ("--allow-private", "--contact", "ann@example.org")


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site, and no waiting between requests."""
    monkeypatch.setattr(Client, "_wait", lambda self, host, delay: None)
    with web_server({"/mill": Page(article("Mill opened", MILL), tag='"1"')}) as running:
        running.pages["/feed"] = Page(
            feed(running.base, [("/mill", "Mill opened", "A mill.")]), fields={"Content-Type": "text/xml"}
        )
        yield running


def test_the_exit_code_says_whether_anything_is_new(site: Site, tmp_path: Path, capsys) -> None:
    folder = str(tmp_path / "web")
    assert main(["fetch", f"{site.base}/mill", "-o", folder, *OURS]) == 0
    assert main(["fetch", f"{site.base}/mill", "-o", folder, "--allow-private"]) == 1
    assert "1  1 of them by the word of the server" in capsys.readouterr().err
    assert main(["fetch", f"{site.base}/gone", f"{site.base}/mill", "-o", folder, "--allow-private"]) == 2
    assert "status 404" in capsys.readouterr().err


def test_without_permission_this_machine_is_not_asked(site: Site, tmp_path: Path, capsys) -> None:
    arguments = ["fetch", f"{site.base}/mill", "-o", str(tmp_path / "web"), "--contact", "ann@example.org"]
    assert main(arguments) == 2
    assert "not an address of the public internet" in capsys.readouterr().err
    assert site.asked == []


def test_addresses_may_stand_in_a_file(site: Site, tmp_path: Path) -> None:
    (tmp_path / "addresses.txt").write_text(f"# feeds\n\n{site.base}/mill\n")
    assert main(["fetch", str(tmp_path / "addresses.txt"), "-o", str(tmp_path / "web"), *OURS]) == 0
    assert site.paths() == ["/robots.txt", "/mill"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["http://localhost/", "-o", "web"], "--contact you@example.org"),
        (["nothing.txt", "-o", "web"], "nor a file of such"),
        (["ftp://example.org/a", "-o", "web", *OURS], "only http:// and https://"),
        (["http://localhost/", "-o", "-", *OURS], "-o FOLDER"),
        (["http://ann:secret@localhost/", "-o", "web", *OURS], "user name or password"),
    ],
)
def test_what_cannot_be_done_is_told_and_ends_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["fetch", *arguments]) == 2
    told = capsys.readouterr().err
    assert says in told
    assert "secret" not in told


def test_a_missing_package_is_named_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setitem(sys.modules, "protego", None)
    assert main(["fetch", "http://example.org/", "-o", str(tmp_path / "web"), *OURS]) == 2
    assert "fetching needs protego; install dprk-geo[fetch], in a checkout with: pip install '.[fetch]'" in (
        capsys.readouterr().err
    )
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    (tmp_path / "a.txt").write_text("A mill was inaugurated in Haeju City.")
    assert main(["serve", str(tmp_path / "a.txt")]) == 2
    assert "pip install '.[serve]'" in capsys.readouterr().err


def test_a_project_is_added_to_from_an_address_and_learns_of_changes(
    site: Site, tmp_path: Path, capsys
) -> None:
    project = str(tmp_path / "north")
    main(["init", project])
    assert main(["watch", project, f"{site.base}/feed", "--articles", *OURS]) == 0
    assert "flour mill" in capsys.readouterr().out
    assert main(["watch", project, f"{site.base}/feed", "--articles", "--allow-private"]) == 1
    site.pages["/farm"] = Page(article("Farm visited", FARM))
    site.pages["/feed"] = Page(
        feed(site.base, [("/farm", "Farm visited", "A farm."), ("/mill", "Mill opened", "A mill.")]),
        fields={"Content-Type": "text/xml"},
    )
    assert main(["watch", project, f"{site.base}/feed", "--articles", "--allow-private"]) == 0
    news = capsys.readouterr().out
    assert "greenhouse farm" in news
    assert "flour mill" not in news.partition("greenhouse farm")[2]
    site.pages["/mill"] = Page(article("Mill opened", MILL.replace("Haeju City", "Sariwon City")), tag='"2"')
    assert main(["add", project, f"{site.base}/mill", "--allow-private"]) == 0
    events = geo.read(project).event_list
    assert sorted(event.adm2_name for event in events) == ["Sariwon", "Songchon"]


def test_files_and_addresses_are_added_together(site: Site, tmp_path: Path) -> None:
    project = str(tmp_path / "north")
    (tmp_path / "farm.txt").write_text(FARM)
    main(["init", project])
    assert (
        main(["add", project, str(tmp_path / "farm.txt"), f"{site.base}/mill", *OURS, "--date", "2024-05-02"])
        == 0
    )
    assert len(geo.read(project).event_list) == 2


def test_other_commands_say_how_to_fetch(tmp_path: Path, capsys) -> None:
    assert main(["map", "https://news.example/a", "-o", str(tmp_path / "map.html")]) == 2
    assert "dprk-geo fetch" in capsys.readouterr().err
