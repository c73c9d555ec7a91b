"""Review lists: the results that are most worth checking by a person, with forms to enter corrections.

Each item gives the reason why it is listed, the sentence and its extracted reading, and the possible corrections
(:mod:`geo.linking.corrections`). The forms are a page, a CSV sheet and a TOML file. A completed form is read back as
a file of corrections.
"""

from .forms import as_csv, as_toml_form, write_review
from .items import Item, review

__all__ = ["Item", "as_csv", "as_toml_form", "review", "write_review"]
