"""Write data/LAYERS.md, the page of layers and columns, from the schema."""

from __future__ import annotations

from pathlib import Path

from geo.outputs.formats.layers import dictionary

PAGE = Path(__file__).parents[1] / "LAYERS.md"

if __name__ == "__main__":
    PAGE.write_text(dictionary(), encoding="utf-8")
    print(f"{PAGE.name} written")
