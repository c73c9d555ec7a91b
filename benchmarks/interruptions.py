"""Kill every command that writes at random moments, and hinder it: earlier results must stay whole.

``python benchmarks/interruptions.py [KILLS [FIRST_SEED [COMMAND ...]]]`` kills 500 runs, shared among the commands,
and runs each command on a full disk, without permission, in a folder that vanishes, on read-only and small file
systems (where this process may mount them); so it does with adding to a project, whose kills are in
``project_kills.py``, and a tenth of the kills hit exports to PostGIS, where it is installed. It ends with 1 where an output was torn, an earlier one lost, or a message
was missing.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.interruptions import COMMANDS, FAULTS, Writing, hindered, killed, may_mount
from tests.support.project_faults import PROJECT_FAULTS, hindered_project, killed_in_postgis

MOUNTED = ("tmpfs", "read-only")


def postgis(seeds: list[int], folder: Path) -> Iterator[Writing]:
    """Kill exports to a server of our own; nothing where there is none."""
    import psycopg
    import pytest

    from tests.support.postgres_server import server

    try:
        with server() as socket:
            with psycopg.connect(host=socket, user="dprk", dbname="postgres", autocommit=True) as base:
                base.execute("CREATE DATABASE korea")
            login = {"host": socket, "user": "dprk", "dbname": "korea"}

            def rows() -> list[object]:
                with psycopg.connect(**login) as base:
                    names = base.execute(
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'north' ORDER BY 1"
                    ).fetchall()
                    return [
                        (name, base.execute(f"SELECT * FROM north.{name} ORDER BY 1, 2").fetchall())
                        for (name,) in names
                    ]

            def emptied() -> None:
                with psycopg.connect(**login, autocommit=True) as base:
                    base.execute("DROP SCHEMA IF EXISTS north CASCADE")

            target = f"postgresql://dprk@/korea?host={socket}&schema=north"
            yield from killed_in_postgis(target, rows, emptied, seeds, folder)
    except pytest.skip.Exception as skipped:
        print(f"postgis: not run, {skipped}")


def main() -> int:
    """Run all and print."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    names = sys.argv[3:] or [*COMMANDS, "add", "postgis"]
    seeds = list(range(first, first + kills))
    print(f"{kills} kills, seeds {first} to {first + kills - 1}", flush=True)
    share = max(1, kills // 10) if "postgis" in names else 0
    in_database, seeds = seeds[:share], seeds[share:]
    files = [name for name in names if name in COMMANDS]
    wrong = ran = ended = 0
    with tempfile.TemporaryDirectory() as whole:
        Path(whole).chmod(0o755)
        for number, command in enumerate(names):
            folder = Path(whole, str(number))
            folder.mkdir()
            if command == "postgis":
                outcomes = list(postgis(in_database, folder))
            elif command == "add":
                faults = (*PROJECT_FAULTS, *(MOUNTED if may_mount() else ()))
                outcomes = [hindered_project(fault, folder) for fault in faults]
            else:
                outcomes = list(killed(command, seeds[files.index(command) :: len(files)], folder))
                faults = (*FAULTS, *(MOUNTED if may_mount() else ()))
                outcomes += [hindered(command, fault, folder) for fault in faults]
            ran += sum(o.fault == "killed" for o in outcomes)
            ended += sum(o.fault == "killed" and o.code == -9 for o in outcomes)
            bad = [o for o in outcomes if o.wrong]
            wrong += len(bad)
            print(f"{command:18} {dict(Counter((o.fault, o.code) for o in outcomes))}", flush=True)
            for one in bad:
                print(f"  WRONG {one.fault}: {one.wrong}\n{one.said[-1500:]}", flush=True)
    print(f"\n{ran} kills, {ended} before the end; {len(names)} commands; {wrong} wrong")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
