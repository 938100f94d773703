"""Marks what belongs to the text although it is in another language: quotations, names, titles, glosses, versions."""

from __future__ import annotations

from collections.abc import Iterator

from pumice.language import are_twins, find_strays_against, identify, normalise_tag
from pumice.model import KEEPING, BlockKind, Document, Mark, Reason, Span

BY = "keep/1"


def mark_kept(document: Document) -> Iterator[Mark]:
    """Mark every foreign stretch that belongs to the text, tagged with its language."""
    for found in find_strays_against([block.text for block in document.blocks], main=document.language).spans:
        if found.kind in KEEPING:
            yield Mark(Span(found.block, found.start, found.end), found.kind, found.score, found.language, BY)
    yield from _quotations(document)


def _quotations(document: Document) -> Iterator[Mark]:
    """Blocks that the page itself sets as quotations, where they are in another language."""
    for index, block in enumerate(document.blocks):
        if block.kind is not BlockKind.QUOTATION or document.language is None:
            continue
        declared = normalise_tag(block.language) if block.language else None
        language = identify(block.text).language or declared
        if language and not are_twins(language, document.language):
            yield Mark(Span(index, 0, len(block.text)), Reason.KEEP_QUOTATION, 0.9, language, BY + ":block")
