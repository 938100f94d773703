"""What all groups of the furniture marker's features share: the blocks, measured once. Start with :func:`see`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pumice.claims import Chosen, choose
from pumice.mark.furniture_groups import GROUPS, groups_of
from pumice.mark.furniture_text import Class, count_classes, edge_classes, words_in
from pumice.mark.furniture_tree import Tree, grow_tree
from pumice.model import Block, BlockKind, Document

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
Values = NDArray[Any]
"""Numbers on their way to float32."""
Columns = dict[str, ArrayLike]
"""Features by name, one value a block."""

FAR: Final = 60
"""A word further away than this among a block's words counts as absent."""
LONG: Final = 12.0
"""Words from which on a block may be prose."""
_FEW_LINKS: Final = 0.5
"""A block with more of its text in links is no prose."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What all groups of features share.

    Attributes:
        blocks: the document's.
        tree: where they stand.
        counts: characters by class.
        words: length in words.
        links: share of the text inside links.
        prose: words outside links of blocks that look like prose, else 0.
        ends: whether the text ends as a sentence does.
        names: the different sequences of class, id, role and tag words that blocks have.
        named: which of them each block has.
        near: how near the nearest word of each group is, blocks by groups.
        first: class of the first character.
        last: class of the last character.
        chosen: the claims, judged.
    """

    document: Document
    blocks: Sequence[Block]
    tree: Tree
    counts: Floats
    words: Floats
    links: Floats
    prose: Floats
    ends: NDArray[np.bool_]
    names: Sequence[tuple[str, ...]]
    named: Sequence[int]
    near: Floats
    first: Numbers
    last: Numbers
    chosen: Chosen


def see(document: Document) -> Sight:
    """Measure the blocks once for all groups."""
    blocks = document.blocks
    texts = [block.text for block in blocks]
    counts = count_classes(texts)
    words = words_in(counts)
    lengths = np.array([len(text) for text in texts], dtype=np.float32)
    links = np.minimum(np.array([block.link_characters for block in blocks], dtype=np.float32) / lengths, 1.0)
    first, last = edge_classes(texts)
    ends = last == Class.STOP
    marks = counts[:, Class.STOP] + counts[:, Class.COMMA]
    visible = np.array([not block.hidden for block in blocks])
    is_prose = (words >= LONG) & (links < _FEW_LINKS) & (marks > 0) & visible
    prose = np.where(is_prose, words * (1 - links), 0).astype(np.float32)
    known: dict[tuple[str, ...], int] = {}
    named = [known.setdefault(block.words, len(known)) for block in blocks]
    return Sight(
        document,
        blocks,
        grow_tree(blocks),
        counts,
        words,
        links,
        prose,
        ends,
        tuple(known),
        named,
        _near(known)[named],
        first,
        last,
        choose(document.claims),
    )


def _near(known: Collection[tuple[str, ...]]) -> Floats:
    numbers: dict[str, int] = {}
    lengths = [min(len(words), FAR) for words in known]
    spoken = np.array([numbers.setdefault(word, len(numbers)) for words in known for word in words[:FAR]], np.int64)
    rows = np.repeat(np.arange(len(known)), lengths)
    distances = np.concatenate([np.arange(length) for length in lengths])
    words = _Words(spoken, rows, distances)
    return _table(words, [groups_of(word) for word in numbers], len(known))


@dataclass(frozen=True, slots=True)
class _Words:
    """All words of all rows: the number of each, its row, its distance."""

    spoken: Numbers
    rows: Numbers
    distances: Numbers


def _table(words: _Words, groups: Sequence[Sequence[int]], height: int) -> Floats:
    """Distance of the nearest word of each group, by row; ``groups`` are those of each word number."""
    spoken, rows, distances = words.spoken, words.rows, words.distances
    sizes = np.array([len(found) for found in groups], dtype=np.int64)
    starts = np.cumsum(sizes) - sizes
    flat = np.array([group for found in groups for group in found], dtype=np.int64)
    table = np.full((height, len(GROUPS)), FAR, dtype=np.float32)
    # From the furthest word to the nearest, so that what is written last, the nearest, stays.
    order = np.argsort(-distances, kind="stable")
    order = order[sizes[spoken[order]] > 0]
    times = sizes[spoken[order]]
    entry = np.repeat(order, times)
    within = np.arange(len(entry)) - np.repeat(np.cumsum(times) - times, times)
    table[rows[entry], flat[starts[spoken[entry]] + within]] = distances[entry]
    return table


def headings(sight: Sight) -> NDArray[np.bool_]:
    """Which blocks are headings."""
    return np.array([block.kind is BlockKind.HEADING for block in sight.blocks])


def shifted(values: Values, offset: int, fill: float = -1) -> Values:
    """The value of the block ``offset`` places on, ``fill`` beyond the ends."""
    moved = np.full_like(values, fill)
    if offset > 0:
        moved[:-offset] = values[offset:]
    else:
        moved[-offset:] = values[:offset]
    return moved


def signed_log(values: Numbers) -> Values:
    """Distances on a logarithmic scale, their sign kept."""
    found: Values = np.sign(values) * np.log1p(np.abs(values))
    return found
