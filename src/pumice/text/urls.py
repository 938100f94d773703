"""Web addresses: their canonical form, the site they belong to, and the language they name.

No function here raises: what is no address comes back as it is, or as None.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

import tldextract

_DEFAULT_PORTS: Final = {"http": 80, "https": 443, "ftp": 21}
_LOCAL: Final = "local"
_LONGEST_HOST: Final = 253

# Parameters that say how a reader came to a page, not which page it is.
_TRACKING: Final = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|dclid|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|wbraid|gbraid|srsltid|mc_cid"
    r"|mc_eid|_ga|_gl|_openstat|ocid|cmpid|xtor|at_\w+|mtm_\w+|pk_\w+|piwik_\w+|hsa_\w+|_hsenc|_hsmi|vero_id|wt_mc|wt_zmc"
    r"|spm|share_from|ref_src|ref_url)",
    re.IGNORECASE,
)
_LANGUAGE_PARAMETER: Final = re.compile(
    r"(?:^|&)(?:lang|language|hl|locale|lng|idioma|langue|sprache)=([\w-]{2,10})(?:&|$)", re.IGNORECASE
)
_SEGMENT: Final = re.compile(r"([a-z]{2,3})(?:[-_](hans|hant|latn|cyrl|[a-z]{2}))?", re.IGNORECASE)
_ENDING: Final = re.compile(r"[_.]([a-z]{2})(?:[-_]([a-z]{2}))?(?:\.(?:s?html?|php|aspx?|jsp))?/?$", re.IGNORECASE)
_SEGMENTS_LOOKED_AT: Final = 2

# Two-letter path segments and subdomains that mean something else far more often than their language: countries,
# sections, services. A language is still believed where the address gives it in another way.
_NOT_LANGUAGES: Final = frozenset(
    {"tv", "id", "my", "in", "is", "it", "co", "io", "ai", "go", "to", "us", "uk", "gb", "eu", "am", "cs", "se", "th"}
)
LANGUAGES: Final = frozenset(
    """
    af am ar as az ba be bg bn bo bs ca cs cy da de dv el en eo es et eu fa fi fo fr fy ga gd
    gl gu ha he hi hr ht hu hy id ig is it ja ka kk km kn ko ku ky la lb lo lt lv mg mi mk ml
    mn mr ms mt my nb ne nl nn no ny oc or pa pl ps pt qu rm ro ru rw sc sd si sk sl sm sn so
    sq sr st su sv sw ta te tg th ti tk tl tn to tr ts tt ug uk ur uz vi wo xh yi yo zh zu
    """.split()
)
"""ISO 639-1, without codes that are never an interface's language."""


def canonical_address(url: str) -> str:
    """The form in which two addresses of one page are equal.

    Scheme and host in lower case, the host as IDNA ASCII, without default port, fragment and tracking parameters; the
    order of the other parameters stays, because some servers mind it.
    """
    text = url.strip()
    parts = _split(text)
    if parts is None or not parts.netloc:
        return text
    query = "&".join(
        pair for pair in parts.query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0])
    )
    scheme = parts.scheme.lower()
    return urlunsplit((scheme, _netloc(parts, scheme), parts.path or "/", query, ""))


def site_of(url: str) -> str:
    """ASCII host, with "-port" where it is not the scheme's own: [a-z0-9.-]; "local" for an address without a host."""
    parts = _split(url.strip())
    host = _ascii_host(parts) if parts else ""
    if parts is None or not host:
        return _LOCAL
    port = _port(parts)
    suffix = f"-{port}" if port is not None and port != _DEFAULT_PORTS.get(parts.scheme.lower()) else ""
    return re.sub(r"[^a-z0-9.-]", "-", host).strip(".")[:_LONGEST_HOST] + suffix or _LOCAL


@lru_cache(maxsize=4096)
def registrable_domain(url: str) -> str | None:
    """The domain that somebody registered ("example.co.uk"), or None for numbers, bare names and what is no address."""
    parts = _split(url.strip())
    host = _ascii_host(parts) if parts else ""
    return (_suffixes()(host).top_domain_under_public_suffix or None) if host else None


def address_language(url: str) -> str | None:
    """The language an address names: ".../_ru", "/fr/...", "?lang=de", "ru.example.org"; as BCP 47, or None."""
    parts = _split(url.strip())
    if parts is None or not parts.netloc:
        return None
    return _from_query(parts.query) or _from_path(parts.path) or _from_ending(parts.path) or _from_host(parts)


def with_language(url: str, language: str) -> str | None:
    """The address with the language it names replaced by another (BCP 47), or None where it names none."""
    parts = _split(url.strip())
    if parts is None or not parts.netloc or address_language(url) is None:
        return None
    path, query = unquote(parts.path), parts.query
    if (match := _LANGUAGE_PARAMETER.search(query)) is not None and _tag(match[1]):
        query = query[: match.start(1)] + language + query[match.end(1) :]
    elif segment := _language_segment(path):
        path = re.sub(rf"(?<=/){re.escape(segment)}(?=/|$)", language.lower(), path, count=1)
    elif (match := _ENDING.search(path)) is not None and _tag(match[1]):
        path = path[: match.start(1)] + language.lower() + path[match.end(match.lastindex or 1) :]
    else:
        host = re.sub(r"^[^.@]+(?=\.)", language.lower(), parts.netloc)
        return urlunsplit(parts._replace(netloc=host))
    return urlunsplit(parts._replace(path=path, query=query))


def _from_query(query: str) -> str | None:
    match = _LANGUAGE_PARAMETER.search(query)
    return _tag(match.group(1)) if match else None


def _from_path(path: str) -> str | None:
    segment = _language_segment(unquote(path))
    return _tag(segment) if segment else None


def _language_segment(path: str) -> str | None:
    segments = [segment for segment in path.split("/") if segment]
    found = (s for s in segments[:_SEGMENTS_LOOKED_AT] if s.lower() not in _NOT_LANGUAGES and _tag(s))
    return next(found, None)


def _from_ending(path: str) -> str | None:
    match = _ENDING.search(unquote(path))
    if match is None:
        return None
    return _tag("-".join(part for part in match.groups() if part))


def _from_host(parts: SplitResult) -> str | None:
    first, _, rest = (_ascii_host(parts)).partition(".")
    return _tag(first) if "." in rest and first not in _NOT_LANGUAGES else None


def _tag(text: str) -> str | None:
    match = _SEGMENT.fullmatch(text)
    if match is None or match.group(1).lower() not in LANGUAGES:
        return None
    language, rest = match.group(1).lower(), match.group(2)
    if rest is None:
        return language
    return f"{language}-{rest.upper() if len(rest) == 2 else rest.title()}"  # noqa: PLR2004 - a region has two letters


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _netloc(parts: SplitResult, scheme: str) -> str:
    host, port = _ascii_host(parts), _port(parts)
    shown = f"[{host}]" if ":" in host else host
    return shown if port is None or port == _DEFAULT_PORTS.get(scheme) else f"{shown}:{port}"


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        return None


def _ascii_host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    try:
        return host.encode("ascii").decode() if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host.encode("punycode").decode("ascii", "replace")


@lru_cache(maxsize=1)
def _suffixes() -> tldextract.TLDExtract:
    # The list that came with the package: nothing is fetched at run time.
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
