"""Features of what stands around a block: in the tree above it, in the order of the page, and among its like."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from pumice.mark.furniture_sight import LONG, Columns, Numbers, Sight, Values, headings, shifted, signed_log
from pumice.mark.furniture_text import Class
from pumice.model import BlockKind, Field

_LEVELS: Final = 6
_FIXED: Final = frozenset({"longest", "headline", "opening"})


def of_clusters(sight: Sight) -> Columns:
    """What else stands in the elements above the block, and how much of the page they hold."""
    columns: Columns = {}
    for level in range(_LEVELS):
        for name, values in _summed(sight, sight.tree.above(level)).items():
            columns[f"{name}-{level}"] = values
    return columns


def of_shape(sight: Sight) -> Columns:
    """Blocks of the same tags and words."""
    return _summed(sight, sight.tree.shapes)


def _summed(sight: Sight, groups: Numbers) -> Columns:
    size = int(groups.max()) + 1
    words, free = sight.words, sight.words * (1 - sight.links)

    def total(values: Values) -> Values:
        return np.bincount(groups, weights=values, minlength=size)

    number = total(np.ones(len(words)))
    held, unlinked, prose = total(words), total(free), total(sight.prose)
    stops = total(sight.counts[:, Class.STOP] + sight.counts[:, Class.COMMA])
    ends = total(sight.ends)
    highest = np.zeros(size)
    np.maximum.at(highest, groups, sight.prose)
    return {
        "blocks": np.log1p(number)[groups],
        "words": np.log1p(held)[groups],
        "mean": np.log1p(unlinked / np.maximum(number, 1))[groups],
        "links": (1 - unlinked / np.maximum(held, 1e-6))[groups],
        "prose-share": (prose / max(float(sight.prose.sum()), 1e-6))[groups],
        "prose": (prose / np.maximum(held, 1e-6))[groups],
        "marks": (stops / np.maximum(held, 1e-6))[groups],
        "ends": (ends / np.maximum(number, 1))[groups],
        "longest": np.log1p(highest)[groups],
    }


def of_place(sight: Sight) -> Columns:
    """Where the block stands: in the page, and from the element that holds most prose."""
    number = len(sight.blocks)
    index = np.arange(number)
    total = max(float(sight.words.sum()), 1e-6)
    prose = max(float(sight.prose.sum()), 1e-6)
    before = np.cumsum(sight.prose) - sight.prose
    columns: Columns = {
        "index": np.log1p(index),
        "from-end": np.log1p(number - 1 - index),
        "share": index / number,
        "words-before": (np.cumsum(sight.words) - sight.words) / total,
        "prose-before": before / prose,
        "prose-after": (prose - before - sight.prose) / prose,
    }
    columns.update(_from_region(sight))
    for name, mask in (("prose", sight.prose > 0), ("heading", headings(sight))):
        behind, ahead = _distances(mask)
        columns[f"since-{name}"] = np.log1p(np.minimum(behind, 99))
        columns[f"until-{name}"] = np.log1p(np.minimum(ahead, 99))
    return columns


def _from_region(sight: Sight) -> Columns:
    """Distance in the tree to the blocks that matter: see :func:`_anchors`."""
    tree, number = sight.tree, len(sight.blocks)
    index = np.arange(number)
    columns: Columns = {}
    for name, anchor in _anchors(sight).items():
        shared = tree.shared(index, anchor)
        columns[f"up-to-{name}"] = np.minimum(tree.depths - shared, 12)
        columns[f"down-to-{name}"] = np.minimum(tree.depths[anchor] - shared, 12)
        if name in _FIXED:
            columns[f"index-from-{name}"] = signed_log(index - anchor)
            columns[f"same-shape-as-{name}"] = tree.shapes == tree.shapes[anchor]
    return columns


def _anchors(sight: Sight) -> dict[str, Numbers]:
    """A block of the element with most prose of its own, the longest, the headline, the first prose, the neighbours."""
    tree, number = sight.tree, len(sight.blocks)
    index = np.arange(number)
    scores = np.zeros(len(tree.parents))
    for level in range(3):
        scores += np.bincount(tree.above(level), weights=sight.prose, minlength=len(scores)) / (1 + level)
    weight = scores[tree.above(0)] + scores[tree.above(1)]
    opening = (sight.prose > 2 * LONG) & (sight.links < 0.3)  # noqa: PLR2004 - few links
    lines = [claim.span.block for claim in sight.chosen.agreeing(Field.HEADLINE) if claim.span is not None]
    first_heading = np.array([block.kind is BlockKind.HEADING and block.level == 1 for block in sight.blocks])
    single = {
        "best": int(np.argmax(weight)),
        "longest": int(np.argmax(sight.prose)),
        "headline": lines[0] if lines and lines[0] < number else int(np.argmax(first_heading)),
        "opening": int(np.argmax(opening if opening.any() else sight.prose)),
    }
    return {
        **{name: np.full(number, block) for name, block in single.items()},
        "previous": np.maximum(index - 1, 0),
        "next": np.minimum(index + 1, number - 1),
    }


def of_siblings(sight: Sight) -> Columns:
    """Whether the elements above the block stand in rows of their like, as comments, teasers and list items do."""
    columns: Columns = {}
    for level in range(5):
        element = sight.tree.above(level)
        columns[f"twins-{level}"] = np.log1p(sight.tree.twins[element])
        columns[f"rank-{level}"] = np.log1p(sight.tree.ranks[element])
    return columns


def _distances(mask: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Blocks back to, and on to, the nearest other block for which the mask holds."""
    index = np.arange(len(mask))
    last = np.maximum.accumulate(np.where(mask, index, -1000))
    coming = np.minimum.accumulate(np.where(mask, index, len(mask) + 1000)[::-1])[::-1]
    return index - np.r_[-1000, last[:-1]], np.r_[coming[1:], len(mask) + 1000] - index


def of_neighbours(sight: Sight) -> Columns:
    """Text density of the neighbourhood, smoothed over windows of several widths, and the nearest blocks themselves."""
    free = np.log1p(sight.words * (1 - sight.links))
    linked = np.log1p(sight.words * sight.links)
    smoothed = {"free": free, "linked": linked, "ends": sight.ends, "prose": np.log1p(sight.prose)}
    columns: Columns = {}
    for width in (1, 3, 6, 12):
        kernel = np.concatenate([np.arange(1, width + 2), np.arange(width, 0, -1)]).astype(float)
        kernel /= kernel.sum()
        for name, values in smoothed.items():
            padded = np.pad(np.asarray(values, dtype=float), width)
            columns[f"{name}-{width}"] = np.convolve(padded, kernel, mode="valid")
    for offset in (-2, -1, 1, 2):
        for name, values in (("words", np.log1p(sight.words)), ("links", sight.links), ("ends", sight.ends)):
            columns[f"{name}{offset:+d}"] = shifted(np.asarray(values, dtype=np.float32), offset)
    columns["heading-1"] = shifted(headings(sight).astype(np.float32), -1)
    columns["heading+1"] = shifted(headings(sight).astype(np.float32), 1)
    columns["same-shape-1"] = shifted(sight.tree.shapes, -1, -1) == sight.tree.shapes
    columns["same-shape+1"] = shifted(sight.tree.shapes, 1, -1) == sight.tree.shapes
    return columns
