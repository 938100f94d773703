"""Claims from the response's headers: Content-Language, Last-Modified, Link, X-Robots-Tag.

Servers write most of them for whole sites, so they are weak witnesses: whatever the page itself says counts more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urljoin

from pumice.language import normalise_tag
from pumice.model import Capture, Claim, Field, Origin

_LINK: Final = re.compile(r"<([^<>]{1,2000})>\s*;([^<]{0,300})")
_RELATION: Final = re.compile(r"rel\s*=\s*\"?([^\";,]+)", re.IGNORECASE)
_HREFLANG: Final = re.compile(r"hreflang\s*=\s*\"?([\w-]+)", re.IGNORECASE)
_NO_ARCHIVE: Final = re.compile(r"\bnoarchive\b|\bnone\b", re.IGNORECASE)
_LONGEST_LINKS: Final = 20_000
_MOST_LINKS: Final = 100
_STORED: Final = timedelta(hours=1)
"""A page that was modified so shortly before it was served was put together for the request."""


def header_claims(capture: Capture) -> Iterator[Claim]:
    """Every witness among the headers."""
    declared = capture.headers.get("content-language", "")
    tags = [tag for part in declared[:200].split(",") if (tag := normalise_tag(part.strip()))]
    if len(tags) == 1:
        yield Claim(Field.DECLARED_LANGUAGE, tags[0], declared, Origin.HEADER, 0.5)
    yield from _link_claims(capture)
    yield from _modified_claims(capture)
    robots = capture.headers.get("x-robots-tag", "")
    if _NO_ARCHIVE.search(robots):
        yield Claim(Field.NO_ARCHIVE, "true", robots, Origin.HEADER, 0.9)


def _link_claims(capture: Capture) -> Iterator[Claim]:
    for raw, parameters in _LINK.findall(capture.headers.get("link", "")[:_LONGEST_LINKS])[:_MOST_LINKS]:
        relation, address = _RELATION.search(parameters), _absolute(capture.url, raw)
        relations = relation[1].lower().split() if relation else []
        language = _HREFLANG.search(parameters)
        tag = normalise_tag(language[1]) if language else None
        if address and "canonical" in relations:
            yield Claim(Field.CANONICAL_URL, address, raw, Origin.HEADER, 0.6)
        elif address and tag and "alternate" in relations:
            yield Claim(Field.TRANSLATION, address, raw, Origin.HEADER, 0.7, detail=tag)


def _absolute(base: str, address: str) -> str | None:
    try:
        joined = urljoin(base, address.strip())
    except ValueError:
        return None
    return joined if joined.startswith(("http://", "https://")) else None


def _modified_claims(capture: Capture) -> Iterator[Claim]:
    """Last-Modified, where the server kept the page rather than made it for the request."""
    raw = capture.headers.get("last-modified", "")[:100]
    modified = _moment(raw)
    if modified is None:
        return
    served = _moment(capture.headers.get("date", "")[:100]) or capture.fetched_at
    doubt = "unchecked" if served is None else "served-then" if modified > served - _STORED else ""
    value = modified.astimezone(UTC).isoformat(timespec="seconds")
    yield Claim(Field.DATE_MODIFIED, value, raw, Origin.HEADER, 0.0 if doubt else 0.1, detail=doubt)


def _moment(stated: str) -> datetime | None:
    """A moment as HTTP writes it; one without a zone is in UTC."""
    try:
        moment = parsedate_to_datetime(stated)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
