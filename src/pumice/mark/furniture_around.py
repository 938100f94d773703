"""Features of what stands around a block: in the tree above it, in the order of the page, and among its like."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pumice.mark.furniture_sight import LONG, Columns, Measure, Sight, Values, shifted, signed_log
from pumice.mark.furniture_text import Class
from pumice.mark.furniture_tree import LEVELS
from pumice.model import Field

_SUMS: Final = ("blocks", "words", "mean", "links", "prose-share", "prose", "marks", "ends", "longest")
_OF_CLUSTERS: Final = tuple(f"{name}-{group}" for group in (*range(LEVELS), "shape") for name in _SUMS)
_ROWS: Final = 5
"""Levels of the tree on which the elements' like are counted."""
_OF_SIBLINGS: Final = tuple(f"{name}-{level}" for level in range(_ROWS) for name in ("twins", "rank"))
_SINGLE: Final = ("best", "longest", "headline", "opening")
_FIXED: Final = frozenset({"longest", "headline", "opening"})
_FURTHEST: Final = 12
_NONE: Final = 99
"""Stands for the distance to what is further away, or not there."""
_FEW_LINKS: Final = 0.3
_WIDTHS: Final = (1, 3, 6, 12)
_SMOOTHED: Final = ("free", "linked", "ends", "prose")
_OF_WINDOWS: Final = tuple(f"{name}-{width}" for width in _WIDTHS for name in _SMOOTHED)
_OF_DISTANCES: Final = ("since-prose", "until-prose", "since-heading", "until-heading")
_OFFSETS: Final = (-2, -1, 1, 2)
_OF_BESIDE: Final = tuple(f"{name}{offset:+d}" for offset in _OFFSETS for name in ("words", "links", "ends"))
_BEFORE: Final = "ends-1"
"""The end of the block before stands where the narrowest window over ends would; the model was fitted so."""
_REST: Final = [row for row, name in enumerate(_OF_BESIDE) if name != _BEFORE]
_OF_REST: Final = tuple(_OF_BESIDE[row] for row in _REST)


def of_clusters(sight: Sight) -> Columns:
    """What else stands in the elements above the block, and among the blocks of the same tags and words."""
    tree, prose = sight.tree, sight.prose
    weights = np.empty(tree.groups.shape)
    flat = tree.groups.reshape(-1)

    def total(values: Values) -> Values:
        """The sum over each block's group, for each way of grouping."""
        weights[:] = values
        return np.bincount(flat, weights.reshape(-1)).take(tree.groups)

    numbers = np.bincount(flat)
    number = numbers.take(tree.groups)
    highest = np.zeros(len(numbers))
    is_prose = prose.nonzero()[0]
    np.maximum.at(highest, tree.groups.take(is_prose, axis=1).reshape(-1), np.tile(prose[is_prose], len(tree.groups)))
    held = total(sight.words)
    content = np.maximum(held, 1e-6)
    unlinked = total(sight.words * (1 - sight.links))
    within = total(prose)
    found = np.empty((len(tree.groups), len(_SUMS), len(prose)), dtype=np.float32)
    found[:, 0] = np.log1p(number)
    found[:, 1] = np.log1p(held)
    found[:, 2] = np.log1p(unlinked / number)
    found[:, 3] = 1 - unlinked / content
    found[:, 4] = within / max(float(prose.sum()), 1e-6)
    found[:, 5] = within / content
    found[:, 6] = total(sight.counts[Class.STOP] + sight.counts[Class.COMMA]) / content
    found[:, 7] = total(sight.ends) / number
    found[:, 8] = np.log1p(highest).take(tree.groups)
    return {_OF_CLUSTERS: found.reshape(-1, len(prose))}


def of_place(sight: Sight) -> Columns:
    """Where the block stands: in the page, and from the element that holds most prose."""
    number = len(sight.blocks)
    index = np.arange(number)
    total = max(float(sight.words.sum()), 1e-6)
    prose = max(float(sight.prose.sum()), 1e-6)
    before = np.cumsum(sight.prose) - sight.prose
    return {
        "index": np.log1p(index),
        "from-end": np.log1p(number - 1 - index),
        "share": index / number,
        "words-before": (np.cumsum(sight.words) - sight.words) / total,
        "prose-before": before / prose,
        "prose-after": (prose - before - sight.prose) / prose,
        **_from_region(sight),
        _OF_DISTANCES: distances(np.array([sight.prose > 0, sight.headings])),
    }


def _from_region(sight: Sight) -> Columns:
    """Distance in the tree to the blocks that matter: see :func:`_anchors`, and the neighbours."""
    tree = sight.tree
    anchors = np.array(_anchors(sight))
    shared = tree.shared(anchors)
    up = np.minimum(tree.depths - shared, _FURTHEST)
    down = np.minimum(tree.depths[anchors][:, None] - shared, _FURTHEST)
    away = signed_log(np.arange(len(tree.depths)) - anchors[:, None])
    alike = tree.shapes == tree.shapes[anchors][:, None]
    columns: Columns = {}
    for place, name in enumerate(_SINGLE):
        columns[f"up-to-{name}"] = up[place]
        columns[f"down-to-{name}"] = down[place]
        if name in _FIXED:
            columns[f"index-from-{name}"] = away[place]
            columns[f"same-shape-as-{name}"] = alike[place]
    # The first block's neighbour before it, and the last one's after it, is the block itself.
    steps = np.zeros((2, len(tree.depths) + 1), dtype=np.int64)
    along = tree.shared_with_next()
    steps[0, 1:-1] = np.minimum(tree.depths[:-1] - along, _FURTHEST)
    steps[1, 1:-1] = np.minimum(tree.depths[1:] - along, _FURTHEST)
    columns["up-to-previous"], columns["down-to-previous"] = steps[1, :-1], steps[0, :-1]
    columns["up-to-next"], columns["down-to-next"] = steps[0, 1:], steps[1, 1:]
    return columns


def _anchors(sight: Sight) -> list[int]:
    """A block of the element with most prose of its own, the longest, the headline, the first prose."""
    own, parent, grandparent, *_ = sight.tree.above
    scores = np.zeros(len(sight.tree.twins))
    for level, elements in enumerate((own, parent, grandparent), 1):
        scores += np.bincount(elements, weights=sight.prose, minlength=len(scores)) / level
    opening = (sight.prose > 2 * LONG) & (sight.links < _FEW_LINKS)
    top = sight.headings & (sight.measures[Measure.LEVEL] == 1)
    lines = sight.lines[Field.HEADLINE]
    return [
        int(np.argmax(scores[own] + scores[parent])),
        int(np.argmax(sight.prose)),
        lines[0] if lines else int(np.argmax(top)),
        int(np.argmax(opening if opening.any() else sight.prose)),
    ]


def of_siblings(sight: Sight) -> Columns:
    """Whether the elements above the block stand in rows of their like, as comments, teasers and list items do."""
    tree = sight.tree
    found = np.log1p(np.array([tree.twins, tree.ranks]))[:, tree.above[:_ROWS]]
    return {_OF_SIBLINGS: found.swapaxes(0, 1).reshape(2 * _ROWS, -1)}


def distances(masks: NDArray[np.bool_]) -> Values:
    """Blocks back to, and on to, the nearest other block for which each mask holds, on a logarithmic scale."""
    number, length = masks.shape
    index = np.arange(length)
    before = np.maximum.accumulate(np.where(masks, index, -_NONE), axis=1)
    after = np.minimum.accumulate(np.where(masks, index, length + _NONE)[:, ::-1], axis=1)[:, ::-1]
    away = np.full((number, 2, length), _NONE)
    away[:, 0, 1:] = index[1:] - before[:, :-1]
    away[:, 1, :-1] = after[:, 1:] - index[:-1]
    found: Values = np.log1p(np.minimum(away, _NONE)).reshape(2 * number, length)
    return found


def smooth(values: NDArray[np.float64], widths: Sequence[int]) -> NDArray[np.float64]:
    """Means over the neighbourhood, the nearer the weightier; nothing stands beyond the ends.

    The result is of widths by values by blocks.
    """
    reach = max(widths)
    number, length = values.shape
    padded = np.zeros((number, length + 2 * reach))
    padded[:, reach:-reach] = values
    kernels = np.array([_kernel(width, reach) for width in widths])
    # Each value's row, moved by each offset.
    shape, strides = (number, 2 * reach + 1, length), (*padded.strides, padded.itemsize)
    moved = np.ndarray(shape, padded.dtype, padded, strides=strides)
    found: NDArray[np.float64] = (kernels @ moved.copy()).swapaxes(0, 1)
    return found


@cache
def _kernel(width: int, reach: int) -> NDArray[np.float64]:
    weights = np.maximum(width + 1 - np.abs(np.arange(-reach, reach + 1)), 0)
    kernel: NDArray[np.float64] = weights / weights.sum()
    return kernel


def of_neighbours(sight: Sight) -> Columns:
    """Text density of the neighbourhood, smoothed over windows of several widths, and the nearest blocks themselves."""
    words, ends = sight.words, sight.ends
    values = (np.log1p(words * (1 - sight.links)), np.log1p(words * sight.links), ends, np.log1p(sight.prose))
    near = np.array([np.log1p(words), sight.links, ends], dtype=np.float32)
    beside = shifted(near, _OFFSETS).reshape(len(_OF_BESIDE), -1)
    windows = smooth(np.array(values, dtype=np.float64), _WIDTHS).reshape(len(_OF_WINDOWS), -1)
    windows[_OF_WINDOWS.index(_BEFORE)] = beside[_OF_BESIDE.index(_BEFORE)]
    shapes = sight.tree.shapes
    heading = shifted(sight.headings.astype(np.float32)[None], (-1, 1))
    like_next = shapes[1:] == shapes[:-1]
    return {
        _OF_WINDOWS: windows,
        _OF_REST: beside[_REST],
        ("heading-1", "heading+1"): heading,
        "same-shape-1": np.append(False, like_next),
        "same-shape+1": np.append(like_next, False),
    }
