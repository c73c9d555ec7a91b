"""Japanese words that refer to a place without naming it: 同郡, 同工場, 現地."""

from __future__ import annotations

from geo.languages.wording import Anaphora

__all__ = ["ANAPHORA"]

ANAPHORA: Anaphora[str] = Anaphora(
    here=r"当地(?:で|に|を)",
    here_words=("当地",),
    there=r"(?:現地|現場|同地|同所|その場|ここ)(?:で|に|を訪)",
    there_words=("現地", "現場", "同地", "同所", "その場", "ここ"),
    noun=(
        r"(?:同|この|その)(郡|市|道|区域|工場|農場|発電所|炭鉱|鉱山|病院|学校|大学|造船所|発射場|実験場|基地|空港|飛行場|施設)"
        r"(?=で|に|の|を|は|が|から|へ|、)"
    ),
    units={"郡": "adm2", "市": "adm2", "区域": "adm2", "道": "adm1"},
)
