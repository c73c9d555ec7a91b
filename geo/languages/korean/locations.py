"""Korean words around a place that show whether the event was there (:class:`geo.languages.wording.Locations`)."""

from __future__ import annotations

from geo.languages.wording import Locations

__all__ = ["LOCATIONS"]

LOCATIONS: Locations[str] = Locations(
    mountain=r"[가-힣]+산",
    apposed=r"(?:을|를) 비롯한 ",
    next=(" ", "의 ", "에 있는 ", "에 위치한 "),
    people_of=(
        r"(?:·[가-힣]+){0,4}(?:의|에 사는)? ?(?:IT )?(?:인력|연락책|브로커"
        r"|교원|연구사|로동자|노동자|로력혁신자|종업원|학생|주민들(?:이|은|까지|도)"
        r"|출신|태생|졸업생|대원|농장원|녀맹원|[가-힣]{0,4}책임비서)"
    ),
    for_example=r"[^.。]{0,20}비롯한 (?:각지|전국)",
    learnt=(
        r"의 (?:앞선 )?경험|(?: ?수준(?:으로|에|의)|처럼|못지않|보다 ?(?:더|훨씬))"
        # "in most areas except A, B and C"; "equipment that the building of C needs"
        r"|(?:(?:, ?| ?[·와과] ?)[가-힣]+){0,6}[을를] (?:제외|빼놓)"
        r"| ?(?:건설|공사|개건|복구)(?:공사)?에 (?:필요한|쓰일|드는|소요되는|보낼|보내는|리용될)"
        r"|에서 (?:올라온|내려온|온|들여온|보낸|나온|온) "
        r"|(?:의)? ?(?:한 |복수의 |익명의 )?(?:(?:현지|내부|지역|주민|간부|무역|행정|대북) ?){0,2}소식통"
    ),
    fell=r"(?:(?!에서)[^.,。]){0,24}(?:떨어|낙하|향해|향하여|타격|명중|강타|탄착|목표)",
    compared=r"고향(?:은|이|인)?\s?$",
    compared_words=("고향", "고향은", "고향이", "고향인"),
)
