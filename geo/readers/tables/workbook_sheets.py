"""What workbooks of all kinds have in common: which sheets are read, what is said of the others, and limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from geo.model.errors import InputError, OptionError, UnreadableError

from .values import Broken, Raw, listed

__all__ = ["CELLS", "ERRORS", "WIDEST", "chosen_sheets", "too_large", "without_value"]

CELLS = 10_000_000
"""Number of cells up to which a workbook is read."""
WIDEST = 200
"""Number of columns of a merged range that are filled; wider ranges are titles."""
ERRORS = frozenset(("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))
"""What a formula gives that cannot be calculated."""
Sheet = TypeVar("Sheet")


def chosen_sheets(
    name: str,
    sheets: Sequence[tuple[str, bool, Sheet]],
    sheet: str,
    prefer: str,
    read: Callable[[Sheet], Raw | None],
) -> Iterator[Raw]:
    """Yield the sheets of a workbook: the one named ``sheet``, or the visible ones, the one named ``prefer`` first.

    Parameters
    ----------
    name : str
        Name of the file in messages.
    sheets : sequence of (str, bool, object)
        Title of each, whether it is visible, and what ``read`` is given.
    sheet, prefer : str
        Titles of sheets; empty for none.
    read : callable
        Gives the table of a sheet, or None where it is empty.

    Raises
    ------
    InputError
        No sheet has a header.
    OptionError
        No sheet has that name.
    """
    among = [(title, one) for title, visible, one in sheets if sheet or visible]
    titles = [title for title, _ in among]
    if sheet and sheet not in titles:
        raise OptionError(f"{name}: no sheet {sheet!r}; there are {listed(titles)}")
    hidden = len(sheets) - len(among)
    refused: InputError | None = None
    found = False
    for title, one in sorted(among, key=lambda pair: pair[0].casefold() != prefer):
        if sheet and title != sheet:
            continue
        try:
            raw = read(one)
        except InputError as error:  # another sheet may have the table
            refused = refused or error
            continue
        if raw is None:
            continue
        found = True
        raw.sheet = title
        others = [t for t in titles if t != title]
        if others and not sheet:
            raw.notes.append(f"other sheets: {listed(others)}; FILE#SHEET reads one of them")
        if hidden and not sheet:
            raw.notes.append(f"{hidden} hidden sheet{'s' * (hidden > 1)} not read")
        yield raw
    if refused and not found:
        raise refused


def without_value(formula: str) -> Broken:
    """A cell with a formula that was never calculated."""
    what = f"is a formula without a saved value ({formula[:40]!r}); open and save the file in a spreadsheet"
    return Broken(formula, what)


def too_large(name: str) -> UnreadableError:
    """The error of a workbook, or sheet, that has more than :data:`CELLS` cells."""
    return UnreadableError(f"{name}: more than {CELLS:,} cells; save it as CSV")
