"""An atlas: linked static pages on each province, county, site, month, person and source, with search and feeds."""

from __future__ import annotations

from .atlas import TITLE, publication, write_atlas

__all__ = ["TITLE", "publication", "write_atlas"]
