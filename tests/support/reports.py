"""Made reports: several sentences each, of some places, days and publishers, several on one happening."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

TOWNS = (
    "Haeju City", "Anju City", "Songchon County", "Kaechon City", "Hoeryong City", "Sinpho City", "Kanggye City",
)  # fmt: skip
ACTS = (
    "Kim Jong Un gave field guidance at the {} Pump Factory in {} on {}.",
    "The {} Pump Factory was inaugurated in {} on {}.",
    "A ground-breaking ceremony for the {} Greenhouse Farm took place in {} on {}.",
    "Flood damage was reported at the {} Coal Mine in {} on {}.",
)
HOSTS = "www.kcna.kp", "rodong.rep.kp", "en.yna.co.kr"


def report(number: int) -> dict[str, Any]:
    """A report with the fields of JSON Lines; three reports in turn tell one happening."""
    told = number // 3
    town, act = TOWNS[told % len(TOWNS)], ACTS[told % len(ACTS)]
    day = date(2024, 1, 3) + timedelta(days=told)
    words = act.format(town.split()[0], town, f"{day:%B} {day.day}, {day.year}")
    return {
        "id": f"r{number:04}",
        "date": str(day + timedelta(days=1)),
        "title": f"Report {number}",
        "url": f"http://{HOSTS[number % 3]}/{number}",
        "text": f"{words}\nOfficials of {TOWNS[(told + 2) % len(TOWNS)]} were on hand.",
    }


def written(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """A file of JSON Lines with the rows, old enough that its time tells whether it changes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def in_files(folder: Path, files: int, each: int) -> list[Path]:
    """Files of made reports, sorted by name."""
    return [
        written(folder / f"part-{n:02}.jsonl", [report(n * each + k) for k in range(each)])
        for n in range(files)
    ]
