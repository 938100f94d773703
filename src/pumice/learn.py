"""Site memory from captures of one site. Start with :func:`learn`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pumice.errors import InputFault, UsageError
from pumice.house import build_house
from pumice.model import Capture, SiteProfile
from pumice.read.document import read_page, to_document
from pumice.settings import Settings
from pumice.text.fingerprint import fingerprint
from pumice.text.urls import site_of


def learn(captures: Iterable[Capture]) -> SiteProfile:
    """What recurs on the pages of one site; the same pages in any order give the same profile.

    A page counts once, whatever the number of its captures; a page that cannot be read counts not at all.

    Raises:
        UsageError: the captures are of several sites, or there are none.
    """
    house = build_house(Settings())
    pages: dict[str, frozenset[str]] = {}
    sites = set()
    for capture in captures:
        sites.add(site_of(capture.url))
        try:
            document = to_document(capture, read_page(capture, house), house)
        except InputFault:
            continue
        pages[capture.url] = pages.get(capture.url, frozenset()) | {fingerprint(block.text) for block in document.blocks}
    if len(sites) != 1:
        raise UsageError(f"a site profile is of one site, but the captures are of {sorted(sites) or 'none'}")
    counts = Counter(one for page in pages.values() for one in page)
    recurring = {key: count for key, count in counts.items() if count > 1}
    return SiteProfile(sites.pop(), len(pages), recurring)
