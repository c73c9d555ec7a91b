"""What Chinese names of sites consist of (fields: :class:`geo.languages.naming.Naming`)."""

from __future__ import annotations

from geo.languages.naming import Naming

__all__ = ["NAMING"]

NAMING: Naming[str] = Naming(houses="住宅", regional_industry="地方工业工厂|地方工業工廠")
