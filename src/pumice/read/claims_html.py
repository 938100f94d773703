"""Claims of an HTML page. First version."""

from __future__ import annotations

from collections.abc import Sequence

from bs4 import BeautifulSoup

from pumice.model import Block, Capture, Claim
from pumice.read.claims_common import address_claims, header_claims


def claims_from_html(soup: BeautifulSoup, capture: Capture, blocks: Sequence[Block]) -> tuple[Claim, ...]:
    """Every witness for a field that a page and its capture offer."""
    del soup, blocks
    return (*address_claims(capture), *header_claims(capture))
