"""The boosted decision: how likely a described candidate is a stray.

Start reading at :func:`probability`. The trees come as flat arrays; all candidates walk down all trees together, and
leaf values are whole numbers, so that the sum is the same in whatever order it is added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any, Final

import numpy as np
import numpy.typing as npt

LEAF_UNIT: Final = 1 << 20
"""Leaf values are stored in this fraction of a log-odds unit."""
_ROWS: Final = 512
"""Candidates judged at once: bounds the memory of a document of many blocks."""


@dataclass(frozen=True, slots=True)
class Trees:
    """A boosted ensemble, all trees behind each other.

    A leaf asks nothing: its threshold is infinite and both its children are itself, so walking on stays there.

    Attributes:
        roots: first node of each tree.
        feature: column that a node asks for.
        threshold: a value up to it goes left.
        children: left and right child of each node, behind each other.
        value: of a leaf, in :data:`LEAF_UNIT`.
        depth: of the deepest tree.
    """

    roots: npt.NDArray[np.int64]
    feature: npt.NDArray[np.int64]
    threshold: npt.NDArray[np.float64]
    children: npt.NDArray[np.int64]
    value: npt.NDArray[np.int64]
    depth: int


@cache
def load_trees() -> Trees:
    """The trees of ``trees.npz``, read once; plain arrays, no pickling."""
    with as_file(files("pumice.language").joinpath("trees.npz")) as path, np.load(path, allow_pickle=False) as arrays:
        return trees_of({name: arrays[name] for name in arrays.files})


def trees_of(arrays: Mapping[str, npt.NDArray[Any]]) -> Trees:
    """The ensemble that arrays as those of ``trees.npz`` hold."""
    whole = {name: arrays[name].astype(np.int64) for name in ("roots", "feature", "children", "value")}
    return Trees(**whole, threshold=arrays["threshold"].astype(np.float64), depth=int(arrays["depth"][0]))


def probability(rows: npt.NDArray[np.float64], trees: Trees) -> npt.NDArray[np.float64]:
    """How likely each row (one candidate's features) is a stray, 0 to 1."""
    odds = [_log_odds(trees, rows[begin : begin + _ROWS]) for begin in range(0, len(rows), _ROWS)]
    return 1.0 / (1.0 + np.exp(-np.concatenate(odds))) if odds else np.zeros(0)


def _log_odds(trees: Trees, rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    node = np.tile(trees.roots, len(rows))
    base = np.repeat(np.arange(len(rows)) * rows.shape[1], len(trees.roots))
    values = np.ascontiguousarray(rows).ravel()
    for _ in range(trees.depth):
        goes_right = values.take(base + trees.feature.take(node)) > trees.threshold.take(node)
        node = trees.children.take(2 * node + goes_right)
    total = trees.value.take(node).reshape(len(rows), -1).sum(axis=1)
    return np.asarray(total / LEAF_UNIT, np.float64)
