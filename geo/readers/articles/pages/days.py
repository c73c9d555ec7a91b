"""The day of publication of a page's article: never that of a change, a comment or another article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from geo.reference.page_markup import PageMarkup
from geo.reference.written_dates import parse_day
from geo.text.normalization import one_line

from .blocks import blocks_of
from .content import Content, lines_above
from .metadata import Described
from .tree import Element, Page, found, named, said

__all__ = ["PublicationDay", "day_in", "day_of", "day_of_metadata"]

_Shown = tuple[Element | None, str]
"""An element that shows a day, if it is one, and the value of it."""

_SHOWING = (
    "span", "p", "div", "li", "em", "dd", "td", "abbr", "strong", "i", "b", "small", "h2", "h3", "h4", "h5",
    "h6", "font",
)  # fmt: skip
_JUCHE = 1911
"""The year before the first of Juche."""
_SHORT = 120
"""Longest line that may be about the day of an article, in characters."""
_NEAR = 12
"""Number of characters before a day in which a word tells what day it is."""


@dataclass(frozen=True, slots=True)
class PublicationDay:
    """The day of an article.

    Attributes
    ----------
    day : datetime.date or None
    unsettled : str
        A day that is written so that it may be two days, where it is all that the page says; empty otherwise.
    readings : tuple of datetime.date
        The two days that it may be.
    """

    day: date | None = None
    unsettled: str = ""
    readings: tuple[date, ...] = ()


def day_in(text: str, markup: PageMarkup) -> date | None:
    """The day of publication in a short text; None where it has none, or several.

    Examples
    --------
    >>> markup = PageMarkup.bundled()
    >>> [str(day_in(t, markup)) for t in ("주체113(2024)년 11월 20일", "입력 2024.11.20 수정 2024.11.21")]
    ['2024-11-20', '2024-11-20']
    """
    days = [day for day, is_change in _days(text, markup) if not is_change]
    return days[0] if days and len(set(days)) == 1 else None


def _days(text: str, markup: PageMarkup) -> Iterator[tuple[date, bool]]:
    """The days of a short text, each with whether it is the day of a change."""
    seen: list[tuple[int, int]] = []
    hits: list[tuple[int, int, date]] = []
    for pattern in markup.days:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in seen):
                continue
            day = _read(match)
            if day is not None:
                seen.append(match.span())
                hits.append((*match.span(), day))
    last = 0
    for start, end, day in sorted(hits):
        lead = text[max(last, start - 40) : start]
        yield day, markup.changed.search(lead) is not None
        last = end


def _read(match: re.Match[str]) -> date | None:
    part = match.groupdict()
    year = part.get("y") or (str(int(part["j"]) + _JUCHE) if part.get("j") else "")
    if part.get("n"):
        return parse_day(f"{part['d']} {part['n']} {year}")
    return parse_day(f"{year}-{int(part['m'] or 0):02d}-{int(part['d'] or 0):02d}")


def _day(value: str, markup: PageMarkup) -> date | None:
    """The day of a value of metadata, or of a short text of the page."""
    return parse_day(value) or day_in(value, markup)


def day_of_metadata(page: Page, known: Described) -> PublicationDay:
    """The day that a page's metadata gives; call it before anything is taken out of the page.

    Examples
    --------
    >>> from .tree import parse
    >>> page = parse(b'<meta property="article:published_time" content="1993-04-15T09:00:00+09:00">', "a.html")
    >>> str(day_of_metadata(page, Described()).day)
    '1993-04-15'
    """
    given = {day for value in known.days if (day := _day(value, page.markup))}
    if len(given) == 1:
        return PublicationDay(given.pop())
    open_ = next((reading for value in known.days if (reading := _unsettled(value, page))), None)
    for name in page.markup.tables["day"]["meta"]:
        for value in page.meta.get(name, ()):
            if day := _day(value, page.markup):
                return PublicationDay(day)
            open_ = open_ or _unsettled(value, page)
    return open_ or PublicationDay()


def day_of(page: Page, content: Content, title: str = "") -> PublicationDay:
    """The day that the visible page gives.

    Parameters
    ----------
    page : Page
        Without comments, lists of other articles and menus.
    content : Content
    title : str
        The headline: of several days, that between it and the text is the article's.
    """
    heading = _heading(page, title)
    if _holds_several(page, content):
        return PublicationDay(_in_address(page))
    open_: PublicationDay | None = None
    for source in (_by_outlet, _by_markup, _by_time, _by_class, _by_line):
        values = _nearest(list(source(page, content)), heading, page)
        days = {day for value in values if (day := _day(value, page.markup))}
        if len(days) == 1:
            return PublicationDay(days.pop())
        if days:
            break  # several days, of which none is marked as that of publication
        for value in values:
            open_ = open_ or _unsettled(value, page)
        if open_:
            break
    in_address = _in_address(page)
    if open_ is not None:
        if in_address in open_.readings:
            return PublicationDay(in_address)
        return open_
    return PublicationDay(in_address)


def _heading(page: Page, title: str) -> Element | None:
    """The element of the headline; None where the page shows none."""
    wanted = "".join(title.split())
    for tags in (("h1", "h2", "h3", "h4"), ("div", "p", "font", "strong", "b", "span", "td")):
        for element in page.root.iter(*tags):
            if wanted and "".join(said(element).split()) == wanted:
                return element
    return None


def _nearest(shown: list[_Shown], heading: Element | None, page: Page) -> list[str]:
    """The values of days; of several different ones, those below the headline, and none of the head of a site."""
    names = page.markup.tables["day"]["site_head"]
    kept = [(e, v) for e, v in shown if e is None or not _in_site_head(e, heading, names)]
    if heading is not None and len({_day(v, page.markup) for _, v in kept}) > 1:
        at = _position(heading)
        below = [(e, v) for e, v in kept if e is None or _position(e) > at]
        kept = below or kept
    return [value for _, value in kept]


def _in_site_head(element: Element, heading: Element | None, names: Iterable[str]) -> bool:
    """Whether an element is in the head of a site, and not in that of the article."""
    for above in (element, *element.iterancestors()):
        if above.tag in ("article", "main", "body"):
            return False
        holds = heading is not None and any(a is above for a in heading.iterancestors())
        if not holds and (above.tag == "header" or _called(above, names)) and heading is not None:
            return True
    return False


def _called(element: Element, names: Iterable[str]) -> bool:
    """Whether an element's id or one of its classes is one of some names."""
    own = {name.lower() for name in [*(element.get("class") or "").split(), element.get("id") or ""]}
    return not own.isdisjoint(names)


def _holds_several(page: Page, content: Content) -> bool:
    """Whether the text is that of several articles, each with a day of its own."""
    if content.container is None:
        return False
    days: set[date] = set()
    for article in content.container.iter("article"):
        if article is not content.container:
            times = [t for t in article.iter("time") if not _is_change(page.markup, t)]
            days.update(day for t in times[:1] if (day := _day(_value(t) or said(t), page.markup)))
    return len(days) > 1


def _by_outlet(page: Page, content: Content) -> Iterator[_Shown]:
    if page.outlet is None:
        return
    for one in page.outlet.day:
        values = [(e, v) for e, v in found(page, [one]) if v]
        if len(values) > 1:
            values = [(e, v) for e, v in values if _is_above(e, content)] or values
        if values:
            yield from values
            return


def _by_markup(page: Page, content: Content) -> Iterator[_Shown]:
    """Days that the markup calls those of publication."""
    for element, value in found(page, page.markup.selectors("day")):
        if not _is_change(page.markup, element) and not _in_item(element):
            yield element, _value(element) or value


def _by_time(page: Page, content: Content) -> Iterator[_Shown]:
    """``<time>`` above the text; below it only where there is none above."""
    times = [t for t in page.root.iter("time") if not _is_change(page.markup, t)]
    near = [t for t in times if _belongs(t, content)]
    above = [t for t in near if _is_above(t, content)]
    yield from ((t, _value(t) or one_line(said(t))) for t in above or near)


def _by_class(page: Page, content: Content) -> Iterator[_Shown]:
    """Elements above the text whose class says that they show a day."""
    names = page.markup.tables["day"]["classes"]
    for element in page.root.iter(*_SHOWING):
        if not named(element, names) or _is_change(page.markup, element) or not _is_above(element, content):
            continue
        text = one_line(said(element))
        inner = any(named(c, names) and said(c) for c in element.iterdescendants() if isinstance(c.tag, str))
        if 6 <= len(text) <= _SHORT and not inner:
            yield element, _value(element) or _published(text, page.markup)


def _by_line(page: Page, content: Content) -> Iterator[_Shown]:
    """Short lines above the text: those taken out of it first, then those before its element."""
    lines: list[_Shown] = [(block.first, block.text) for block in content.head]
    if not any(_dated(line, page.markup) for _, line in lines) and content.container is not None:
        lines += [
            (b.element, b.text) for b in lines_above(content.container, page.markup) if len(b.text) <= 80
        ][:6]
    for element, line in lines:
        if len(line) <= _SHORT and _dated(line, page.markup):
            yield element, _published(line, page.markup)
            return


def _dated(line: str, markup: PageMarkup) -> bool:
    return day_in(line, markup) is not None or _order(line, markup) is not None


def _published(text: str, markup: PageMarkup) -> str:
    """A line without the day of a change and what follows it, where a day of publication stands before."""
    match = markup.changed.search(text)
    return text[: match.start()] if match and day_in(text[: match.start()], markup) else text


def _value(element: Element) -> str:
    value = (
        next(
            (element.get(n) for n in ("datetime", "content", "data-date-time", "title") if element.get(n)),
            None,
        )
        or ""
    )
    return one_line(value) if any(c.isdigit() for c in value) else ""


def _is_change(markup: PageMarkup, element: Element) -> bool:
    """Whether an element shows when a page was changed."""
    names = markup.tables["day"]["changed_classes"]
    own = named(element, names) and not named(element, ("published", "datepublished"))
    above = element.getparent()
    if own or (
        above is not None
        and named(above, names)
        and len(said(above)) <= _SHORT
        and not named(element, ("published", "datepublished"))
    ):
        return True
    before = element.getprevious()
    lead = (
        (above.text or "" if above is not None else "")
        if before is None
        else (before.tail or "") or said(before)[-40:]
    )
    match = list(markup.changed.finditer(lead[-40:]))
    return (bool(match) and len(lead[-40:]) - match[-1].end() <= _NEAR) or markup.changed.match(
        said(element).strip()[:40]
    ) is not None


def _in_item(element: Element) -> bool:
    """Whether an element describes an item within the page, such as a comment or a review."""
    for above in element.iterancestors():
        kind = (above.get("itemtype") or "").rpartition("/")[2]
        if kind in ("Comment", "UserComments", "Review", "ImageObject", "VideoObject"):
            return True
    return False


def _position(page_element: Element) -> tuple[int, ...]:
    """Where an element stands in the page, for comparing."""
    path: list[int] = []
    at = page_element
    while (above := at.getparent()) is not None:
        path.append(above.index(at))
        at = above
    return tuple(reversed(path))


def _is_above(element: Element, content: Content) -> bool:
    return content.start is None or _position(element) <= _position(content.start)


def _belongs(element: Element, content: Content) -> bool:
    """Whether an element stands with the text: in its container, above it, or in one ``<article>`` with it."""
    if content.container is None or _is_above(element, content):
        return True
    around = next(
        (e for e in (content.container, *content.container.iterancestors()) if e.tag in ("article", "main")),
        content.container,
    )
    return any(a is around for a in element.iterancestors())


def _order(text: str, markup: PageMarkup) -> re.Match[str] | None:
    match = re.search(markup.tables["day"]["open"], text)
    return match if match and markup.changed.search(text[: match.start()]) is None else None


def _unsettled(text: str, page: Page) -> PublicationDay | None:
    """A day in figures before the year: settled by the page, or not; None where the text has no such day."""
    match = _order(text, page.markup)
    if match is None:
        return None
    a, b, year = int(match["a"]), int(match["b"]), match["y"]
    readings = [parse_day(f"{year}-{month:02d}-{day:02d}") for day, month in ((a, b), (b, a))]
    days = tuple(dict.fromkeys(day for day in readings if day))
    if len(days) < 2:
        return PublicationDay(days[0]) if days else None
    settled = _settled(match, days, page)
    return PublicationDay(settled) if settled else PublicationDay(None, match[0], days)


def _settled(match: re.Match[str], days: tuple[date, ...], page: Page) -> date | None:
    """The reading that the page itself settles: by a day in a clear form, the order of its other days, its locale."""
    table = page.markup.tables["day"]
    text = (
        "\n".join(b.text for b in blocks_of(page.root, page.markup))
        + "\n"
        + "\n".join(value for values in page.meta.values() for value in values)
    )
    clear = {day for day, _ in _days(text, page.markup)} & set(days)
    if len(clear) == 1:
        return clear.pop()
    orders = {
        int(m["a"]) > 12 for m in re.finditer(table["open"], text) if (int(m["a"]) > 12) != (int(m["b"]) > 12)
    }
    if len(orders) == 1:
        return days[0] if orders.pop() else days[1]
    language = page.language
    if language in table["month_first"]:
        return days[1]
    first = language in table["day_first"] or language.partition("-")[0] in table["day_first"]
    return days[0] if first or match["sep"] == "." else None


def _in_address(page: Page) -> date | None:
    """The day in the path of the page's address."""
    match = re.search(page.markup.tables["day"]["address"], page.url)
    if match is None:
        return None
    part = match.groupdict()
    return parse_day(
        f"{part['y'] or part['y2']}-{int(part['m'] or part['m2']):02d}-{int(part['d'] or part['d2']):02d}"
    )
