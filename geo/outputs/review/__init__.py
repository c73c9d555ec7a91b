"""What of a run's answers most deserves that somebody reads its sentence, and forms to say what is right.

Each item says why it is listed, shows the sentence and what the machine made of it, and offers the corrections
that would settle it (:mod:`geo.linking.corrections`). The forms are a page, a sheet and a TOML file; what is filled in
is read back as a file of corrections.
"""

from .forms import as_csv, as_toml_form, write_review
from .items import Item, review

__all__ = ["Item", "as_csv", "as_toml_form", "review", "write_review"]
