"""Collision detection on the sheet: reserved areas, and whether a box would overlap them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .projection import Box

__all__ = ["ReservedAreas"]


class ReservedAreas:
    """Boxes and discs that are reserved, in points of the sheet.

    Parameters
    ----------
    frame : Box
        Everything must be inside of this frame.

    Examples
    --------
    >>> from geo.outputs.figure.projection import Box
    >>> reserved = ReservedAreas(Box(0, 0, 100, 100))
    >>> reserved.take(Box(50, 50, 50, 50), radius=10)
    >>> reserved.free(Box(20, 45, 38, 55)), reserved.free(Box(20, 45, 42, 55)), reserved.free(Box(-5, 0, 5, 5))
    (True, False, False)
    """

    def __init__(self, frame: Box) -> None:
        import numpy as np

        self.frame = frame
        self._taken = np.zeros((0, 6))

    def take(self, box: Box, *, radius: float = 0.0, weight: float = 1.0) -> None:
        """Reserve a box, extended by a radius; a disc is a box of zero size with a radius."""
        import numpy as np

        self._taken = np.vstack([self._taken, [*box, radius, weight]])

    def cost(self, box: Box, *, radius: float = 0.0, gap: float = 1.0) -> float:
        """Sum of the weights of what a box would overlap; infinite if it leaves the frame."""
        frame = self.frame
        if (
            box.left - radius < frame.left + gap
            or box.bottom - radius < frame.bottom + gap
            or box.right + radius > frame.right - gap
            or box.top + radius > frame.top - gap
        ):
            return float("inf")
        return float(self._taken[self._under(box, radius + gap), 5].sum())

    def free(self, box: Box, *, radius: float = 0.0, gap: float = 1.0) -> bool:
        """Whether a box is inside the frame and overlaps nothing."""
        return self.cost(box, radius=radius, gap=gap) == 0

    def _under(self, box: Box, reach: float) -> NDArray[np.bool_]:
        import numpy as np

        taken = self._taken
        dx = np.maximum(0, np.maximum(taken[:, 0] - box.right, box.left - taken[:, 2]))
        dy = np.maximum(0, np.maximum(taken[:, 1] - box.top, box.bottom - taken[:, 3]))
        under: NDArray[np.bool_] = np.hypot(dx, dy) < taken[:, 4] + reach
        return under
