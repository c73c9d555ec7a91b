"""How long a server wishes to be left alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["moment", "retry_after"]


def retry_after(fields: Mapping[str, str], now: float) -> float | None:
    """Seconds that a server asks to wait; None where it does not say.

    Examples
    --------
    >>> retry_after({"retry-after": "120"}, 0.0), retry_after({}, 0.0)
    (120.0, None)
    """
    value = fields.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    # HTTP writes all times in UTC, also where the zone is missing.
    return max(0.0, (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - now)


def moment(seconds: float) -> str:
    """A time in words.

    Examples
    --------
    >>> moment(1_714_600_000)
    '2024-05-01 21:46 UTC'
    """
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
