"""Words which say how far a building is: planned, going on, done, or works at what stands already."""

from __future__ import annotations

import re

__all__ = ["BUILDING", "BUILDS", "COMPLETED", "DONE", "GOING_ON", "PART", "PLANNED"]

BUILDING = re.compile(
    r"\bunder (?:re)?construction\b|\bbeing (?:re)?built\b|\b(?:building|construction) sites?\b"
    r"|\bsites? of (?:the )?(?:re)?construction\b|건설장|건설현장|건설 ?중|공사장|건설되고|建设工地",
    re.IGNORECASE,
)
"""Words which say that a site is still being built."""

PLANNED = re.compile(
    r"\b(?:chosen|planned|proposed|selected|future) sites?\b|\bto be (?:newly )?built\b"
    r"|\b(?:design|layout)s? (?:of|for)\b"
    r"|\bpreparations? for (?:the )?construction\b|\bbird's[- ]eye view|부지|형성안|설계를|착공준비",
    re.IGNORECASE,
)
"""Words which say that the building has not begun."""

COMPLETED = re.compile(
    r"\binaugurat|\bcompletion ceremon|\b(?:was|were|been|successfully) completed\b(?! in the main)"
    r"|\b(?:newly|was|were|been) built\b"
    r"|\bopened\b|\bopening\b|\boperation\b|준공|완공|조업|개업|竣工",
    re.IGNORECASE,
)
"""Words which say that something is done."""

GOING_ON = re.compile(
    r"\bpush\w* (?:ahead|forward)\b|\baccelerat|\bprogress|\bunder ?way\b|\bnear\w* completion\b"
    r"|\b(?:mainly|basically|almost|nearly) completed\b|\bcompleted in the main\b|기본적으로 (?:끝|완공|결속)"
    r"|\bfinal stage\b|\bsteps? up\b|\bstepping up\b|\bspeed\w* up\b|다그치고|추진하고|힘있게 벌어지",
    re.IGNORECASE,
)
"""Words which say that it goes on."""

PART = re.compile(
    r"\bprojects? (?:for|of|to|at)\b|\bremodel|\brenovat|\bupdat|\bexpan[ds]|\bmoderni[sz]|개건|현대화공사|증축",
    re.IGNORECASE,
)
"""Words for works at a site that stands already."""

DONE = re.compile(r"(?<!being )\b(?:remodell?ed|renovated|rebuilt|updated|moderni[sz]ed)\b", re.IGNORECASE)
"""Words which say that such works are over."""

BUILDS = re.compile(
    r"\b(?:re)?construct|\bbuil(?:d|t)(?! up\b)|\bprojects?\b|\bremodel|\brenovat|\berect|\broof|\bfoundation"
    r"|\bframework|\blayout|\bdesign|\bexpan[ds]|\btak\w+ shape|건설|공사|개건|증축|신축|짓|세워|건축|建",
    re.IGNORECASE,
)
"""Words of building of any kind."""
