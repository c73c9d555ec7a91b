"""One page on one county, province or site: what the articles tell of it, and what they do not."""

from __future__ import annotations

from geo.outputs.dossier.dossier import dossier

from .dossier import Dossier

__all__ = ["Dossier", "dossier"]
