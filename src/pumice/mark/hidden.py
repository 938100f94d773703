"""Blocks that the page hides from its readers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pumice.model import Block, Document, Mark, Reason, Span

_BY: Final = "hidden/2"
_PROSE: Final = 80
"""Characters from which on a block with few links is prose."""
_REVEALED: Final = 0.75
"""Where this share of all prose is hidden, a script reveals it: the attribute is evidence then, and no verdict."""


def mark_hidden(document: Document) -> Iterator[Mark]:
    """Mark each hidden block whole; below the default threshold where the page hides nearly all that it says."""
    prose = sum(_prose(block) for block in document.blocks)
    hidden = sum(_prose(block) for block in document.blocks if block.hidden)
    score, rule = (0.4, ":most-of-the-page") if prose and hidden >= _REVEALED * prose else (0.95, "")
    for index, block in enumerate(document.blocks):
        if block.hidden:
            yield Mark(Span(index, 0, len(block.text)), Reason.HIDDEN, score, None, _BY + rule)


def _prose(block: Block) -> int:
    long = len(block.text) >= _PROSE and 2 * block.link_characters < len(block.text)
    return len(block.text) if long else 0
