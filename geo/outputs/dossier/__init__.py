"""Dossiers: one page on a county, province or site, with everything reported about it and what is unknown."""

from __future__ import annotations

from geo.outputs.dossier.dossier import dossier

from .dossier import Dossier

__all__ = ["Dossier", "dossier"]
