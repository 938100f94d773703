"""Passages that stand twice on one page: a print version, a repeated teaser, the next article's opening."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pumice.model import BlockKind, Document, Mark, Reason, Span
from pumice.text.scripts import count_letters

_BY = "duplicates/1"
_LETTERS: Final = 60
"""A refrain or a label may recur; so long a passage does not."""


def mark_duplicates(document: Document) -> Iterator[Mark]:
    """Mark each later occurrence of a long passage."""
    seen: set[str] = set()
    for index, block in enumerate(document.blocks):
        if block.hidden or block.kind is BlockKind.CODE or count_letters(block.text) < _LETTERS:
            continue
        key = "".join(character for character in block.text.casefold() if character.isalnum())
        if key in seen:
            yield Mark(Span(index, 0, len(block.text)), Reason.DUPLICATE, 0.9, None, _BY)
        seen.add(key)
