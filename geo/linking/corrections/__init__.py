"""Corrections: files in which people overrule the program's results; they are applied on every run.

Each correction says what it is about, who made it, when and why. The files are made for version control: their order
does not matter, the latest correction of a thing counts, and those that no longer match anything are reported.
"""

from .correction import ACTIONS, Correction, Spot, correction_of
from .files import FIELDS, as_toml, read_corrections
from .ledger import Ledger, Outcome

__all__ = [
    "ACTIONS", "FIELDS", "Correction", "Ledger", "Outcome", "Spot", "as_toml", "correction_of", "read_corrections",
]  # fmt: skip
