"""Japanese reports in the manner of broadcasters, agencies, Chongryon's paper and the defence ministry."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from geo.extraction.pipeline import extract
from geo.model.entities import Article


class Report(NamedTuple):
    """A text, the day of its article and the events that it reports: type, P-code and day."""

    about: str
    text: str
    day: str
    events: list[tuple[str, str | None, str | None]]


REPORTS = [
    Report(
        "a broadcaster sets the characters in brackets behind the kana",
        "北朝鮮のキム・ジョンウン（金正恩）総書記は8日、北西部ピョンアン（平安）北道のシニジュ（新義州）市を訪れ、化粧品工場を視察しました。",
        "2024-11-10",
        [("inspection", "KP0601", "2024-11-08")],
    ),
    Report(
        "an agency's dateline is no place of the event",
        "【平壌共同】北朝鮮の金正恩朝鮮労働党総書記は10月15日、南浦造船所を現地指導した。",
        "2024-10-17",
        [("inspection", "KP1102", "2024-10-15")],
    ),
    Report(
        "a county's factory after 'of'",
        "金正恩総書記が13日、平安南道成川郡の地方工業工場の建設現場を視察した。",
        "2024-07-14",
        [("inspection", "KP0717", "2024-07-13")],
    ),
    Report(
        "ground is broken for a factory in a county",
        "慈江道の城干郡で2月28日、地方工業工場の着工式が行われた。",
        "2024-03-02",
        [("groundbreaking", "KP0506", "2024-02-28")],
    ),
    Report(
        "a county is inaugurating a factory on a day of the Japanese era",
        "咸鏡南道の咸州郡で令和6年12月20日、食料工場の竣工式があった。",
        "2024-12-22",
        [("inauguration", "KP0310", "2024-12-20")],
    ),
    Report(
        "a day in the North's own count of years",
        "主体113（2024）年5月14日、両江道の甲山郡で住宅が完工した。",
        "2024-05-16",
        [("inauguration", "KP0111", "2024-05-14")],
    ),
    Report(
        "full-width figures",
        "元山葛麻海岸観光地区で２０２５年６月２４日、竣工式が盛大に行われた。",
        "2025-06-26",
        [("inauguration", "KP0401", "2025-06-24")],
    ),
    Report(
        "missiles are fired from where they start, not at the sea",
        "北朝鮮は31日朝、平壌の順安付近から日本海に向けて弾道ミサイルを発射した。",
        "2024-10-31",
        [("weapons-test", "KP1001", "2024-10-31")],
    ),
    Report(
        "the defence ministry says today",
        "北朝鮮は、本日7時10分頃、西岸の東倉里付近から、南東方向に向けて、弾道ミサイルを発射しました。",
        "2024-05-27",
        [("weapons-test", "KP0608", "2024-05-27")],
    ),
    Report(
        "the general staff of the South says what happened the same day",
        "韓国軍合同参謀本部は18日、北朝鮮が同日午前、平安南道の价川から短距離弾道ミサイル数発を発射したと発表した。",
        "2024-09-18",
        [("weapons-test", "KP0704", "2024-09-18")],
    ),
    Report(
        "a nuclear test at the known site",
        "北朝鮮は2017年9月3日、豊渓里核実験場で6回目の核実験を行った。",
        "2017-09-04",
        [("weapons-test", "KP0211", "2017-09-03")],
    ),
    Report(
        "a satellite from the launching ground",
        "北朝鮮は27日夜、西海衛星発射場から偵察衛星を打ち上げたが失敗した。",
        "2024-05-28",
        [("weapons-test", "KP0608", "2024-05-27")],
    ),
    Report(
        "an engine test yesterday",
        "朝鮮労働党機関紙、労働新聞は20日、西海衛星発射場で前日、新型エンジンの燃焼実験が行われたと伝えた。",
        "2024-03-20",
        [("weapons-test", "KP0608", "2024-03-19")],
    ),
    Report(
        "shells near the line are no weapons test",
        "北朝鮮軍は5日午前、黄海南道龍淵郡の長山岬一帯で海岸砲による射撃を行った。",
        "2024-01-05",
        [("military", "KP0918", "2024-01-05")],
    ),
    Report(
        "soldiers train in a county",
        "朝鮮人民軍の部隊が3月6日、平安北道の東林郡で訓練を実施した。",
        "2024-03-07",
        [("military", "KP0609", "2024-03-06")],
    ),
    Report(
        "a flood last month",
        "先月27日、平安北道義州郡と新義州市で洪水が発生し、住民が孤立した。",
        "2024-08-01",
        [("disaster", "KP0601", "2024-07-27"), ("disaster", "KP0620", "2024-07-27")],
    ),
    Report(
        "a typhoon on a weekday",
        "台風が月曜日に咸鏡南道の端川市を襲い、家屋が浸水した。",
        "2020-09-09",
        [("disaster", "KP0302", "2020-09-07")],
    ),
    Report(
        "an earthquake",
        "気象当局によると、15日午後、咸鏡北道吉州郡で地震が観測された。",
        "2024-02-16",
        [("disaster", "KP0211", "2024-02-15")],
    ),
    Report(
        "help arrives",
        "国連の支援物資が12日、江原道の文川市に届いた。",
        "2007-09-14",
        [("relief", "KP0402", "2007-09-12")],
    ),
    Report(
        "a county goes on building",
        "黄海北道の谷山郡では病院の建設工事が進められている。",
        "2025-04-01",
        [("construction", "KP0814", None)],
    ),
    Report(
        "output of a mine",
        "茂山鉱山では11月に入り鉄鉱石の生産が伸びている。",
        "2024-11-20",
        [("production", "KP0218", "2024-11-01")],
    ),
    Report(
        "a summit in the capital",
        "昨年6月19日に平壌で首脳会談が行われ、両首脳が条約に署名した。",
        "2025-06-01",
        [("diplomacy", "KP1001", "2024-06-19")],
    ),
    Report(
        "talks at the truce village",
        "南北の代表団は9日、板門店で会談した。",
        "2018-01-10",
        [("diplomacy", "KP0803", "2018-01-09")],
    ),
    Report(
        "a ceremony on the day of the sun",
        "太陽節の当日、恵山市で記念行事が開かれた。",
        "2024-04-16",
        [("ceremony", "KP0101", "2024-04-15")],
    ),
    Report(
        "a ship is launched at a port that is written in kana",
        "チョンジン（清津）港で5月21日、駆逐艦の進水式が行われた。",
        "2025-05-22",
        [("military", "KP0205", "2025-05-21")],
    ),
    Report(
        "the next day, at another place of the same visit",
        "金正恩総書記は4日、江界市のトラクター工場を現地指導した。翌日には満浦市の病院を視察した。",
        "2024-06-08",
        [("inspection", "KP0501", "2024-06-04"), ("inspection", "KP0502", "2024-06-05")],
    ),
    Report(
        "provinces from north to south share their ending",
        "7日、平安南北道で大雨による浸水が相次いだ。",
        "2023-08-09",
        [("disaster", "KP06", "2023-08-07"), ("disaster", "KP07", "2023-08-07")],
    ),
    Report(
        "a settlement by its form in its city",
        "8月6日、新義州市下端里で住宅の着工式が行われた。",
        "2024-08-08",
        [("groundbreaking", "KP0601", "2024-08-06")],
    ),
    Report(
        "a county named after a person",
        "両江道金正淑郡で10月3日、小学校が完工した。",
        "2024-10-05",
        [("inauguration", "KP0103", "2024-10-03")],
    ),
    Report(
        "the county is referred to in the next sentence",
        "総書記一行は博川郡に着いた。同郡では9日、紡織工場の竣工式が開かれた。",
        "2024-12-11",
        [("inauguration", "KP0613", "2024-12-09")],
    ),
    Report(
        "a former president's visit is history",
        "金正恩総書記は8日、安州ポンプ工場を視察した。1972年には金日成主席が同工場を訪れて指導した。",
        "2024-11-10",
        [("inspection", "KP0703", "2024-11-08")],
    ),
    Report(
        "'for the first time since' gives no day of the event",
        "北朝鮮は6日、2017年以来となる核実験を豊渓里で実施した。",
        "2022-05-07",
        [("weapons-test", "KP0211", "2022-05-06")],
    ),
]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.about)
def test_a_japanese_report_has_its_events(report):
    found = extract(Article("a", report.text, date=date.fromisoformat(report.day))).events
    told = sorted((e.type, e.adm2 or e.adm1, e.date and e.date.isoformat()) for e in found)
    assert told == sorted(report.events, key=lambda event: tuple(map(str, event)))


NOTHING_HAPPENED = [
    ("a plan", "来年、平安南道の成川郡で地方工業工場を着工する計画だ。"),
    ("a date ahead", "12日に南浦市で竣工式を行う予定だ。"),
    ("a possibility", "北朝鮮が豊渓里で核実験を行う可能性がある。"),
    ("a preparation", "東倉里でミサイル発射の準備が進んでいる。"),
    ("a denial", "金正恩総書記は恵山市を視察していない。"),
    ("no sign of it", "寧辺で核実験の兆候は確認されていない。"),
    ("it was put off", "元山で予定されていた式典は中止になった。"),
    ("a condition", "新義州市の病院が完工すれば、患者の負担が減る。"),
    ("a visit not paid", "金正恩総書記は恵山市を視察せずに帰った。"),
    ("what is expected", "恵山市で近く大会が開催されるとみられる。"),
    ("a commentary", "平壌で8日、外務省が談話を発表し、米韓の合同演習を非難した。"),
    ("a telegram", "金正恩総書記は9日、平壌から中国の習近平国家主席に祝電を送った。"),
]


@pytest.mark.parametrize(
    "text", [t for _, t in NOTHING_HAPPENED], ids=[about for about, _ in NOTHING_HAPPENED]
)
def test_what_has_not_happened_is_no_event(text):
    assert extract(Article("a", text, date=date(2024, 11, 10))).events == ()


HAPPENED_ALL_THE_SAME = [
    ("as planned", "8日、恵山市で訓練を予定通り実施した。", ("military", "KP0101")),
    (
        "what may be a missile",
        "8日、順安から弾道ミサイルの可能性があるものが発射された。",
        ("weapons-test", "KP1001"),
    ),
    (
        "where it may have come down",
        "8日、順安からミサイルを発射し、海に落下した可能性が高い。",
        ("weapons-test", "KP1001"),
    ),
    (
        "what is to come after",
        "8日、恵山市の学校が完工し、来月から授業を始める見通しだ。",
        ("inauguration", "KP0101"),
    ),
    (
        "a plan that was carried out",
        "8日、恵山市で計画していた着工式を行った。",
        ("groundbreaking", "KP0101"),
    ),
]


@pytest.mark.parametrize(
    ("text", "event"),
    [row[1:] for row in HAPPENED_ALL_THE_SAME],
    ids=[row[0] for row in HAPPENED_ALL_THE_SAME],
)
def test_a_plan_or_a_doubt_about_something_else_leaves_the_event(text, event):
    found = extract(Article("a", text, date=date(2024, 11, 10))).events
    assert [(e.type, e.adm2, str(e.date)) for e in found] == [(*event, "2024-11-08")]


def test_the_leader_is_among_the_actors_only_where_he_acts():
    day = date(2024, 11, 10)
    there = extract(Article("a", "金正恩総書記が8日、价川市の炭鉱を視察した。", date=day)).events
    named = extract(Article("a", "金正恩総書記の指導のもと、8日に价川市で工場が竣工した。", date=day)).events
    assert [e.leader for e in there] == [True]
    assert [e.leader for e in named] == [False]


def test_a_newspaper_s_date_is_not_the_event_s_day():
    text = "9日付の労働新聞によると、金正恩総書記は沙里院市の農場を視察した。"
    (event,) = extract(Article("a", text, date=date(2024, 11, 10))).events
    assert (event.adm2, event.date) == ("KP0801", None)
