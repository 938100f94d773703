"""Site memory from captures of one site. Start with :func:`learn`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pumice.errors import InputFault, UsageError
from pumice.house import build_house
from pumice.model import Capture, Document, Field, SiteProfile
from pumice.read.document import read_page, to_document
from pumice.settings import Settings
from pumice.text.dates import clear_order
from pumice.text.fingerprint import fingerprint
from pumice.text.urls import canonical_address, site_of


def learn(captures: Iterable[Capture]) -> SiteProfile:
    """What recurs on the pages of one site; the same pages in any order give the same profile.

    A page counts once, whatever the number of its captures and the tracking parameters of its address; a page that
    cannot be read counts not at all. Blocks that were met once are counted too, so that profiles of parts can be
    merged to the profile of the whole.

    Raises:
        UsageError: the captures are of several sites, or there are none.
    """
    house = build_house(Settings())
    pages: dict[str, frozenset[str]] = {}
    orders: dict[str, frozenset[str]] = {}
    sites = set()
    for capture in captures:
        sites.add(site_of(capture.url))
        try:
            document = to_document(capture, read_page(capture, house), house)
        except InputFault:
            continue
        address = canonical_address(capture.url)
        pages[address] = pages.get(address, frozenset()) | {fingerprint(block.text) for block in document.blocks}
        orders[address] = orders.get(address, frozenset()) | _orders(document)
    if len(sites) != 1:
        raise UsageError(f"a site profile is of one site, but the captures are of {sorted(sites) or 'none'}")
    counts = Counter(one for page in pages.values() for one in page)
    dates = Counter(one for page in orders.values() for one in page)
    return SiteProfile(sites.pop(), len(pages), dict(counts), dict(dates))


def _orders(document: Document) -> set[str]:
    """In which orders the page writes dates that leave no choice."""
    stated = (claim.raw for claim in document.claims if claim.field in {Field.DATE_PUBLISHED, Field.DATE_MODIFIED})
    return {order.value for raw in stated if (order := clear_order(raw)) is not None}
