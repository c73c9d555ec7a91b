"""The content security policy of pages without network."""

from __future__ import annotations

import base64
import hashlib

__all__ = ["policy"]


def policy(style: str, script: str = "") -> str:
    r"""Content security policy of a page: no requests, no forms, and only its own style and script.

    Parameters
    ----------
    style, script : str
        Contents of the page's only ``style`` and ``script`` elements; no script at all where ``script`` is empty.

    Returns
    -------
    str
        Value of a ``meta`` element with ``http-equiv="Content-Security-Policy"``.

    Examples
    --------
    >>> print(policy("b{}").replace("; ", "\n"))
    default-src 'none'
    style-src 'sha256-7yqHVAesot11p6HczDsgKRipvI5UPgs97z80zNXlans='
    base-uri 'none'
    form-action 'none'
    """
    parts = ["default-src 'none'", f"style-src {_hash(style)}"]
    if script:
        parts.append(f"script-src {_hash(script)}")
    return "; ".join([*parts, "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
