"""Lines that became fields of the article: banner, headline, date, byline, section."""

from __future__ import annotations

from collections.abc import Iterator

from pumice.claims import choose
from pumice.model import Document, Field, Mark, Reason

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


def mark_metadata(document: Document) -> Iterator[Mark]:
    """Mark every line that states what a chosen field holds.

    The chosen claim may come from the page's head; each claim that agrees with it and stands in the text is marked.
    """
    chosen = choose(document.claims)
    for field in _FIELDS:
        for claim in chosen.agreeing(field):
            if claim.span is not None:
                yield Mark(claim.span, Reason.METADATA, 1.0, None, f"{_BY}:{field.value}")
