"""Where the bundled reference files are."""

from __future__ import annotations

from pathlib import Path

from .errors import ReferenceDataError

__all__ = ["reference_path"]


def reference_path(name: str) -> Path:
    """Path of a bundled reference file."""
    package = Path(__file__).parent
    for folder in (package / "reference", package.parent / "data" / "reference"):
        if (folder / name).is_file():
            return folder / name
    raise ReferenceDataError(f"reference file {name} is missing; reinstall dprk-geo")
