"""Mails: single ones, mailboxes, and pages that a browser saved as one file (MHTML).

The standard library takes them apart. Quoted replies and signatures are not the text of an article; the plain part is
preferred, as it has no menus and buttons, unless it only says that there is another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from typing import BinaryIO

from geo.model.entities import Article
from geo.model.errors import GeoError, InputError
from geo.reference.written_dates import read_timestamp
from geo.text.instants import day_of_moment
from geo.text.normalization import one_line, unwrap

from .bodies import Body, article_of
from .charsets import decoded
from .fragments import text_of_fragment
from .replies import flowed, own_text
from .source import Source, label_of

__all__ = ["DAMAGED_HEADS", "is_mail", "read_mail", "read_mailbox"]

_LARGEST = 64 * 2**20
DAMAGED_HEADS = (
    RecursionError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, MessageError,
)  # fmt: skip
"""Exceptions that heads which break the rules raise in the standard library."""
_FROM = re.compile(rb"From \S.*\d\d:\d\d.*\d{4}")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEAD = re.compile(rb"(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2}")
_FIELDS = re.compile(rb"(?im)^(?:from|received|message-id|return-path|mime-version|delivered-to):")
_STUB = 3
"""How many times the text of the plain part the other must have, for the plain one to be only a hint at it."""
_LEFT = "mails without their quoted replies", "mails without their signatures"


def is_mail(head: bytes) -> bool:
    """Whether the first bytes of a file are the head of a mail."""
    return _HEAD.match(head) is not None and _FIELDS.search(head) is not None


def read_mail(source: Source) -> Iterator[Article]:
    """Read a mail: its text, and its attachments of known formats as further articles.

    Raises
    ------
    UnreadableError
        The file is missing, empty or larger than 64 MB.
    InputError
        It has no head of a mail.
    """
    content = source.content(_LARGEST, "is it a mailbox (.mbox)?")
    if _FROM.match(content):
        content = content.partition(b"\n")[2]
    if not is_mail(content.lstrip()):
        raise InputError(f"{source.name}: no mail, as it does not begin with its head (From, Date, Subject)")
    yield from _articles(source, content.lstrip(), "the mail", source.label, 1)


def read_mailbox(source: Source) -> Iterator[Article]:
    """Read the mails of a mailbox (mbox) one by one.

    Raises
    ------
    UnreadableError
        The file is missing or empty.
    InputError
        It does not begin with a line "From ". A mail that cannot be read is reported.
    """
    number = 0
    with source.opened() as stream:
        for number, (line, content) in enumerate(_mails(source, stream), 1):
            if content is not None:
                where = f"mail {number} (line {line})"
                yield from _articles(source, content, where, f"{source.label}-{number}", line)
    if not number:
        raise source.empty()


def _mails(source: Source, stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The mails of a mailbox with the line of each; None for one that is too large.

    A mail begins at a line "From " with a time after an empty line. The standard library's mailbox takes any line that
    begins with "From " for one, also in texts that no program has escaped.
    """
    lines: list[bytes] = []
    begun = size = 0
    empty = True
    for number, line in enumerate(_lines(stream), 1):
        if empty and _FROM.match(line):
            if begun:
                yield begun, _whole(source, lines, size, begun)
            lines, begun, size = [], number, 0
        elif not begun and line.strip():
            raise InputError(
                f"{source.name}: no mailbox, as it does not begin with a line 'From '; is it a single .eml?"
            )
        else:
            size += len(line)
            if size <= _LARGEST:
                lines.append(line)
        empty = not line.strip()
    if begun:
        yield begun, _whole(source, lines, size, begun)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(2**20):
        yield line


def _whole(source: Source, lines: list[bytes], size: int, begun: int) -> bytes | None:
    if size > _LARGEST:
        source.report(
            InputError(f"{source.name}, line {begun}: a mail of more than {_LARGEST >> 20} MB; left out")
        )
        return None
    return _ESCAPED.sub(rb"\1", b"".join(lines))


def _articles(source: Source, content: bytes, where: str, id_: str, line: int) -> Iterator[Article]:
    place = f"{source.name}, {where}"
    try:
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        files = list(_attachments(mail))
        article = _article(source, mail, where, id_, line, alone=not files)
    except GeoError:
        raise
    except DAMAGED_HEADS as error:
        source.report(
            InputError(f"{place}: the mail is damaged ({type(error).__name__}: {str(error)[:80]}); left out")
        )
        return
    if article is not None:
        yield article
    for name, attached in files:
        shown_as, label = f"{place}, attachment {name}", f"{id_}/{label_of(name)}"
        part = replace(source.part(name, attached), name=shown_as, label=label)
        yield from source.nested.read(part, name)


def _article(
    source: Source, mail: EmailMessage, where: str, id_: str, line: int, *, alone: bool
) -> Article | None:
    """The article of a mail; one without words is reported where nothing is attached to it."""
    place = f"{source.name}, {where}"
    subject = _field(mail, "subject")
    text, kind = _text(source, mail, place)
    if not text.strip() and not alone:
        return None
    own = own_text(text, subject)
    for left, what in zip((own.quoted, own.signed), _LEFT, strict=True):
        if left:
            source.left_out(what, 1)
    day, written = _day(mail)
    sender = mail["from"]
    names = [a.display_name or a.addr_spec for a in getattr(sender, "addresses", ())]
    body = Body(
        unwrap(own.text.replace("\r\n", "\n")),
        title=subject,
        written=written,
        day=day,
        id=_field(mail, "message-id").strip("<> "),
        url=_field(mail, "archived-at").strip("<> "),
        source=names[0] if names else _field(mail, "from"),
        topic="",
        extra={"read_from": kind} if kind != "text/plain" else {},
    )
    return article_of(source, body, where, id_, line)


def _text(source: Source, mail: EmailMessage, place: str) -> tuple[str, str]:
    """The text of a mail and the type of the part that it is from."""
    plain = mail.get_body(("plain",))
    marked = mail.get_body(("html",))
    text = _content(source, plain, place) if plain is not None else ""
    if plain is not None and str(plain.get_param("format", "")).lower() == "flowed":
        text = flowed(text, delete=str(plain.get_param("delsp", "")).lower() == "yes")
    if plain is not None and mail.get_content_type() == "multipart/mixed":
        further = (part for part in mail.iter_parts() if part is not plain and _inline(part))
        text = "\n\n".join([text, *(_content(source, part, place) for part in further)])
    if marked is None:
        return text, "text/plain"
    other = text_of_fragment(_unquoted(_content(source, marked, place)))
    if len(other) > _STUB * len(" ".join(text.split())):
        return other, "text/html"
    return text, "text/plain"


_QUOTE = re.compile(
    r"<(?:div[^>]*class=\"?gmail_quote|blockquote[^>]*type=\"?cite|div[^>]*id=\"?(?:divRplyFwdMsg|appendonsend))",
    re.IGNORECASE,
)
_IS_FORWARD = re.compile(r"gmail_quote[^>]*>\s*(?:<div[^>]*>\s*)?-{5,}|Forwarded message", re.IGNORECASE)


def _unquoted(markup: str) -> str:
    """An HTML part with its quoted replies marked as programs mark them in plain text."""
    found = _QUOTE.search(markup)
    if not found or _IS_FORWARD.search(markup[found.start() : found.start() + 400]):
        return markup
    return markup[: found.start()] + "<p>-----Original Message-----</p>" + markup[found.start() :]


def _content(source: Source, part: MIMEPart, place: str) -> str:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    text, why = decoded(content, part.get_content_charset())
    if why:
        source.report(InputError(f"{place}: {why}"))
    return text.replace("\r\n", "\n")


def _day(mail: EmailMessage) -> tuple[date | None, str]:
    """The day of a mail; else what its field says, for a message."""
    # As written: the parsed field has lost zones such as KST, which it gives as -0000.
    raw = next((value for name, value in mail.raw_items() if name.lower() == "date"), "")
    written = one_line(str(raw))
    day, precision, _ = read_timestamp(written)
    if day is not None and precision == "day":
        return day, ""
    # The standard library knows older forms.
    try:
        moment: datetime | None = getattr(mail["date"], "datetime", None)
    except DAMAGED_HEADS:  # a zone of a thousand hours costs the day, not the mail
        moment = None
    return (None, written) if moment is None or moment.tzinfo is None else (day_of_moment(moment), "")


def _field(mail: EmailMessage, name: str) -> str:
    value = mail[name]
    return "" if value is None else one_line(str(value))


def _inline(part: MIMEPart) -> bool:
    """Whether a part is text that goes on between pictures, as mail programs of telephones write it."""
    kind = part.get_content_type()
    return kind == "text/plain" and not part.get_filename() and part.get_content_disposition() != "attachment"


def _attachments(mail: EmailMessage) -> Iterator[tuple[str, bytes]]:
    single = mail.get_content_maintype() not in ("text", "multipart", "message")
    for number, part in enumerate([mail] if single else mail.iter_attachments(), 1):
        kind = part.get_content_type()
        if _inline(part):
            continue
        if kind == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            if isinstance(inner, EmailMessage):
                yield f"{number}.eml", inner.as_bytes(policy=policy.default.clone(refold_source="none"))
            continue
        payload = part.get_payload(decode=True)
        name = one_line(part.get_filename() or f"part-{number}.{part.get_content_subtype()}")
        yield name.replace("/", "_"), payload if isinstance(payload, bytes) else b""
