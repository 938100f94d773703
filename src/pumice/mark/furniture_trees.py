"""Boosted trees as plain arrays: each tree asks the same question of all blocks on each of its levels.

The arrays lie in ``furniture.npz`` (no pickles; written by scripts/train_furniture.py). Start with :class:`Forest`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of equal depth.

    Attributes:
        features: column asked about, trees by levels.
        borders: a value above its border answers yes, trees by levels, float32 as in training.
        leaves: what each row of answers is worth, trees by 2 ** levels; the first level is the lowest bit.
        bias: what is added to the sum of all trees.
    """

    features: NDArray[np.int16]
    borders: Floats
    leaves: Floats
    bias: float

    def score(self, rows: Floats) -> Floats:
        """The probability for each row of features."""
        return squash(self.add_up(rows))

    def add_up(self, rows: Floats) -> Floats:
        """The log-odds for each row of features."""
        trees, levels = self.features.shape
        columns = np.ascontiguousarray(rows.T)
        answers = columns[self.features.ravel()] > self.borders.ravel()[:, None]
        answers = answers.reshape(trees, levels, len(rows))
        leaf = np.zeros((trees, len(rows)), dtype=np.int32)
        for level in range(levels):
            leaf |= answers[:, level].astype(np.int32) << level
        leaf += (np.arange(trees, dtype=np.int32) << levels)[:, None]
        found: Floats = self.leaves.ravel()[leaf].sum(axis=0, dtype=np.float64).astype(np.float32) + np.float32(
            self.bias
        )
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
