"""What tests of several folders share: the project's folders, files made for them, readers that are not ours."""

from pathlib import Path

from geo.reference.context import Reference

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
SAMPLES = ROOT / "data" / "samples"
SHARED = ROOT.parent / "shared"

REFERENCE = Reference.bundled()
GAZETTEER, BOUNDARIES = REFERENCE.gazetteer, REFERENCE.boundaries
