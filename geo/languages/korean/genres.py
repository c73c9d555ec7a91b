"""What tells a Korean report from a description (fields: :class:`geo.languages.discourse.Genres`)."""

from __future__ import annotations

from geo.languages.discourse import Genres

__all__ = ["GENRES"]

GENRES: Genres[str] = Genres(
    describes=(
        r"(?:되어|돼|하여|해|져|지니고|가지고|갖추고|차지하고|보유하고) ?있(?:다|으며|는데|고,)"
        r"|[이가도] (?:있다|있으며|있는데)|(?:소재|위치|분포|속)(?:한다|하며|하고|해)|(?:이다|이며)[.,]"
        r"|(?:을|를) 생산한다|라고 한다\.|것으로 (?:알려|추정)"
    ),
    reports=(
        r"보도|전했|전하였|밝혔|발표|소식통|통신|방송|신문|노동\)|중통|올해|금년|최근|어제|오늘|이날|이번|지난|현지지도|김정은|께서|□"
    ),
)
