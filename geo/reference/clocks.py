"""Take a written timestamp apart: the text of its day, its time of day and its zone.

The words for hours, zones and weekdays are in ``clock_forms.toml`` of the reference.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from .paths import reference_path

__all__ = ["WORDS_OF_TIMES", "Timestamp", "timestamp"]

_FORMS = tomllib.loads(reference_path("clock_forms.toml").read_text("utf-8"))


def _any(name: str) -> str:
    return "|".join(_FORMS[name])


_OFFSETS = tuple(
    (re.compile(name, re.IGNORECASE), tuple(several)) for name, several in _FORMS["offsets"].items()
)
_NAMED = "|".join(sorted(_FORMS["offsets"], key=len, reverse=True))
_HOURS = r"[+−-](?:0?\d|1[0-4])(?::?[0-5]\d)?"
_ZONE = (
    rf"\(?(?:(?P<local>{_any('local')})|(?:(?P<name>{_NAMED})(?![a-z]) ?)?(?P<hours>{_HOURS})?(?!\d))\)?"
    r"(?: ?\[[A-Za-z_/]+\])?(?: \([A-Za-z ]+\))?"  # "[Asia/Seoul]", "(Korean Standard Time)"
)
_CLOCK = re.compile(
    # What parts the day from the time: a T between digits, a blank, a comma, "at"; or the time stands first.
    r"(?:^|(?<=\d)t|(?:[,.]? |,| at | um )+|(?<=[^\W\d_])|(?<=\)))"
    rf"(?P<early>{_any('before_noon')})?(?P<late>{_any('after_noon')})? ?"
    r"(?:(?P<h>\d{1,2})(?::(?P<m>\d\d)(?::(?P<s>\d\d)(?:[.,]\d+)?)?"
    rf"|(?:{_any('hour')})(?: ?(?:(?P<km>\d{{1,2}}) ?(?:{_any('minute')})(?: ?(?P<ks>\d{{1,2}}) ?(?:{_any('second')}))?"
    rf"|(?P<khalf>{_any('half')})))?"
    rf"|(?= ?(?:{_any('before_noon')}|{_any('after_noon')})(?! ?\w)))"
    r"|(?<=t)(?P<ph>\d\d)(?P<pm>[0-5]\d)(?P<ps>[0-5]\d)?(?:[.,]\d+)?)"  # 20190222T233000Z
    rf" ?(?P<early2>(?:{_any('before_noon')})(?!\w))?(?P<late2>(?:{_any('after_noon')})(?!\w))?"
    rf"(?: ?{_ZONE})?(?![\d:])",
    re.IGNORECASE,
)
#: What a text with a time of day has somewhere; quicker than looking for the time itself.
_TIMED = re.compile(
    rf"\d:\d|t\d{{4}}|\d ?(?:{_any('hour')}|{_any('before_noon')}|{_any('after_noon')})", re.IGNORECASE
)
#: A zone after a day without a time, as XML Schema allows it; the day is meant.
_DAY_ZONE = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)", re.IGNORECASE)
_WEEKDAY = re.compile(
    rf"(?<!\w)(?:{_any('weekdays')})(?!\w),? ?| ?\((?:{_any('weekdays')}|{_any('short_weekdays')})\)"
    rf"|(?<=\d) ?(?:{_any('weekdays')})$|(?<=[^\W_]),? (?:{_any('day_parts')})$",
    re.IGNORECASE,
)
WORDS_OF_TIMES = rf"(?<![a-z])(?:{_any('weekdays')}|{_NAMED})(?![a-z])"
"""Pattern of the words that stand with times: weekdays and zones."""
_ZONE_ALONE = re.compile(rf"\((?:{_NAMED})\)|(?<![\w.])(?:{_NAMED})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A written timestamp.

    Attributes
    ----------
    day : str
        The text without time, zone and weekday.
    clock : datetime.timedelta or None
        Time since midnight; None where none is written.
    offsets : tuple of datetime.timedelta
        Possible offsets of its zone from UTC: none for a local time, several for a name with several meanings.
    zone : str
        The zone as written.
    why : str
        What is wrong with the time; empty where nothing is.
    """

    day: str
    clock: timedelta | None = None
    offsets: tuple[timedelta, ...] = ()
    zone: str = ""
    why: str = ""


@lru_cache(maxsize=4096)
def timestamp(text: str) -> Timestamp:
    """Take a written timestamp apart.

    Parameters
    ----------
    text : str
        Normalised (NFKC), without blanks around it.

    Examples
    --------
    >>> timestamp("Fri, 22 Feb 2019 18:30:00 EST")
    Timestamp(day='22 Feb 2019', clock=datetime.timedelta(seconds=66600),
              offsets=(datetime.timedelta(days=-1, seconds=68400),), zone='EST', why='')
    >>> timestamp("2023년 2월 10일(금) 오후 3시 30분").day, timestamp("2023년 2월 10일(금) 오후 3시 30분").clock
    ('2023년 2월 10일', datetime.timedelta(seconds=55800))
    >>> timestamp("2019-02-22 25:10").why
    'has no such time of day'
    """
    only = _DAY_ZONE.fullmatch(text)
    if only:
        return Timestamp(only[1])
    timed = _TIMED.search(text) is not None
    found = next((m for m in _CLOCK.finditer(text) if _is_time(m)), None) if timed else None
    if found is None:
        return Timestamp(_without_weekday(text))
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    zone, offsets = _zone(found)
    if not zone:  # "Fri Feb 22 23:30:00 GMT 2019" has it before the year; others at the end
        alone = _ZONE_ALONE.search(rest)
        if alone:
            zone = alone[0].strip("()")
            offsets = _meanings(zone)
            rest = rest[: alone.start()] + rest[alone.end() :]
    clock = _since_midnight(found)
    day = _without_weekday(" ".join(rest.split()))
    return Timestamp(day, clock, offsets, zone, "" if clock is not None else "has no such time of day")


def _is_time(found: re.Match[str]) -> bool:
    return bool(found["h"] or found["ph"])


def _without_weekday(text: str) -> str:
    return _WEEKDAY.sub("", text).strip(" ,")


def _since_midnight(found: re.Match[str]) -> timedelta | None:
    """The time of day; None where there is no such time."""
    hour = int(found["h"] or found["ph"])
    minute = int(found["m"] or found["km"] or found["pm"] or (30 if found["khalf"] else 0))
    second = int(found["s"] or found["ks"] or found["ps"] or 0)
    early, late = found["early"] or found["early2"], found["late"] or found["late2"]
    if (early or late) and hour == 12:
        hour = 0
    if late and hour < 12:
        hour += 12
    whole = timedelta(hours=hour, minutes=minute, seconds=second)
    return whole if minute < 60 and second <= 60 and whole <= timedelta(days=1) else None


def _zone(found: re.Match[str]) -> tuple[str, tuple[timedelta, ...]]:
    """The zone as written, and its possible offsets from UTC."""
    if found["local"]:
        return found["local"], ()
    name, hours = found["name"] or "", found["hours"] or ""
    if not hours:
        return name, _meanings(name)
    # "KST+9" and "GMT+0900" say the same as "+09:00".
    return f"{name}{hours}", (_offset(hours.replace("−", "-")),)


def _meanings(name: str) -> tuple[timedelta, ...]:
    several: Sequence[str] = next((s for form, s in _OFFSETS if form.fullmatch(name)), ())
    return tuple(map(_offset, several))


def _offset(hours: str) -> timedelta:
    """The offset that ``+09:00``, ``+0900`` or ``+9`` stands for."""
    sign, figures = (-1 if hours[0] == "-" else 1), hours[1:].replace(":", "")
    whole, rest = (int(figures), 0) if len(figures) < 3 else (int(figures[:-2]), int(figures[-2:]))
    return sign * timedelta(hours=whole, minutes=rest)
