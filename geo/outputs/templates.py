"""The pages' templates: one manner of filling them in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

__all__ = ["templates"]


@cache
def templates(folder: Path) -> Environment:
    r"""Templates of a folder: values are escaped, and a name that is not given is an error instead of nothing.

    Parameters
    ----------
    folder : Path
        Folder that holds the templates, as UTF-8.

    Returns
    -------
    jinja2.Environment
        The same object for the same folder; change an overlay of it.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     _ = Path(name, "a.html").write_text("<b>{{ words }}</b>\n")
    ...     templates(Path(name)).get_template("a.html").render(words="1 < 2")
    '<b>1 &lt; 2</b>'
    """
    return Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
