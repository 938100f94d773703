"""Lines that became fields of the article: banner, headline, date, byline, section."""

from __future__ import annotations

from collections.abc import Iterator

from pumice.claims import choose
from pumice.model import BlockKind, Document, Field, Mark, Reason, Span
from pumice.text.fingerprint import bare

_BY = "metadata/1"
_FIELDS = (
    Field.HEADLINE,
    Field.DATE_PUBLISHED,
    Field.DATE_MODIFIED,
    Field.AUTHOR,
    Field.PUBLISHER,
    Field.SECTION,
)
"""A description that also opens the text stays in the text."""
_SHORTEST = 12
"""Bytes of a headline whose copies are told from a word that happens to stand alone; an ideograph has three."""
_LONGEST = 3
_MOST_COPIES = 3
_LINES = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM})


def mark_metadata(document: Document) -> Iterator[Mark]:
    """Mark every line that states what a chosen field holds.

    The chosen claim may come from the page's head; each claim that agrees with it and stands in the text is marked.
    """
    chosen = choose(document.claims)
    told: set[int] = set()
    for field in _FIELDS:
        for claim in chosen.agreeing(field):
            if claim.span is not None:
                told.add(claim.span.block)
                yield Mark(claim.span, Reason.METADATA, 1.0, None, f"{_BY}:{field.value}")
    headline = chosen.winner(Field.HEADLINE)
    if headline is not None:
        for index in _copies(bare(headline.value), document):
            if index not in told:
                span = Span(index, 0, len(document.blocks[index].text))
                yield Mark(span, Reason.METADATA, 1.0, None, f"{_BY}:headline-again")


def _copies(headline: str, document: Document) -> list[int]:
    """Lines that say the headline again, in bold over the text or above a summary; more than a few are a refrain."""
    if len(headline.encode()) < _SHORTEST:
        return []
    found = [
        index
        for index, block in enumerate(document.blocks)
        if len(block.text) < _LONGEST * len(headline)
        and _may_open(block.text[0], headline)
        and block.kind in _LINES
        and bare(block.text) == headline
    ]
    return found if len(found) <= _MOST_COPIES else []


def _may_open(first: str, headline: str) -> bool:
    """A look at the first character spares most lines the comparison of the whole."""
    return not first.isalnum() or headline.startswith(first.casefold()[:1])
