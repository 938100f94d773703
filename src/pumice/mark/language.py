"""Marks what is in another language than the document: stray labels, notices, paragraphs and inline fragments.

What belongs to the text although it is foreign is :mod:`pumice.mark.keep`'s.
"""

from __future__ import annotations

from collections.abc import Iterator

from pumice.language import find_strays_against
from pumice.model import STRAY, Document, Mark, Span

BY = "language/1"


def mark_strays(document: Document) -> Iterator[Mark]:
    """Mark every stray; the score says how sure, and the policy decides what is left out."""
    for found in find_strays_against([block.text for block in document.blocks], main=document.language).spans:
        if found.kind in STRAY:
            yield Mark(Span(found.block, found.start, found.end), found.kind, found.score, found.language, BY)
