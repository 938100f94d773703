"""A bounded sample of a document, spread evenly over it: enough to tell most documents' language.

Start reading at :func:`sample_of`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pumice.language.vote import CAP, LABEL

SIZE: Final = 2_400
"""Code points of a sample, about: twenty pieces with a full vote."""
MOST: Final = 100_000
"""Code points of the largest sample, which a document is judged by that leaves its language open."""
_SPAN: Final = 2 * CAP
"""Code points of one block, where there are blocks enough: more letters of one piece would not count."""

Votes = tuple[list[str], list[float] | None]
"""Texts, and the weight of each."""


def voters_of(blocks: Sequence[str], weights: Sequence[float] | None) -> Votes:
    """All different blocks that have weight; of a very long document, a large sample of them."""
    voters = _distinct(blocks, weights)
    is_long = sum(len(blocks[index]) for index in voters) > MOST
    return _spread(blocks, weights, (voters, MOST)) if is_long else _chosen(blocks, weights, voters)


def sample_of(blocks: Sequence[str], weights: Sequence[float] | None) -> Votes:
    """Heads of some blocks that have weight, in order; what is too short to hold more than a label is left out."""
    voters = [index for index in _distinct(blocks, weights) if len(blocks[index]) >= LABEL]
    return _spread(blocks, weights, (voters, SIZE))


def _distinct(blocks: Sequence[str], weights: Sequence[float] | None) -> list[int]:
    """Blocks that have weight, without copies of others: what a page repeats is no more of its text for that."""
    first: dict[str, int] = {}
    for index, text in enumerate(blocks):
        if not weights or weights[index] > 0:
            first.setdefault(text, index)
    return list(first.values())


def _spread(blocks: Sequence[str], weights: Sequence[float] | None, wanted: tuple[Sequence[int], int]) -> Votes:
    """About so many code points of these blocks, by number."""
    indexes, size = wanted
    span = max(_SPAN, size // max(1, len(indexes)))
    step = max(1.0, sum(min(span, len(blocks[index])) for index in indexes) / size)
    places = (int(place * step) for place in range(int(len(indexes) / step)))
    texts, shares = _chosen(blocks, weights, [indexes[place] for place in places])
    return [_head(text, span) for text in texts], shares


def _chosen(blocks: Sequence[str], weights: Sequence[float] | None, indexes: Sequence[int]) -> Votes:
    shares = [weights[index] for index in indexes] if weights else None
    return [blocks[index] for index in indexes], shares


def _head(text: str, span: int) -> str:
    """The first code points of a text, without a word that is cut."""
    if len(text) <= span:
        return text
    head = text[:span]
    return head[: head.rfind(" ") + 1] or head
