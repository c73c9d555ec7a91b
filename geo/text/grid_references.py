"""Read grid references: UTM, MGRS and plus codes. The point of an MGRS or plus code is the centre of its cell.

UTM is projected by pyproj on the WGS 84 ellipsoid; no change of datum is made. MGRS and plus codes are short public
algorithms: the letters of 100 km squares (NGA.STND.0037), and digits to base 20 (Open Location Code). Libraries differ
in what they return for a cell: mgrs up to 1.5 gives its south-western corner, 1.6 its centre.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["PATTERNS", "Cell", "mgrs", "plus_code", "recovered_plus_code", "short_plus_code", "utm"]


class Cell(NamedTuple):
    """Centre of a cell in degrees (WGS 84), and the length of its longer side in kilometres."""

    lat: float
    lon: float
    size_km: float


_BANDS = "CDEFGHJKLMNPQRSTUVWX"
"""Latitude bands of 8 degrees from 80 degrees south, without I and O."""
_COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_SQUARE = 100_000.0
_MGRS = re.compile(
    rf"(?:MGRS:? ?)?(?P<zone>\d{{1,2}}) ?(?P<band>[{_BANDS}]) ?(?P<column>[A-HJ-NP-Z])(?P<row>[A-HJ-NP-V])"
    r" ?(?P<digits>\d+ \d+|\d*)",
    re.IGNORECASE,
)
_UTM = re.compile(
    rf"(?:UTM:? ?)?(?:zone:? ?)?(?P<zone>\d{{1,2}}) ?(?P<band>[{_BANDS}])[,;:]? "
    r"(?P<east>\d{5,6}(?:\.\d+)?) ?(?:m ?E?|E)?[,;]? (?P<north>\d{6,7}(?:\.\d+)?) ?(?:m ?N?|N)?",
    re.IGNORECASE,
)
_EPSG = re.compile(
    r"EPSG:?326(?P<zone>\d\d)[,;:]? (?P<east>\d{5,6}(?:\.\d+)?)[,;]? (?P<north>\d{6,7}(?:\.\d+)?)",
    re.IGNORECASE,
)
_PLUS = re.compile(
    r"(?P<area>[23456789CFGHJMPQRVWX]{8}|[23456789CFGHJMPQRVWX]{2,6}0{2,6})\+(?P<fine>[23456789CFGHJMPQRVWX]{0,7})",
    re.IGNORECASE,
)
_SHORT_PLUS = re.compile(
    r"[23456789CFGHJMPQRVWX]{4,6}\+[23456789CFGHJMPQRVWX]{2,3}(?:[ ,].*)?", re.IGNORECASE
)
_SHORT_PLUS_AND_PLACE = re.compile(
    r"([23456789CFGHJMPQRVWX]{4}(?:[23456789CFGHJMPQRVWX]{2})?\+[23456789CFGHJMPQRVWX]{2,3})[ ,]+(\S.*)",
    re.IGNORECASE,
)
_UTM_ZONE_LAST = re.compile(
    r"(?:UTM:? ?)?(?P<east>\d{5,6}(?:\.\d+)?) ?(?:m ?E?|E)?[,;]? (?P<north>\d{6,7}(?:\.\d+)?) ?(?:m ?N?|N)?[,;]?"
    rf" (?:UTM )?(?:zone:? ?)?(?P<zone>\d{{1,2}}) ?(?P<band>[{_BANDS}])",
    re.IGNORECASE,
)
PATTERNS = {
    "mgrs": _MGRS, "utm": _UTM, "epsg": _EPSG, "utmLast": _UTM_ZONE_LAST, "plus": _PLUS, "shortPlus": _SHORT_PLUS
}  # fmt: skip
"""What the page's search reads by, too."""
_PLUS_DIGITS = "23456789CFGHJMPQRVWX"
_DEGREE_KM = 111.2


def utm(text: str) -> Cell | None:
    """Return the point of UTM coordinates with their zone; None where the text has none.

    The letter is the latitude band or N for north. S is read as the band from 32 to 40 degrees north, as in MGRS,
    unless the northing does not fit it.

    Raises
    ------
    ValueError
        There is no such zone, or the point does not lie in it.

    Examples
    --------
    >>> found = utm("52N 300000 4320000")
    >>> round(found.lat, 3), round(found.lon, 3), found.size_km
    (39.006, 126.69, 0.001)
    >>> utm("52S 300000 4320000") == found, utm("39.25, 126.2")
    (True, None)
    """
    found = _UTM.fullmatch(text) or _EPSG.fullmatch(text) or _UTM_ZONE_LAST.fullmatch(text)
    if not found:
        return None
    zone, east, north = int(found["zone"]), float(found["east"]), float(found["north"])
    band = (found.groupdict().get("band") or "N").upper()
    southern = band < "N" or (band == "S" and not 3_500_000 <= north <= 4_450_000)
    lat, lon = _unprojected(zone, east, north, southern=southern)
    decimals = min(len(str(found[part]).partition(".")[2]) for part in ("east", "north"))
    return Cell(lat, lon, 0.001 * 10.0**-decimals)


def mgrs(text: str) -> Cell | None:
    """Return the centre of the cell of an MGRS reference; None where the text is none.

    Raises
    ------
    ValueError
        There is no such zone or square, or the digits are not of even number.

    Examples
    --------
    >>> found = mgrs("52S CJ 00 20")
    >>> round(found.lat, 3), round(found.lon, 3), found.size_km
    (39.011, 126.696, 1.0)
    >>> mgrs("52SCJ0020") == found, mgrs("52S") is None
    (True, True)
    """
    found = _MGRS.fullmatch(text)
    if not found:
        return None
    zone, band = int(found["zone"]), found["band"].upper()
    halves = found["digits"].split() or [""]
    if len(halves) == 1:
        middle = len(halves[0]) // 2
        halves = [halves[0][:middle], halves[0][middle:]]
    if len(halves[0]) != len(halves[1]) or len(halves[0]) > 5:
        raise ValueError("an MGRS reference has as many digits for east as for north, at most five of each")
    column = _COLUMNS[(zone - 1) % 3].find(found["column"].upper())
    if column < 0:
        raise ValueError(f"zone {zone} has no square {found['column']}{found['row']}")
    size = _SQUARE / 10 ** len(halves[0])
    row = (_ROWS.index(found["row"].upper()) - (5 if zone % 2 == 0 else 0)) % 20
    east = (column + 1) * _SQUARE + (int(halves[0] or 0) + 0.5) * size
    north = row * _SQUARE + (int(halves[1] or 0) + 0.5) * size
    lowest = -80 + 8 * _BANDS.index(band)
    for turn in range(5):  # letters of rows repeat every 2,000 km
        lat, lon = _unprojected(zone, east, north + turn * 2_000_000, southern=band < "N")
        if lowest - 1 <= lat <= lowest + 9:
            return Cell(lat, lon, size / 1000)
    raise ValueError(f"zone {zone}{band} has no square {found['column']}{found['row']}")


def plus_code(text: str) -> Cell | None:
    """Return the centre of the cell of a full plus code; None where the text is none.

    Raises
    ------
    ValueError
        The code is shortened, so that it holds only near a place that is not part of it.

    Examples
    --------
    >>> found = plus_code("8QF87622+22")
    >>> round(found.lat, 4), round(found.lon, 4), round(found.size_km, 3)
    (39.2501, 126.2001, 0.014)
    >>> plus_code("7622+22")
    Traceback (most recent call last):
    ...
    ValueError: a shortened plus code holds only near a place; give the full one
    """
    found = _PLUS.fullmatch(text)
    if not found:
        if _SHORT_PLUS.fullmatch(text):
            raise ValueError("a shortened plus code holds only near a place; give the full one")
        return None
    area = found["area"].upper()
    digits = area.rstrip("0") + found["fine"].upper()
    if len(digits) < 11 and len(digits) % 2:
        raise ValueError("a plus code has pairs of digits")
    lat, lon, height, width = -90.0, -180.0, 400.0, 400.0
    for first, second in zip(digits[:10:2], digits[1:10:2], strict=True):
        height, width = height / 20, width / 20
        lat += _PLUS_DIGITS.index(first) * height
        lon += _PLUS_DIGITS.index(second) * width
    for digit in digits[10:]:
        height, width = height / 5, width / 4
        row, column = divmod(_PLUS_DIGITS.index(digit), 4)
        lat, lon = lat + row * height, lon + column * width
    if lat >= 90 or lon >= 180:
        raise ValueError("there is no such plus code")
    return Cell(lat + height / 2, lon + width / 2, max(height, width) * _DEGREE_KM)


def short_plus_code(text: str) -> tuple[str, str] | None:
    """Return a shortened plus code and the name of the place that is written after it; None where the text is no such.

    Examples
    --------
    >>> short_plus_code("7622+22 Songchon"), short_plus_code("7622+22"), short_plus_code("8QF87622+22")
    (('7622+22', 'Songchon'), None, None)
    """
    found = _SHORT_PLUS_AND_PLACE.fullmatch(text.strip())
    return (found[1].upper(), found[2].strip()) if found else None


def recovered_plus_code(code: str, *, lat: float, lon: float) -> Cell:
    """Return the cell of a shortened plus code that is nearest to a point.

    Parameters
    ----------
    code : str
        With four or six digits before its sign.
    lat, lon : float
        Degrees (WGS 84) of a place that is near.

    Examples
    --------
    >>> found = recovered_plus_code("7622+22", lat=39.3, lon=126.3)
    >>> round(found.lat, 4), round(found.lon, 4)
    (39.2501, 126.2001)
    """
    pairs = (8 - code.index("+")) // 2
    size = 20.0 ** (2 - pairs)
    start, up, right, width = "", lat + 90, lon + 180, 400.0
    for _ in range(pairs):
        width /= 20
        start += _PLUS_DIGITS[int(up // width)] + _PLUS_DIGITS[int(right // width)]
        up, right = up % width, right % width
    cell = plus_code(start + code)
    if cell is None:
        raise ValueError(f"{code!r} is not a shortened plus code")
    return Cell(
        cell.lat - size * round((cell.lat - lat) / size),
        cell.lon - size * round((cell.lon - lon) / size),
        cell.size_km,
    )


def _unprojected(zone: int, east: float, north: float, *, southern: bool) -> tuple[float, float]:
    """Latitude and longitude in degrees of a point in a UTM zone."""
    import pyproj

    if not 1 <= zone <= 60:
        raise ValueError(f"there is no UTM zone {zone}")
    lon, lat = pyproj.Proj(proj="utm", zone=zone, ellps="WGS84", south=southern)(east, north, inverse=True)
    if not (-80.5 <= lat <= 84.5 and abs(lon - (zone * 6 - 183)) <= 6):
        raise ValueError(f"{east:g} {north:g} does not lie in UTM zone {zone}")
    return float(lat), float(lon)
