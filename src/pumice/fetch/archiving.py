"""Pages that ask not to be archived: X-Robots-Tag and the robots meta element. Start with :func:`forbids_archiving`."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LOOKED_AT = 100_000
_META = re.compile(rb"<meta\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""(name|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_WITH_VALUE = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})


def forbids_archiving(headers: Iterable[tuple[str, str]], body: bytes, *, crawler: str) -> str | None:
    """What says noarchive to us, in words; None if nothing does.

    Args:
        headers: response headers, repeated ones apart.
        body: the page; its first 100 kB are looked at.
        crawler: the name that robots.txt files address us by.
    """
    ours = {"", "*", "robots", crawler.lower()}
    for name, value in headers:
        if name.lower() == "x-robots-tag" and _says_noarchive(value, ours):
            return f"X-Robots-Tag: {value[:100]}"
    for found in _META.finditer(body[:_LOOKED_AT]):
        named = {match[1].lower(): (match[2] or match[3] or match[4] or b"") for match in _ATTRIBUTE.finditer(found[0])}
        addressed = named.get(b"name", b"-").decode("latin-1").strip().lower()
        if addressed in ours - {""} and _says_noarchive(named.get(b"content", b"").decode("latin-1"), {""}):
            return f'<meta name="{addressed}">'
    return None


def _says_noarchive(value: str, ours: set[str]) -> bool:
    """Whether a list of directives, each part of which may be for one crawler alone, holds it for us."""
    addressed = ""
    for part in value.lower().split(","):
        name, colon, rest = part.partition(":")
        if colon and name.strip() not in _WITH_VALUE:
            addressed, directive = name.strip(), rest.strip()
        else:
            directive = part.strip()
        if directive == "noarchive" and addressed in ours:
            return True
    return False
