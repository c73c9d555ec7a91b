"""The service's documents as web pages, without scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from geo.model.urls import host_of
from geo.outputs.policy import policy
from geo.outputs.templates import templates

__all__ = ["POLICY", "page"]

_HERE = Path(__file__).parent
_STYLE = (_HERE / "service.css").read_text("utf-8")
POLICY = policy(_STYLE)
"""Content security policy of these pages."""


def page(
    title: str,
    *,
    words: str = "",
    crumbs: Sequence[tuple[str, str]] = (),
    links: Sequence[tuple[str, str, str]] = (),
    columns: Sequence[str] = (),
    rows: Sequence[Sequence[Any]] = (),
    turn: Sequence[tuple[str, str]] = (),
) -> str:
    """A page: links and a table, both as text that is never markup.

    Parameters
    ----------
    title, words : str
    crumbs : sequence of (address, text)
        The way to this page.
    links : sequence of (address, text, remark)
    columns, rows
        A table; a cell of the form ``(address, text)`` is a link, and so is a text that is a web address.
    turn : sequence of (address, text)
        To the pages before and after.

    Examples
    --------
    >>> text = page("<b>Anju</b>", columns=["name"], rows=[["<script>"]])
    >>> "&lt;b&gt;Anju" in text, "<script" in text
    (True, False)
    """
    text = templates(_HERE).get_template("service.html").render(
        title=title, words=words, crumbs=crumbs, links=links, columns=columns, turn=turn, style=Markup(_STYLE),  # noqa: S704
        rows=[[_cell(value) for value in row] for row in rows],
    )  # fmt: skip
    return text.encode("utf-8", "replace").decode("utf-8")


def _cell(value: Any) -> tuple[str, str]:
    """Address and text of a cell."""
    if isinstance(value, tuple):
        return value[0], value[1]
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return "", "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return "", "; ".join(map(str, value))
    if isinstance(value, Mapping):
        return "", "; ".join(f"{name}: {one}" for name, one in value.items())
    text = str(value)
    return (text if host_of(text) else ""), text
