"""What the first pass said of a block's neighbours, as further features for the second. Start with :func:`stack`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pumice.mark.furniture_sight import Sight, Values, shifted

Floats = NDArray[np.float32]
_REACH = 4


def stack(sight: Sight, rows: Floats, first: Floats) -> Floats:
    """The features of every block, followed by what the first pass made of it and of what stands around it."""
    mass = first * np.log1p(sight.words)
    weight = np.log1p(sight.words) + 0.05
    columns: list[Values] = [first]
    columns.extend(shifted(first, offset) for offset in range(-_REACH, _REACH + 1) if offset)
    columns.extend(_smooth(mass, width) / _smooth(weight, width) for width in (2, 5, 12))
    columns.extend(_shared(sight.tree.above(level), mass, weight) for level in range(5))
    columns.append(_shared(sight.tree.shapes, mass, weight))
    columns.append(_shared(sight.tree.shapes, first, np.ones_like(first)))
    total = max(float(mass.sum()), 1e-6)
    columns.extend(
        [np.cumsum(mass) / total, 1 - (np.cumsum(mass) - mass) / total, np.full(len(first), np.log1p(total))]
    )
    columns.extend([_nearest(first > 0.5, ahead=False), _nearest(first > 0.5, ahead=True)])  # noqa: PLR2004 - even odds
    columns.append(np.full(len(first), float(first.max())))
    stacked = np.empty((rows.shape[1] + len(columns), len(first)), dtype=np.float32)
    stacked[: rows.shape[1]] = rows.T
    for number, values in enumerate(columns, rows.shape[1]):
        stacked[number] = values
    return stacked.T


def _smooth(values: Values, width: int) -> Values:
    kernel = np.concatenate([np.arange(1, width + 2), np.arange(width, 0, -1)]).astype(float)
    found: Values = np.convolve(np.pad(values.astype(float), width), kernel / kernel.sum(), mode="valid")
    return found


def _shared(groups: NDArray[np.int64], mass: Values, weight: Values) -> Values:
    size = int(groups.max()) + 1
    found = np.bincount(groups, mass, size) / np.maximum(np.bincount(groups, weight, size), 1e-6)
    shared: Values = found[groups]
    return shared


def _nearest(mask: NDArray[np.bool_], *, ahead: bool) -> Values:
    """How many blocks away the nearest block of text is, on a logarithmic scale."""
    line = mask[::-1] if ahead else mask
    index = np.arange(len(line))
    last = np.maximum.accumulate(np.where(line, index, -100))
    away = np.log1p(np.minimum(index - np.r_[-100, last[:-1]], 99))
    found: Values = away[::-1] if ahead else away
    return found
