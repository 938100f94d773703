"""Boosted trees as plain arrays: each tree asks the same question of all blocks on each of its levels.

The arrays lie in ``furniture.npz`` (no pickles; written by scripts/train_furniture.py). Start with :class:`Forest`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


_AT_ONCE: Final = 256
"""Blocks that are judged together, so that what the trees ask of them stays in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of equal depth, eight levels at most.

    Attributes:
        features: column asked about, trees by levels.
        borders: a value above its border answers yes, trees by levels, float32 as in training.
        leaves: what each row of answers is worth, trees by 2 ** levels; the first level is the lowest bit.
        bias: what is added to the sum of all trees.
        questions: each question once, though several trees ask it: its column and its border (questions by 1).
        asked: which question each tree asks, levels by trees.
        begins: where each tree's leaves begin in ``worth``, trees by 1.
        worth: all leaves in a row, in double precision for the sum.
    """

    features: NDArray[np.int16]
    borders: Floats
    leaves: Floats
    bias: float
    questions: tuple[Numbers, Floats] = field(init=False, repr=False, compare=False)
    asked: Numbers = field(init=False, repr=False, compare=False)
    begins: Numbers = field(init=False, repr=False, compare=False)
    worth: NDArray[np.float64] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Complex numbers sort by their real part, then by the other.
        pairs = self.features.T.astype(np.complex128)
        pairs.imag = self.borders.T
        different, asked = np.unique(pairs, return_inverse=True)
        border = different.imag.astype(np.float32)[:, None]
        object.__setattr__(self, "questions", (different.real.astype(np.int64), border))
        object.__setattr__(self, "asked", asked.reshape(-1))
        object.__setattr__(self, "begins", np.arange(len(self.leaves))[:, None] * self.leaves.shape[1])
        object.__setattr__(self, "worth", self.leaves.ravel().astype(np.float64))

    def score(self, rows: Floats) -> Floats:
        """The probability for each row of features."""
        return squash(self.add_up(rows))

    def add_up(self, rows: Floats) -> Floats:
        """The log-odds for each row of features."""
        columns = rows.T
        parts = [self._add_up(columns[:, start : start + _AT_ONCE]) for start in range(0, len(rows), _AT_ONCE)]
        found: Floats = np.concatenate(parts).astype(np.float32) + np.float32(self.bias)
        return found

    def _add_up(self, columns: Floats) -> NDArray[np.float64]:
        number, levels = self.features.shape
        column, border = self.questions
        answers = (columns.take(column, axis=0, mode="clip") > border).view(np.uint8)
        asked = answers.take(self.asked, axis=0, mode="clip").reshape(levels, number, -1)
        leaf = asked[-1]
        for level in reversed(range(levels - 1)):
            leaf = leaf + leaf
            leaf |= asked[level]
        found: NDArray[np.float64] = np.ones(number) @ self.worth.take(leaf + self.begins, mode="clip")
        return found

    @classmethod
    def unpack(cls, arrays: Mapping[str, NDArray[np.generic]], name: str) -> Forest:
        """The forest that :meth:`pack` wrote under this name."""
        return cls(
            arrays[f"{name}-features"].astype(np.int16),
            arrays[f"{name}-borders"].astype(np.float32),
            arrays[f"{name}-leaves"].astype(np.float32),
            float(arrays[f"{name}-bias"].item()),
        )

    def pack(self, name: str) -> dict[str, NDArray[np.generic]]:
        """The forest as arrays for one npz file."""
        return {
            f"{name}-features": self.features,
            f"{name}-borders": self.borders,
            f"{name}-leaves": self.leaves,
            f"{name}-bias": np.array(self.bias),
        }


def squash(odds: Floats) -> Floats:
    """Probabilities from log-odds."""
    found: Floats = (1 / (1 + np.exp(-np.clip(odds, -30, 30)))).astype(np.float32)
    return found


@cache
def load_forests() -> tuple[Forest, Forest]:
    """The first pass over blocks and the second, which knows what the first said of the neighbours."""
    with files("pumice.mark").joinpath("furniture.npz").open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return Forest.unpack(arrays, "first"), Forest.unpack(arrays, "second")
