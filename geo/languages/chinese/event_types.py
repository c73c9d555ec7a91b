"""Chinese patterns for events and for the state of a building (fields: :class:`geo.languages.wording.Events`)."""

from __future__ import annotations

from geo.languages.wording import Events, Stages

__all__ = ["EVENTS", "STAGES"]

EVENTS: Events[str] = Events(
    official=r"总理",
    missile=r"导弹",
)

STAGES: Stages[str] = Stages(
    building=r"建设工地",
    completed=r"竣工",
    builds=r"建",
)
