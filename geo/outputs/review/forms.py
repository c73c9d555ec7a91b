"""Review forms as a CSV sheet to fill in and as TOML to uncomment; both are read back as corrections."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from geo.linking.corrections import ACTIONS, as_toml
from geo.model.errors import OptionError
from geo.outputs.formats import write_text
from geo.outputs.provenance import made_on
from geo.reference.context import Reference
from geo.text.spreadsheet_safety import guarded

from .items import Item

__all__ = ["COLUMNS", "as_csv", "as_toml_form", "write_review"]

_FILLED = ("action", "value", "who", "when", "why")
_ABOUT = ("event", "with", "record", "name", "source", "quote")
_SHOWN = ("number", "item_type", "reasons", "sentence", "extracted", "choices", "report", "published", "link")
COLUMNS = (*_FILLED, *_SHOWN, *_ABOUT)
"""Columns of the sheet: to fill in, to read, and the keys that identify the subject of a correction."""


def as_csv(items: Iterable[Item]) -> str:
    """Items as a CSV sheet with the columns action, value, who, when and why to fill in.

    The columns to read are ``item_type`` (event, record, duplicate, refused or unknown name), ``reasons`` to check it,
    the ``sentence``, what was ``extracted`` from it, the ``choices``, and the ``report`` with its day and link.
    ``action`` is one of ``choices``; some need a ``value``. Cells that a spreadsheet would take for a formula or number
    get a leading apostrophe, which :func:`geo.linking.corrections.read_corrections` removes.
    """
    out = io.StringIO()
    out.write("\ufeff")  # without the byte order mark Excel misreads Korean
    sheet = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    sheet.writeheader()
    for number, item in enumerate(items, 1):
        shown = {
            "number": str(number), "item_type": item.kind, "reasons": "; ".join(item.reasons),
            "sentence": _line(f"{item.before} [{item.words}] {item.after}"), "extracted": item.reading,
            "choices": _choices(item),
            "report": item.source_title, "published": item.source_date, "link": item.source_url,
        }  # fmt: skip
        row = shown | {k: _line(v) for k, v in item.about.items()}
        plain = ("number", "published")
        sheet.writerow({k: v if k in plain else guarded(v, figures=True) for k, v in row.items()})
    return out.getvalue()


def as_toml_form(items: Iterable[Item]) -> str:
    """Items as TOML with one commented-out correction each, to be uncommented and completed."""
    parts = [
        "# Results to check, the most important first. To make a correction, uncomment its lines, choose the action,",
        "# fill in the rest, and pass this file to --corrections.",
    ]
    for number, item in enumerate(items, 1):
        lines = [f"{number}. {item.kind}: {'; '.join(item.reasons)}", f"{item.source_id}, {item.source_date}"]
        lines += [f"{item.before} [{item.words}] {item.after}", item.reading]
        lines += [f"action: {_choices(item)}"]
        parts.append("\n" + "\n".join(f"#   {_line(line)}" for line in lines))
        parts.append("\n".join(f"# {line}" for line in ready(item).split("\n")))
    return "\n".join(parts) + "\n"


def ready(item: Item) -> str:
    """The first possible correction of an item as TOML, without who and why."""
    action, value = item.choices[0]
    row = {k: _line(v) for k, v in item.about.items()} | {"action": action}
    rest = ['who = ""', f"when = {made_on()}", 'why = ""']
    return "\n".join([as_toml(row), *([f'value = "{value}"'] if "value" in ACTIONS[action] else []), *rest])


def _choices(item: Item) -> str:
    return "; ".join(f"{action} ({value})" if value else action for action, value in item.choices)


def _line(text: str) -> str:
    return " ".join(text.split())


def form_of(path: str | Path) -> Callable[[Sequence[Item], str, Reference], str]:
    """Function that formats a review for a file extension; it takes items, a language and a reference.

    Raises
    ------
    OptionError
        The file extension is not supported.
    """
    form = _FORMS.get(Path(path).suffix.casefold())
    if form is None:
        raise OptionError(f"{path}: a review is written as {', '.join(_FORMS)}")
    return form


def write_review(
    items: Sequence[Item],
    path: str | Path,
    *,
    language: str = "en",
    reference: Reference | None = None,
) -> None:
    """Write a review as ``.html``, ``.csv`` or ``.toml``, by the file extension.

    ``reference`` has the event types to choose from; the bundled one by default.

    Raises
    ------
    OptionError
        The file extension is not supported.
    UnreadableError
        The file cannot be written.
    """
    write_text(form_of(path)(items, language, reference or Reference.bundled()), path)


def _page(items: Sequence[Item], language: str, reference: Reference) -> str:
    from .page import as_page

    return as_page(items, language=language, reference=reference)


_FORMS: Mapping[str, Callable[[Sequence[Item], str, Reference], str]] = {
    ".html": _page,
    ".csv": lambda items, language, reference: as_csv(items),
    ".toml": lambda items, language, reference: as_toml_form(items),
}
