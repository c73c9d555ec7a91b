"""Kill every command that writes at random moments, and hinder it: earlier results must stay whole.

``python benchmarks/interruptions.py [KILLS [FIRST_SEED [COMMAND ...]]]`` kills 500 runs, shared among the commands,
and runs each command on a full disk, without permission, in a folder that vanishes, on read-only and small file
systems (where this process may mount them). It ends with 1 where an output was torn, an earlier one lost, or a message
was missing.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.interruptions import COMMANDS, FAULTS, hindered, killed, may_mount


def main() -> int:
    """Run all and print."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    names = sys.argv[3:] or list(COMMANDS)
    seeds = list(range(first, first + kills))
    print(f"{kills} kills, seeds {first} to {first + kills - 1}", flush=True)
    wrong = ran = ended = 0
    with tempfile.TemporaryDirectory() as whole:
        Path(whole).chmod(0o755)
        for number, command in enumerate(names):
            folder = Path(whole, str(number))
            folder.mkdir()
            outcomes = list(killed(command, seeds[number :: len(names)], folder))
            ran += sum(o.fault == "killed" for o in outcomes)
            ended += sum(o.fault == "killed" and o.code == -9 for o in outcomes)
            faults = (*FAULTS, *(("tmpfs", "read-only") if may_mount() else ()))
            outcomes += [hindered(command, fault, folder) for fault in faults]
            bad = [o for o in outcomes if o.wrong]
            wrong += len(bad)
            print(f"{command:18} {dict(Counter((o.fault, o.code) for o in outcomes))}", flush=True)
            for one in bad:
                print(f"  WRONG {one.fault}: {one.wrong}\n{one.said[-1500:]}", flush=True)
    print(f"\n{ran} kills, {ended} before the end; {len(names)} commands; {wrong} wrong")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
