"""Archives of articles: bounded, never unpacked by name, damage told by entry."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile

import pytest

from geo.model.errors import GeoError
from geo.readers.articles import allowance, archives
from geo.readers.articles.reader import read_articles

FILES = {
    "a.txt": b"Words of a.",
    "sub/b.html": b"<html><body><p>" + b"Words in a page. " * 20,
    "map.png": b"x",
}


def read(path):
    problems: list[GeoError] = []
    notes: list[str] = []
    return list(read_articles(path, report=problems.append, note=notes.append)), problems, notes


def zipped(files, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(files, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.zip", zipped(FILES)),
        ("x.tar", tarred(FILES)),
        ("x.tar.gz", tarred(FILES, "w:gz")),
        ("x.tgz", tarred(FILES, "w:gz")),
        ("x.tar.bz2", tarred(FILES, "w:bz2")),
        ("x.tar.xz", tarred(FILES, "w:xz")),
    ],
)
def test_entries_are_read_as_files_of_a_folder_and_others_counted(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    articles, problems, notes = read(tmp_path)
    assert [a.id for a in articles] == ["x/a", "x/sub/b"]
    assert articles[0].path.endswith(f"{name}/a.txt")
    assert (problems, notes) == ([], [f"{tmp_path}: 1 file passed over (1 .png)"])


def test_a_compressed_file_is_read_as_what_is_in_it(tmp_path):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"Words."))
    (tmp_path / "b.png.gz").write_bytes(gzip.compress(b"x"))
    articles, problems, notes = read(tmp_path)
    assert ([a.text for a in articles], problems, notes) == (
        ["Words."],
        [],
        [f"{tmp_path}: 1 file passed over (1 .gz)"],
    )


def test_archives_within_archives_are_read_to_a_depth_and_no_further(tmp_path):
    content = zipped({"a.txt": b"Words."})
    for _ in range(3):
        content = zipped({"in.zip": content})
    (tmp_path / "x.zip").write_bytes(content)
    assert [a.id for a in read(tmp_path)[0]] == ["x/in/in/in/a"]
    for _ in range(4):
        content = zipped({"in.zip": content})
    (tmp_path / "x.zip").write_bytes(content)
    articles, (problem,), _ = read(tmp_path)
    assert not articles
    assert "within each other" in str(problem)


@pytest.mark.parametrize(
    "name", ["../../escaped.txt", "/tmp/escaped.txt", "..\\..\\escaped.txt", "a/../../escaped.txt"]
)
def test_no_name_of_an_entry_is_a_path_on_disk(tmp_path, name):
    inside = tmp_path / "deep" / "er"
    inside.mkdir(parents=True)
    for file, content in (("x.zip", zipped({name: b"Words."})), ("x.tar", tarred({name: b"Words."}))):
        (inside / file).write_bytes(content)
        ((article,), problems, _) = read(inside / file)
        assert (article.text, problems) == ("Words.", [])
    assert sorted(p.name for p in tmp_path.rglob("*.*")) == ["x.tar", "x.zip"]


def test_links_in_a_tar_archive_are_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text("hidden")
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("a.txt")
        link.type, link.linkname = tarfile.SYMTYPE, str(tmp_path / "secret.txt")
        archive.addfile(link)
        entry = tarfile.TarInfo("b.txt")
        entry.size = 6
        archive.addfile(entry, io.BytesIO(b"Words."))
    (tmp_path / "x.tar").write_bytes(out.getvalue())
    assert [a.text for a in read(tmp_path / "x.tar")[0]] == ["Words."]


def test_an_entry_that_swells_is_left_out_and_told_and_the_next_is_read(tmp_path):
    (tmp_path / "x.zip").write_bytes(zipped({"a.txt": b"0" * (2 * 10**7), "b.txt": b"Words."}))
    articles, (problem,), _ = read(tmp_path)
    assert [a.text for a in articles] == ["Words."]
    assert "x.zip/a.txt: unpacks to more than is sound" in str(problem)


def test_the_number_of_files_of_an_archive_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(allowance.Allowance.__init__, "__defaults__", (10**9, 3, 10**9, 3, 500, 10**7))
    (tmp_path / "x.zip").write_bytes(zipped({f"{n}.txt": b"Words %d." % n for n in range(9)}))
    articles, (problem,), _ = read(tmp_path)
    assert len(articles) == 3
    assert "more files or data than is sound" in str(problem)


def test_large_entries_are_in_a_temporary_file_that_is_gone_afterwards(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "_HELD", 4)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "x.zip").write_bytes(zipped(FILES))
    assert len(read(tmp_path / "x.zip")[0]) == 2
    assert not list((tmp_path / "temporary").iterdir())


def test_a_damaged_entry_costs_nothing_else(tmp_path):
    content = bytearray(zipped({"a.txt": bytes(range(32, 120)) * 40, "b.txt": b"Words."}))
    content[60:70] = b"\xff" * 10
    (tmp_path / "x.zip").write_bytes(bytes(content))
    articles, (problem,), _ = read(tmp_path)
    assert [a.text for a in articles] == ["Words."]
    assert "x.zip/a.txt: the entry is damaged" in str(problem)


@pytest.mark.parametrize(("cut", "whole"), [(512, 0), (1124, 1), (1538, 1), (2048, 2)])
def test_a_tar_archive_that_is_cut_off_anywhere_says_so(tmp_path, cut, whole):
    content = tarred({f"{n}.txt": b"Words." for n in range(4)})
    (tmp_path / "x.tar").write_bytes(content[:cut])
    articles, problems, _ = read(tmp_path)
    assert len(articles) == whole
    assert problems


def test_a_damaged_head_in_the_middle_of_a_tar_archive_is_not_taken_for_its_end(tmp_path):
    content = bytearray(tarred({f"{n}.txt": b"Words." for n in range(4)}))
    content[1024:1100] = b"\xff" * 76
    (tmp_path / "x.tar").write_bytes(bytes(content))
    articles, (problem,), _ = read(tmp_path)
    assert len(articles) == 1
    assert "damaged or cut off after 1 entries" in str(problem)


def test_a_compressed_archive_that_is_cut_off_gives_what_is_before(tmp_path):
    content = tarred(
        {f"{n}.txt": bytes(str(n) * 5000, "ascii") + bytes(range(48, 58)) * 99 for n in range(9)}, "w:gz"
    )
    (tmp_path / "x.tar.gz").write_bytes(content[: len(content) // 2])
    _, problems, _ = read(tmp_path)
    assert problems
    assert all("x.tar.gz" in str(p) for p in problems)


def test_korean_names_of_windows_are_read(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("sy.txt")
        archive.writestr(entry, b"Words.")
    raw = out.getvalue().replace(b"sy.txt", "성".encode("cp949") + b".txt")
    (tmp_path / "x.zip").write_bytes(raw)
    assert [a.id for a in read(tmp_path)[0]] == ["x/성"]


def test_an_archive_without_articles_is_refused_by_name_and_counted_in_a_folder(tmp_path):
    (tmp_path / "x.zip").write_bytes(zipped({"a.png": b"x"}))
    (tmp_path / "b.txt").write_text("Words.")
    assert "no article among the 1 files" in str(read(tmp_path / "x.zip")[1][0])
    articles, problems, notes = read(tmp_path)
    assert (len(articles), problems, notes) == (1, [], [f"{tmp_path}: 1 file passed over (1 .zip)"])


def test_what_is_no_archive_says_so(tmp_path):
    for name in ("a.zip", "b.tar", "c.txt.gz"):
        (tmp_path / name).write_text("just words")
    articles, problems, _ = read(tmp_path)
    assert (articles, len(problems)) == ([], 3)
