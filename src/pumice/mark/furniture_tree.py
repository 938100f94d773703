"""Where a block stands in the page's tree, and what stands around it there. Start with :func:`grow_tree`.

Blocks know their XPath only, so elements are the prefixes of those paths. All paths are read as one row of bytes; each
step and each prefix is known by a hash of 64 bits. What a group of blocks has in common is then a sum by number.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Key = TypeVar("Key", bound=Hashable)

DEPTH: Final = 40
"""Elements nested deeper than this are not told apart."""
LEVELS: Final = 6
"""How many elements above a block are looked at, its own included."""

_SLASH, _BRACKET = b"/["
_ODD: Final = np.uint64(0x9E3779B97F4A7C15)
_FACTOR: Final = 0x5851F42D4C957F2D
_POWERS: Final = [(np.ones(1, dtype=np.uint64), np.ones(1, dtype=np.uint64))]
"""Grows with the longest row that was met."""
_OF_STEPS: Final = np.multiply.accumulate(np.full(256, 0xD1342543DE82EF95, dtype=np.uint64))
"""What steps are multiplied with, by their depth."""


class Numbering(dict[Key, int]):
    """Numbers for what is met, in the order in which it is first met."""

    def __missing__(self, key: Key) -> int:
        number = self[key] = len(self)
        return number

    def number(self, keys: Sequence[Key]) -> Numbers:
        """The number of each."""
        return np.fromiter(map(self.__getitem__, keys), np.int64, len(keys))


@dataclass(frozen=True, slots=True)
class Tree:
    """The elements that hold blocks.

    Attributes:
        chains: element numbers of each block from the root down, levels by blocks, -1 below the block's own element.
        depths: how many elements hold each block.
        above: element of each block, 0 to ``LEVELS - 1`` steps above its own (the root where the tree ends).
        groups: the elements of ``above`` and the shapes, one below the other, with numbers of their own on each level.
        shapes: number of each block's path without positions, its nearest words included.
        twins: how many siblings of the same name each element has that hold blocks, itself included.
        ranks: how many of them stand before it.
    """

    chains: Numbers
    depths: Numbers
    above: Numbers
    groups: Numbers
    shapes: Numbers
    twins: Numbers
    ranks: Numbers

    def shared(self, blocks: Numbers) -> Numbers:
        """How many elements, from the root, each block has in common with each of these, these by blocks."""
        # Where both chains have ended they are alike too; one of the two is made to differ.
        chains = self.chains[:, blocks]
        chains[chains < 0] = -2
        return _count(self.chains[:, None, :] == chains[:, :, None])

    def shared_with_next(self) -> Numbers:
        """How many elements each block but the last has in common with the one after it."""
        return _count((self.chains[:, 1:] == self.chains[:, :-1]) & (self.chains[:, 1:] >= 0))


def _count(same: NDArray[np.bool_]) -> Numbers:
    found: Numbers = np.add.reduce(same.view(np.uint8), axis=0, dtype=np.uint8).astype(np.int64)
    return found


def grow_tree(paths: Sequence[str], words: Numbers) -> Tree:
    """The tree that the blocks' paths describe; a path that is none (plain text) hangs at the root.

    ``words`` are numbers of the words nearest to each block; they are part of its shape.
    """
    steps = _cut([path if path.startswith("/") else "" for path in paths])
    number = len(paths)
    depths = np.minimum(steps.counts + 1, DEPTH)
    tops = int(depths.max())
    prefixes, names = np.zeros((2, tops, number), dtype=np.uint64)
    kept: Numbers | slice = (steps.levels < tops).nonzero()[0] if steps.counts.max() >= tops else slice(None)
    places = steps.levels[kept] * number + steps.blocks[kept]
    prefixes.reshape(-1)[places] = steps.whole[kept]
    names.reshape(-1)[places] = steps.names[kept]
    np.cumsum(prefixes, axis=0, out=prefixes)
    held = np.arange(tops)[:, None] < depths
    # Blocks stand in the order of the page: an element begins where the block before stands in another.
    begins = held.copy()
    begins[:, 1:] &= prefixes[:, 1:] != prefixes[:, :-1]
    heads = begins.reshape(-1).nonzero()[0]
    parents = prefixes.reshape(-1).take(heads - number, mode="clip")
    families = parents * _ODD + names.reshape(-1).take(heads)
    chains = np.cumsum(begins).reshape(tops, number) - 1
    chains, families = _unite(chains, families, prefixes.reshape(-1).take(heads))
    chains[~held] = -1
    levels = np.maximum(depths - 1 - np.arange(LEVELS)[:, None], 0)
    above = chains.reshape(-1).take(levels * number + np.arange(number))
    shapes = Numbering().number((_plain(steps) + words.view(np.uint64)).tolist())
    groups = np.concatenate([above, shapes[None]])
    groups += np.arange(LEVELS + 1)[:, None] * len(families)
    return Tree(chains, depths, above, groups, shapes, *_twins(families))


@dataclass(frozen=True, slots=True)
class _Steps:
    """All steps of all paths in a row.

    Attributes:
        counts: how many steps each path has.
        blocks: to which block each step leads.
        levels: how deep each stands, from 1.
        whole: hash of each step at its level.
        names: the same without the position.
    """

    counts: Numbers
    blocks: Numbers
    levels: Numbers
    whole: Hashes
    names: Hashes


def _cut(paths: Sequence[str]) -> _Steps:
    row = np.frombuffer("".join(paths).encode("utf-8", "surrogatepass"), dtype=np.uint8)
    size = len(row)
    counts = np.fromiter([path.count("/") for path in paths], np.int64, len(paths))
    edges = ((row == _SLASH) | (row == _BRACKET)).nonzero()[0]
    is_step = row.take(edges) == _SLASH
    steps = is_step.nonzero()[0]
    begins = edges.take(steps)
    # A name ends with its step, or before the position.
    name_ends = np.append(edges, size).take(steps + 1)
    ends = np.append(begins, size)[1:]
    powers, inverse = _powers(size)
    sums = np.zeros(size + 1, dtype=np.uint64)
    np.cumsum(powers[:size] * row, out=sums[1:])
    levels = np.arange(1, len(begins) + 1) - np.repeat(np.cumsum(counts) - counts, counts)
    before = sums.take(begins)
    # As if each step stood at the beginning of the row, and then at its level.
    moved = inverse.take(begins) * _OF_STEPS.take(levels, mode="wrap")
    return _Steps(
        counts,
        np.repeat(np.arange(len(paths)), counts),
        levels,
        (sums.take(ends) - before) * moved,
        (sums.take(name_ends) - before) * moved,
    )


def _powers(size: int) -> tuple[Hashes, Hashes]:
    """What at least ``size`` bytes are multiplied with, by their place, and what undoes it (modulo 2 ** 64)."""
    powers, inverse = _POWERS[0]
    if len(powers) < size:
        factors = np.full((2, 2 * size), np.array([[_FACTOR], [pow(_FACTOR, -1, 1 << 64)]], dtype=np.uint64))
        factors[:, 0] = 1
        powers, inverse = _POWERS[0] = tuple(np.multiply.accumulate(factors, axis=1))
    return powers, inverse


def _plain(steps: _Steps) -> Hashes:
    """The hash of each path without positions."""
    sums = np.zeros(len(steps.names) + 1, dtype=np.uint64)
    np.cumsum(steps.names, out=sums[1:])
    ends = np.cumsum(steps.counts)
    found: Hashes = sums[ends] - sums[ends - steps.counts]
    return found * _ODD


def _unite(chains: Numbers, families: Hashes, prefixes: Hashes) -> tuple[Numbers, Hashes]:
    """One number for each element, also where its blocks do not stand together."""
    ordered = np.sort(prefixes)
    if not (ordered[1:] == ordered[:-1]).any():
        return chains, families
    _, first, numbers = np.unique(prefixes, return_index=True, return_inverse=True)
    order = np.argsort(first)
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(order))
    return ranks[numbers][chains], families[first[order]]


def _twins(families: Hashes) -> tuple[Numbers, Numbers]:
    """How many elements each family has, and how many of them stand before each."""
    number = len(families)
    # One number for each, its place in the lower bits: sorting it is quicker than asking for the order.
    bits = np.uint64(number.bit_length())
    sortable = np.sort(families >> bits << bits | np.arange(number, dtype=np.uint64))
    order = (sortable & ((np.uint64(1) << bits) - np.uint64(1))).view(np.int64)
    ordered = sortable >> bits
    begins = np.ones(number, dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=begins[1:])
    starts = begins.nonzero()[0]
    sizes = np.append(starts[1:], number) - starts
    twins, ranks = np.empty((2, number), dtype=np.int64)
    twins[order] = np.repeat(sizes, sizes)
    ranks[order] = np.arange(number) - np.repeat(starts, sizes)
    return twins, ranks
