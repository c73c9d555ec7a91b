"""Locate the reference files: in the installed package, or in the repository."""

from __future__ import annotations

from pathlib import Path

from geo.model.errors import ReferenceDataError

__all__ = ["reference_path"]

_PACKAGE = Path(__file__).parents[1]


def reference_path(name: str) -> Path:
    """Return the path of a bundled reference file.

    Parameters
    ----------
    name : str
        The file's name, such as ``"adm2.geojson"``.

    Returns
    -------
    pathlib.Path
        ``geo/reference/data/<name>`` in an installed wheel, ``<repository>/data/reference/<name>`` in a checkout of
        the repository.

    Raises
    ------
    geo.model.errors.ReferenceDataError
        The file is in neither place.

    Examples
    --------
    >>> reference_path("adm2.geojson").name
    'adm2.geojson'
    >>> reference_path("atlantis.tsv")
    Traceback (most recent call last):
    ...
    geo.model.errors.ReferenceDataError: reference file atlantis.tsv is missing; reinstall dprk-geo
    """
    for folder in (_PACKAGE / "reference" / "data", _PACKAGE.parent / "data" / "reference"):
        if (folder / name).is_file():
            return folder / name
    raise ReferenceDataError(f"reference file {name} is missing; reinstall dprk-geo")
