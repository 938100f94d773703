"""A document as the language model reads it: words with their scores, pieces with their sums.

Start reading at :func:`read_blocks`. All words of all blocks are scored in one go; after that a piece of any length
costs one subtraction of running sums.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from pumice.language.alphabet import Codes, Indices, cut_words, encode, points_of
from pumice.language.grams import Hashes, word_hashes, word_keys
from pumice.language.model import Scores, load_model
from pumice.language.segments import cut, mask_addresses

_APART: Final = np.uint64(0x9E3779B97F4A7C15)
_SCOPE: Final = 200_000
"""Code points read at once; longer documents are read in parts, which bounds memory."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one block that is judged on its own.

    Attributes:
        block: index of the block.
        start: first code point in the block.
        end: one past the last code point.
        first: first word of the document in it.
        last: one past the last word.
    """

    block: int
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, read.

    Attributes:
        texts: the blocks.
        starts: first code point of each word, in its block.
        ends: one past its last code point.
        blocks: block of each word.
        writings: number of the writing of each word.
        keys: equal for equal words.
        whole: row of the word as a whole in the table of its writing, -1 where the model does not know it.
        sums: running sums of scores, one row more than words, by number of the writing; exact.
        letters: running sum of word lengths, one more than words.
        pieces: menu items, lines and sentences that have a word, in order.
    """

    texts: Sequence[str]
    starts: Indices
    ends: Indices
    blocks: Indices
    writings: npt.NDArray[np.uint8]
    keys: npt.NDArray[np.uint32]
    whole: Indices
    sums: dict[int, Scores]
    letters: Indices
    pieces: tuple[Piece, ...]

    def score(self, first: int, last: int, writing: int) -> Scores | None:
        """How much the words from ``first`` up to ``last`` speak for each language of a writing; None without table."""
        sums = self.sums.get(writing)
        return None if sums is None else sums[last] - sums[first]

    def writing_of(self, first: int, last: int) -> tuple[int, float]:
        """The writing that most letters of some words are in, and the share of letters that are in it."""
        lengths = self.ends[first:last] - self.starts[first:last]
        counts = np.bincount(self.writings[first:last], weights=lengths)
        best = int(counts.argmax())
        return best, float(counts[best] / max(1.0, counts.sum()))


def read_blocks(texts: Sequence[str]) -> Reading:
    """Score every word of a document and cut its blocks into pieces; addresses have no words."""
    masked = [mask_addresses(text) for text in texts]
    parts = [_read(masked, scope) for scope in _scopes(texts)]
    starts, ends, blocks, keys = (np.concatenate([part[place] for part in parts]) for place in range(4))
    writings, whole = (np.concatenate([part[place] for part in parts]) for place in (4, 5))
    sums = _running_sums([part[6] for part in parts])
    letters = np.concatenate((np.zeros(1, np.int64), np.cumsum(ends - starts)))
    pieces = _pieces(masked, (blocks, starts))
    return Reading(texts, starts, ends, blocks, writings, keys.astype(np.uint32), whole, sums, letters, pieces)


def _scopes(texts: Sequence[str]) -> list[tuple[int, int]]:
    scopes, begin, size = [], 0, 0
    for index, text in enumerate(texts):
        if size and size + len(text) > _SCOPE:
            scopes.append((begin, index))
            begin, size = index, 0
        size += len(text) + 1
    return [*scopes, (begin, len(texts))]


@dataclass(frozen=True, slots=True)
class _Scored:
    """The different words of one part.

    Attributes:
        scores: a row for each of them, by number of the writing.
        again: which of them each word of the part is.
    """

    scores: dict[int, Scores]
    again: Indices


_Part = tuple[Indices, Indices, Indices, Indices, npt.NDArray[np.uint8], Indices, _Scored]


def _read(texts: Sequence[str], scope: tuple[int, int]) -> _Part:
    chosen = texts[scope[0] : scope[1]]
    points = points_of("\n".join(chosen))
    codes = encode(points)
    starts, ends, writings = cut_words(points, codes)
    hashes = word_hashes(codes, starts, ends)
    scores, whole = _score(codes, (starts, ends, writings), hashes)
    offsets = np.cumsum([0, *(len(text) + 1 for text in chosen)])
    local = np.searchsorted(offsets, starts, side="right") - 1
    keys = word_keys(hashes).astype(np.int64)
    return starts - offsets[local], ends - offsets[local], local + scope[0], keys, writings, whole, scores


def _score(
    codes: Codes, words: tuple[Indices, Indices, npt.NDArray[np.uint8]], hashes: Hashes
) -> tuple[_Scored, Indices]:
    """Scores of the words by writing, and their rows as whole words; a word that comes again is scored once."""
    starts, ends, writings = words
    # Folding makes words of two writings alike in a few signs only, and the writing tells them apart.
    _, first, again = np.unique(hashes ^ (writings * _APART), return_index=True, return_inverse=True)
    starts, ends, writings = starts[first], ends[first], writings[first]
    scores: dict[int, Scores] = {}
    whole = np.full(len(first), -1, np.int64)
    for writing, table in load_model().items():
        own = np.flatnonzero(writings == writing)
        if len(own):
            full = np.zeros((len(first), len(table.languages)), np.int32)
            full[own], whole[own] = table.score(codes, starts[own], ends[own])
            scores[writing] = full
    return _Scored(scores, again), whole[again]


def _running_sums(parts: Sequence[_Scored]) -> dict[int, Scores]:
    """The sums take as much memory as all else together, so no second table of that size is made."""
    total = sum(len(part.again) for part in parts)
    widths = {writing: rows.shape[1] for part in parts for writing, rows in part.scores.items()}
    sums = {writing: np.zeros((total + 1, width), np.int32) for writing, width in sorted(widths.items())}
    for writing, table in sums.items():
        at = 0
        for part in parts:
            after = table[at + 1 : at + 1 + len(part.again)]
            if writing in part.scores:
                np.cumsum(part.scores[writing].take(part.again, axis=0), axis=0, out=after)
            after += table[at]
            at += len(part.again)
    return sums


def _pieces(texts: Sequence[str], words: tuple[Indices, Indices]) -> tuple[Piece, ...]:
    blocks, starts = words
    edges = np.searchsorted(blocks, np.arange(len(texts) + 1)).tolist()
    places = starts.tolist()
    found = []
    for block, text in enumerate(texts):
        low, high = edges[block], edges[block + 1]
        for start, end in cut(text) if high > low else ():
            first = bisect_left(places, start, low, high)
            last = bisect_left(places, end, first, high)
            if last > first:
                found.append(Piece(block, start, end, first, last))
    return tuple(found)
