"""The text of a mail that its writer wrote: without quoted replies, signature and what list servers add."""

from __future__ import annotations

import re
import tomllib
from typing import NamedTuple

from geo.reference.paths import reference_path

__all__ = ["Own", "flowed", "own_text"]

_MARKS = tomllib.loads(reference_path("mail_marks.toml").read_text("utf-8"))


def _any(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in _MARKS[name]), re.IGNORECASE)


_ATTRIBUTION, _HEADER, _FORWARDED = _any("attribution"), _any("header"), _any("forwarded")
_SIGNATURE, _FOOTER = _any("signature"), _any("footer")
_FIELD = re.compile(rf"\*?(?:{'|'.join(_MARKS['fields'])})\*? ?[:：]\*? ?.*", re.IGNORECASE)
_FORWARDS = re.compile(rf"\[?(?:{'|'.join(_MARKS['forwards'])})[\]:：]", re.IGNORECASE)
_QUOTED = re.compile(r"[ \t]?>")
_SIGNED = 25
"""Number of lines of the longest signature; what follows a line of two hyphens may also be text."""


class Own(NamedTuple):
    """A mail's own text, and whether quoted replies and a signature were left out."""

    text: str
    quoted: bool
    signed: bool


def own_text(text: str, subject: str = "") -> Own:
    r"""Return a mail's text without quoted replies and signature.

    The text of a forwarded mail is kept, without its head. A mail that has nothing but quoted text keeps it.

    Parameters
    ----------
    text : str
        Plain text with line ends.
    subject : str
        Tells answers from forwarded mails, which some programs mark alike.

    Examples
    --------
    >>> own_text("It opened today.\n\nOn Wed, 20 Nov 2024, A. Reader wrote:\n> Has the mill opened?\n\n-- \nB. Writer")
    Own(text='It opened today.', quoted=True, signed=True)
    >>> own_text("FYI\n-----Original Message-----\nFrom: A\nSubject: Mill\n\nThe mill opened.", "FW: Mill").text
    'FYI\n\nThe mill opened.'
    """
    lines = [line.rstrip("\r") for line in text.split("\n")]
    forwards = _FORWARDS.match(subject.strip()) is not None
    kept: list[str] = []
    at, quoted = 0, False
    while at < len(lines):
        line = lines[at].strip()
        if _FORWARDED.fullmatch(line) or (forwards and _begins_head(lines, at)):
            at = _after_head(lines, at + (not _FIELD.fullmatch(line)))
            continue
        if _begins_head(lines, at):
            quoted = True
            break
        if _QUOTED.match(lines[at]):
            quoted = True
            at += 1
            continue
        length = _attributes(lines, at)
        if length:
            quoted = True
            at += length
            continue
        kept.append(lines[at])
        at += 1
    own, signed = _unsigned(kept)
    if quoted and not own.strip():
        return Own("\n".join(_QUOTED.sub("", line).strip() for line in lines).strip(), False, False)
    return Own(own.strip(), quoted, signed)


def _begins_head(lines: list[str], at: int) -> bool:
    """Whether the head of another mail begins at a line: a line that says so, or three of its fields."""
    line = lines[at].strip()
    if _HEADER.fullmatch(line):
        return True
    following = [one.strip() for one in lines[at : at + 3]]
    return len(following) == 3 and all(map(_FIELD.fullmatch, following))


def _after_head(lines: list[str], at: int) -> int:
    """Index of the line after the fields of a head, and after the line that announces it."""
    while at < len(lines) and (not lines[at].strip() or _FIELD.fullmatch(lines[at].strip())):
        at += 1
        if at < len(lines) and not lines[at].strip():
            return at
    return at


def _attributes(lines: list[str], at: int) -> int:
    """How many lines, up to three, say who is quoted after them; 0 where quoted text does not follow."""
    for length in (1, 2, 3):
        window = [one.strip() for one in lines[at : at + length]]
        if not all(window):
            return 0
        if _ATTRIBUTION.fullmatch(" ".join(window)):
            later = (" ".join(window[first:]) for first in range(1, length))
            rest = [one for one in lines[at + length : at + length + 4] if one.strip()]
            if rest and _QUOTED.match(rest[0]) and not any(map(_ATTRIBUTION.fullmatch, later)):
                return length
    return 0


def _unsigned(lines: list[str]) -> tuple[str, bool]:
    cut = len(lines)
    for at in range(max(0, len(lines) - _SIGNED), len(lines)):
        if _SIGNATURE.fullmatch(lines[at]) or _FOOTER.fullmatch(lines[at].strip()):
            cut = at
            break
    return "\n".join(lines[:cut]), cut < len(lines)


def flowed(text: str, *, delete: bool) -> str:
    r"""Join the lines of a text in the format "flowed" (RFC 3676), in which a line that ends with a blank goes on.

    Parameters
    ----------
    text : str
    delete : bool
        Whether the blank at the end is not part of the text (``DelSp=yes``).

    Examples
    --------
    >>> flowed("It opened \nin Haeju.\n-- \nA", delete=False)
    'It opened in Haeju.\n-- \nA'
    """
    out: list[str] = []
    goes_on = False
    for whole in text.replace("\r\n", "\n").split("\n"):
        line = whole[1:] if whole.startswith(" ") else whole
        fits = not line.startswith(">")
        if goes_on and fits and line != "-- ":
            out[-1] += line
        else:
            out.append(line)
        goes_on = line.endswith(" ") and line != "-- " and fits
        if goes_on and delete:
            out[-1] = out[-1][:-1]
    return "\n".join(out)
