"""How the sentences of a Korean report are connected, and which dates are those of the report."""

from __future__ import annotations

from geo.languages.wording import Reports

__all__ = ["REPORTS"]

_MEDIA = (
    r"(?:노동신문|로동신문|노동|로동|조선?중앙통신|중앙통신|중통|조중통|조중TV|조중|조선중앙TV|중앙TV|중방|평방|조선중앙방송"
    r"|평양방송|민주조선|민주|조선신보|우리민족끼리|내나라|메아리|조선의 ?오늘|통일신보|외무성 홈페이지|연합)"
)
"""Media as notes abbreviate them: a date beside one of them is the day of its report."""

_WEEKDAY = r"(?:\s?\(?[월화수목금토일](?:요일)?\)?)?"
"""Between a day and the paper, in the line above an article ("주체113(2024)년 11월 20일 수요일 《로동신문》")."""

REPORTS: Reports[str] = Reports(
    dateline_end=r"발\s*\S{0,8}통신\)?[.]?\s*",
    he=r"그이께서|그는|김 위원장|김위원장",
    then=r"이어|계속하여|그이께서는 이어|다음으로",
    listed_days=r"과 |와 |일과 ",
    said_before=(
        r"(?:매체|통신|신문|소식통|당국자|관계자|방송|무역업자|합참|보도|뉴스|노스|타임스|일보|NK|TV)"
        r"(?:은|는|이|가|도)\s?(?:어제\s?\(?)?$"
    ),
    said_after=(
        rf"(?:\s?[~∼]\s?(?:\d{{1,2}}\.)?\s?\d{{1,2}}\.?)?{_WEEKDAY}\s?[,.]?\s?[《〈「『“]?{_MEDIA}|,\s?\d+면|\s?나왔|\s?(?:자|조선중앙통신이|로동신문이|노동신문이)?\s?(?:보도|발표|전했|전하|밝혔)"
        r"|(?: ?\(현지 ?시간\))?\)?\s?(?:분석|보고서|사진|영상|알려졌|전해졌|밝혀졌|파악됐)"
        r"|\s?[^.,\d]{0,16}?(?:통신|방송|신문|NK|일보|뉴스|노스|TV)(?:\([A-Z]+\))?[은는이가]\s[^.\d]{0,40}?(?:보도|전했|밝혔)"
        r"|\s?[^.,\d]{0,12}?(?:NK|RFA|VOA|방송|프레스|본지)(?:에(?!서)|과의|와의)"
        r"|\s?[^.,\d]{0,28}?(?:소식통에 (?:따르면|의하면)|와의 통화|과의 통화|전화통화|인터뷰에서)"
        r"|(?:\(\d{1,2}일\))?\)?\s?[^.\d]{0,40}?(?:촬영(?:한|된|해)|찍(?:힌|은))"
    ),
    since_after=r"\)?\s?(?:이후|이래|후(?![가-힣]))",
    day_label=r"\((?:일시|일자|날짜)(?: ?[·‧/] ?장소)?\)\s?|(?<=△)(?=\d{1,2}\.\d{1,2}(?:\.|일))",
    place_label=r"\((?:(?:(?:일시|일자|날짜) ?[·‧/] ?)?장소|일시|일자|날짜)\)\s?",
    held_after=r"에서 ?(?:진행|개최|거행)(?:됨|되었음|되였음|함)?(?=\s|$|[.,(])",
    each=r"각각",
    stretch=r"(?:\s?(?:오전|오후|새벽|아침|저녁|밤|낮))?(?:과 |와 |부터 |~|、)",
)
