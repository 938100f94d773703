"""Which of the articles that a page's JSON-LD describes is the page itself. Start with :func:`main_articles`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pumice.read.claims_common import Seen
from pumice.read.json_ld import Node, text_of
from pumice.read.titles import same_text
from pumice.text.urls import canonical_address

_LISTED: Final = 3
"""More headlines than this, none of them evidently the page's own, are a list of other pages."""


def main_articles(seen: Seen) -> Sequence[Node]:
    """The articles that are this page rather than something it lists, the surest first."""
    articles = seen.described.articles
    if len(articles) < 2:  # noqa: PLR2004 - nothing to choose
        return articles
    here = {canonical_address(seen.capture.url), *_canonical_links(seen)}
    titles = {same_text(text) for text in (*seen.heading_texts[:3], seen.facts.title)}

    def rank(node: Node) -> int:
        addresses = (
            text_of(node.get("url")),
            text_of(node.get("mainEntityOfPage")),
            _id_of(node.get("mainEntityOfPage")),
        )
        told = any(canonical_address(address.partition("#")[0]) in here for address in addresses if address)
        return 2 * told + (same_text(text_of(node.get("headline"))) in titles) + ("datePublished" in node)

    ranked = sorted(articles, key=rank, reverse=True)
    listing = len({text_of(node.get("headline")) for node in articles}) > _LISTED and rank(ranked[0]) < 2  # noqa: PLR2004
    return () if listing else ranked


def _canonical_links(seen: Seen) -> set[str]:
    links = (seen.absolute(link.address) for link in seen.facts.links if "canonical" in link.relations)
    return {canonical_address(link) for link in links if link}


def _id_of(value: object) -> str:
    return text_of(value.get("@id")) if isinstance(value, dict) else ""
