"""Stretches that might be in another language than their document.

Start reading at :func:`find_candidates`. A piece whose letters are mostly of another writing is a candidate whole, with
the Latin names in it; a piece in the document's own writing is one by its words; and a run of another writing inside
a piece is one by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from pumice.language.alphabet import NAMES
from pumice.language.reading import Piece, Reading
from pumice.language.vote import Home

Shape = Literal["block", "piece", "run"]

_LATIN: Final = NAMES.index("Latn")
_SENTENCE: Final = 10
"""Letters of the document's writing in a row that are no name inside a foreign sentence but text of the page."""
_CLAUSE: Final = 4
"""Words of a run from which it is a sentence rather than a name."""
_LEAST: Final = 2
"""Letters of the shortest stretch that is in a language: one alone is a sign."""

_WHOLE: Final = 0.6
"""Share of letters of one other writing from which a piece is judged whole rather than run by run."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch to be judged.

    Attributes:
        piece: where it stands; for a run, only the run.
        index: number of the piece it is in, in the document's order.
        writing: number of the writing that most of its letters are in.
        shape: whether it is all of a block's text, a piece of one, or a run inside a piece.
    """

    piece: Piece
    index: int
    writing: int
    shape: Shape


def find_candidates(reading: Reading, home: Home) -> Iterator[Candidate]:
    """Everything to be judged, in order; never two for the same characters."""
    several = _blocks_of_several(reading)
    for index, piece in enumerate(reading.pieces):
        if reading.letters[piece.last] - reading.letters[piece.first] < _LEAST:
            continue
        shape: Shape = "piece" if piece.block in several else "block"
        writing, share = reading.writing_of(piece.first, piece.last)
        if writing == home.writing:
            yield Candidate(piece, index, writing, shape)
            if share < 1.0:
                yield from _runs(reading, (piece, index), home.writing)
        elif share >= _WHOLE or home.writing not in reading.writings[piece.first : piece.last]:
            yield from _parts(reading, Candidate(piece, index, writing, shape), home.writing)
        else:
            yield from _runs(reading, (piece, index), home.writing)


def _parts(reading: Reading, whole: Candidate, own: int) -> Iterator[Candidate]:
    """A foreign stretch without what of it is in the document's writing; Latin words are names in it, and stay.

    Thai and Chinese have no full stop or no space after it, so a sentence of the text may touch what was put after it.
    """
    piece = whole.piece
    at_home = reading.writings[piece.first : piece.last] == own
    if own == _LATIN or not at_home.any():
        yield whole
        return
    sizes = np.where(at_home, (reading.ends - reading.starts)[piece.first : piece.last], 0)
    runs = np.cumsum(np.concatenate((np.ones(1, bool), at_home[1:] != at_home[:-1]))) - 1
    splits = at_home & (np.bincount(runs, sizes)[runs] >= _SENTENCE)
    for begin, end in _stretches(~splits):
        other = begin + np.flatnonzero(~at_home[begin:end])
        if len(other):
            yield _narrowed(reading, whole, (piece.first + int(other[0]), piece.first + int(other[-1]) + 1))


def _stretches(wanted: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Begin and end of each stretch of true values."""
    padded = np.concatenate((np.zeros(1, bool), wanted, np.zeros(1, bool)))
    edges = np.flatnonzero(padded[1:] != padded[:-1]).tolist()
    yield from zip(edges[::2], edges[1::2], strict=True)


def _narrowed(reading: Reading, whole: Candidate, words: tuple[int, int]) -> Candidate:
    piece, (first, last) = whole.piece, words
    if words == (piece.first, piece.last):
        return whole
    start = piece.start if first == piece.first else int(reading.starts[first])
    end = piece.end if last == piece.last else int(reading.ends[last - 1])
    shape: Shape = "run" if 2 * (last - first) < piece.last - piece.first else "piece"
    return Candidate(Piece(piece.block, start, end, first, last), whole.index, whole.writing, shape)


def _blocks_of_several(reading: Reading) -> frozenset[int]:
    seen: set[int] = set()
    return frozenset(piece.block for piece in reading.pieces if piece.block in seen or seen.add(piece.block))  # type: ignore[func-returns-value]


def _runs(reading: Reading, where: tuple[Piece, int], own: int) -> Iterator[Candidate]:
    """Runs of words in any other writing than the document's."""
    piece, index = where
    writings = reading.writings[piece.first : piece.last]
    edges = np.flatnonzero(np.diff(writings)) + 1
    for begin, end in zip((0, *edges.tolist()), (*edges.tolist(), len(writings)), strict=True):
        if writings[begin] == own:
            continue
        first, last = piece.first + begin, piece.first + end
        start, stop = int(reading.starts[first]), int(reading.ends[last - 1])
        if last == piece.last and last - first >= _CLAUSE:
            stop = piece.end  # a full stop goes with its sentence
        yield Candidate(Piece(piece.block, start, stop, first, last), index, int(writings[begin]), "run")
