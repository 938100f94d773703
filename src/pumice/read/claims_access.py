"""Claims for whether readers must pay: schema.org's isAccessibleForFree and the content tier of Open Graph.

Only what a page declares counts. Words such as "subscribers only" stand on free pages too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pumice.model import Claim, Field, Origin
from pumice.read.claims_common import Seen
from pumice.read.json_ld import Node, text_of

_FREE: Final = "isAccessibleForFree"
_TIER_NAMES: Final = frozenset({"article:content_tier", "og:article:content_tier", "content_tier", "content-tier"})
_TIERS: Final = {"free": "false", "locked": "true", "paid": "true", "metered": "true"}
"""Metered articles are free for a few readers only; publishers declare them as not free in JSON-LD too."""
_MOST_PARTS: Final = 20


def access_claims(seen: Seen, articles: Sequence[Node]) -> Iterator[Claim]:
    """Every declaration; the article's own outranks that of its parts, and that of the page around it."""
    for node in articles[:1]:
        yield from _claim(node.get(_FREE), 0.9)
        parts = node.get("hasPart")
        for part in (parts if isinstance(parts, list) else [parts])[:_MOST_PARTS]:
            # A part that is free says nothing of the whole.
            if isinstance(part, Mapping) and _reads_free(part.get(_FREE)) is False:
                yield from _claim(part.get(_FREE), 0.7)
    for page in seen.described.pages[:1]:
        yield from _claim(page.get(_FREE), 0.6)
    for name, content in seen.facts.metas:
        if name in _TIER_NAMES and content.lower() in _TIERS:
            yield Claim(Field.PAYWALL, _TIERS[content.lower()], content, Origin.OPEN_GRAPH, 0.8)
        elif name == _FREE.lower():
            yield from _claim(content, 0.7, Origin.META)


def _claim(value: object, weight: float, origin: Origin = Origin.JSON_LD) -> Iterator[Claim]:
    free = _reads_free(value)
    if free is not None:
        yield Claim(Field.PAYWALL, "false" if free else "true", str(value)[:100], origin, weight)


def _reads_free(value: object) -> bool | None:
    """A boolean as publishers write it: true, "False", "http://schema.org/True"; None for anything else."""
    if isinstance(value, bool):
        return value
    word = text_of(value).rpartition("/")[2].lower()
    return {"true": True, "false": False}.get(word)
