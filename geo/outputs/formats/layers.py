"""The one schema of layers: what tables a database of results has, and what each column is.

GeoPackage, PostGIS and workbooks hold all of them with keys and descriptions; a format of one table holds one.
What a column is, is said here once: databases carry the words as comments, workbooks as their first sheet, and
``data/LAYERS.md`` is made of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from geo.model.errors import OptionError
from geo.model.event_types import EventTypes
from geo.reference.event_types import read_event_types
from geo.reference.paths import reference_path

__all__ = [
    "LAYERS",
    "Column",
    "Kind",
    "Layer",
    "Reference",
    "by_reference",
    "chosen",
    "count_column",
    "dictionary",
    "schema",
]

Kind = Literal["text", "integer", "number", "boolean", "date", "list", "object"]
"""What a column holds; a list is of texts, none of them empty, and an object is any JSON."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, whether it may be unknown (null), and what it is in words.

    A text that may be unknown is never empty, a list or an object is never null: so each format has one way to
    say that nothing is known.
    """

    name: str
    kind: Kind
    says: str
    null: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: what is in ``column`` is the key of ``layer``."""

    column: str
    layer: str


@dataclass(frozen=True, slots=True)
class Layer:
    """A table: its key, where it refers to, and its geometry in WGS 84 degrees.

    ``geometry`` is ``point``, ``area`` for polygons of units, or None. A layer with a column ``geo_precision``
    has points that can be drawn as areas where the place is known to its county or province only.
    """

    name: str
    says: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    refers: tuple[Reference, ...] = ()
    geometry: Literal["point", "area"] | None = None

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(c.name for c in self.columns)


def count_column(kind: str) -> str:
    """Name of the column that counts events of a type.

    Examples
    --------
    >>> count_column("weapons-test")
    'n_weapons_test'
    """
    return f"n_{kind.replace('-', '_')}"


def _columns(table: str) -> Iterator[Column]:
    """Columns of lines with a name, a kind, and what it is; a kind with a question mark may be null."""
    for line in filter(None, table.splitlines()):
        name, kind, says = line.split(maxsplit=2)
        known = next(k for k in get_args(Kind) if k == kind.removesuffix("?"))
        yield Column(name, known, says, null=kind.endswith("?"))


_UNITS = """
adm1 text? province, by P-code
adm2 text? county or city, by P-code
"""
_POINT = """
lat number? latitude, WGS 84 degrees; of the unit's seat where geo_precision is adm2 or adm1
lon number? longitude, WGS 84 degrees
"""
_REFERS = (Reference("adm1", "provinces"), Reference("adm2", "counties"))


def _counted(types: EventTypes) -> str:
    return (
        "n_events integer events reported there\n"
        "n_candidates integer how many of them are candidates\n"
        + "".join(f"{count_column(t)} integer how many of them are of the type {t}\n" for t in types)
        + "first_event date? day of the first dated event\n"
        "last_event date? day of the last dated event\n"
    )


def schema(types: EventTypes) -> tuple[Layer, ...]:
    """The layers with a column for each type of events, in the order in which people look for them.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> [layer.name for layer in schema(Reference.bundled().event_types)][:3]
    ['events', 'happenings', 'sites']
    """
    listed, counted = ", ".join(types), _counted(types)
    return (
        Layer("events", "What happened, each with the sentence that says so", ("event_id",), tuple(_columns(f"""
event_id text stable id, from source and sentence
type text {listed}
date date? day, or first day of the month or year that date_precision names
date_precision text? day, month, year
title text what and where, in short
site text? site as the text names it
site_id text? that site
actors list persons and bodies
leader boolean whether Kim Jong Un was there
{_UNITS}adm1_name text? name of the province
adm2_name text? name of the county or city
adm1_korean text? name of the province in Korean
adm2_korean text? name of the county or city in Korean
{_POINT}geo_precision text how precisely the place is known: site, locality, adm2, adm1, country
rule text rule that placed it
date_rule text rule that dated it
score number how sure, 0 to 1
source_id text article that says so
source_url text? its web address
source_title text? its headline
source_date date? its day of publication
publisher text? who published it
source_class text? what kind of publisher that is
attribution text? on whose word the sentence tells it
quote text the sentence that says so
quote_start integer where the sentence begins in the article's text, in characters
quote_end integer where it ends
text_sha256 text? sum of the article's text, in hexadecimal
status text found; candidate where the score is low: read it before use; reviewed or rejected by a person
records list event records tied to it
happening text? first report of the same happening, its own id where nobody told it before
repeats text? event whose words this one takes over
sources integer independent sources of its happening
corrections list what a person has changed in it
""")), (Reference("source_id", "articles"), Reference("site_id", "sites"), *_REFERS), "point"),
        Layer("happenings", "What happened, once for all reports of it", ("happening",), tuple(_columns(f"""
happening text the first report's event id
type text {listed}
date date? day, or first day of the month or year that date_precision names, of the report that dates it best
date_precision text? day, month, year
site text? site as a report names it
{_UNITS}adm1_name text? name of the province
adm2_name text? name of the county or city
{_POINT}geo_precision text of the report that places it best: site, locality, adm2, adm1, country
first_publisher text? who reported it first
first_reported date? day of that report
n_reports integer reports of it
n_sources integer independent sources among them
publishers list who reported it
source_classes list what kind of publishers they are
reports list events that are its reports
repeats list those of them that take over the words of another
conflicts list in what other reports differ that may tell of the same
""")), _REFERS, "point"),
        Layer("sites", "Factories, mines, farms, launch sites and other places of work", ("site_id",),
              tuple(_columns(f"""
site_id text stable id, from name and county
name text name
korean text? name in Korean
kind text kind of site: factory, farm, mine and so on
{_UNITS}adm1_name text? name of the province
adm2_name text? name of the county or city
{_POINT}geo_precision text site where its own coordinates are known, else adm2, adm1, country
first date? day of the first article that names it
last date? day of the last one
n_mentions integer how often articles name it
n_events integer events reported there
event_ids list those events
origin text who knows of it: articles, reference, user
rule text? rule that placed it
""")), _REFERS, "point"),
        Layer("mentions", "Names of places in the articles, with what each names", ("mention_id",), tuple(_columns(f"""
mention_id text stable id, from article, offset and kind
source_id text article
surface text the name as it stands there
start integer where it begins in the article's text, in characters
end integer where it ends
kind text adm1, adm2, locality, natural, site
role text location, dateline, name-part, metonym
country text? KP, KR
{_UNITS}place_id text? entry of the reference
site_id text? site that it names
name text? name of that entry
lat number? latitude of the place or its unit's seat, WGS 84 degrees
lon number? longitude
rule text? rule that settled it, or why it is refused
score number how sure, 0 to 1
""")), (Reference("source_id", "articles"), Reference("site_id", "sites"), *_REFERS), "point"),
        Layer("records", "Rows of the event tables given beside the articles", ("record_id",), tuple(_columns(f"""
record_id text the row's id, or one made for it
date date? day, or first day of the month or year that date_precision names
date_precision text? day, month, year
date_end date? last day, where the row gives two
type text? type: one of the events' types, or the table's own word where it is none of them
actors list persons and bodies that its columns name
title text? title
text text? description
url text? web address
{_UNITS}{_POINT}geo_precision text how precisely the place is known; also sea, none
surface text? place as the row names it
rule text? rule that placed it
matched list events tied to it
table_name text? name of the file of the table
mentions object names of places in its text
own object the row as it was
""")), _REFERS, "point"),
        Layer("links", "Ties between events and records", ("event_id", "record_id"), tuple(_columns("""
event_id text event
record_id text record
score number how strong, 0 to 1
reasons text? why
place number how well the places agree, 0 to 1
time number how well the days agree, 0 to 1
type number how well the types agree, 0 to 1
actors number how well the actors agree, 0 to 1
words number how well the words agree, 0 to 1
""")), (Reference("event_id", "events"), Reference("record_id", "records"))),
        Layer("articles", "What was read, without the texts", ("source_id",), tuple(_columns("""
source_id text the article's id
date date? day of publication
title text? headline
url text? web address
source text? publisher, as the input says
topic text? topic, as the input says
file text? name of the file it stood in
line integer? line of that file
n_mentions integer names found in it
n_events integer events found in it
own object further fields of the input
"""))),
        Layer("counties", "The 179 counties and cities, with the number of events reported in each",
              ("pcode",), tuple(_columns(f"""
pcode text P-code
adm1 text province, by P-code
adm1_name text its name
name text name in English
korean text name in Korean
type text county, city, district
lat number latitude of the seat, else of a point inside, WGS 84 degrees
lon number longitude of the same point
{counted}""")), (Reference("adm1", "provinces"),), "area"),
        Layer("provinces", "The 11 provinces and cities of their rank, with the number of events reported in each",
              ("pcode",), tuple(_columns(f"""
pcode text P-code
name text name in English
korean text name in Korean
type text province, special city, capital city
lat number latitude of the seat, else of a point inside, WGS 84 degrees
lon number longitude of the same point
{counted}""")), geometry="area"),
    )  # fmt: skip


LAYERS: tuple[Layer, ...] = schema(read_event_types(reference_path("event_types.toml")))
"""Those of the bundled types; :func:`by_reference` puts those first that others refer to."""


def chosen(names: str | Sequence[str] = (), layers: Sequence[Layer] = LAYERS) -> tuple[Layer, ...]:
    """Those of ``layers`` with a name, in their order; all where none is named. A text alone is one name.

    Raises
    ------
    OptionError
        There is no layer of a name.

    Examples
    --------
    >>> [layer.name for layer in chosen(["links", "events"])]
    ['events', 'links']
    """
    if isinstance(names, str):
        names = [names]
    known = {layer.name for layer in layers}
    if unknown := [n for n in names if n not in known]:
        raise OptionError(f"no layer {unknown[0]!r}; there are {', '.join(layer.name for layer in layers)}")
    return tuple(layer for layer in layers if not names or layer.name in names)


def by_reference(layers: Iterable[Layer], among: Sequence[Layer] = LAYERS) -> tuple[Layer, ...]:
    """Layers in an order in which each comes after those that it refers to, with those that are missing.

    Those that are missing are taken from ``among``.

    Examples
    --------
    >>> [layer.name for layer in by_reference(chosen(["events"]))]
    ['articles', 'provinces', 'counties', 'sites', 'events']
    """
    placed: dict[str, Layer] = {}

    def place(layer: Layer) -> None:
        for name in sorted({r.layer for r in layer.refers} - {layer.name}):
            place(chosen([name], among)[0])
        placed.setdefault(layer.name, layer)

    for layer in layers:
        place(layer)
    return tuple(placed.values())


def dictionary() -> str:
    """Every layer and column as a page of Markdown."""
    lines = [
        "# Layers and columns",
        "",
        "Made from `geo/outputs/formats/layers.py` by `data/build/layers.py`.",
        "",
    ]
    for layer in LAYERS:
        lines += [f"## {layer.name}", "", f"{layer.says}. Key: {', '.join(f'`{k}`' for k in layer.key)}."]
        lines += [f"Refers to: {', '.join(f'`{r.column}` to `{r.layer}`' for r in layer.refers)}."] * bool(
            layer.refers
        )
        lines += ["", "| column | holds | what it is |", "| --- | --- | --- |"]
        lines += [f"| `{c.name}` | {c.kind}{', or null' * c.null} | {c.says} |" for c in layer.columns]
        lines.append("")
    return "\n".join(lines)
