"""A story as Markdown: a heading for each step, its options in a fenced block of TOML, its text in paragraphs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geo.model.errors import OptionError

__all__ = ["markdown_parts"]

_HEADING = re.compile(r"(#{1,2})[ \t]+(.*?)[ \t#]*$")
_DEEPER = re.compile(r"#{3,6}[ \t]")
_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*(\w*)[ \t]*$")
_LINE = re.compile(r"at line (\d+)")


def markdown_parts(path: Path, lines: list[str]) -> list[tuple[int, int, dict[str, Any]]]:
    r"""Part a story in Markdown into its beginning and its steps.

    Parameters
    ----------
    path : Path
        The file, for messages.
    lines : list of str
        Its lines. ``# Title`` begins the story, ``## Title`` a step; right below a heading may stand a fenced
        block with the keys that a step has in TOML. All else is text.

    Returns
    -------
    list of tuple
        First line, line after the last, and values by key, of the beginning and of each step.

    Raises
    ------
    OptionError
        A block is no TOML or has no end, there is text before the title, or no step; the message has the line.

    Examples
    --------
    >>> told = "# Songchon\n\n## Begun\n```\nplace = 'KP0717'\n```\nWork began."
    >>> [values for _, _, values in markdown_parts(Path("walk.md"), told.split("\n"))]
    [{'title': 'Songchon'}, {'title': 'Begun', 'place': 'KP0717', 'text': 'Work began.'}]
    """
    heads = list(_headings(lines))
    for number, line in enumerate(lines[: heads[0][0] - 1 if heads else len(lines)], 1):
        if line.strip():
            raise OptionError(
                f"{path}:{number}: a story begins with its title, as # Factories for the counties"
            )
    if not heads or heads[0][1] != 1:
        raise OptionError(f"{path}:1: a story begins with its title, as # Factories for the counties")
    if len(heads) == 1:
        raise OptionError(f"{path}: has no step; write ## and a title for each step of the story")
    for number, level, _ in heads[1:]:
        if level == 1:
            raise OptionError(f"{path}:{number}: a story has one title with #; write a step as ##")
    ends = [number for number, _, _ in heads[1:]] + [len(lines) + 1]
    return [
        (number, end, {"title": title, **_content(path, lines, number, end)})
        for (number, _, title), end in zip(heads, ends, strict=True)
    ]


def _headings(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Line, level and title of each heading outside of fenced blocks."""
    fence = ""
    for number, line in enumerate(lines, 1):
        opened = _FENCE.match(line)
        if opened and not fence:
            fence = opened[1]
        elif fence and line.strip() == fence:
            fence = ""
        elif not fence and (found := _HEADING.match(line)):
            yield number, len(found[1]), found[2].strip()


def _content(path: Path, lines: list[str], first: int, end: int) -> dict[str, Any]:
    """Options and text below a heading."""
    at = first + 1
    while at < end and not lines[at - 1].strip():
        at += 1
    options: dict[str, Any] = {}
    if at < end and (opened := _FENCE.match(lines[at - 1])):
        close = next((n for n in range(at + 1, end) if lines[n - 1].strip() == opened[1]), 0)
        if not close:
            raise OptionError(f"{path}:{at}: the block of options has no end; write {opened[1]} below it")
        options = _options(path, "\n".join(lines[at : close - 1]), at)
        at = close + 1
    for number in range(at, end):
        if _DEEPER.match(lines[number - 1]):
            raise OptionError(
                f"{path}:{number}: a story has no headings below its steps; write ## or plain text"
            )
        if _FENCE.match(lines[number - 1]):
            raise OptionError(f"{path}:{number}: options stand right below the heading, in one block")
    text = "\n".join(lines[at - 1 : end - 1]).strip()
    return {**options, **({"text": text} if text else {})}


def _options(path: Path, block: str, before: int) -> dict[str, Any]:
    try:
        options = tomllib.loads(block)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line = before + (int(found[1]) if found else 0)
        raise OptionError(f"{path}:{line}: the options are no TOML ({error})") from error
    for key in ("title", "text"):
        if key in options:
            raise OptionError(
                f"{path}:{before}: {key} is what stands outside of the options; leave it out of them"
            )
    return options
