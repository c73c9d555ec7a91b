"""How the sentences of a Japanese report are connected, and which dates are those of the report."""

from __future__ import annotations

from geo.languages.wording import Reports

__all__ = ["REPORTS"]

REPORTS: Reports[str] = Reports(
    dateline_end=(
        r"(?:(?:\d{1,2}月)?\d{1,2}日)?発?[＝=\s]?[^】］)）\]。\n]{0,14}[】］)）\]]\s?"
        r"|発[^\s。、]{0,8}\s|[＝=]\S{1,8}\s"
    ),
    he=r"(?:同氏|金氏|総書記|金委員長|同総書記|元帥|正恩氏)(?:は|が|も)|この日、?総書記",
    then=r"続いて|次いで|引き続き|さらに|その後|また、|同日|この日|翌日",
    listed_days=r"と|、|、及び|および|・",
    said_before=(
        r"(?:通信|新聞|テレビ|メディア|放送|聯合ニュース|サイト|筋|機関紙|NHK|日報)(?:など)?(?:は|が|も)、?\s?$"
        r"|(?:衛星写真|衛星画像|写真|画像)(?:は|を|が|の)?[^。]{0,12}$"
    ),
    said_after=(
        r"(?:付(?:け)?(?:の|で|紙面)?|まで?に|に|、)?(?:[^。、]{0,14}(?:通信|新聞|メディア|放送|テレビ)が)?"
        r"(?:報じ|報道|伝え|発表|明らかに|公表|撮影|公開し)|付(?:の|で|け)?|(?:に)?撮影"
    ),
    first_since=r"(?!)",
    since_after=r"(?:の[^。、]{0,14})?(?:以来|以降|ぶり)",
    each=r"それぞれ|各々",
    stretch=r"と|から|、|・|〜|～|－|-|及び|および",
)
