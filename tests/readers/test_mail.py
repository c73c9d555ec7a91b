"""Mails, mailboxes and pages saved as one file."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from geo.model.errors import GeoError
from geo.readers.articles.reader import read_articles
from geo.readers.articles.replies import own_text

WRITTEN = Path(__file__).parent / "sources"


def read(path):
    problems: list[GeoError] = []
    notes: list[str] = []
    return list(read_articles(path, report=problems.append, note=notes.append)), problems, notes


def mail(**fields):
    one = EmailMessage()
    one["From"] = "A. Reader <a@example.org>"
    for name, value in fields.items():
        one[name.replace("_", "-")] = value
    return one


def saved(folder, message, name="a.eml"):
    (folder / name).write_bytes(message.as_bytes())
    return folder / name


def test_a_mailbox_gives_each_mail_without_quoted_replies_and_signatures():
    articles, problems, notes = read(WRITTEN / "mailbox.mbox")
    first = articles[0]
    assert first.text == "Kim inspected a mill in Haeju City.\n\nFrom the hill one sees it."
    assert (first.id, first.title, first.source) == ("1@e.org", "성천군 소식", "A. Reader")
    assert first.date == date(2024, 11, 21)  # 22:00 UTC of the 20th
    assert not problems
    assert "2 mails without their quoted replies" in notes
    assert "1 mails without their signatures" in notes


def test_the_html_part_is_read_where_the_plain_one_only_points_to_it():
    second = read(WRITTEN / "mailbox.mbox")[0][1]
    assert second.text.startswith("A mill opened in Haeju City on Tuesday")
    assert "Wonsan" not in second.text
    assert second.extra["read_from"] == "text/html"


def test_attachments_of_known_formats_are_articles_and_others_are_counted():
    articles, _, notes = read(WRITTEN / "mailbox.mbox")
    assert [a.text for a in articles[2:]] == ["Kim visited Sinuiju.", "Inner words of Kanggye."]
    assert notes[0].endswith("mailbox.mbox: 1 file passed over (1 .png)")


def test_a_korean_mail_in_the_encoding_of_its_time_is_read(tmp_path):
    head = "From: x@example.org\nDate: Wed, 20 Nov 2024 23:10:00 KST\n"
    kind = "Content-Type: text/plain; charset=ks_c_5601-1987\n"
    (tmp_path / "a.eml").write_bytes(f"{head}{kind}\n성천군에 갔다.\n".encode("cp949"))
    ((article,), problems, _) = read(tmp_path)
    assert (article.text, article.date, problems) == ("성천군에 갔다.", date(2024, 11, 20), [])


def test_bytes_that_are_not_in_the_encoding_are_told(tmp_path):
    head = (
        b"From: x@example.org\nDate: 20 Nov 2024 10:00:00 +0900\nContent-Type: text/plain; charset=utf-8\n\n"
    )
    (tmp_path / "a.eml").write_bytes(head + b"Haeju \xff\xfe\x81")
    ((article,), (problem,), _) = read(tmp_path)
    assert article.text.startswith("Haeju")
    assert "a.eml, the mail: not all of it is in its encoding" in str(problem)


def test_lines_that_the_format_flowed_broke_are_joined(tmp_path):
    raw = (
        b"From: x@example.org\nDate: 20 Nov 2024 10:00:00 +0900\nContent-Type: text/plain; format=flowed\n\n"
    )
    (tmp_path / "a.eml").write_bytes(raw + b"It opened \nin Haeju.\nToday.\n")
    ((article,), _, _) = read(tmp_path)
    assert article.text == "It opened in Haeju.\nToday."


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (
            "새 소식이다.\n\n2024년 11월 20일 (수) 오후 3:20, 김 <k@example.org>님이 작성:\n> 옛 소식",
            "새 소식이다.",
        ),
        ("New.\n\n-----Original Message-----\nFrom: B\nSent: today\nSubject: x\n\nOld.", "New."),
        ("New.\n\n보낸 사람: B\n받는 사람: A\n제목: x\n\n옛 소식", "New."),
        ("He wrote: stay.\nAnd more.", "He wrote: stay.\nAnd more."),
        ("> all of it is quoted", "all of it is quoted"),
        (
            "---------- Forwarded message ---------\nFrom: B\nDate: today\nSubject: x\n\nA mill opened.",
            "A mill opened.",
        ),
    ],
)
def test_what_a_writer_wrote_is_told_from_what_is_quoted(text, own):
    assert own_text(text).text == own


def test_a_mail_within_mails_without_end_is_left_out_with_a_word(tmp_path):
    one = mail(Subject="0")
    one.set_content("Words 0.")
    for depth in range(1, 12):
        outer = mail(Subject=str(depth))
        outer.set_content(f"Words {depth}.")
        outer.add_attachment(one)
        one = outer
    articles, (problem,), _ = read(saved(tmp_path, one))
    assert len(articles) == 6
    assert "within each other" in str(problem)


def test_what_is_no_mail_is_refused_by_name_and_the_next_file_is_read(tmp_path):
    (tmp_path / "a.eml").write_text("just words\n")
    (tmp_path / "b.mbox").write_text("just words\n")
    (tmp_path / "c.txt").write_text("Words.")
    articles, problems, _ = read(tmp_path)
    assert [a.id for a in articles] == ["c"]
    assert [str(p).split(": ")[1][:12] for p in problems] == ["no mail, as ", "no mailbox, "]


def test_a_mailbox_that_is_cut_off_in_the_middle_gives_the_mails_before(tmp_path):
    content = (WRITTEN / "mailbox.mbox").read_bytes()
    (tmp_path / "a.mbox").write_bytes(content[: len(content) * 2 // 3])
    articles, _, _ = read(tmp_path)
    assert [a.id for a in articles][:2] == ["1@e.org", "2@e.org"]


def test_a_page_that_chromium_saved_has_its_address_and_not_the_day_of_saving_as_its_day():
    ((article,), problems, _) = read(WRITTEN / "chromium.mhtml")
    assert article.url == "https://mills.example/2024/mill?a=1"
    assert article.date == date(2024, 11, 20)
    assert article.extra["captured"] == "2026-11-30"
    assert "Haeju City" in article.text
    assert not problems


def test_a_saved_page_without_a_page_says_so(tmp_path):
    (tmp_path / "a.mht").write_text(
        "Content-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nx\n--x--\n"
    )
    assert "no web page" in str(read(tmp_path)[1][0])
