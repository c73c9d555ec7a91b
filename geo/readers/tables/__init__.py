"""Read tables of event records, sites and publishers.

Formats: CSV and other delimited text, Excel workbooks, JSON, GeoJSON, GeoPackage and other formats of GDAL,
GeoParquet, KML. Columns are recognised by a publisher's layout, by their names, or by their content. A cell that
cannot be read is reported with its file and row; the row is kept without it.
"""

from __future__ import annotations

from .columns import COLUMNS, parse_columns
from .opening import read_table
from .table import Table, far_from

__all__ = ["COLUMNS", "Table", "far_from", "parse_columns", "read_table"]
