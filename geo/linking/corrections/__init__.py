"""Corrections: a small file beside the data in which people overrule the machine, applied on every run.

Each says what it is about, who says so, when and why. The file is made for version control: its order does not
matter, the latest word on a thing counts, and what no longer matches anything is reported.
"""

from .correction import ACTIONS, Correction, Spot, correction_of
from .files import FIELDS, as_toml, read_corrections
from .ledger import Ledger, Outcome

__all__ = [
    "ACTIONS", "FIELDS", "Correction", "Ledger", "Outcome", "Spot", "as_toml", "correction_of", "read_corrections",
]  # fmt: skip
