"""Files are complete or not there, whoever writes beside."""

import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from geo.outputs.writing import filled, opened, whole, whole_folder


def test_threads_that_write_files_with_one_stem_each_get_their_own_content(tmp_path: Path) -> None:
    together = threading.Barrier(4)

    def write(name: str, content: str) -> None:
        together.wait()
        for _ in range(20):
            with opened(tmp_path / name) as file:
                for letter in content:
                    file.write(letter)

    names = {"z.csv": "rows" * 200, "z.geojson": "features" * 100, "z.kml": "marks" * 160, "z": "text" * 200}
    threads = [threading.Thread(target=write, args=item) for item in names.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == names


def test_two_threads_that_write_the_same_file_leave_one_whole_version(tmp_path: Path) -> None:
    out, together = tmp_path / "z.csv", threading.Barrier(2)

    def write(letter: str) -> None:
        for _ in range(20):
            together.wait()
            filled(out, lambda path: path.write_text(letter * 5000))

    threads = [threading.Thread(target=write, args=letter) for letter in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(out.read_text())) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["z.csv"]


@pytest.mark.skipif(os.name != "posix", reason="processes are only asked for by number on POSIX systems")
def test_what_a_killed_run_left_behind_goes_with_the_next_run_and_that_of_a_living_one_stays(
    tmp_path: Path,
) -> None:
    script = (
        "import sys, time; from pathlib import Path; from geo.outputs.writing import opened\n"
        "with opened(Path(sys.argv[1])) as file:\n"
        "    print('open', file.write('half'), flush=True); time.sleep(60)"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "z.csv")], stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    try:
        for run in runs:
            assert run.stdout is not None
            assert run.stdout.readline().startswith(b"open")
        runs[0].kill()
        runs[0].wait()
        assert len(list(tmp_path.iterdir())) == 2
        with opened(tmp_path / "z.csv") as file:
            file.write("whole")
        left = [path.name for path in tmp_path.iterdir() if path.name != "z.csv"]
        assert len(left) == 1
        assert f"-{runs[1].pid}-" in left[0]
        assert (tmp_path / "z.csv").read_text() == "whole"
    finally:
        for run in runs:
            run.kill()
            run.communicate()


def test_a_file_of_another_name_or_machine_is_left_alone(tmp_path: Path) -> None:
    with whole(tmp_path / "a.csv") as beside:
        beside.touch()
        pattern = re.sub(r"-\d+-", "-4194304-", beside.name)  # above the largest number of a process
    others = [
        pattern.replace(".a.", ".b."),
        pattern[:3] + "00000000" + pattern[11:],
        ".a.csv",
        ".a.notes.part",
    ]
    for name in (*others, pattern):
        (tmp_path / name).write_text("x")
    with opened(tmp_path / "a.csv") as file:
        file.write("x")
    assert {path.name for path in tmp_path.iterdir()} == {*others, "a.csv"}


def test_a_folder_whose_place_cannot_be_taken_leaves_the_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "north"
    with whole_folder(folder) as beside:
        (beside / "a").write_text("earlier")
    rename = Path.rename

    def refused(path: Path, target: Path) -> Path:
        if target == folder and (path / "b").exists():
            raise PermissionError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(PermissionError), whole_folder(folder) as beside:
        (beside / "b").write_text("new")
    assert [str(p.relative_to(tmp_path)) for p in sorted(tmp_path.rglob("*"))] == ["north", "north/a"]
