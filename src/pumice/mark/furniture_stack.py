"""What the first pass said of a block's neighbours, as further features for the second. Start with :func:`stack`."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from pumice.mark.furniture_around import distances, smooth
from pumice.mark.furniture_sight import Sight, Values, shifted

Floats = NDArray[np.float32]
_OFFSETS: Final = (-4, -3, -2, -1, 1, 2, 3, 4)
_WIDTHS: Final = (2, 5, 12)
_LEVELS: Final = 5
_EVEN: Final = 0.5


def stack(sight: Sight, rows: Floats, first: Floats) -> Floats:
    """The features of every block, followed by what the first pass made of it and of what stands around it."""
    lengths = np.log1p(sight.words)
    mass = first * lengths
    weight = lengths + np.float32(0.05)
    total = max(float(mass.sum()), 1e-6)
    reached = np.cumsum(mass)
    smoothed = smooth(np.array([mass, weight], dtype=np.float64), _WIDTHS)
    columns: list[Values] = [
        rows.T,
        first,
        shifted(first[None], _OFFSETS),
        smoothed[:, 0] / smoothed[:, 1],
        _shared(sight, mass, weight),
        _mean_of_shape(sight, first),
        reached / total,
        1 - (reached - mass) / total,
        np.full(len(first), np.log1p(total)),
        distances((first > _EVEN)[None]),
        np.full(len(first), first.max()),
    ]
    number = sum(values.size for values in columns) // len(first)
    stacked = np.empty((number, len(first)), dtype=np.float32)
    np.concatenate([values.reshape(-1) for values in columns], out=stacked.reshape(-1), casting="same_kind")
    return stacked.T


def _shared(sight: Sight, mass: Values, weight: Values) -> Values:
    """The share of text in the elements above each block, and among the blocks of its shape."""
    groups = sight.tree.groups
    flat = groups.reshape(-1)
    weights = np.empty((2, *groups.shape))
    weights[0], weights[1] = mass, weight
    held = np.bincount(flat, weights[0].reshape(-1)) / np.maximum(np.bincount(flat, weights[1].reshape(-1)), 1e-6)
    found: Values = held[groups[[*range(_LEVELS), -1]]]
    return found


def _mean_of_shape(sight: Sight, first: Values) -> Values:
    shapes = sight.tree.shapes
    found: Values = (np.bincount(shapes, first) / np.bincount(shapes))[shapes]
    return found
