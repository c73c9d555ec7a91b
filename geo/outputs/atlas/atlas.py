"""Write the atlas: a folder of linked static pages that any web server or USB stick can serve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from geo.linking.dataset import Dataset
from geo.model.errors import OptionError
from geo.model.urls import host_of

from .downloads import Downloads
from .drawing import Ground
from .folder import Folder, Outcome
from .fragments import Fragments
from .layout import Layout, Publication
from .list_pages import ListPages
from .maps import Maps
from .render import assets, clean
from .search_index import index, spellings_of, type_words
from .structured import robots, sitemaps
from .subject_pages import SubjectPages, part_base, split
from .subjects import Contents, Subject
from .wording import LANGUAGES, Wording

__all__ = ["TITLE", "atlas_files", "publication", "write_atlas"]

TITLE = "North Korea: reported events and sites"
_Files = dict[tuple[str, str, str], Sequence[str]]


def publication(
    *, title: str = TITLE, languages: Sequence[str] = LANGUAGES, base_url: str = "", indexed: bool = True
) -> Publication:
    """Check how an atlas is to be published.

    Parameters
    ----------
    title : str
    languages : sequence of str
        ``en``, ``ko`` or both.
    base_url : str
        The web address of the folder; with it the pages have canonical addresses and structured data, and the folder
        a sitemap.
    indexed : bool
        Whether search engines may list the pages.

    Raises
    ------
    OptionError
        A language is unknown or given twice, or the address is none of the web.

    Examples
    --------
    >>> publication(base_url="https://example.org/atlas").base_url
    'https://example.org/atlas/'
    """
    if not languages or len(set(languages)) < len(languages) or not set(languages) <= set(LANGUAGES):
        raise OptionError(
            f"languages {','.join(languages)!r}: give en, ko or both, the first for the front page"
        )
    if base_url and (not host_of(base_url) or any(c in base_url for c in "?#\"'<> \t\r\n")):
        raise OptionError(
            f"{base_url!r} is no web address of a folder; write it as https://example.org/atlas/"
        )
    return Publication(title, tuple(languages), f"{base_url.rstrip('/')}/" if base_url else "", indexed)


def write_atlas(
    data: Dataset, path: str | Path, form: Publication | None = None, *, map_page: str = ""
) -> Outcome:
    """Write an atlas, or bring one up to date; files that have not changed are left as they are.

    Parameters
    ----------
    data : Dataset
        With the reports of one happening merged, as by :func:`geo.read`.
    path : path
        A new or empty folder, or one with an atlas.
    form : Publication, optional
        How it is published, from :func:`publication`.
    map_page : str
        HTML of the interactive map.

    Returns
    -------
    Outcome
        Numbers of files that were written, kept and removed.

    Raises
    ------
    OptionError
        The folder has files and is no atlas.
    UnreadableError
        The folder cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> import geo
    >>> found = geo.read("data/samples/articles")
    >>> folder = Path(tempfile.mkdtemp())
    >>> first, again = write_atlas(found, folder), write_atlas(found, folder)
    >>> again.written, again.kept == first.written, (folder / "place" / "KP0717.html").is_file()
    (0, True, True)
    """
    folder = Folder(Path(path))
    return folder.write(atlas_files(data, form or publication(), map_page=map_page))


def atlas_files(data: Dataset, form: Publication, *, map_page: str = "") -> Iterator[tuple[str, str]]:
    """Paths and texts of all files of an atlas."""
    contents = Contents(data)
    spelled = spellings_of(contents)
    ground = Ground(data.reference)
    yield from assets(data.reference).items()
    if map_page:
        yield "map.html", map_page
    given: _Files = {}
    yield from _downloads(contents, given)
    words = {language: Wording(language, data.reference) for language in form.languages}
    titles: dict[str, dict[Subject, str]] = {}
    pages: list[str] = []
    types = type_words(contents)
    makers = []
    for language, wording in words.items():
        layout = Layout(form, wording, data.reference)
        fragments, maps = Fragments(contents, wording), Maps(contents, ground, wording)
        subjects = SubjectPages(contents, layout, fragments, maps, given, spelled)
        titles[language] = {s: subjects.names.title(s) for s in contents.subjects.values()}
        makers.append((layout, fragments, maps, subjects))
    scripts = list(index(contents, titles, spelled, words))
    yield from scripts
    for layout, fragments, maps, subjects in makers:
        lists = ListPages(contents, layout, fragments, maps, subjects, len(scripts), types, bool(map_page))
        for name, text in lists.pages():
            pages.append(layout.prefix + name)
            yield layout.prefix + name, text
        for subject in contents.subjects.values():
            for name, text in subjects.pages(subject):
                if name.endswith(".html"):
                    pages.append(layout.prefix + name)
                yield layout.prefix + name, clean(text)
        fragments.forget()
    yield from sitemaps(form, pages)
    yield "robots.txt", robots(form)


def _downloads(contents: Contents, given: _Files) -> Iterator[tuple[str, str]]:
    """Files of events, each event of a subject in one file: that of the largest part that is not too large."""
    downloads = Downloads(contents)
    for subject in contents.subjects.values():
        waiting = [split(subject)] if subject.entries else []
        while waiting:
            part = waiting.pop()
            found = downloads.files(subject, part)
            if found is None:
                waiting += part.parts
                continue
            given[subject.kind, subject.slug, part.key] = tuple(found)
            for kind, text in found.items():
                yield f"{part_base(subject, part)}.{kind}", text
