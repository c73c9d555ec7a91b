"""What the country's own statements say in Korean that its side did."""

from __future__ import annotations

from geo.languages.wording import Statements

__all__ = ["STATEMENTS"]

STATEMENTS: Statements[str] = Statements(ours=r"조선민주주의인민공화국|조선로동당")
