"""Stretches of a document ranked against its language: the best other language of each, and by how much.

Start reading at :func:`rank`; it takes many stretches at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from pumice.language.alphabet import Indices
from pumice.language.candidates import Candidate
from pumice.language.model import UNIT, languages_of, twin_columns
from pumice.language.reading import Reading
from pumice.language.vote import Home

Numbers = npt.NDArray[np.float64]

_PLAIN: Final = -0.25 * UNIT
"""Score points a letter below which a candidate in the document's writing is plainly in its language: not described."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates against the document's language, one entry each.

    Attributes:
        first: first word.
        last: one past the last word.
        letters: letters in them.
        own: whether they are in the document's writing.
        column: best other language's column in its writing's table, -1 where the writing has no table.
        best: its score.
        home: the document's language's score, 0 in another writing.
        second: score of the best language that is neither's twin.
    """

    first: Indices
    last: Indices
    letters: Numbers
    own: npt.NDArray[np.bool_]
    column: Indices
    best: Numbers
    home: Numbers
    second: Numbers

    @property
    def gain(self) -> Numbers:
        """By how much the best other language beats the document's."""
        return self.best - self.home


@dataclass(frozen=True, slots=True)
class Ground:
    """What candidates are seen against.

    Attributes:
        reading: the document.
        home: its language.
        pieces: each of its pieces, ranked.
    """

    reading: Reading
    home: Home
    pieces: Ranking


def ground_of(reading: Reading, home: Home) -> Ground:
    """Rank every piece of a document once."""
    first = np.array([piece.first for piece in reading.pieces], np.int64)
    last = np.array([piece.last for piece in reading.pieces], np.int64)
    return Ground(reading, home, rank(reading, home, (first, last, reading.writings[first].astype(np.int64))))


def rank(reading: Reading, home: Home, spans: tuple[Indices, Indices, Indices]) -> Ranking:
    """Find the best other language of each span (first word, last word, writing)."""
    first, last, writing = spans
    size = len(first)
    column = np.full(size, -1, np.int64)
    best, at_home, second = (np.zeros(size) for _ in range(3))
    for each, sums in reading.sums.items():
        own = np.flatnonzero(writing == each)
        if not len(own):
            continue
        rows = (sums[last[own]] - sums[first[own]]).astype(float)
        twins = twin_columns(each)
        if each == home.writing and home.column >= 0:
            at_home[own] = rows[:, home.column]
            rows[:, twins[home.column]] = -np.inf
        column[own] = rows.argmax(axis=1)
        best[own] = rows.max(axis=1)
        rows[twins[column[own]]] = -np.inf
        second[own] = np.maximum(rows.max(axis=1), at_home[own])
    letters = (reading.letters[last] - reading.letters[first]).astype(float)
    return Ranking(first, last, letters, writing == home.writing, column, best, at_home, second)


def spans_of(candidates: Sequence[Candidate]) -> tuple[Indices, Indices, Indices]:
    """First words, last words and writings of candidates."""
    table = [(each.piece.first, each.piece.last, each.writing) for each in candidates]
    first, last, writing = np.array(table, np.int64).reshape(-1, 3).T
    return first, last, writing


def is_plain(ranking: Ranking) -> npt.NDArray[np.bool_]:
    """Candidates that are in the document's language beyond doubt: the cheap question, asked first."""
    return ranking.own & (ranking.gain < _PLAIN * ranking.letters)


def language_at(writing: int, column: int) -> str | None:
    """The tag at a column of a writing's table, its only language without table, None in an unknown writing."""
    languages = languages_of(writing)
    return languages[max(column, 0)] if languages else None
