"""Blocks that the page hides from its readers."""

from __future__ import annotations

from collections.abc import Iterator

from pumice.model import Document, Mark, Reason, Span

_BY = "hidden/1"


def mark_hidden(document: Document) -> Iterator[Mark]:
    """Mark each hidden block whole."""
    for index, block in enumerate(document.blocks):
        if block.hidden:
            yield Mark(Span(index, 0, len(block.text)), Reason.HIDDEN, 0.95, None, _BY)
