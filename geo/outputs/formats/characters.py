"""Patterns of characters that formats cannot store."""

from __future__ import annotations

import re

__all__ = ["ANY_TEXT", "NO_NUL", "XML_TEXT"]

ANY_TEXT = re.compile("[\ud800-\udfff]")
"""Lone surrogates, which no encoding can store."""
NO_NUL = re.compile("[\0\ud800-\udfff]")
"""Lone surrogates and NUL, which C strings and database texts cannot store."""
XML_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters forbidden in XML 1.0."""
