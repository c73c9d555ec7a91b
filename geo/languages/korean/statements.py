"""Korean wording of official statements about what the country has done itself."""

from __future__ import annotations

from geo.languages.wording import Statements

__all__ = ["STATEMENTS"]

STATEMENTS: Statements[str] = Statements(ours=r"조선민주주의인민공화국|조선로동당")
