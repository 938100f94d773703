"""What the class, id, role and tag words of a page's elements tell. Start with :func:`read_words`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pumice.mark.furniture_groups import GROUPS, LEXICON, NO_GROUP, NO_PART, Meanings

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

FAR: Final = 60
"""A word further away than this among a block's words counts as absent."""
_NEAR: Final = 24
"""Words further from a block than this name no part of the page for it."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of different sequences, nearest first, all in a row from the last word of the last to the first.

    Attributes:
        number: how many sequences there are.
        spoken: the meaning of each word.
        rows: the sequence in which it stands.
        distances: how many words of the sequence are nearer.
        meanings: what the numbers of meanings mean.
    """

    number: int
    spoken: Numbers
    rows: Numbers
    distances: Numbers
    meanings: Meanings

    def nearest_groups(self) -> Floats:
        """Distance of the nearest word of each group, groups by sequences; FAR where there is none."""
        table = np.full((len(GROUPS) + 1, self.number), FAR, dtype=np.float32)
        groups = self.meanings.groups[self.spoken]
        telling = np.flatnonzero((groups != NO_GROUP) & (self.distances < FAR)[:, None])
        word = telling // groups.shape[1]
        # What is written last, the nearest, stays.
        table[groups.ravel()[telling], self.rows[word]] = self.distances[word]
        return table[:-1]

    def parts(self) -> Numbers:
        """The group that names furniture nearest; none where a word for the text stands nearer, or no word is near."""
        parts = self.meanings.part[self.spoken]
        telling = np.flatnonzero((parts != NO_PART) & (self.distances < _NEAR))
        found = np.full(self.number, NO_PART)
        found[self.rows[telling]] = parts[telling]
        return found

    def inside(self, meant: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which sequences lead into an element, below the page's body, that has such a word."""
        found = np.zeros(self.number, dtype=bool)
        spoken = meant[self.spoken]
        if spoken.any():
            telling = np.flatnonzero(spoken | self.meanings.outer[self.spoken])
            found[self.rows[telling]] = spoken[telling]
        return found


def read_words(sequences: Sequence[tuple[str, ...]]) -> Said:
    """Look each word up once for all that is asked of it."""
    lengths = np.fromiter(map(len, sequences), np.int64, len(sequences))
    total = int(lengths.sum())
    spoken = np.fromiter(map(LEXICON.__getitem__, chain.from_iterable(sequences)), np.int64, total)
    rows = np.repeat(np.arange(len(sequences)), lengths)
    distances = np.arange(total) - (np.cumsum(lengths) - lengths)[rows]
    return Said(len(sequences), spoken[::-1], rows[::-1], distances[::-1], LEXICON.meanings())
