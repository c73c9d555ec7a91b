"""Addresses of pages: made of the subject alone, so that they never change when further articles are read."""

from __future__ import annotations

import hashlib
import re

from geo.model.entities import Event
from geo.model.sites import Site
from geo.model.timelines import Chain
from geo.model.urls import host_of
from geo.reference.publishers import Publisher
from geo.text.romanization import dprk, fold, is_korean

__all__ = ["UNKNOWN", "UNPLACED", "chain_slug", "person_key", "publisher_key", "site_slug", "slug"]

UNPLACED, UNKNOWN = "unplaced", "unknown"
"""Pages of events without a place, and of articles without a known publisher."""
_LETTERS = 60
_SYLLABLES = 4
"""Most syllables of a person's name."""
_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str, identity: str = "") -> str:
    """Letters, digits and hyphens for a file name.

    Parameters
    ----------
    text : str
        A name; Hangul is romanized.
    identity : str
        What the name stands for, ``text`` by default. Where letters of the name are lost, the slug ends in a sum of
        it, so that two names never share an address.

    Examples
    --------
    >>> slug("kcna.kp"), slug("Wonsan Kalma"), slug("강동"), slug("CON")
    ('kcna-kp', 'wonsan-kalma', 'kangdong-125d6f', 'con-a3dbc4')
    """
    latin = dprk(text) if is_korean(text) else text
    plain = _OTHER.sub("-", latin.casefold()).strip("-")
    kept = plain[:_LETTERS].strip("-")
    # Windows has devices of three or four letters, whose names no file may have.
    # "index" is the list of its folder.
    lost = is_korean(text) or not latin.isascii() or kept != plain or len(kept) < 5 or kept == "index"
    if not lost:
        return kept
    total = hashlib.sha256((identity or text).encode("utf-8", "replace")).hexdigest()[:6]
    return f"{kept}-{total}".strip("-")


def site_slug(site: Site) -> str:
    """Slug of a site: its name in the reference, else the letters of its name by which the register knows it.

    Examples
    --------
    >>> site_slug(Site("site:anjupumpfactory/KP0703", "Anju Pump-Factory", "", "factory", "KP07", "KP0703", None, None,
    ...     "adm2"))
    'anjupumpfactory-kp0703'
    """
    key, _, unit = site.site_id.removeprefix("site:").partition("/")
    listed = "reference" in site.origin and fold(site.name) == key
    return "-".join(filter(None, (slug(site.name if listed else key, key), unit.lower())))


def chain_slug(chain: Chain) -> str:
    """Slug of a project that is no site of the register, as the regional-industry factories of a county."""
    unit, _, key = chain.chain_id.partition("/")
    kind, _, name = key.partition(":")
    return "-".join((slug(name, key), kind, unit.lower()))


def person_key(name: str) -> str:
    """The key by which spellings of one person are one, as in the search of the map.

    Examples
    --------
    >>> person_key("Kim Tok Hun") == person_key("김덕훈") == "kimtokhun"
    True
    """
    if not is_korean(name):
        return fold(name)
    # KCNA writes the syllables of a name apart, so each is romanized as at the beginning of a word.
    return fold("".join(map(dprk, name)) if len(fold(name)) <= _SYLLABLES else dprk(name))


def publisher_key(event: Event, publisher: Publisher) -> str:
    """The key of an event's publisher: its host, else its name; empty where neither is known."""
    return publisher.host or host_of(event.source_url) or publisher.name
