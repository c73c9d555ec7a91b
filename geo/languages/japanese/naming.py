"""What Japanese names of sites consist of (fields: :class:`geo.languages.naming.Naming`)."""

from __future__ import annotations

from geo.languages.naming import Naming

__all__ = ["NAMING"]

NAMING: Naming[str] = Naming(stage="(?:建設現場|建設)$", houses="住宅", regional_industry="地方工業工場")
