"""Tables of users and publishers: event records and sites in the formats that people keep them in.

CSV and its kin, Excel workbooks, JSON, GeoJSON, GeoPackage and what else GDAL reads, GeoParquet, KML. Columns are
known by a publisher's layout, by their names, or by what they hold; a cell that cannot be read is reported with
its file and row, and the row is kept without it.
"""

from __future__ import annotations

from .columns import COLUMNS, parse_columns
from .opening import read_table
from .table import Table, checked

__all__ = ["COLUMNS", "Table", "checked", "parse_columns", "read_table"]
