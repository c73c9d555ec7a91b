"""How Korean sentences divide into clauses (fields: :class:`geo.languages.discourse.Clauses`)."""

from __future__ import annotations

from geo.languages.discourse import Clauses

__all__ = ["CLAUSES"]

# Verb stems and endings before 고 ("and"): a bare 고 also ends nouns (창고, 사고, 최고).
_STEM = "(?:" + "|".join("하되시았었였했됐렸졌쳤겼났있없지르리치키우이히오가서나드으들짓놓붙벌열풀펴늘") + ")"

CLAUSES: Clauses[str] = Clauses(
    boundary=(
        rf"(?<=[가-힣])(?:(?<={_STEM})고(?:있으며|있고|,)?|(?:으)?며|지만|[는은ㄴ]데|(?<=[았었였했됐])으나|(?<=[하되])나"
        r"|(?<=[한된온간친킨린인])데 ?이어)(?=[\s,])[\s,]*|;\s*"
    ),
    called=(
        r"(?:야 ?(?:하겠습니다|합니다|한다|할것이다|할 것이다|할것|할 것|하겠다|함|한다고 강조)"
        r"|시다(?<=[ㅂ읍합립깁킵갑봅우]시다)|자(?:(?<=[하가오이키리치우지내보세르놓살]자)|(?<=받들자))"
        r"|하라|할 때이다|(?:촉구|주문|독려|강조|당부|호소|역설))[\s.!?”\"’'」』)]*"
    ),
)
