"""How the sentences of a Chinese report are connected, and which dates are those of the report."""

from __future__ import annotations

from geo.languages.wording import Reports

__all__ = ["REPORTS"]

REPORTS: Reports[str] = Reports(
    dateline_end=r"发?[电電]\s*",
    he=r"他",
    said_before=r"(?:据[^，,]{2,10}|新闻》)$",
    said_after=r"\s?(?:星期.|周.)?\s?《(?:劳动新闻|勞動新聞|民主朝鲜|民主朝鮮)》",
    each=r"分别",
    stretch=r"、|和|至|~",
)
