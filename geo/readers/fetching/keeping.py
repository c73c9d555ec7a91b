"""Fetched answers as WARC files, and what the readers find in them."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from geo._version import __version__
from geo.model.entities import Article
from geo.model.errors import GeoError, UnreadableError
from geo.readers.articles.reader import read_articles
from geo.text.normalization import shown

from .addresses import Address
from .client import Reply

__all__ = ["Content", "content_of", "file_name", "packed", "put"]

_KEPT = (
    "content-type", "content-language", "date", "last-modified", "etag", "expires", "cache-control", "link",
    "x-robots-tag", "server",
)  # fmt: skip
"""Header fields that are kept: cookies are not, and what concerns the transfer no longer holds."""
_SLUG = re.compile(r"[^A-Za-z0-9]+")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Content:
    """What the readers find in an answer: its articles, and a sum of what they say, empty for none."""

    articles: tuple[Article, ...]
    sum: str


def packed(reply: Reply, when: datetime, asked: Address, agent: str) -> bytes:
    """An answer as a WARC file: what made it, and the answer with its address, time, status and header fields.

    Parameters
    ----------
    reply : Reply
    when : datetime
        UTC.
    asked : Address
        The address that led here.
    agent : str
    """
    from warcio.statusandheaders import StatusAndHeaders  # in the extra
    from warcio.warcwriter import WARCWriter

    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    stamp = when.strftime("%Y-%m-%dT%H:%M:%SZ")
    info = {"software": f"dprk-geo/{__version__}", "robots": "obey", "http-header-user-agent": agent}
    if asked != reply.url:
        info["description"] = f"asked for {asked}"
    about = writer.create_warcinfo_record(None, info)
    about.rec_headers.replace_header("WARC-Date", stamp)
    writer.write_record(about)
    fields = [(name, _line(value)) for name, value in reply.fields.items() if name in _KEPT]
    head = StatusAndHeaders(
        f"{reply.status} {_line(reply.reason)}".strip(),
        [*fields, ("content-length", str(len(reply.body)))],
        protocol="HTTP/1.1",
    )
    more = {"WARC-Date": stamp, "WARC-IP-Address": reply.number}
    writer.write_record(
        writer.create_warc_record(
            str(reply.url), "response", payload=BytesIO(reply.body), http_headers=head, warc_headers_dict=more
        )
    )
    return out.getvalue()


def _line(value: str) -> str:
    return " ".join(value.split()).encode("ascii", "replace").decode("ascii")


def content_of(warc: bytes) -> Content:
    """What the readers find in a WARC file.

    The sum does not depend on the day of the visit, nor on what is around the text, as counters and advertisements.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder, "answer.warc.gz")
        path.write_bytes(warc)
        articles = tuple(read_articles(path, report=_untold))
    return Content(articles, _sum(articles))


def _untold(error: GeoError) -> None:
    """Say nothing of what cannot be read: whoever reads the file is told."""


def _sum(articles: Sequence[Article]) -> str:
    rows = [(a.id, str(a.date), a.title, a.url, a.source, a.text, _without_visit(a.extra)) for a in articles]
    text = json.dumps(rows, ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest() if rows else ""


def _without_visit(extra: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in extra.items() if name not in ("captured", "left_out")}


def file_name(url: Address, when: datetime | None = None) -> str:
    """The name of the file of an address, below the folder: its host, words of its path, and a sum of all of it.

    ``when`` is given for feeds, each new state of which has a file of its own.

    Examples
    --------
    >>> from geo.readers.fetching.addresses import parsed
    >>> file_name(parsed("https://www.kcna.kp/en/article/q/1.kcmsf"))
    'www.kcna.kp/en-article-q-1-kcmsf-7c83b31028.warc.gz'
    """
    _, _, path = url.partition("://")[2].partition("/")
    words = _SLUG.sub("-", path).strip("-")[:_LONGEST] or "start"
    host = _SLUG.sub(".", url.host.strip("[]")).strip(".") or "host"
    total = hashlib.sha256(url.encode()).hexdigest()[:10]
    stamp = f"-{when:%Y%m%dT%H%M%SZ}" if when else ""
    return f"{host}/{words}-{total}{stamp}.warc.gz"


def put(folder: Path, name: str, content: bytes, earlier: str) -> None:
    """Write a file in one step, and keep the one that it replaces under a name that readers pass over.

    Raises
    ------
    UnreadableError
        It cannot be written.
    """
    path = folder / name
    beside = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(content)
            if earlier and path.exists():
                copyfile(path, path.with_name(f".{path.name}.{earlier}.earlier"))
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise UnreadableError(f"{shown(path)}: cannot be written ({error.strerror or error})") from error
