"""Where the reference files are: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

from .errors import ReferenceDataError

__all__ = ["reference_path"]


def reference_path(name: str) -> Path:
    """Path of a bundled reference file.

    Parameters
    ----------
    name : str
        The file's name, such as ``"adm2.geojson"``.

    Returns
    -------
    pathlib.Path
        ``<package>/reference/<name>`` in an installed wheel, ``<repository>/data/reference/<name>`` in a
        checkout.

    Raises
    ------
    geo.errors.ReferenceDataError
        When neither place has the file.

    Examples
    --------
    >>> reference_path("adm2.geojson").name
    'adm2.geojson'
    >>> reference_path("atlantis.tsv")
    Traceback (most recent call last):
    ...
    geo.errors.ReferenceDataError: reference file atlantis.tsv is missing; reinstall dprk-geo
    """
    package = Path(__file__).parent
    for folder in (package / "reference", package.parent / "data" / "reference"):
        if (folder / name).is_file():
            return folder / name
    raise ReferenceDataError(f"reference file {name} is missing; reinstall dprk-geo")
