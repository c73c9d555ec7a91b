"""Texts on a figure in English and Korean, with the same terms as on the page."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["COUNTRIES", "WORDS"]

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "North Korea: reported events",
        "summary": "{events} from {articles}",
        "summary_days": "{events} from {articles} of {first} to {last}",
        "summary_day": "{events} from {articles} of {first}",
        "event": "1 reported event", "events": "{n:,} reported events",
        "article": "1 article", "articles": "{n:,} articles",
        "types": "Events drawn, by type", "more_types": "{n:,} more types",
        "precision": "How precisely known", "shade": "Events per county",
        "one": "One event at a known point",
        "many": "Several at or near one place: their number, ring of their types, sign of the most frequent",
        "mixed": "Dashed rim: some known by area only",
        "county": "Known only to the county, which is hatched",
        "province": "Known only to the province, which has a band",
        "candidate": "Candidate, scored below {below}: hollow, or “?” after the number. To be read first",
        "nowhere": "Without a resolved place, not drawn: {n:,}.",
        "outside": "Beyond the map, not drawn: {n:,}.",
        "once": "Each happening once: {n:,} further reports of the same not counted.",
        "rejected": "Rejected on review, not drawn: {n:,}.",
        "candidates": "Candidates among those drawn: {n:,}.",
        "caution": "Events as reported, not confirmed ones. Symbols of areas mark no spot.",
        "sources": "Sources: {hosts}.", "more": "{n} more", "unnamed": "without a web address",
        "inputs": "Read from {names}.",
        "made": "Made on {day} with dprk-geo {version}.",
        "ours": "OCHA and geoBoundaries (CC BY 3.0 IGO), coarse, often by some kilometres",
        "licences": "Boundaries: {boundaries}. Names: OCHA (CC BY 3.0 IGO), GeoNames (CC BY 4.0). "
        "Coast and neighbours: Natural Earth.",
        "plane": "Lambert conformal conic, {south}° and {north}° N, WGS 84.",
        "ratio": "1 : {n:,} on {paper}", "km": "{n} km", "north": "N",
        "no_korean": "no Korean font on this machine, so names are in English",
        "empty": "No event to draw",
    },
    "ko": {
        "title": "북한: 보도된 사건",
        "summary": "{articles}에서 찾은 {events}",
        "summary_days": "{first}부터 {last}까지의 {articles}에서 찾은 {events}",
        "summary_day": "{first}의 {articles}에서 찾은 {events}",
        "event": "보도된 사건 1건", "events": "보도된 사건 {n:,}건",
        "article": "기사 1건", "articles": "기사 {n:,}건",
        "types": "유형별 표시 사건 수", "more_types": "그 밖의 유형 {n:,}가지",
        "precision": "위치 정밀도", "shade": "시·군별 사건 수",
        "one": "위치가 알려진 사건",
        "many": "한곳이나 가까운 곳의 여러 사건: 건수, 고리는 유형 비율, 기호는 가장 많은 유형",
        "mixed": "점선 테두리: 일부는 지역만 알려짐",
        "county": "시·군까지만 알려짐(빗금)",
        "province": "도까지만 알려짐(띠)",
        "candidate": "후보(점수 {below} 미만): 빈 기호, 또는 건수 뒤 “?”. 먼저 읽고 확인해야 함",
        "nowhere": "위치를 정할 수 없어 표시하지 않은 사건: {n:,}건.",
        "outside": "지도 밖이라 표시하지 않은 사건: {n:,}건.",
        "once": "같은 사건은 한 번만: 같은 일을 다룬 다른 보도 {n:,}건은 세지 않음.",
        "rejected": "검토에서 기각되어 표시하지 않은 사건: {n:,}건.",
        "candidates": "표시된 사건 가운데 후보: {n:,}건.",
        "caution": "보도된 사건이며 확인된 사실이 아닙니다. 지역 기호는 지점을 뜻하지 않습니다.",
        "sources": "출처: {hosts}.", "more": "그 밖의 {n}곳", "unnamed": "웹 주소 없음",
        "inputs": "자료: {names}.",
        "made": "{day} 제작, dprk-geo {version}.",
        "ours": "OCHA·geoBoundaries(CC BY 3.0 IGO), 몇 킬로미터씩 어긋나는 곳이 많음",
        "licences": "경계: {boundaries}. 지명: OCHA(CC BY 3.0 IGO)·GeoNames(CC BY 4.0). 해안과 주변국: Natural Earth.",
        "plane": "람베르트 정각원추도법, 북위 {south}°·{north}°, WGS 84.",
        "ratio": "1 : {n:,} ({paper})", "km": "{n} km", "north": "북",
        "no_korean": "",
        "empty": "표시할 사건이 없습니다",
    },
}  # fmt: skip

# Names of neighbouring countries with candidate positions; the first free one is used. Seas are not labelled, since
# their names are disputed.
COUNTRIES: tuple[tuple[str, str, tuple[tuple[float, float], ...]], ...] = (
    ("CHINA", "중국", ((125.4, 41.6), (127.2, 42.4), (125.0, 41.2), (128.6, 42.6))),
    ("RUSSIA", "러시아", ((130.9, 42.95), (131.0, 43.2))),
    ("SOUTH KOREA", "대한민국", ((127.8, 37.5), (127.4, 37.3), (128.2, 37.7), (127.9, 37.1))),
)
