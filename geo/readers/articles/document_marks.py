"""What programs write into documents that is no text of their author's, from ``document_marks.toml``."""

from __future__ import annotations

import re
import tomllib
from calendar import month_name
from datetime import date

from geo.reference.paths import reference_path

__all__ = ["HYPHENATED", "is_untitled", "writes_day"]

_MARKS = tomllib.loads(reference_path("document_marks.toml").read_text("utf-8"))
HYPHENATED: tuple[str, ...] = tuple(_MARKS["hyphenated"])
"""Type words before which the hyphen at the end of a line is part of the name."""
_UNTITLED, _UNTITLED_PDF = (re.compile("|".join(_MARKS[key]), re.IGNORECASE) for key in ("untitled", "pdf"))


def is_untitled(title: str, *, pdf: bool = False) -> bool:
    """Whether a program has set the title of a document, and not its author.

    Parameters
    ----------
    title : str
    pdf : bool
        Whether the document is a PDF, whose title many programs take from the name of the file.

    Examples
    --------
    >>> is_untitled("Document 1"), is_untitled("Report.docx"), is_untitled("Report.docx", pdf=True)
    (True, False, True)
    """
    return (_UNTITLED_PDF if pdf else _UNTITLED).fullmatch(title) is not None


def writes_day(text: str, day: date) -> bool:
    """Whether a text has a day, in one of the notations of the reference.

    Examples
    --------
    >>> [writes_day(text, date(2024, 11, 5)) for text in ("2024년 11월 5일", "5 November 2024", "5 November")]
    [True, True, False]
    """
    words = {"year": day.year, "month": day.month, "day": day.day, "name": month_name[day.month]}
    forms = "|".join(form.format(**words) for form in _MARKS["created"])
    return re.search(rf"(?<!\d)(?:{forms})(?!\d)", text) is not None
