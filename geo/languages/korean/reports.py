"""How the sentences of a Korean report are connected, and which dates are those of the report."""

from __future__ import annotations

from geo.languages.wording import Reports

__all__ = ["REPORTS"]

REPORTS: Reports[str] = Reports(
    dateline_end=r"발\s*\S{0,8}통신\)?[.]?\s*",
    he=r"그이께서|그는|김 위원장|김위원장",
    then=r"이어|계속하여|그이께서는 이어|다음으로",
    listed_days=r"과 |와 |일과 ",
    said_before=(
        r"(?:매체|통신|신문|소식통|당국자|관계자|방송|무역업자|합참|보도)(?:은|는|이|가)\s?(?:지난\s?"
        r"|어제\s?\(?)?$"
    ),
    said_after=(r"\s?나왔|\s?(?:자|조선중앙통신이|로동신문이|노동신문이)?\s?(?:보도|발표|전했|전하|밝혔)"),
    each=r"각각",
    stretch=r"과 |와 |부터 |~|、",
)
