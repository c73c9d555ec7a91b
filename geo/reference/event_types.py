"""The table of event types, read from ``event_types.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geo.model.errors import ReferenceDataError
from geo.model.event_types import OTHER, ROLES, TRAITS, EventType, EventTypes
from geo.model.timelines import STATES

__all__ = ["read_event_types"]

_ID = re.compile(r"[a-z][a-z0-9-]*")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_NEEDED = ("names", "colour", "sign", "certainty", "cue_rank")
_MORE = ("related", "continued_by", "acled", "state", "step", "step_rank", "traits", "role")


def read_event_types(path: Path) -> EventTypes:
    """Read a table of event types.

    Parameters
    ----------
    path : pathlib.Path
        A TOML file with one table per type; the bundled file documents each key.

    Returns
    -------
    EventTypes

    Raises
    ------
    geo.model.errors.ReferenceDataError
        The file cannot be read, or a type lacks a key, has an unknown one, or refers to an unknown type or trait.
        The message names file, type and key.

    Examples
    --------
    >>> from geo.reference.paths import reference_path
    >>> list(read_event_types(reference_path("event_types.toml")))[:3]
    ['inspection', 'groundbreaking', 'inauguration']
    """
    try:
        rows = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ReferenceDataError(f"{path}: {error}") from error
    if OTHER not in rows:
        raise ReferenceDataError(f"{path}: the type {OTHER!r} is missing; every table of types must have it")
    return EventTypes(_type(path, id_, row, rows) for id_, row in rows.items())


def _type(path: Path, id_: str, row: Any, rows: Mapping[str, Any]) -> EventType:
    def fault(cause: str) -> ReferenceDataError:
        return ReferenceDataError(f"{path}: type {id_!r}: {cause}")

    if not isinstance(row, dict) or not _ID.fullmatch(id_):
        raise fault("must be a table whose id has only lower-case letters, digits and hyphens")
    if missing := [key for key in _NEEDED if key not in row]:
        raise fault(f"missing: {', '.join(missing)}")
    if unknown := [key for key in row if key not in (*_NEEDED, *_MORE)]:
        raise fault(f"unknown key: {', '.join(unknown)}")
    for key in ("related", "continued_by"):
        if unknown := [name for name in row.get(key, ()) if name not in rows]:
            raise fault(f"{key} has an unknown type: {', '.join(unknown)}")
    if unknown := [name for name in row.get("traits", ()) if name not in TRAITS]:
        raise fault(f"unknown trait: {', '.join(unknown)}; choose from {', '.join(TRAITS)}")
    role = row.get("role", "")
    if role and role not in ROLES:
        raise fault(f"unknown role: {role}; choose from {', '.join(ROLES)}")
    if role and (twice := [i for i, one in rows.items() if one is not row and one.get("role") == role]):
        raise fault(f"role {role} is that of {twice[0]} too; each has one type")
    colours = row["colour"]
    if not all(_COLOUR.fullmatch(str(colours.get(ground))) for ground in ("light", "dark")):
        raise fault("colour needs light and dark as #rrggbb")
    if not row["names"].get("en"):
        raise fault("names needs an English name (en)")
    if not 0 <= row["certainty"] <= 1:
        raise fault("certainty must be from 0 to 1")
    acled = row.get("acled")
    if acled is not None and len(acled) != 3:
        raise fault("acled needs disorder_type, event_type and sub_event_type")
    if row.get("state", STATES[0]) not in STATES:
        raise fault(f"unknown state {row['state']!r}; choose from {', '.join(STATES)}")
    if ("step" in row) != ("step_rank" in row):
        raise fault("step and step_rank must be given together")
    return EventType(
        id=id_,
        names=MappingProxyType(dict(row["names"])),
        colour=colours["light"],
        colour_dark=colours["dark"],
        sign=row["sign"],
        certainty=float(row["certainty"]),
        cue_rank=int(row["cue_rank"]),
        related=frozenset(row.get("related", ())),
        continued_by=frozenset(row.get("continued_by", ())),
        acled=None if acled is None else (acled[0], acled[1], acled[2]),
        state=row.get("state", ""),
        step=row.get("step", ""),
        step_rank=int(row.get("step_rank", 0)),
        role=row.get("role", ""),
        traits=frozenset(row.get("traits", ())),
    )
