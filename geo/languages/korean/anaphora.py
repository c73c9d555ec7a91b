"""Korean words that refer to a place without naming it."""

from __future__ import annotations

from geo.languages.wording import Anaphora

__all__ = ["ANAPHORA"]

ANAPHORA: Anaphora[str] = Anaphora(
    there=r"현지에서|여기에서|이곳에서|현장을 찾|현장에 들",
    there_words=("현지에서", "여기에서", "이곳에서", "현장"),
    noun=r"(?:이|동) ?(군|시|도|공장|농장)(?:에서|의|에|은|는|이|가)|(?<![가-힣])(발사장)(?:에서|을|에)",
    units={"군": "adm2", "시": "adm2", "도": "adm1"},
    test=r"핵 ?[실시]험|수소탄|핵폭발",
    test_site=r"핵 ?[실시]험장|풍계리|만탑산",
    site_nouns={"공장": "factory", "농장": "farm"},
)
