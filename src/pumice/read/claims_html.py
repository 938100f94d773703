"""Every witness for a field that an HTML page offers. Start with :func:`claims_from_html`.

What the markup states is gathered once (:mod:`facts`), then read by its kind: the head and JSON-LD
(:mod:`claims_head`), elements with microdata, times and authors (:mod:`claims_elements`), and the lines a reader sees
(:mod:`claims_visible`). Nothing is decided here; :mod:`pumice.claims` chooses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from bs4 import BeautifulSoup

from pumice.model import Block, Capture, Claim, DayOrder, Field
from pumice.read.bylines import weigh_authors
from pumice.read.claims_access import access_claims
from pumice.read.claims_common import Seen, address_claims, cut_claims
from pumice.read.claims_elements import element_claims
from pumice.read.claims_far import far_author_claims, far_date_claims
from pumice.read.claims_head import head_claims
from pumice.read.claims_headers import header_claims
from pumice.read.claims_image import image_claims
from pumice.read.claims_kind import kind_claims
from pumice.read.claims_labels import label_claims
from pumice.read.claims_recipe import recipe_claims
from pumice.read.claims_subtitle import subtitle_claims
from pumice.read.claims_switch import switch_claims
from pumice.read.claims_visible import visible_claims
from pumice.read.dating import settle_dates
from pumice.read.facts import Facts
from pumice.read.headlines import weigh_headlines
from pumice.read.html import gather_facts
from pumice.read.main_article import main_articles
from pumice.read.signatures import signature_claims

_ENOUGH: Final = 0.3
"""A date or author believed this much needs no search through the rest of the page."""


def claims_from_html(
    soup: BeautifulSoup, capture: Capture, blocks: Sequence[Block], *, order: DayOrder | None = None
) -> tuple[Claim, ...]:
    """Every witness for a field that a page and its capture offer; ``order`` as for :func:`settle_dates`."""
    return claims_from_facts(gather_facts(soup), capture, blocks, order=order)


def claims_from_facts(
    facts: Facts, capture: Capture, blocks: Sequence[Block], *, order: DayOrder | None = None
) -> tuple[Claim, ...]:
    """The same from what was gathered before."""
    seen = Seen(capture, facts, tuple(blocks))
    articles = main_articles(seen)
    claims = [
        *cut_claims(facts),
        *recipe_claims(seen),
        *address_claims(capture),
        *header_claims(capture),
        *head_claims(seen, articles),
        *kind_claims(seen),
        *image_claims(seen, articles),
        *access_claims(seen, articles),
        *subtitle_claims(seen, articles),
        *element_claims(seen),
        *visible_claims(seen, articles),
        *label_claims(seen),
        *signature_claims(seen.blocks),
        *switch_claims(seen),
    ]
    if not _is_told(claims, Field.DATE_PUBLISHED):
        claims += far_date_claims(seen)
    if not _is_told((claim for claim in claims if " " in claim.value or not claim.value.isascii()), Field.AUTHOR):
        claims += far_author_claims(seen)
    return settle_dates(weigh_headlines(weigh_authors(claims, seen), seen), order)


def _is_told(claims: Iterable[Claim], field: Field) -> bool:
    """Whether a field is told well enough that the rest of the page need not be searched."""
    return any(claim.field is field and claim.weight >= _ENOUGH for claim in claims)
