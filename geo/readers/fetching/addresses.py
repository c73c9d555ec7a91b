"""Which web addresses may be asked: what is written, and the numbers that its host leads to."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin

from geo.model.errors import InputError
from geo.text.normalization import shown

__all__ = [
    "Address",
    "Allowed",
    "FetchError",
    "UnreachableError",
    "is_address",
    "is_public",
    "joined",
    "parsed",
]

Number = ipaddress.IPv4Address | ipaddress.IPv6Address
Allowed = Callable[[str, str], bool]
"""Called with a host and the number that it leads to; whether to connect."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")
_CLOSED = tuple(
    map(ipaddress.ip_network, ("192.88.99.0/24", "64:ff9b:1::/48", "100::/64", "2001::/23", "fec0::/10"))
)
"""Networks that lead to no server of the web, beside those that :mod:`ipaddress` knows of."""
_LINE = re.compile(r"[\x00-\x20\x7f]")


class FetchError(InputError):
    """An address that was not fetched; the message says which and why."""


class Address(str):
    """A checked address: http or https, with a host, without user name, password and fragment."""

    __slots__ = ()

    @property
    def host(self) -> str:
        """The host in small letters, an IPv6 number in brackets."""
        from urllib3.util import parse_url

        return str(parse_url(self).host)

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        from urllib3.util import parse_url

        found = parse_url(self)
        return f"{found.scheme}://{found.netloc}"


class UnreachableError(FetchError):
    """A host that cannot be reached, or may not be."""


def is_address(text: str) -> bool:
    """Whether a text is a web address, good or bad, and not the name of a file.

    Examples
    --------
    >>> is_address("https://www.kcna.kp/"), is_address("articles/a.txt")
    (True, False)
    """
    return re.match(r"https?:", text, re.IGNORECASE) is not None


def parsed(text: str) -> Address:
    """Check an address, and write it in its usual form.

    Raises
    ------
    FetchError
        It is none, or has a name and password.

    Examples
    --------
    >>> parsed("HTTPS://WWW.Example.org/a b#end")
    Traceback (most recent call last):
    ...
    geo.readers.fetching.addresses.FetchError: 'HTTPS://WWW.Example.org/a b#end': blanks and control characters ...
    >>> parsed("HTTPS://WWW.Example.org:443/a#end")
    'https://www.example.org/a'
    """
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    text = text.strip()
    named = repr(shown(text)[:200])
    if _LINE.search(text):
        raise FetchError(f"{named}: blanks and control characters are written as %20 and so on in an address")
    try:
        found = parse_url(text)
    except LocationParseError as error:
        raise FetchError(f"{named}: no web address") from error
    if found.scheme not in ("http", "https"):
        raise FetchError(f"{named}: only http:// and https:// are fetched")
    if not found.host:
        raise FetchError(f"{named}: an address without a host")
    if found.auth is not None:
        raise FetchError(
            f"{shown(found.host)}: an address with a user name or password is not fetched, as it is kept"
        )
    usual = {"http": 80, "https": 443}[found.scheme]
    port = None if found.port in (None, usual) else found.port
    return Address(found._replace(fragment=None, port=port, path=found.path or "/").url)


def joined(base: str, link: str) -> Address:
    """The address to which a page leads.

    Raises
    ------
    FetchError
        It is none that may be fetched.
    """
    try:
        whole = urljoin(base, link.strip())
    except ValueError as error:
        raise FetchError(f"{shown(link)[:200]!r}: no web address") from error
    return parsed(whole.replace(" ", "%20"))


def is_public(number: str) -> bool:
    """Whether a number is one of the public internet: not private, loopback, link-local, shared, reserved or multicast.

    An IPv6 number that carries an IPv4 number (mapped, compatible, 6to4, Teredo, NAT64) counts by both.

    Examples
    --------
    >>> [is_public(one) for one in ("8.8.8.8", "10.0.0.1", "127.0.0.1", "169.254.169.254", "::ffff:127.0.0.1")]
    [True, False, False, False, False]
    """
    try:
        first = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    return all(map(_is_open, _carried(first)))


def _carried(number: Number) -> Iterator[Number]:
    """A number, and the numbers that it carries; of the forms that only carry, what they carry."""
    if isinstance(number, ipaddress.IPv4Address):
        yield number
        return
    if number.ipv4_mapped is not None:
        yield number.ipv4_mapped
        return
    if number in _NAT64:
        yield ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        return
    yield number
    if number in _COMPATIBLE:
        yield ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
    if number.sixtofour is not None:
        yield number.sixtofour
    if number.teredo is not None:
        yield from number.teredo


def _is_open(number: Number) -> bool:
    closed = number.is_multicast or number.is_reserved or number.is_unspecified or number.is_loopback
    within = any(number.version == one.version and number in one for one in _CLOSED)
    return number.is_global and not (closed or number.is_link_local or number.is_private or within)
