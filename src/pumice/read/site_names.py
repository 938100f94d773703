"""What a site calls itself: the names that titles carry besides the headline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pumice.read.claims_common import Seen
from pumice.read.json_ld import Node, parties_of
from pumice.text.urls import registrable_domain

_METAS: Final = frozenset({"og:site_name", "application-name", "dc.publisher"})
_LONGEST: Final = 100
"""A longer one is a sentence."""


def site_names(seen: Seen, articles: Sequence[Node]) -> list[str]:
    """Stated names of the site, and its domain with and without the suffix."""
    names = [content for name, content in seen.facts.metas if name in _METAS]
    for node in (*articles[:1], *seen.described.pages):
        names += [party.name for party in parties_of(node.get("publisher") or node.get("isPartOf"), seen.described)]
    domain = registrable_domain(seen.capture.url)
    if domain:
        names += [domain, domain.partition(".")[0], "www." + domain]
    return [name for name in dict.fromkeys(names) if len(name) <= _LONGEST]
