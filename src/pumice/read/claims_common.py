"""Claims that need no page: what the address and the response headers say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from pumice.language import normalise_tag
from pumice.model import Capture, Claim, Field, Origin
from pumice.text.urls import address_language

_CLOCKS_APART: Final = timedelta(days=2)
"""A date this far after the capture may be another time zone or a clock that is off; later is the future."""
_LINK: Final = re.compile(r"<([^<>]{1,2000})>\s*;([^<]{0,300})")


def address_claims(capture: Capture) -> Iterator[Claim]:
    """The interface's language, where the address names one."""
    language = address_language(capture.url)
    if language:
        yield Claim(Field.INTERFACE_LANGUAGE, language, capture.url, Origin.ADDRESS, 0.6)


def header_claims(capture: Capture) -> Iterator[Claim]:
    """Content-Language, and canonical and alternate links of the Link header."""
    declared = capture.headers.get("content-language", "")
    tags = [tag for part in declared[:200].split(",") if (tag := normalise_tag(part.strip()))]
    if len(tags) == 1:
        yield Claim(Field.DECLARED_LANGUAGE, tags[0], declared, Origin.HEADER, 0.5)
    for address, rest in _LINK.findall(capture.headers.get("link", "")[:20_000]):
        if re.search(r"rel\s*=\s*\"?canonical\b", rest, re.IGNORECASE):
            yield Claim(Field.CANONICAL_URL, address, address, Origin.HEADER, 0.6)
    if re.search(r"\bnoarchive\b|\bnone\b", capture.headers.get("x-robots-tag", ""), re.IGNORECASE):
        yield Claim(Field.NO_ARCHIVE, "true", capture.headers["x-robots-tag"], Origin.HEADER, 0.9)


def is_future(value: str, seen: datetime | None) -> bool:
    """Whether an ISO date lies after the day of the capture, with room for clocks that differ."""
    return seen is not None and value[:10] > (seen + _CLOCKS_APART).date().isoformat()
