"""Which texts of a page are alike, by the runs of characters that they share. Start with :func:`stretches_of`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pumice.mark.furniture_text import PLANES, TAIL, Texts, join_texts

Numbers = NDArray[np.int64]
Values = NDArray[np.float64]

_SHORT: Final = 3
_LONG: Final = TAIL
_PRIME: Final = np.uint64(0x100000001B3)
_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
_HALF: Final = np.uint64(32)
_LOWER_HALF: Final = np.uint64(0xFFFFFFFF)
_SIXTEEN: Final = np.uint64(0xFFFF)
_BY_CONTEXT: Final = (ord("İ"), ord("Σ"))
"""Letters whose lower case is two characters long, or depends on what stands around them."""


@dataclass(frozen=True, slots=True)
class Stretches:
    """Hashes of 32 bits of all runs of a certain number of characters that lie inside one text, case apart.

    Attributes:
        hashes: of each run.
        owners: the number of its text.
        totals: how many runs each text has.
    """

    hashes: NDArray[np.uint64]
    owners: Numbers
    totals: Numbers

    def first(self, number: int) -> Stretches:
        """Those of the first texts."""
        end = int(np.searchsorted(self.owners, number))
        return Stretches(self.hashes[:end], self.owners[:end], self.totals[:number])

    def of(self, text: int) -> NDArray[np.uint64]:
        """The hashes of one text."""
        begin, end = np.searchsorted(self.owners, (text, text + 1)).tolist()
        return self.hashes[begin:end]


def stretches_of(texts: Texts) -> tuple[Stretches, Stretches]:
    """The short runs of characters (three), which tell likeness, and the long ones (eight), which tell copies."""
    texts, points = _lowered(texts)
    owners = texts.owners
    number = len(points) - _LONG
    hashes = points[:number].copy()
    found = []
    for offset in range(1, _LONG):
        hashes *= _PRIME
        hashes ^= points[offset : number + offset]
        if offset + 1 in {_SHORT, _LONG}:
            # What follows a run inside a text, be it the line break, is the same text's.
            inside = (owners[:number] == owners[offset + 1 : number + offset + 1]).nonzero()[0]
            mixed = hashes.take(inside)
            mixed *= _GOLDEN
            mixed >>= _HALF
            found.append(Stretches(mixed, owners.take(inside), np.maximum(texts.lengths - offset, 0)))
    return found[0], found[1]


def _lowered(texts: Texts) -> tuple[Texts, NDArray[np.uint64]]:
    """The texts and their code points, both in lower case."""
    points = texts.points
    if any((points == point).any() for point in _BY_CONTEXT):
        texts = join_texts([text.lower() for text in texts.each])
        return texts, texts.points.astype(np.uint64)
    return texts, (points + _lower_table().take(points, mode="clip")).astype(np.uint64)


def repeated_share(texts: Stretches) -> tuple[Values, Values]:
    """Share of each text that stood in an earlier text, and that stands in any other."""
    number = len(texts.totals)
    # One number for each stretch, its text in the lower half: sorting brings copies together, the earliest first.
    ordered = np.sort(texts.hashes << _HALF | texts.owners.view(np.uint64))
    halves = ordered >> _HALF
    again = np.zeros(len(ordered) + 1, dtype=bool)
    np.equal(halves[1:], halves[:-1], out=again[1:-1])
    copied = (again[1:] | again[:-1]).nonzero()[0]
    owner = (ordered.take(copied) & _LOWER_HALF).view(np.int64)
    starts = (~again.take(copied)).nonzero()[0]
    lengths = np.append(starts[1:], len(copied)) - starts
    first = np.repeat(owner[starts], lengths)
    final = np.repeat(owner[starts + lengths - 1], lengths)
    total = np.maximum(texts.totals, 1)
    earlier = np.bincount(owner[first < owner], minlength=number) / total
    elsewhere = np.bincount(owner[(first < owner) | (final > owner)], minlength=number) / total
    return earlier, elsewhere


def likeness(texts: Stretches, models: Sequence[NDArray[np.uint64]]) -> Iterator[tuple[Values, Values]]:
    """For each model (at most eight): the share of each text that stands in it, and the share of it in each text."""
    known = np.zeros(1 << 16, dtype=np.uint8)
    for number, model in enumerate(models):
        known[(model & _SIXTEEN).view(np.int64)] |= 1 << number
    found = known.take((texts.hashes & _SIXTEEN).view(np.int64))
    telling = found.nonzero()[0]
    found, owners = found.take(telling), texts.owners.take(telling)
    total = np.maximum(texts.totals, 1)
    for number, model in enumerate(models):
        held = np.bincount(owners[(found & 1 << number) > 0], minlength=len(total))
        ordered = np.sort(model)
        different = np.count_nonzero(ordered[1:] != ordered[:-1]) + 1
        yield held / total, np.minimum(held / different, 1.0)


@cache
def _lower_table() -> NDArray[np.uint32]:
    """What to add (modulo 2 ** 32) to each code point for its lower case; beyond the table there is none."""
    lower = [chr(point).lower() for point in range(PLANES)]
    moved = [ord(one) - point if len(one) == 1 else 0 for point, one in enumerate(lower)]
    return np.array([*moved, 0], dtype=np.int32).view(np.uint32)
