"""Where a block stands in the page's tree, and what stands around it there. Start with :class:`Tree`.

Blocks know their XPath only, so elements are the prefixes of those paths. Every element gets a number; what a group
of blocks has in common is then a sum by number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pumice.model import Block

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

DEPTH: Final = 40
"""Elements nested deeper than this are not told apart."""

Place = tuple[list[int], str]
"""Numbers of the elements from the root down, and the path without positions."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The elements that hold blocks.

    Attributes:
        chains: element numbers of each block from the root down, blocks by DEPTH, -1 below the block's own element.
        depths: how many elements hold each block.
        parents: number of each element's parent, -1 for the root.
        shapes: number of each block's path without positions, its nearest words included.
        twins: how many siblings of the same name each element has that hold blocks, itself included.
        ranks: how many of them stand before it.
    """

    chains: Numbers
    depths: Numbers
    parents: Numbers
    shapes: Numbers
    twins: Numbers
    ranks: Numbers

    def above(self, level: int) -> Numbers:
        """Element of each block, ``level`` steps above its own (the root where the tree ends)."""
        position = np.maximum(self.depths - 1 - level, 0)
        found: Numbers = self.chains[np.arange(len(self.chains)), position]
        return found

    def shared(self, left: Numbers, right: Numbers) -> Numbers:
        """How many elements, from the root, hold both of two blocks."""
        same = (self.chains[left] == self.chains[right]) & (self.chains[left] >= 0)
        found: Numbers = np.cumprod(same, axis=1).sum(axis=1)
        return found


def grow_tree(blocks: Sequence[Block]) -> Tree:
    """The tree that the blocks' paths describe; a path that is none (plain text) hangs at the root."""
    numbers: dict[tuple[int, str], int] = {(-1, ""): 0}
    known: dict[str, Place] = {"": ([0], "")}
    shapes: dict[tuple[str, tuple[str, ...]], int] = {}
    chains = np.full((len(blocks), DEPTH), -1, dtype=np.int64)
    depths = np.zeros(len(blocks), dtype=np.int64)
    kinds = np.zeros(len(blocks), dtype=np.int64)
    for index, block in enumerate(blocks):
        chain, plain = known.get(block.path) or _place(block.path, known, numbers)
        chains[index, : len(chain)] = chain
        depths[index] = len(chain)
        kinds[index] = shapes.setdefault((plain, block.words[:4]), len(shapes))
    parents = np.array([parent for parent, _ in numbers], dtype=np.int64)
    return Tree(chains, depths, parents, kinds, *_twins(numbers))


def _twins(numbers: dict[tuple[int, str], int]) -> tuple[Numbers, Numbers]:
    families: dict[tuple[int, str], int] = {}
    keys = [(parent, step.partition("[")[0]) for parent, step in numbers]
    ranks = np.zeros(len(keys), dtype=np.int64)
    for number, key in enumerate(keys):
        ranks[number] = families.get(key, 0)
        families[key] = int(ranks[number]) + 1
    return np.array([families[key] for key in keys], dtype=np.int64), ranks


def _place(path: str, known: dict[str, Place], numbers: dict[tuple[int, str], int]) -> Place:
    """Elements from the root down to a path's own, by way of the paths above it that were met before."""
    missing: list[str] = []
    above = path if path.startswith("/") else ""
    while above not in known:
        above, _, step = above.rpartition("/")
        missing.append(step)
    chain, plain = known[above]
    for step in reversed(missing):
        above = f"{above}/{step}"
        plain = f"{plain}/{step.partition('[')[0]}"
        if len(chain) < DEPTH:
            chain = [*chain, numbers.setdefault((chain[-1], step), len(numbers))]
        known[above] = chain, plain
    return chain, plain
