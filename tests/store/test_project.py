"""A project folder reads what is new, and nothing twice."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import geo
from geo.model.entities import Article
from geo.model.errors import GeoError, InputError, OptionError, UnreadableError
from geo.store import extracting
from geo.store.database import DATABASE
from geo.store.lock import only_writer
from geo.store.project import Project, project_of
from tests.support.reports import in_files, report, written

ALIAS = """
[[correction]]
action = "alias"
name = "Peony Town"
value = "Songchon County"
who = "J. Reader"
when = 2024-11-20
why = "so called in letters"
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.create(tmp_path / "project")


def ids(project: Project) -> list[str]:
    return [found.article.id for found in project.extractions()]


def old(path: Path) -> Path:
    """The file as if it had been written an hour ago, so that its time tells whether it has changed."""
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns - 3600 * 10**9))
    return path


def test_what_is_read_back_equals_what_one_run_extracts(project, tmp_path):
    rows = [report(n) for n in range(9)]
    rows[0] |= {"title": "Half \ud800 of a pair", "topic": "economy", "byline": ["A", {"b": None, "n": 1.5}]}
    file = written(tmp_path / "a.jsonl", rows[1:])
    rows_and_file = [rows[0] | {"text": rows[0]["text"] + " \ud800"}, str(file)]
    project.add(rows_and_file)
    assert sorted(project.extractions(), key=lambda x: x.article.id) == list(
        geo.extract_all(geo.read_articles(rows_and_file))
    )


def test_an_article_is_extracted_once(project, tmp_path):
    file = written(tmp_path / "a.jsonl", [report(n) for n in range(4)])
    assert project.add(file).extracted == 4
    written(file, [report(n) for n in range(6)])
    again = project.add(file)
    assert (again.extracted, again.found.new, again.found.known) == (2, 2, 4)


def test_a_file_of_the_same_size_and_time_is_not_opened(project, tmp_path):
    file = old(written(tmp_path / "a.jsonl", [report(0)]))
    project.add(file)
    stat = file.stat()
    file.write_bytes(b"?" * stat.st_size)
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    problems: list[Exception] = []
    assert project.add(file, report=problems.append).found.unchanged_files == 1
    assert not problems


def test_a_file_that_was_only_touched_is_not_parsed(project, tmp_path):
    file = old(written(tmp_path / "a.jsonl", [report(0)]))
    project.add(file)
    file.touch()
    done = project.add(file).found
    assert (done.unchanged_files, done.known) == (1, 0)


def test_a_file_written_within_the_steps_of_a_file_system_is_compared_by_content(project, tmp_path):
    file = written(tmp_path / "a.jsonl", [report(0)])
    project.add(file)
    stat = file.stat()
    written(file, [report(0) | {"title": "REPORT 0"}])
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert file.stat().st_size == stat.st_size
    assert project.add(file).found.changed == 1


def test_files_that_were_moved_are_not_read_again(project, tmp_path):
    old(written(tmp_path / "here" / "a.jsonl", [report(0)]))
    project.add(tmp_path / "here")
    (tmp_path / "here").rename(tmp_path / "there")
    assert project.add(tmp_path / "there").found.unchanged_files == 1
    assert ids(project) == ["r0000"]


def test_a_file_with_a_fault_is_read_again_and_told_again(project, tmp_path):
    file = old(written(tmp_path / "a.jsonl", [report(0)]))
    file.write_text(file.read_text() + "{broken\n")
    for _ in range(2):
        problems: list[Exception] = []
        project.add(old(file), report=problems.append)
        assert "line 2" in str(problems[0])
    assert ids(project) == ["r0000"]


def test_an_article_that_left_its_feed_stays(project, tmp_path):
    file = written(tmp_path / "feed.jsonl", [report(0), report(1)])
    project.add(file)
    written(file, [report(1), report(2)])
    project.add(file)
    assert sorted(ids(project)) == ["r0000", "r0001", "r0002"]


def test_a_changed_article_is_read_again_and_what_it_said_is_kept(project, tmp_path):
    file = written(tmp_path / "a.jsonl", [report(0), report(3)])
    project.add(file)
    written(file, [report(0) | {"text": report(6)["text"]}, report(3)])
    assert project.add(file).extracted == 1
    with sqlite3.connect(project.folder / DATABASE) as database:
        assert database.execute("SELECT cause FROM changes").fetchall() == [("text",)]
    assert len(ids(project)) == 2


def test_other_rules_read_everything_again(project, monkeypatch):
    project.add([Article(f"a{n}", report(n)["text"]) for n in range(3)])
    assert project.refresh() == 0
    monkeypatch.setattr(extracting, "rules_digest", lambda folder: "others")
    assert project.refresh() == 3
    assert project.refresh() == 0


def test_a_further_name_reads_again_only_the_articles_that_have_it(project):
    texts = "In Peony-town a mill was inaugurated.", "A mill was inaugurated in Haeju City."
    project.add([Article(f"a{n}", text) for n, text in enumerate(texts)])
    (project.folder / "corrections" / "names.toml").write_text(ALIAS, "utf-8")
    assert project.refresh() == 1
    (project.folder / "corrections" / "names.toml").unlink()
    assert project.refresh() == 1


def test_a_name_given_with_a_command_changes_nothing_in_the_project(project, tmp_path):
    project.add([Article("a", "A mill was inaugurated in Peony Town.")])
    names = tmp_path / "names.toml"
    names.write_text(ALIAS, "utf-8")
    found = geo.read(project.folder, corrections=names)
    assert [e.adm2 for e in found.event_list] == ["KP0717"]
    assert geo.read(project.folder).event_list == []


def test_corrections_in_the_project_are_used_by_every_reading(project, tmp_path):
    project.add([Article("a", "A mill was inaugurated in Peony Town.")])
    (tmp_path / "names.toml").write_text(ALIAS, "utf-8")
    project.keep_corrections(tmp_path / "names.toml")
    assert [e.adm2 for e in geo.read(project.folder).event_list] == ["KP0717"]


def test_repetitions_are_read_once_and_another_text_gets_its_own_id_whatever_came_first(tmp_path):
    rows = [report(0), report(0) | {"text": report(3)["text"]}, report(0) | {"title": "Again"}]
    files = [written(tmp_path / "in" / f"{n}.jsonl", [row]) for n, row in enumerate(rows)]
    found = []
    for number, order in enumerate((files, files[::-1], [files[1], files[2], files[0]])):
        project = Project.create(tmp_path / f"p{number}")
        for file in order:
            project.add(tmp_path / "in" / file.name)
        found.append([(x.article.id, x.article.title, x.events) for x in project.extractions()])
    assert [id_ for id_, *_ in found[0]] == ["r0000", "r0000-2"]
    assert found[0] == found[1] == found[2]


def test_a_second_writer_is_told_who_is_writing(project):
    script = (
        "import sys, time; from pathlib import Path; from geo.store.lock import only_writer\n"
        "with only_writer(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    other = subprocess.Popen([sys.executable, "-c", script, str(project.folder)], stdout=subprocess.PIPE)
    try:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(UnreadableError, match=rf"process {other.pid} on .+ since \d{{4}}-\d\d-\d\d"):
            project.add([Article("a", "A mill was inaugurated in Haeju City.")])
    finally:
        other.kill()
        other.wait()
    assert project.add([Article("a", "A mill was inaugurated in Haeju City.")]).extracted == 1


def test_while_another_process_writes_what_is_there_is_shown_with_a_remark(project, monkeypatch):
    project.add([Article("a", "A mill was inaugurated in Haeju City.")])
    monkeypatch.setattr(extracting, "rules_digest", lambda folder: "others")
    notes: list[str] = []
    with only_writer(project.folder):
        assert project.refresh(note=notes.append) == 0
    assert "1 articles are shown as they were read before" in notes[0]
    assert ids(project) == ["a"]


def test_a_newer_format_a_damaged_file_and_another_database_are_refused(project, tmp_path):
    path = project.folder / DATABASE
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 2")
    database.close()
    with pytest.raises(InputError, match="format 2, and this version of dprk-geo knows 1"):
        Project.open(project.folder)
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with pytest.raises(InputError, match=r"damaged|no project"):
        Project.open(project.folder)
    path.unlink()
    sqlite3.connect(path).execute("CREATE TABLE other (a)").connection.close()
    with pytest.raises(InputError, match="no project of dprk-geo"):
        Project.open(project.folder)
    with pytest.raises(OptionError, match="dprk-geo init"):
        Project.open(tmp_path)


def test_a_project_is_not_made_among_other_files(project, tmp_path):
    with pytest.raises(OptionError, match="there is a project here already"):
        Project.create(project.folder)
    with pytest.raises(OptionError, match="not empty"):
        Project.create(tmp_path)


def test_a_copy_of_the_folder_is_a_backup(project, tmp_path):
    project.add(in_files(tmp_path / "in", 2, 3))
    shutil.copytree(project.folder, tmp_path / "backup")
    assert ids(Project.open(tmp_path / "backup")) == ids(project)


def test_a_project_is_read_alone(project, tmp_path):
    with pytest.raises(
        OptionError, match=f"add the other inputs to it first: dprk-geo add {project.folder} b"
    ):
        project_of([str(project.folder), "b"])


def test_all_passes_over_a_project_see_it_as_it_was_at_the_first(project):
    project.add([Article("a", "A mill was inaugurated in Haeju City.")])
    found = project.reread()
    project.add([Article("b", "A mill was inaugurated in Anju City.")])
    for _ in range(2):
        assert [x.article.id for x in found] == [a.id for a in found.articles()] == ["a"]
    assert len(found) == 1
    assert len(project.reread()) == 2


def test_several_articles_of_a_project_are_taken_by_their_number(project):
    project.add([Article(f"a{n}", report(n)["text"]) for n in range(4)])
    found = project.reread()
    assert [x.article.id for x in found[::-2]] == ["a3", "a1"]
    assert found[-1].article.id == "a3"
    with pytest.raises(IndexError):
        found[4]


def test_a_damaged_page_or_value_is_told_with_the_file_and_no_row_is_lost_in_silence(project):
    project.add([Article(f"a{n}", report(n)["text"]) for n in range(40)])
    path = project.folder / DATABASE
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = database.execute("PRAGMA page_size").fetchone()[0]
    database.close()
    sound = path.read_bytes()
    told = 0
    for page in range(size, len(sound), size):
        # A head of a page that says it has no rows: read as it stands, its rows would be gone.
        path.write_bytes(sound[: page + 3] + b"\0\0" + sound[page + 5 :])
        try:
            found = ids(project)
        except InputError as error:
            assert "project.sqlite" in str(error)
            told += 1
        else:
            assert len(found) == 40
    assert told > 5
    path.write_bytes(sound)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE texts SET text = zeroblob(9) WHERE article = 7")
    database.close()
    with pytest.raises(InputError, match=r"project\.sqlite: the file is damaged \(a value cannot be read"):
        ids(project)


@pytest.mark.parametrize("key", ["version INTEGER PRIMARY KEY", "article INTEGER PRIMARY KEY"])
def test_damage_in_the_words_of_a_table_is_told(project, key):
    project.add([Article("a1", report(1)["text"])])
    path = project.folder / DATABASE
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    assert key.encode() in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(key.encode(), key[:-1].encode() + b"5"))
    with pytest.raises(GeoError, match=r"project\.sqlite: "):
        project.refresh()


def test_nothing_is_added_to_a_damaged_project(project):
    project.add([Article(f"a{n}", report(n)["text"]) for n in range(40)])
    path = project.folder / DATABASE
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = database.execute("PRAGMA page_size").fetchone()[0]
        root = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'texts'").fetchone()[0]
    database.close()
    sound = path.read_bytes()
    at = (root - 1) * size
    path.write_bytes(sound[: at + 3] + b"\0\0" + sound[at + 5 :])
    before = path.read_bytes()
    with pytest.raises(InputError, match="use a copy of the project folder"):
        project.add([Article("b", "A mill was inaugurated in Anju City.")])
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_told_with_its_name(project, monkeypatch):
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_text", refused)
    with pytest.raises(UnreadableError, match=r"writer\.json: cannot be written \(Permission denied\)"):
        project.add([Article("a", "A mill was inaugurated in Haeju City.")])
