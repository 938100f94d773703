"""Passages that stand twice on one page: a print version, a repeated teaser, the next article's opening."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from pumice.model import Block, BlockKind, Document, Mark, Reason, Span
from pumice.text.fingerprint import bare
from pumice.text.scripts import count_letters

_BY = "duplicates/2"
_LETTERS: Final = 60
"""A refrain or a label may recur; so long a passage does not."""
_PLACEHOLDER: Final = 3
"""A passage that stands so often is a placeholder (for videos, for consent), also where it stands first."""
_MAY_RECUR: Final = frozenset({BlockKind.CODE, BlockKind.TABLE_ROW, BlockKind.QUOTATION})
_QUOTED: Final = frozenset({"blockquote", "q", "cite", "quote", "bbcode_quote"})
"""A discussion quotes what it answers."""


def mark_duplicates(document: Document) -> Iterator[Mark]:
    """Mark each later occurrence of a long passage, and every occurrence of one that stands three times or more."""
    keys = [_key(block) for block in document.blocks]
    copies = Counter(keys)
    seen: set[str] = set()
    for index, (block, key) in enumerate(zip(document.blocks, keys, strict=True)):
        if key and (key in seen or copies[key] >= _PLACEHOLDER):
            yield Mark(Span(index, 0, len(block.text)), Reason.DUPLICATE, 0.9, None, _BY)
        seen.add(key)


def _key(block: Block) -> str:
    """Letters and digits of a passage that may not recur; empty for every other block."""
    if len(block.text) < _LETTERS or block.hidden or block.kind in _MAY_RECUR:
        return ""
    if count_letters(block.text) < _LETTERS or not _QUOTED.isdisjoint(block.words):
        return ""
    return bare(block.text)
