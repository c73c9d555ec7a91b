"""Measure how well predicted mentions and events agree with manual labels.

Both files have one JSON object per line with an ``id``, as ``dprk-geo extract`` writes them. Places are compared as
sets per document, events as multisets, surfaces by containment, so that order and additional type words do not matter.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geo.model.errors import InputError, UnreadableError

__all__ = ["Agreement", "Scores", "as_text", "score"]

Row = Mapping[str, Any]


@dataclass(slots=True)
class Agreement:
    """Counts of correct, spurious and missed answers."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of the answers that are correct, 0 to 1; 0 without answers."""
        return self.right / (self.right + self.spurious) if self.right + self.spurious else 0.0

    @property
    def recall(self) -> float:
        """Share of the labels that were found, 0 to 1; 0 without labels."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, labels: Counter[Hashable], answers: Counter[Hashable]) -> None:
        """Add the counts of one document."""
        hit = sum((labels & answers).values())
        self.right += hit
        self.missed += sum(labels.values()) - hit
        self.spurious += sum(answers.values()) - hit


@dataclass(slots=True)
class Scores:
    """Result of a comparison.

    Attributes
    ----------
    documents, answered : int
        Number of labelled documents, and of those that are among the answers, by their ids.
    measures : dict of str to Agreement
        Agreement by the name of the measure.
    roles, kinds : Counter
        Confusion matrices: (label, answer) -> number of mentions.
    errors : list of tuple
        Document id, measure, ``"missed"`` or ``"spurious"``, and the item.
    """

    documents: int
    answered: int = 0
    measures: dict[str, Agreement] = field(default_factory=dict)
    roles: Counter[tuple[str, str]] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[tuple[str, str, str, str]] = field(default_factory=list)


def _rows(path: str | Path) -> dict[str, Row]:
    found: dict[str, Row] = {}
    try:
        lines = Path(path).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"{path}: cannot be read ({error})") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            found[str(row["id"])] = row
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(f"{path}, line {number}: not a JSON object with an id") from error
    return found


def score(gold: str | Path, predicted: str | Path) -> Scores:
    """Compare a file of predictions with a file of labels.

    Parameters
    ----------
    gold, predicted : path
        Labels and predictions, JSON Lines with ``id``, ``mentions`` and ``events``. A labelled document that is not
        among the predictions counts as one without answers.

    Raises
    ------
    UnreadableError
        A file cannot be read.
    InputError
        A line is not a JSON object with an id.
    """
    labels, answers = _rows(gold), _rows(predicted)
    scores = Scores(len(labels), len(labels.keys() & answers.keys()))
    measures: dict[str, tuple[str, Callable[[Row], Iterable[Hashable]]]] = {
        "counties": ("mentions", lambda r: _places(r, "adm2")),
        "provinces": ("mentions", lambda r: _places(r, "adm1")),
        "events by place": ("events", lambda r: (_where(e) for e in _placed(r))),
        "events by place and date": ("events", lambda r: ((_where(e), e.get("date")) for e in _placed(r))),
        "events by type, place and date": (
            "events",
            lambda r: ((e["type"], _where(e), e.get("date")) for e in _placed(r)),
        ),
    }
    for name, (part, key) in measures.items():
        agreement = scores.measures.setdefault(name, Agreement())
        for id_, label in labels.items():
            if part not in label:
                continue
            wanted, given = Counter(key(label)), Counter(key(answers.get(id_, {})))
            agreement.add(wanted, given)
            scores.errors += [(id_, name, "missed", str(x)) for x in (wanted - given)]
            scores.errors += [(id_, name, "spurious", str(x)) for x in (given - wanted)]
    for id_, label in labels.items():
        answer = answers.get(id_, {})
        _count_confusions(scores, id_, label, answer)
        _count_places(scores, id_, label, answer)
        if "event_place" in label:
            _event_place(scores, id_, label, answer)
    return scores


def _count_label(scores: Scores, id_: str, name: str, right: bool, what: str) -> None:
    """Count a label that was found or missed."""
    agreement = scores.measures.setdefault(name, Agreement())
    if right:
        agreement.right += 1
    else:
        agreement.missed += 1
        scores.errors.append((id_, name, "missed", what))


def _count_places(scores: Scores, id_: str, label: Row, answer: Row) -> None:
    """Count which labelled places were found, and which names with other roles were not taken for places."""
    located = [m for m in answer.get("mentions", ()) if m.get("role", "location") == "location"]
    given = [(_normalised(m["surface"]), m.get("adm2")) for m in located]
    roles: dict[str, set[str]] = {}
    for mention in label.get("mentions", ()):
        surface = _normalised(mention["surface"])
        roles.setdefault(surface, set()).add(mention["role"])
        if mention["role"] == "location" and mention.get("country", "KP") == "KP":
            adm2 = mention.get("adm2")
            found = any((s in surface or surface in s) and (not adm2 or a == adm2) for s, a in given)
            _count_label(scores, id_, "places found", found, mention["surface"])
    for surface, seen in roles.items():
        if "location" not in seen:
            _count_label(scores, id_, "roles kept", surface not in {s for s, _ in given}, surface)


def _event_place(scores: Scores, id_: str, label: Row, answer: Row) -> None:
    """Count whether the place of a record is in the labelled county, or in none where none is labelled."""
    wanted, given = (row.get("event_place") or {} for row in (label, answer))
    right = wanted.get("adm2") == given.get("adm2")
    _count_label(scores, id_, "places of records", right, f"{wanted.get('surface')} / {given.get('surface')}")


def _places(row: Row, level: str) -> set[str]:
    """P-codes of the places in the DPRK that a document mentions."""
    found = set()
    for mention in row.get("mentions", ()):
        if mention.get("role", "location") == "location" and mention.get("country", "KP") in (None, "KP"):
            code = mention.get(level) or (level == "adm1" and (mention.get("adm2") or "")[:4])
            if code:
                found.add(code)
    return found


def _where(event: Row) -> str | None:
    return event.get("adm2") or event.get("adm1")


def _placed(row: Row) -> list[Row]:
    return [e for e in row.get("events", ()) if _where(e)]


def _count_confusions(scores: Scores, id_: str, label: Row, answer: Row) -> None:
    """Count which role each labelled surface was given and, for places, which kind."""
    given = [(_normalised(m["surface"]), m) for m in answer.get("mentions", ())]
    for mention in label.get("mentions", ()):
        surface = _normalised(mention["surface"])
        alike = [m for s, m in given if s in surface or surface in s]
        same = [m for m in alike if m.get("role", "location") == mention["role"]]
        exact = [m for m in alike if _normalised(m["surface"]) == surface]
        taken = (same or exact or alike or [{}])[0]
        role = taken.get("role", "location") if taken else "not found"
        scores.roles[mention["role"], role] += 1
        if mention["role"] == role == "location":
            scores.kinds[mention["kind"], taken.get("kind", "?")] += 1
        elif mention["role"] != role:
            scores.errors.append((id_, "role", role, mention["surface"]))


def _normalised(surface: str) -> str:
    return " ".join(surface.split()).casefold()


def as_text(scores: Scores, errors: int = 0) -> str:
    """Return the scores as a text table.

    Parameters
    ----------
    scores : Scores
    errors : int, default 0
        Number of disagreements to list below the table.
    """
    lines = [f"{scores.documents} labelled documents", ""]
    lines.append(f"{'':32}{'precision':>10}{'recall':>8}{'F1':>8}{'right':>7}{'spurious':>10}{'missed':>8}")
    for name, a in scores.measures.items():
        if a.right + a.spurious + a.missed:
            lines.append(
                f"{name:32}{a.precision:10.3f}{a.recall:8.3f}{a.f1:8.3f}{a.right:7}{a.spurious:10}{a.missed:8}"
            )
    for title, table in (("role", scores.roles), ("kind of places", scores.kinds)):
        if table:
            lines += ["", *_matrix(title, table)]
    for row in scores.errors[:errors]:
        lines.append("\t".join(row))
    return "\n".join(lines)


def _matrix(title: str, table: Counter[tuple[str, str]]) -> list[str]:
    columns = sorted({answer for _, answer in table})
    rows = sorted({label for label, _ in table})
    width = max(map(len, columns)) + 2
    head = f"{title + ': label, answer':32}" + "".join(f"{c:>{width}}" for c in columns)
    return [head, *(f"{r:32}" + "".join(f"{table[r, c]:{width}}" for c in columns) for r in rows)]
