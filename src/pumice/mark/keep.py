"""Marks quotations that the page itself sets as such, where they are in another language: they belong to the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pumice.language import are_twins, identify, normalise_tag
from pumice.model import BlockKind, Document, Mark, Reason, Span

BY: Final = "keep/2"


def mark_quotations(document: Document) -> Iterator[Mark]:
    """Mark each block quotation in another language than the document, tagged with its language."""
    for index, block in enumerate(document.blocks):
        if block.kind is not BlockKind.QUOTATION or document.language is None:
            continue
        declared = normalise_tag(block.language) if block.language else None
        language = identify(block.text).language or declared
        if language and not are_twins(language, document.language):
            yield Mark(Span(index, 0, len(block.text)), Reason.KEEP_QUOTATION, 0.9, language, BY)
