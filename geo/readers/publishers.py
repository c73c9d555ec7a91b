"""Read a user's table of publishers; its hosts, names and classes take precedence over the reference's."""

from __future__ import annotations

import re
from dataclasses import astuple
from pathlib import Path

from geo.model.errors import InputError, Note, Report
from geo.model.urls import host_of
from geo.readers.tables import read_table
from geo.reference.context import Reference
from geo.reference.publishers import Publisher, Publishers

__all__ = ["read_publishers"]


_HEADER = ("host", "name", "korean", "class")


_BARE_HOST = re.compile(r"[^\s/:?#@\\]+\.[^\s/:?#@\\.]+")


def read_publishers(
    path: str | Path, report: Report, *, reference: Reference | None = None, note: Note | None = None
) -> Publishers:
    r"""Read a user's table of publishers; its rows take precedence over those of the reference.

    Parameters
    ----------
    path : path
        A table with the columns ``host, name, korean, class``; ``class`` and one of the others are required.
        Several hosts of one publisher are separated by ``|``. Any word may be a class.
    report : callable
        Called with an :class:`~geo.model.errors.InputError` for each row that does not identify a publisher.
    reference : Reference, optional
        Its publishers follow those of the table; the bundled reference by default.
    note : callable, optional
        Called with each remark on the table, as in :func:`geo.readers.tables.read_table`.

    Returns
    -------
    Publishers
        Those of the table, then those of the reference.

    Raises
    ------
    UnreadableError, InputError
        The file is not a table, or lacks the required columns.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp(), "own.csv")
    >>> _ = file.write_text("host,name,korean,class\nsinuiju.example,Sinuiju Notes,,blog\n", "utf-8")
    >>> read_publishers(file, print).of("https://sinuiju.example/a").class_
    'blog'
    """
    context = reference or Reference.bundled()
    table = read_table(path, report, reference=context, note=note)
    columns = {name.strip().casefold(): name for name in table.header}
    if "class" not in columns or not columns.keys() & {"host", "name", "korean"}:
        there = ", ".join(table.header) or "none"
        raise InputError(
            f"{table.path}, line 1: a table of publishers has the columns {', '.join(_HEADER)}; found: {there}"
        )
    rows = []
    seen: set[str] = set()
    for row in table.rows:
        cells = {
            name: str(row.get(columns[name]) or "").strip() if name in columns else "" for name in _HEADER
        }
        hosts = []
        for text in filter(None, (part.strip() for part in cells["host"].split("|"))):
            host = host_of(text) or text.lower().removeprefix("www.").rstrip(".")
            if _BARE_HOST.fullmatch(host) or "://" in text:
                hosts.append(host)
            else:
                table.fault(row, f"{text[:60]!r} is not a host; write it as kcna.kp; it is left out", report)
        taken = [host for host in hosts if host in seen]
        if taken:
            table.fault(row, f"{', '.join(taken)} is in an earlier row, which is used instead", report)
        seen.update(hosts)
        ours = context.publishers.of(f"https://{hosts[0]}/") if hosts else Publisher("", "")
        if ours.class_ and ours.host == hosts[0]:  # empty cells take the reference's values
            cells |= {n: cells[n] or known for n, known in zip(_HEADER, astuple(ours), strict=True)}
        name = cells["name"] or cells["korean"] or (hosts[0] if hosts else "")
        if not name:
            table.fault(row, "has neither host nor name; add one of them; the row is left out", report)
            continue
        one = Publisher(hosts[0] if hosts else "", name, cells["korean"], cells["class"])
        rows.append((one, tuple(hosts)))
    return Publishers(rows) | context.publishers
