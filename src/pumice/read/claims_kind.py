"""Claims for the kind of page, from the types of what JSON-LD and microdata describe. Articles: :mod:`claims_head`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pumice.model import Claim, Field, Origin, PageType
from pumice.read.claims_common import Seen

_TYPE: Final = re.compile(r'"@type"\s*:\s*(?:\[\s*)?"(?:https?://schema\.org/)?(\w{1,60})"')
_KINDS: Final = {
    "DiscussionForumPosting": (PageType.FORUM, 0.75),
    "QAPage": (PageType.FORUM, 0.75),
    "APIReference": (PageType.DOCUMENTATION, 0.75),
    "Product": (PageType.PRODUCT, 0.6),
    "ProductGroup": (PageType.PRODUCT, 0.6),
    "CollectionPage": (PageType.LISTING, 0.55),
    "SearchResultsPage": (PageType.LISTING, 0.55),
}
"""What a type says of the page that describes such a thing, and how much that is worth. An article beside a product it
tests is an article; a posting is a forum's although schema.org counts it among the articles."""
_LONGEST: Final = 200_000


def kind_claims(seen: Seen) -> Iterator[Claim]:
    """One claim for each kind of page that some type speaks for."""
    told = {name for script in seen.facts.json_ld for name in _TYPE.findall(script[:_LONGEST]) if name in _KINDS}
    for name in sorted(told):
        kind, worth = _KINDS[name]
        yield Claim(Field.PAGE_TYPE, kind.value, name, Origin.JSON_LD, worth)
