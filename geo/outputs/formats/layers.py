"""Schema of the layers: the tables of exported results, with their columns, keys and descriptions.

GeoPackage, PostGIS and Excel workbooks store all layers; formats with one table store one of them. Descriptions of
columns are defined only here. They become comments in databases, the first sheet of workbooks, and
``data/LAYERS.md``.
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
"""Type of a column; a list contains non-empty texts, and an object is any JSON value."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, type, description, and whether it may be null.

    Each kind of column has one form for a missing value: a nullable text is null and never empty, a list or object
    is empty and never null.
    """

    name: str
    kind: Kind
    description: str
    null: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: ``column`` contains keys of ``layer``."""

    column: str
    layer: str


@dataclass(frozen=True, slots=True)
class Layer:
    """A table with its primary key, foreign keys (``refers``) and geometry in WGS 84 degrees.

    ``geometry`` is ``point``, ``area`` for polygons of units, or None. In a layer with the column
    ``geo_precision``, rows located only to a county or province can have its polygon instead of a point.
    """

    name: str
    description: str
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
    """Name of the column with the number of events of a type.

    Examples
    --------
    >>> count_column("weapons-test")
    'n_weapons_test'
    """
    return f"n_{kind.replace('-', '_')}"


def _columns(table: str) -> Iterator[Column]:
    """Parse columns from lines of name, kind and description; a question mark after the kind means nullable."""
    for line in filter(None, table.splitlines()):
        name, kind, description = line.split(maxsplit=2)
        known = next(k for k in get_args(Kind) if k == kind.removesuffix("?"))
        yield Column(name, known, description, null=kind.endswith("?"))


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


# Columns of the layers: name, kind and description. {listed} are the types of events, {counted} the columns that count
# them.
_EVENTS = f"""
event_id text stable id, from source and sentence
type text {{listed}}
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
source_class text? kind of publisher
attribution text? source that the sentence itself cites
basis text on what it rests: reported, state media, imagery, unnamed source, statement
quote text the sentence that says so
quote_start integer where the sentence begins in the article's text, in characters
quote_end integer where it ends
text_sha256 text? SHA-256 checksum of the article's text, in hexadecimal
status text found; candidate where the score is low: read it before use; reviewed or rejected by a person
records list event records linked to it
happening text? first report of the same happening; the event's own id if it is the first
repeats text? earlier event whose wording this one repeats
sources integer independent sources of its happening
corrections list corrections made to it by people
"""
_HAPPENINGS = f"""
happening text the first report's event id
type text {{listed}}
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
repeats list those of them that repeat the wording of another
conflicts list differences from other reports that may describe the same happening
"""
_SITES = f"""
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
origin text where the site is known from: articles, reference, user
rule text? rule that placed it
"""
_MENTIONS = f"""
mention_id text stable id, from article, offset and kind
source_id text article
surface text the name as written there
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
rule text? rule that resolved it, or why it is refused
score number how sure, 0 to 1
"""
_RECORDS = f"""
record_id text the row's id, or one made for it
date date? day, or first day of the month or year that date_precision names
date_precision text? day, month, year
date_end date? last day, if the row gives two
date_of_report boolean whether the table dates events by the day of their report
type text? event type, or the table's own term if it matches none
actors list persons and bodies that its columns name
title text? title
text text? description
url text? web address
{_UNITS}{_POINT}geo_precision text how precisely the place is known; also sea, none
surface text? place as the row names it
rule text? rule that placed it
matched list events linked to it
table_name text? name of the file of the table
mentions object names of places in its text
own object the original row
"""
_LINKS = """
event_id text event
record_id text record
score number how strong, 0 to 1
reasons text? why
place number how well the places agree, 0 to 1
time number how well the days agree, 0 to 1
type number how well the types agree, 0 to 1
actors number how well the actors agree, 0 to 1
words number how well the words agree, 0 to 1
"""
_ARTICLES = """
source_id text the article's id
date date? day of publication
title text? headline
url text? web address
source text? publisher, as the input says
topic text? topic, as the input says
file text? name of the file that contains it
line integer? line of that file
n_mentions integer names found in it
n_events integer events found in it
own object further fields of the input
"""
_COUNTIES = """
pcode text P-code
adm1 text province, by P-code
adm1_name text its name
name text name in English
korean text name in Korean
type text county, city, district
lat number latitude of the seat, else of a point inside, WGS 84 degrees
lon number longitude of the same point
{counted}"""
_PROVINCES = """
pcode text P-code
name text name in English
korean text name in Korean
type text province, special city, capital city
lat number latitude of the seat, else of a point inside, WGS 84 degrees
lon number longitude of the same point
{counted}"""


def schema(types: EventTypes) -> tuple[Layer, ...]:
    """The layers for a set of event types, the most used first.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> [layer.name for layer in schema(Reference.bundled().event_types)][:3]
    ['events', 'happenings', 'sites']
    """
    given = {"listed": ", ".join(types), "counted": _counted(types)}

    def columns(table: str) -> tuple[Column, ...]:
        return tuple(_columns(table.format(**given)))

    article, site = Reference("source_id", "articles"), Reference("site_id", "sites")
    found_in, linked = (
        (article, site, *_REFERS),
        (Reference("event_id", "events"), Reference("record_id", "records")),
    )
    return (
        Layer("events", "What happened, each with the sentence that says so",
              ("event_id",), columns(_EVENTS), found_in, "point"),
        Layer("happenings", "Occurrences that one or several reports describe",
              ("happening",), columns(_HAPPENINGS), _REFERS, "point"),
        Layer("sites", "Factories, mines, farms, launch sites and other places of work",
              ("site_id",), columns(_SITES), _REFERS, "point"),
        Layer("mentions", "Place names in the articles, with what each refers to",
              ("mention_id",), columns(_MENTIONS), found_in, "point"),
        Layer("records", "Rows of the event tables given beside the articles",
              ("record_id",), columns(_RECORDS), _REFERS, "point"),
        Layer("links", "Links between events and records", ("event_id", "record_id"), columns(_LINKS), linked),
        Layer("articles", "What was read, without the texts", ("source_id",), columns(_ARTICLES)),
        Layer("counties", "The 179 counties and cities, with the number of events reported in each",
              ("pcode",), columns(_COUNTIES), (Reference("adm1", "provinces"),), "area"),
        Layer("provinces", "The 11 provinces and cities of their rank, with the number of events reported in each",
              ("pcode",), columns(_PROVINCES), geometry="area"),
    )  # fmt: skip


LAYERS: tuple[Layer, ...] = schema(read_event_types(reference_path("event_types.toml")))
"""The layers for the bundled event types; :func:`by_reference` sorts them by their foreign keys."""


def chosen(names: str | Sequence[str] = (), layers: Sequence[Layer] = LAYERS) -> tuple[Layer, ...]:
    """Select layers by name, in the order of ``layers``; all if no name is given.

    ``names`` is one name or a sequence of names.

    Raises
    ------
    OptionError
        No layer has one of the names.

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
    """Sort layers so that each comes after the layers that its foreign keys refer to.

    Referenced layers that are missing are added from ``among``.

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
    """Description of all layers and columns as Markdown."""
    lines = [
        "# Layers and columns",
        "",
        "Made from `geo/outputs/formats/layers.py` by `data/build/layers.py`.",
        "",
    ]
    for layer in LAYERS:
        lines += [
            f"## {layer.name}",
            "",
            f"{layer.description}. Key: {', '.join(f'`{k}`' for k in layer.key)}.",
        ]
        lines += [f"Refers to: {', '.join(f'`{r.column}` to `{r.layer}`' for r in layer.refers)}."] * bool(
            layer.refers
        )
        lines += ["", "| column | holds | what it is |", "| --- | --- | --- |"]
        lines += [f"| `{c.name}` | {c.kind}{', or null' * c.null} | {c.description} |" for c in layer.columns]
        lines.append("")
    return "\n".join(lines)
