"""What Korean names of sites and places consist of (fields: :class:`geo.languages.naming.Naming`)."""

from __future__ import annotations

from geo.languages.naming import Naming

__all__ = ["NAMING"]

NAMING: Naming[str] = Naming(
    stage="(?:건설장|건설현장|건설|공사장)$",
    houses="살림집|새집들이",
    regional_industry="지방공업 ?공장",
    particle="(?<=[가-힣]{2})(?:에서|으로|에게|이|가|을|를|은|는|의|에|로|과|와|도)$",
    typed="[가-힣]{2,3}(?:도|시) ([가-힣]{2,3})(?:군|시|구역)(?![가-힣]{3})",
)
