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
        groups = self.meanings.groups.take(self.spoken, axis=0)
        flat = groups.reshape(-1)
        telling = (flat != NO_GROUP).nonzero()[0]
        word = telling // groups.shape[1]
        places = flat.take(telling) * np.int64(self.number) + self.rows.take(word)
        # What is written last, the nearest, stays.
        table.reshape(-1)[places] = np.minimum(self.distances.take(word), FAR)
        return table[:-1]

    def parts(self) -> Numbers:
        """The group that names furniture nearest; none where a word for the text stands nearer, or no word is near."""
        parts = self.meanings.part.take(self.spoken)
        telling = ((parts != NO_PART) & (self.distances < _NEAR)).nonzero()[0]
        found = np.full(self.number, NO_PART)
        found[self.rows.take(telling)] = parts.take(telling)
        return found

    def inside(self, meant: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which sequences lead into an element, below the page's body, that has such a word."""
        found = np.zeros(self.number, dtype=bool)
        spoken = meant.take(self.spoken)
        if spoken.any():
            telling = (spoken | self.meanings.outer.take(self.spoken)).nonzero()[0]
            found[self.rows.take(telling)] = spoken.take(telling)
        return found


def read_words(sequences: Sequence[tuple[str, ...]]) -> Said:
    """Look each word up once for all that is asked of it."""
    # The last word of the last sequence first.
    lengths = np.fromiter(map(len, sequences), np.int64, len(sequences))[::-1]
    total = int(lengths.sum())
    words = chain.from_iterable(map(reversed, reversed(sequences)))
    spoken = np.fromiter(map(LEXICON.__getitem__, words), np.int64, total)
    rows = np.repeat(np.arange(len(sequences) - 1, -1, -1), lengths)
    distances = np.repeat(np.cumsum(lengths), lengths) - np.arange(1, total + 1)
    return Said(len(sequences), spoken, rows, distances, LEXICON.meanings)
