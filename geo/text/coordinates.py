r"""Read a point in the notations that people use.

Decimal degrees with point or comma; degrees, minutes and seconds with any signs, with blanks or packed (``390108N``,
``3901.134N``); N or E before or after; a comma, slash, semicolon or blank between; WKT and GeoJSON
points; ``geo:`` addresses and links of web maps; MGRS, plus codes and UTM (:mod:`geo.text.grid_references`). Words of
languages for these signs are replaced by :mod:`geo.reference.written_points`.

How precisely a point is known follows from its digits: :attr:`Point.step_km`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .coordinate_links import linked
from .grid_references import mgrs, plus_code, utm

__all__ = ["DEGREE_KM", "MARKS", "PATTERNS", "SIGNS", "Angle", "Point", "angle", "point"]

DEGREE_KM = 111.2
"""Kilometres per degree of latitude."""


@dataclass(frozen=True, slots=True)
class Angle:
    """A latitude or longitude in degrees, and the value of its last digit in degrees.

    ``axis`` is ``"lat"`` or ``"lon"`` where the notation says which of the two it is, else empty.
    """

    degrees: float
    step: float
    axis: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A point in degrees (WGS 84).

    Attributes
    ----------
    lat, lon : float
    step_km : float
        Size of the last digit in kilometres, of the coordinate that has more digits: about 111 for whole degrees, 1.9
        for minutes; of a grid reference, the size of its cell.
    notation : str
        Name of the notation, for messages.
    longitude_first : bool
        Whether plain numbers have the longitude first, which is recognised only as it is above 90.
    """

    lat: float
    lon: float
    step_km: float
    notation: str
    longitude_first: bool = False


MARKS = str.maketrans(
    {
        **dict.fromkeys("º˚∘⁰", "°"),
        **dict.fromkeys("’‘`´ʹʼ′＇", "'"),
        **dict.fromkeys("”“ʺ″＂", '"'),
        **dict.fromkeys("−–—‐‑", "-"),
        **dict.fromkeys("\u00a0\u2009\u202f\u3000\t\r\n", " "),
        **dict.fromkeys("，\u3001", ","),
        "；": ";", "／": "/", "：": ":", "（": "(", "）": ")", "．": ".",
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    }
)  # fmt: skip
SIGNS = tuple(
    (re.compile(pattern, re.IGNORECASE), sign)
    for pattern, sign in (
        (r"\blat(?:itude)?\b ?[:=]?", "φ"), (r"\b(?:lon(?:gitude)?|lng|long)\b ?[:=]?", "λ"), (r"''", '"'),
        (r"(?<=\d) ?d ?([\d.]+) ?m ?([\d.]+) ?s", "°\\1'\\2\""), (r"(?<=\d) ?d ?([\d.]+) ?m", r"°\1'"),
        (r"(?<=\d) ?d(?= |$|[,NSEW])", "°"),
        (r" ?\(?WGS ?-?(?:19)?84\)?$|(?<=[\dNSEW°'\")\]])[.,;]$", ""), (r"(?<=[NSEW])-(?=[^-]*[NSEW]$)", " "),
        (r"(?<=\d):(?=\d)", " "), (r"(?<=\d) ?, ?(?=[NSEW]\b)", " "), (r"(?<=[NSEW])\.", ""),
    )
)  # fmt: skip
_TOKEN = re.compile(r" *(?:(?P<number>[-+]?\d+(?:\.\d*)?|[-+]?\.\d+)|(?P<mark>[°'\"])|(?P<side>[NSEWφλ])"
                    r"|(?P<between>[,;/|])) *", re.IGNORECASE)  # fmt: skip
_DECIMAL = re.compile(r"-?\d{1,3}(?:\.\d+)?")
_TIGHT_COMMA = re.compile(r"(?<=\d),(?=\d)")
_DASHED = re.compile(r"(?<=\d)-(?=\d)")
_ISO_6709 = re.compile(
    r"([-+]\d+(?:\.\d+)?)([-+]\d+(?:\.\d+)?)(?:[-+]\d+(?:\.\d+)?)?(?:CRS[A-Z0-9_]+)?/?", re.IGNORECASE
)
PATTERNS = {"token": _TOKEN, "comma": _TIGHT_COMMA, "dashed": _DASHED, "iso": _ISO_6709}
"""What the page's search reads by, too; :data:`SIGNS` are replaced before."""
_AXES = {"N": "lat", "S": "lat", "Φ": "lat", "E": "lon", "W": "lon", "Λ": "lon"}
_LIMITS = {"lat": 90.0, "lon": 180.0, "": 180.0}
_Token = tuple[str, str]


def point(text: str) -> Point | None:
    """Return the point that a text writes; None where it is not a point.

    Raises
    ------
    ValueError
        The text is a point by its form, but cannot be one: minutes above 60, a latitude above 90.

    Examples
    --------
    >>> point("39 15 0 N 126 12 0 E").lat, point("39°15′N 126°12′E").lon, point("N391500 E1261200").lat
    (39.25, 126.2, 39.25)
    >>> found = point("126.2, 39.25")
    >>> found.lat, found.lon, found.longitude_first, round(found.step_km, 1)
    (39.25, 126.2, True, 1.1)
    >>> point("POINT (126.2 39.25)").lat, point("lat: 39.25, lon: 126.2").lon
    (39.25, 126.2)
    >>> point("Songchon County") is None
    True
    """
    given = text.translate(MARKS).strip()
    for notation, read in (("MGRS", mgrs), ("UTM", utm), ("plus code", plus_code)):
        cell = read(re.sub(" +", " ", given))
        if cell is not None:
            return Point(cell.lat, cell.lon, cell.size_km, notation)
    link = linked(given)
    if link is not None:
        notation, lat, lon = link
        return _pair(angle(lat, "lat"), angle(lon, "lon"), notation)
    iso = _ISO_6709.fullmatch(given)
    if iso:
        lat = f"{iso[1][1:]}{'S' if iso[1].startswith('-') else 'N'}"
        lon = f"{iso[2][1:]}{'W' if iso[2].startswith('-') else 'E'}"
        return _pair(angle(lat), angle(lon), "ISO 6709")
    return _plain(given)


def angle(text: str, axis: str = "") -> Angle:
    r"""Return one coordinate.

    Parameters
    ----------
    text : str
    axis : {"lat", "lon", ""}
        Which of the two it is, where that is known: packed digits (``3915.000``) need it, or a letter.

    Raises
    ------
    ValueError
        The text is not a coordinate, or not one of that axis.

    Examples
    --------
    >>> angle("39,25").degrees, angle("39°15′N").degrees, angle("W 126.2").degrees, angle("3915.0N").degrees
    (39.25, 39.25, -126.2, 39.25)
    >>> round(angle("126°18'36\"E").degrees, 2), angle("40.0").step, angle("40.50").step
    (126.31, 1.0, 0.01)
    """
    if _DECIMAL.fullmatch(text):
        value = float(text)
        if abs(value) > _LIMITS[axis]:
            raise ValueError(f"{text} is not on the globe")
        return Angle(value, _step(text), axis)
    given = text.translate(MARKS).strip()
    if "." not in given and len(_TIGHT_COMMA.findall(given)) == 1:
        given = _TIGHT_COMMA.sub(".", given)
    tokens = _tokens(given)
    if not tokens or any(kind == "between" for kind, _ in tokens):
        raise ValueError(f"{text[:40]!r} is not a coordinate")
    return _angle(tokens, axis)


def _plain(given: str) -> Point | None:
    """A point of two coordinates side by side."""
    bracketed = given[:1] + given[-1:]
    text = given[1:-1] if bracketed in ("()", "[]", "{}") else given
    if "." not in text and len(_TIGHT_COMMA.findall(text)) == 2:
        text = _TIGHT_COMMA.sub(".", text)
    halves = _halves(_tokens(text))
    if halves is None:
        return None
    first, second = (_angle(half, "") for half in _with_axes(halves))
    if first.axis == "lon" or second.axis == "lat":
        if first.axis == second.axis:
            raise ValueError(f"{given[:40]!r} has twice the same coordinate")
        return _pair(second, first, "degrees")
    if first.axis == second.axis == "lat":
        raise ValueError(f"{given[:40]!r} has two latitudes")
    named = bool(first.axis or second.axis)
    if not named and abs(first.degrees) > 90 >= abs(second.degrees):
        return _pair(second, first, "degrees", longitude_first=bracketed != "[]")
    return _pair(first, second, "degrees")


def _pair(lat: Angle, lon: Angle, notation: str, *, longitude_first: bool = False) -> Point:
    if abs(lat.degrees) > 90 or abs(lon.degrees) > 180:
        raise ValueError(f"{lat.degrees:g}, {lon.degrees:g} is not on the globe")
    # A last digit of zero is often lost, but seldom in both coordinates.
    return Point(lat.degrees, lon.degrees, min(lat.step, lon.step) * DEGREE_KM, notation, longitude_first)


def _tokens(text: str) -> list[_Token]:
    """Numbers, signs and letters of a text; empty where anything else is in it."""
    for pattern, sign in SIGNS:
        text = pattern.sub(sign, text)
    if re.search("[NSEW]", text, re.IGNORECASE):
        text = _DASHED.sub(" ", text)
    found: list[_Token] = []
    at = 0
    text = text.strip()
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            return []
        kind = token.lastgroup or ""
        found.append((kind, token[kind].upper()))
        at = token.end()
    return found


def _halves(tokens: list[_Token]) -> tuple[list[_Token], list[_Token]] | None:
    """The tokens of the two coordinates."""
    marks = [i for i, (kind, _) in enumerate(tokens) if kind == "between"]
    sides = [i for i, (kind, _) in enumerate(tokens) if kind == "side"]
    numbers = [i for i, (kind, _) in enumerate(tokens) if kind == "number"]
    degrees = [i for i, (_, sign) in enumerate(tokens) if sign == "°"]
    if len(marks) == 1:
        return _split(tokens, marks[0], marks[0] + 1)
    if marks or len(numbers) < 2:
        return None
    if len(sides) >= 2:
        # "N 39 E 125", "39 N 125 E", and labels with letters: "lat 39 N lon 125 E".
        labels = [i for i in sides if tokens[i][1] in "ΦΛ"]
        labels = labels if len(labels) > 1 else [i for i in sides if i not in labels]
        at = labels[1] if labels[0] == 0 else labels[0] + 1
    elif len(sides) == 1 and 0 < sides[0] < len(tokens) - 1:
        at = sides[0] + 1 if len([n for n in numbers if n < sides[0]]) * 2 >= len(numbers) else sides[0]
    elif len(degrees) == 2:
        at = degrees[1] - 1
    elif len(numbers) % 2 == 0 and len(numbers) <= 6:
        at = numbers[len(numbers) // 2]
    else:
        return None
    return _split(tokens, at, at)


def _split(tokens: list[_Token], end: int, start: int) -> tuple[list[_Token], list[_Token]] | None:
    return (tokens[:end], tokens[start:]) if end > 0 and start < len(tokens) else None


def _with_axes(halves: tuple[list[_Token], list[_Token]]) -> tuple[list[_Token], list[_Token]]:
    """Two halves of packed digits without letters (``3915.000 12612.000``), named by the number of their digits."""
    if any(kind != "number" for half in halves for kind, _ in half):
        return halves
    whole = [half[0][1].lstrip("+-").partition(".")[0] for half in halves]
    if len(halves[0]) == len(halves[1]) == 1 and (len(whole[0]), len(whole[1])) == (4, 5):
        return [("side", "Φ"), *halves[0]], [("side", "Λ"), *halves[1]]
    return halves


def _angle(tokens: list[_Token], axis: str) -> Angle:
    """One coordinate of its tokens."""
    letters = [sign for kind, sign in tokens if kind == "side"]
    compass = [sign for sign in letters if sign not in "ΦΛ"]
    axes = {_AXES[sign] for sign in letters} | ({axis} - {""})
    body = tokens[:]
    while body and body[0][0] == "side":
        body.pop(0)
    while body and body[-1][0] == "side":
        body.pop()
    numbers = [sign for kind, sign in body if kind == "number"]
    if len(axes) > 1 or len(compass) > 1 or not 1 <= len(numbers) <= 3 or not _ordered(body):
        raise ValueError(f"{_shown(tokens)!r} is not a coordinate")
    axis = next(iter(axes), "")
    if any("." in number for number in numbers[:-1]) or any(n[0] in "+-" for n in numbers[1:]):
        raise ValueError(f"{_shown(tokens)!r} is not a coordinate")
    negative = numbers[0].startswith("-")
    numbers[0] = numbers[0].lstrip("+-")
    if negative and compass:
        raise ValueError(f"{_shown(tokens)!r} has both a sign and a letter")
    bare = not any(kind == "mark" for kind, _ in body)
    if len(numbers) == 2 and bare and not compass and len(numbers[1].partition(".")[0]) < 2:
        raise ValueError(f"{_shown(tokens)!r} may be one number")
    if len(numbers) == 1 and bare and axis and len(numbers[0].partition(".")[0]) > 3:
        numbers = _unpacked(numbers[0], axis, lettered=bool(compass))
    value, step = 0.0, 1.0
    for unit, number in zip((1.0, 60.0, 3600.0), numbers, strict=False):
        if unit > 1 and float(number) >= 60:
            raise ValueError(f"{_shown(tokens)!r} has minutes or seconds of 60 or more")
        value += float(number) / unit
        step = _step(number) / unit
    if value > _LIMITS[axis]:
        raise ValueError(f"{_shown(tokens)!r} is not on the globe")
    southern = negative or bool(compass and compass[0] in "SW")
    return Angle(-value if southern else value, step, axis)


def _ordered(body: list[_Token]) -> bool:
    """Whether the signs of degrees, minutes and seconds follow their numbers in this order."""
    place = -1
    for number, (kind, sign) in enumerate(body):
        if kind == "number":
            place += 1
        elif kind != "mark" or place < 0 or sign != "°'\""[place] or body[number - 1][0] != "number":
            return False
    return place >= 0


def _unpacked(number: str, axis: str, *, lettered: bool) -> list[str]:
    """Degrees, minutes and perhaps seconds of packed digits.

    Without a letter of the compass only degrees and minutes with decimals are read, as in NMEA sentences: whole numbers
    may as well be decimal degrees that lost their point.
    """
    whole, dot, decimals = number.partition(".")
    if not lettered and not (decimals and len(whole) in (4, 5)):
        raise ValueError(
            f"{number!r} may be degrees without their point, or packed ones without their letter"
        )
    width = {("lat", 4): 2, ("lat", 6): 2, ("lon", 5): 3, ("lon", 7): 3, ("lon", 4): 2, ("lon", 6): 2}.get(
        (axis, len(whole))
    )
    if width is None:
        raise ValueError(f"{number!r} is neither degrees nor packed degrees and minutes")
    rest = [whole[i : i + 2] for i in range(width, len(whole), 2)]
    rest[-1] += dot + decimals
    return [whole[:width], *rest]


def _step(number: str) -> float:
    """Value of the last digit; decimals that are all zero count as none, as programs add them."""
    decimals = number.partition(".")[2]
    return 1.0 if not decimals.strip("0") else float(10.0 ** -len(decimals))


def _shown(tokens: list[_Token]) -> str:
    return " ".join(sign for _, sign in tokens)
