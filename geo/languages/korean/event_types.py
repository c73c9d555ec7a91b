"""Korean patterns for events and for the state of a building (fields: :class:`geo.languages.wording.Events`)."""

from __future__ import annotations

from geo.languages.wording import Events, Stages

__all__ = ["EVENTS", "STAGES"]

EVENTS: Events[str] = Events(
    official=r"총리",
    present=(
        r"모시고|께서|참석"
        r"|(?:찾은|찾아간|시찰한|방문한|둘러본|돌아본|살펴본|지도한|참관한) (?:[가-힣]+ )?김정은"
    ),
    attends=r"(?:동지)?(?:께서|[은는이가])[^.\n]{0,60}(?:참석|연설|지도|참관|관람)",
    homage=r"경의를 표|참배|화환|렬사릉|열사릉|꽃바구니",
    guest=r"회담|접견|대표단|사절|상봉|대사|특사|외무상|장관|의장|대통령|총비서|외교",
    artillery=r"포탄|해안포|총격",
    missile=r"미싸일|미사일|로켓|로케트|시험사격|위성",
    product=r"된 \S+[은는이가] ",  # "the steel produced is sent to"
    unbuilt=r" (?:시점|목표|예정|시한)|(?:식)? (?:이후|이래)|\s?단계|[을를] 앞둔",
)

STAGES: Stages[str] = Stages(
    building=r"건설장|건설현장|건설 ?중|공사장|건설되고",
    planned=r"부지|형성안|설계를|착공준비",
    completed=r"준공|완공|조업|개업",
    going_on=r"기본적으로 (?:끝|완공|결속)|다그치고|추진하고|힘있게 벌어지",
    part=r"개건|현대화공사|증축",
    builds=r"건설|공사|개건|증축|신축|짓|세워|건축",
)
