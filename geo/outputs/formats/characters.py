"""Characters that kinds of formats cannot hold."""

from __future__ import annotations

import re

__all__ = ["ANY_TEXT", "NO_NUL", "XML_TEXT"]

ANY_TEXT = re.compile("[\ud800-\udfff]")
"""What no encoding can hold: halves of surrogate pairs."""
NO_NUL = re.compile("[\0\ud800-\udfff]")
"""What a C string or a database's text cannot hold."""
XML_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML 1.0 forbids."""
