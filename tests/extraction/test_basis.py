"""On what an event rests: imagery, unnamed sources, statements, state media, by language."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extraction.pipeline import extract
from geo.model.entities import Article

KCNA, YONHAP, BEYOND = "http://kcna.kp/1", "https://en.yna.co.kr/1", "https://beyondparallel.csis.org/1"


def basis_of(body: str, url: str = "", title: str = "") -> str:
    found = extract(Article("a", body, title, date(2024, 11, 20), url)).events
    assert found, body
    return found[0].basis


@pytest.mark.parametrize(
    ("body", "basis"),
    [
        ("A cement factory was inaugurated in Anju City on November 8.", "reported"),
        (
            "Commercial satellite imagery shows that a bridge was completed in Sinuiju City on May 2.",
            "imagery",
        ),
        ("Pictures taken from space show that houses in Musan County were flooded on July 30.", "imagery"),
        (
            "New satellite photos are out. A greenhouse farm was completed in Sinuiju City in October.",
            "imagery",
        ),
        (
            "Satellite photos are out. Meanwhile, a dairy farm was inaugurated in Anju City on May 2.",
            "reported",
        ),
        (
            "Floods swept away 30 houses in Musan County on July 30, a source in the county told us.",
            "unnamed source",
        ),
        ("According to two local sources, a mine collapsed in Tanchon City on May 2.", "unnamed source"),
        ("Farms drew on other water sources when floods hit Anju City on July 30.", "reported"),
        (
            "North Korea fired a ballistic missile from Sunan on Monday, the Joint Chiefs of Staff said.",
            "statement",
        ),
        ("Japan's Defense Ministry said a ballistic missile was fired from Wonsan on Monday.", "statement"),
        ("The North said on Monday that it test-fired a cruise missile off Nampho.", "statement"),
        (
            "Kim Jong Un visited a farm in Anju City on Monday, the Korean Central News Agency said.",
            "state media",
        ),
        ("State media said that a hospital was inaugurated in Kusong City on Monday.", "state media"),
    ],
)
def test_english(body: str, basis: str) -> None:
    assert basis_of(body, "https://example.org/1") == basis


@pytest.mark.parametrize(
    ("body", "basis"),
    [
        ("8일 안주시에서 시멘트공장 준공식이 열렸다.", "reported"),
        ("위성사진에 신의주시 온실농장이 완공된 모습이 포착됐다.", "imagery"),
        ("지난달 30일 무산군에서 홍수로 주택 30채가 침수됐다고 소식통이 전했다.", "unnamed source"),
        ("북한이 18일 순안에서 탄도미사일을 발사했다고 합참이 밝혔다.", "statement"),
        ("일본 방위성은 북한이 18일 원산에서 탄도미사일을 발사했다고 발표했다.", "statement"),
        ("조선중앙통신은 18일 안주시에서 공장 준공식이 열렸다고 보도했다.", "state media"),
    ],
)
def test_korean(body: str, basis: str) -> None:
    assert basis_of(body) == basis


@pytest.mark.parametrize(
    ("body", "basis"),
    [
        ("北朝鮮は18日、平壌の順安からミサイルを発射した。", "reported"),
        ("朝鮮中央通信は19日、金正恩氏が18日に新義州市の工場を視察したと報じた。", "state media"),
        ("韓国軍合同参謀本部は、北朝鮮が18日に元山からミサイルを発射したと発表した。", "statement"),
        ("18日に新義州市で洪水が起きたと、現地の消息筋が語った。", "unnamed source"),
        ("衛星写真によると、新義州市で18日に工場が竣工した。", "imagery"),
        ("据朝中社报道，金正恩18日视察了新义州市的工厂。", "state media"),
        ("韩国联合参谋本部表示，朝鲜18日从元山发射了弹道导弹。", "statement"),
        ("消息人士透露，新义州市18日发生洪水。", "unnamed source"),
        ("卫星图像显示，新义州市的工厂18日竣工。", "imagery"),
    ],
)
def test_japanese_and_chinese(body: str, basis: str) -> None:
    assert basis_of(body) == basis


def test_what_state_media_publish_rests_on_state_media() -> None:
    body = "Kim Jong Un looked at satellite photos and inspected a pump factory in Anju City on November 8."
    assert basis_of(body, KCNA) == "state media"
    assert (
        basis_of("Pyongyang, November 9 (KCNA) -- A mill was inaugurated in Anju City on November 8.")
        == "state media"
    )


def test_pictures_that_the_norths_own_satellite_took_are_no_basis() -> None:
    body = "The North launched a rocket from Sohae on Monday. Its spy satellite took satellite photos of Anju City."
    assert basis_of(body, YONHAP) != "imagery"


def test_the_sentence_around_an_event_names_its_source() -> None:
    body = "A ballistic missile was fired from Sunan on Monday. The Joint Chiefs of Staff said that it flew 500 km."
    assert basis_of(body, YONHAP) == "statement"


def test_an_official_statement_is_the_basis_of_the_deeds_in_it() -> None:
    body = "The DPRK made its stand clear. We scattered rubbish with 200 balloons on the night of June 8."
    text = f"Pyongyang, June 10 (KCNA) -- {body}"
    (event,) = extract(Article("s", text, "Press Statement", date(2024, 6, 10), KCNA)).events
    assert event.basis == "statement"


def test_the_items_of_a_note_rest_on_what_its_heading_cites() -> None:
    note = "□ 지방공업공장 준공식 진행(2.4. 노동·중통)\n △강원도 고산군(1.29.)\n △함경북도 어랑군 공장 준공(1.31.)"
    found = extract(Article("n", note, "", date(2024, 2, 5), "https://www.unikorea.go.kr/1")).events
    assert [event.basis for event in found] == ["state media", "state media"]
