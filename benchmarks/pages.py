"""Text, title and day of saved pages: this reader beside four libraries, on the pages of the tests.

    python benchmarks/pages.py            # libraries that are not installed are left out

The pages are in the markup of publishers and generators, with words of our own (``tests/readers/articles/pages``), so the
figures say how each reader deals with these kinds of markup, not how often they occur. Text is compared by words:
precision is the share of the words given that are the article's, recall the share of the article's that are given;
captions and rows of tables count for neither. *Run together*: pages on which a sentence begins or ends within a line
that has more than the article's sentences. *Foreign*: pages on which words of other articles, menus or comments are in the
text.
"""

from __future__ import annotations

import logging
import re
import statistics
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
PAGES = Path(__file__).parents[1] / "tests" / "readers" / "articles" / "pages"
logging.disable(logging.CRITICAL)


@dataclass
class Reading:
    """What a reader says of a page; None for what it has no answer for by design."""

    text: str
    title: str | None
    day: str | None


def ours(content: bytes) -> Reading:
    """The reader of this project."""
    from geo.readers.articles.html import read_page

    article, published = read_page(content, "page.html", "page")
    return Reading(article.text, article.title, str(published.day or ""))


def trafilatura(content: bytes) -> Reading:
    """Trafilatura with tables and without comments."""
    from trafilatura import bare_extraction

    page: Any = bare_extraction(content, with_metadata=True, include_comments=False, include_tables=True)
    return Reading(page.text or "", page.title or "", page.date or "") if page else Reading("", "", "")


def resiliparse(content: bytes) -> Reading:
    """Resiliparse's main content without alternative texts."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(bytes_to_str(content, detect_encoding(content)))
    return Reading(extract_plain_text(tree, main_content=True, alt_texts=False), tree.title or "", None)


def readability(content: bytes) -> Reading:
    """readability-lxml's summary and short title."""
    from lxml import html
    from readability import Document

    page = Document(content)
    return Reading("\n".join(html.fromstring(page.summary()).itertext()), page.short_title(), None)


def newspaper4k(content: bytes) -> Reading:
    """newspaper4k, with the page given instead of fetched."""
    from newspaper import Article

    page = Article("http://page.example/")
    page.download(input_html=content.decode("utf-8", "replace"))
    page.parse()
    return Reading(page.text, page.title, f"{page.publish_date:%Y-%m-%d}" if page.publish_date else "")


READERS: dict[str, tuple[str, Callable[[bytes], Reading]]] = {
    "dprk-geo": ("dprk-geo", ours),
    "trafilatura": ("trafilatura", trafilatura),
    "resiliparse": ("Resiliparse", resiliparse),
    "readability-lxml": ("readability-lxml", readability),
    "newspaper4k": ("newspaper4k", newspaper4k),
}


def words(text: str) -> Counter[str]:
    """Words, with each Chinese character as one."""
    return Counter(re.findall(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+", text))


def plain(text: str) -> str:
    """A text without blanks."""
    return "".join(text.split())


def without_kept(text: str, truth: dict[str, Any]) -> str:
    """The text without captions and rows of tables."""
    text = "\n".join(line for line in text.split("\n") if not line.startswith(("[caption]", "[table]")))
    for piece in truth.get("kept", []):
        for part in re.split(r"; |: ", piece):
            text = text.replace(part, "", 1)
    return text


def run_together(text: str, truth: dict[str, Any]) -> bool:
    """Whether a line has a sentence of the article with words that are none of its sentences."""
    sentences = [plain(s) for s in truth["text"]]
    for line in map(plain, text.split("\n")):
        rest = line
        for sentence in sentences:
            rest = rest.replace(sentence, "")
        if rest != line and len(rest) > 2:
            return True
    return False


def main() -> None:
    """Measure all readers that are installed and print the table."""
    truth = tomllib.loads((PAGES / "truth.toml").read_text("utf-8"))
    print(f"{len(truth)} pages\n")
    print(
        "| reader | precision | recall | run together | foreign words | title right | day right | day wrong | ms a page |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, (package, read) in READERS.items():
        try:
            shown = name if name == "dprk-geo" else f"{name} {version(package)}"
            read(
                b"<html><body><article><h1>Words</h1><p>A line of words, and more of them.</p></article></body></html>"
            )
        except (ImportError, PackageNotFoundError):
            print(f"{name} is not installed", file=sys.stderr)
            continue
        precision, recall, spent = [], [], []
        counts: Counter[str] = Counter()
        for file, says in truth.items():
            content = (PAGES / file).read_bytes()
            begin = time.perf_counter()
            try:
                found = read(content)
            except Exception as error:
                print(f"{name}, {file}: {type(error).__name__}: {str(error).strip()[:80]}", file=sys.stderr)
                found = Reading("", "", "")
            spent.append(time.perf_counter() - begin)
            counted, wanted = words(without_kept(found.text, says)), words("\n".join(says["text"]))
            both = (counted & wanted).total()
            precision.append(both / counted.total() if counted else 1.0)
            recall.append(both / wanted.total())
            counts["run"] += run_together(found.text, says)
            counts["foreign"] += any(w in found.text for w in says.get("never", []))
            if "title" in says and found.title is not None:
                counts["titles"] += 1
                counts["title"] += found.title == says["title"]
            if found.day is not None:
                counts["day"] += found.day == says["day"]
                counts["wrong"] += bool(found.day) and found.day != says["day"]
        title = f"{counts['title']} of {counts['titles']}"
        day = f"{counts['day']} of {len(truth)} | {counts['wrong']}" if found.day is not None else "– | –"
        print(
            f"| {shown} | {statistics.mean(precision):.3f} | {statistics.mean(recall):.3f} | {counts['run']} | "
            f"{counts['foreign']} | {title} | {day} | {1000 * statistics.median(spent):.1f} |"
        )


if __name__ == "__main__":
    main()
