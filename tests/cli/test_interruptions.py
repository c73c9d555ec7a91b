"""Commands that are killed or hindered leave earlier results whole, and say what to do.

``benchmarks/interruptions.py`` is the long form, over all commands.
"""

import subprocess
import sys

import pytest

from tests.support import ROOT

pytestmark = pytest.mark.proof


@pytest.mark.parametrize("command", ["extract", "export gpkg", "review csv", "map"])
def test_an_earlier_output_stays_whole_when_a_command_is_killed_or_hindered(command: str) -> None:
    run = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "interruptions.py"), "4", "1", command],
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-2000:]
    assert "4 kills" in run.stdout


def test_a_project_keeps_its_answers_when_adding_is_hindered_and_can_be_added_to_afterwards() -> None:
    run = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "interruptions.py"), "1", "1", "add"],
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-2000:]
    assert "('folder vanishes', 2): 1" in run.stdout
    assert "0 wrong" in run.stdout
