"""Colours of the static map."""

__all__ = [
    "BAND", "BORDER", "CLASSES", "COAST", "COUNTY", "HATCH", "INK", "LABELS", "LAND", "OTHER", "PAPER", "PROVINCE",
    "SEA", "SOFT",
]  # fmt: skip

INK, SOFT, PAPER = "#1c2530", "#55606d", "#ffffff"
SEA, LAND, OTHER, COAST = "#d9e5ee", "#fbfaf6", "#eceae4", "#93a3af"
COUNTY, PROVINCE, BORDER = "#c9c8bf", "#7d8284", "#5d6468"
HATCH, BAND = "#8593a5", "#d2d4d9"
LABELS = {"province": "#2f3840", "county": "#5a6269", "country": "#6b6f6e", "site": "#1c2530"}
CLASSES = ("#eaf0e4", "#d3e3cf", "#b4d2b9", "#8dbda3", "#62a48f")
"""Shading colours from few to many events, as on the interactive page."""
