"""Which addresses may be fetched: the words of the URL first, then every IP address its host resolves to.

:func:`parse_url` reads an address strictly; :func:`blocked` judges one resolved IP address and port. Both are asked
anew at every redirect, because a redirect is how a page leads a fetcher inside.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

import httpx2

from pumice.errors import Cause, InputFault
from pumice.fetch.results import quote
from pumice.fetch.rules import Allowance

MAX_URL_LENGTH = 8_000
_SCHEMES = {"http": 80, "https": 443}
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(
    r"(?=.{1,253}\.?$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?"
)
_NUMERIC_HOST = re.compile(r"(?:(?:[0-9]+|0x[0-9a-f]*)\.)*(?:[0-9]+|0x[0-9a-f]*)\.?")
_DOTTED_QUAD = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}")
_IN_URL = re.compile(r"[\x00-\x20\x7f\\]")
_HIGHEST_PORT = 65_535

_TUNNELS = tuple(
    ipaddress.ip_network(network)
    for network in (
        "::/96",  # IPv4-compatible: an IPv4 address in disguise
        "::ffff:0:0/96",  # IPv4-mapped: the kernel dials the IPv4 address
        "64:ff9b::/96",  # NAT64: the gateway dials the embedded IPv4 address
        "64:ff9b:1::/48",  # NAT64 with a local prefix
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "fec0::/10",  # site-local, given up in 2004 and still routed in places
    )
)
"""IPv6 ranges that may lead to any IPv4 address, whatever they look like."""

_PORTS = frozenset(
    {
        *(7, 9, 11, 13, 15, 17, 19),  # echo, discard, chargen and kin
        *(20, 21, 22, 23, 25, 53, 69, 79, 87, 95),  # ftp, ssh, telnet, smtp, dns, tftp, finger
        *(101, 109, 110, 111, 113, 119, 123, 135, 137, 139, 143, 161, 179, 389),  # mail, news, NetBIOS, ldap
        *(427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995),
        *(
            1719,
            1720,
            1723,
            2049,
            3659,
            4045,
            5060,
            5061,
            6000,
            6379,
            6566,
            6665,
            6666,
            6667,
            6668,
            6669,
            6697,
            10080,
            11211,
        ),
    }
)
"""Ports of other protocols, where an HTTP request could do harm (the web's own "bad ports", Redis, memcached)."""


def parse_url(text: str, *, base: httpx2.URL | None = None) -> httpx2.URL:
    """Read an http or https address, without its fragment.

    Args:
        text: the address as given, or a redirect's Location.
        base: the address that a redirect is relative to.

    Raises:
        InputFault: url-too-long, blocked-scheme or bad-url.
    """
    if len(text) > MAX_URL_LENGTH:
        raise InputFault(
            Cause.URL_TOO_LONG, f"{quote(text)} has {len(text)} characters, at most {MAX_URL_LENGTH} are fetched"
        )
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in _SCHEMES:
        raise InputFault(Cause.BLOCKED_SCHEME, f"{quote(text)} is not http or https; nothing else is fetched")
    if _IN_URL.search(text.strip(" ")):
        raise _bad(text, "it holds a space, a control character or a backslash; percent-encode them")
    _refuse_numeric(text)
    try:
        url = httpx2.URL(text.strip(" "))
        url = (base.join(url) if base is not None else url).copy_with(fragment=None)
    except (httpx2.InvalidURL, ValueError, UnicodeError) as error:
        raise _bad(text, str(error)) from error
    _check_authority(url, text)
    return url


def _check_authority(url: httpx2.URL, text: str) -> None:
    if url.scheme not in _SCHEMES:
        raise _bad(text, "it has no scheme; write https:// before it")
    if url.userinfo:
        raise _bad(text, "it carries a user name or password; such addresses are not fetched")
    if url.port is not None and not 1 <= url.port <= _HIGHEST_PORT:
        raise _bad(text, f"port {url.port} does not exist")
    if _disguised(url.host):
        raise _bad(text, "its host is written in characters that stand for others")
    host = url.raw_host.decode("ascii")
    if ":" not in host and not _HOST.fullmatch(host.lower()):
        raise _bad(text, f"{host!r} is no host name")


def _refuse_numeric(text: str) -> None:
    # 2130706433, 0x7f000001, 0177.0.0.1 and 127.1 are all 127.0.0.1 to C libraries, and something else to a reader.
    try:
        host = urlsplit(text).hostname or ""
    except ValueError as error:
        raise _bad(text, str(error)) from error
    if _NUMERIC_HOST.fullmatch(host) and not _DOTTED_QUAD.fullmatch(host):
        raise InputFault(
            Cause.BLOCKED_ADDRESS, f"{quote(text)} names its host by a number; write the host's name or a.b.c.d"
        )


def _disguised(host: str) -> bool:
    # Full-width digits and enclosed letters fold to ASCII on their way through DNS libraries; no honest site uses them.
    return any(not letter.isascii() and unicodedata.normalize("NFKC", letter).isascii() for letter in host)


def _bad(text: str, why: str) -> InputFault:
    return InputFault(Cause.BAD_URL, f"{quote(text)!r} cannot be fetched: {quote(why)}")


def port_of(url: httpx2.URL) -> int:
    """The port, given or implied."""
    return url.port or _SCHEMES[url.scheme]


def host_of(url: httpx2.URL) -> str:
    """Host and port in one word, as politeness counts hosts, e.g. ``example.org:443``."""
    return f"{url.raw_host.decode('ascii').rstrip('.')}:{port_of(url)}"


def blocked(address: str, port: int, *, allow: Iterable[Allowance]) -> str | None:
    """Why a resolved address must not be dialled; None if it may be.

    Args:
        address: an IPv4 or IPv6 address, possibly with a zone.
        port: the port that would be dialled.
        allow: the inside addresses that the settings open.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if any(allowance.covers(ip, port) for allowance in allow):
        return None
    if (
        not ip.is_global
        or ip.is_multicast
        or any(ip in network for network in _TUNNELS if network.version == ip.version)
    ):
        return f"{ip} is not a public address"
    return f"port {port} belongs to another protocol" if port in _PORTS else None
