"""Styles and projects for QGIS, and SLD for other programs, drawn with the symbols of the page."""
