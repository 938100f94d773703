"""What all groups of the furniture marker's features share: the blocks, measured once. Start with :func:`see`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from pumice.claims import Chosen, choose
from pumice.mark.furniture_text import Class, Texts, classes_of, count_classes, edge_classes, join_texts, words_in
from pumice.mark.furniture_tree import Numbering, Tree, grow_tree
from pumice.mark.furniture_words import Said, read_words
from pumice.model import Block, BlockKind, Document, Field

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
Values = NDArray[Any]
"""Numbers on their way to float32."""
Columns = dict[str | tuple[str, ...], Values]
"""Features by name, one value a block; several at once (their names, features by blocks) where that is quicker."""

LONG: Final = 12.0
"""Words from which on a block may be prose."""
_FEW_LINKS: Final = 0.5
"""A block with more of its text in links is no prose."""
KINDS: Final = tuple(BlockKind)
_KIND_NUMBER: Final = {kind: number for number, kind in enumerate(KINDS)}
TOLD: Final = (Field.HEADLINE, Field.DATE_PUBLISHED, Field.AUTHOR)
MODELS: Final = (Field.HEADLINE, Field.DESCRIPTION)
"""Fields with which the texts are compared."""
_LONGEST_MODEL: Final = 600
_NEAREST: Final = 4
"""Words of a block that are part of its shape."""


class Measure(IntEnum):
    """Numbers that blocks come with, as rows of :attr:`Sight.measures`."""

    LINK_CHARACTERS = 0
    LINKS = 1
    LEVEL = 2
    STRONG_CHARACTERS = 3
    MEDIA = 4
    HIDDEN = 5


@dataclass(frozen=True, slots=True)
class Sight:
    """What all groups of features share.

    Attributes:
        blocks: the document's.
        kinds: number of each block's kind in KINDS.
        measures: numbers that the blocks come with, one row for each Measure.
        hidden: whether the page hides it.
        headings: whether it is a heading.
        texts: their texts, and after them those of MODELS.
        tree: where they stand.
        counts: characters by class, classes by blocks.
        lengths: characters.
        words: length in words.
        links: share of the text inside links.
        prose: words outside links of blocks that look like prose, else 0.
        copies: a number for each different text, in the order in which they first stand.
        ends: whether the text ends as a sentence does.
        named: number of the sequence of class, id, role and tag words that each block has.
        said: what those words tell, by sequence.
        near: how near the nearest word of each group is, groups by blocks.
        first: class of the first character.
        last: class of the last character.
        chosen: the claims, judged.
        lines: the blocks that hold the headline, the date and the author, by field.
    """

    blocks: Sequence[Block]
    kinds: Numbers
    measures: Floats
    hidden: NDArray[np.bool_]
    headings: NDArray[np.bool_]
    texts: Texts
    tree: Tree
    counts: Floats
    lengths: Floats
    words: Floats
    links: Floats
    prose: Floats
    copies: Numbers
    ends: NDArray[np.bool_]
    named: Numbers
    said: Said
    near: Floats
    first: NDArray[np.uint8]
    last: NDArray[np.uint8]
    chosen: Chosen
    lines: Mapping[Field, Sequence[int]]


def see(document: Document) -> Sight:
    """Measure the blocks once for all groups."""
    blocks = document.blocks
    number = len(blocks)
    chosen = choose(document.claims)
    models = [claim.value[:_LONGEST_MODEL] if (claim := chosen.winner(field)) else "" for field in MODELS]
    texts = join_texts([*[block.text for block in blocks], *models])
    classes = classes_of(texts)
    counts = count_classes(texts, classes)[:, :number]
    first, last = (found[:number] for found in edge_classes(texts, classes))
    words = words_in(counts)
    lengths = texts.lengths[:number].astype(np.float32)
    measures = _measure(blocks)
    kinds = np.array([_KIND_NUMBER[block.kind] for block in blocks])
    hidden = measures[Measure.HIDDEN] > 0
    links = np.minimum(measures[Measure.LINK_CHARACTERS] / lengths, np.float32(1))
    marks = counts[Class.STOP] + counts[Class.COMMA]
    is_prose = (words >= LONG) & (links < _FEW_LINKS) & (marks > 0) & (~hidden)
    names = Numbering[tuple[str, ...]]()
    named = names.number([block.words for block in blocks])
    said = read_words(list(names))
    return Sight(
        blocks,
        kinds,
        measures,
        hidden,
        kinds == KINDS.index(BlockKind.HEADING),
        texts,
        grow_tree([block.path for block in blocks], _nearest(names).take(named)),
        counts,
        lengths,
        words,
        links,
        np.where(is_prose, words * (1 - links), np.float32(0)),
        Numbering[str]().number(texts.each[:number]),
        last == Class.STOP,
        named,
        said,
        said.nearest_groups().take(named, axis=1),
        first,
        last,
        chosen,
        {field: _lines(chosen, field, number) for field in TOLD},
    )


def _measure(blocks: Sequence[Block]) -> Floats:
    return np.array(
        (
            [block.link_characters for block in blocks],
            [block.links for block in blocks],
            [block.level for block in blocks],
            [block.strong_characters for block in blocks],
            [block.media for block in blocks],
            [block.hidden for block in blocks],
        ),
        dtype=np.float32,
    )


def _nearest(names: Iterable[tuple[str, ...]]) -> Numbers:
    """Numbers of the nearest words of each sequence."""
    return Numbering[tuple[str, ...]]().number([words[:_NEAREST] for words in names])


def _lines(chosen: Chosen, field: Field, number: int) -> list[int]:
    lines = (claim.span.block for claim in chosen.agreeing(field) if claim.span is not None)
    return [line for line in lines if line < number]


def shifted(values: Floats, offsets: Sequence[int]) -> Floats:
    """The values of the blocks so many places on, -1 beyond the ends: offsets by values by blocks."""
    reach = max(map(abs, offsets))
    number, length = values.shape
    padded = np.full((number, length + 2 * reach), -1, dtype=np.float32)
    padded[:, reach:-reach] = values
    return np.array([padded[:, reach + offset : reach + offset + length] for offset in offsets])


def signed_log(values: Numbers) -> Values:
    """Distances on a logarithmic scale, their sign kept."""
    found: Values = np.sign(values) * np.log1p(np.abs(values))
    return found
