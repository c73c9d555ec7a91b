"""Japanese words around a place that show whether the event was there."""

from __future__ import annotations

from geo.languages.wording import Locations

__all__ = ["LOCATIONS"]

LOCATIONS: Locations[str] = Locations(
    mountain=r".+山",
    apposed=r"の|・|、|から|をはじめとする",
    next=("の", "・", "、", "にある", "に位置する", "郊外の", "近郊の", "付近の"),
    and_more=r"と|や|、(?!その)",
    listed=r"・|、|や|と|および|及び",
    people_of=(
        r"(?:の|に住む|出身の)?(?:住民たち?(?:が|は|ら)|教員|研究者|労働者|従業員|学生|卒業生|選手|代表団|訪問団|農場員"
        r"|責任書記|消息筋|情報筋|関係者)"
    ),
    for_example=r"をはじめ(?:とする|、)?(?:各地|全国|全土)",
    learnt=r"から(?:来た|訪れた|到着した|派遣された|届いた|運ばれた|送られた|帰国)|(?:産|出身)の",
    fell=(
        r"(?:の(?:東|西|南|北)?側)?(?:に|へ)?(?:向けて|向かって|向け(?=、|発)|向かい)|(?:の)?方向|方面"
        r"|(?:沖|の?海上|近海)?(?:に|へ)(?:落下|着弾|着水)|上空を(?:通過|飛び越え)"
    ),
)
