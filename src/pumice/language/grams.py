"""Hashes of the n-grams of words: one to five letters, with the word's edges, and whole words.

Start reading at :func:`gram_keys`. All words of a text are hashed at once; a key is 32 bits of a mixed polynomial, so
that the model's table needs no strings. Training and use share this code, so they cannot drift apart.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from pumice.language.alphabet import Codes, Indices

Keys = npt.NDArray[np.uint32]
Hashes = npt.NDArray[np.uint64]

LONGEST: Final = 6
"""Letters of the longest n-gram, edges counted; interior ones have at most one fewer."""
WHOLE: Final = 5
"""Words of at least so many letters have a key of their own; shorter ones are n-grams with two edges anyhow."""
_PLACES: Final = 64
EDGED: Final = 8
"""Added to the length of a gram with an edge to give its kind."""
WHOLE_KIND: Final = 20
_GOLDEN, _MIXER = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)


def _multipliers() -> Hashes:
    """One odd multiplier for each place in a gram: the splitmix64 sequence from 1."""
    state = (np.arange(1, _PLACES + 1, dtype=np.uint64) * _GOLDEN) & np.uint64(0xFFFFFFFFFFFFFFFF)
    state = (state ^ (state >> np.uint64(30))) * _MIXER
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (state ^ (state >> np.uint64(31))) | np.uint64(1)


MULTIPLIERS: Final = _multipliers()


def mix(hashes: Hashes, kind: int) -> Keys:
    """The 32-bit key of a polynomial hash; ``kind`` keeps grams of different lengths and edges apart."""
    mixed = hashes + np.uint64((kind * int(_GOLDEN)) & 0xFFFFFFFFFFFFFFFF)
    mixed = (mixed ^ (mixed >> np.uint64(31))) * _MIXER
    mixed = (mixed ^ (mixed >> np.uint64(29))) * _GOLDEN
    return (mixed >> np.uint64(32)).astype(np.uint32)


def gram_kinds() -> tuple[int, ...]:
    """The kinds that :func:`gram_keys` gives, in its order."""
    edged = [length + EDGED for length in range(2, LONGEST + 1)]
    return (*range(1, LONGEST), *edged, WHOLE_KIND)


def gram_keys(codes: Codes, starts: Indices, ends: Indices) -> dict[int, tuple[Keys, Indices]]:
    """Keys of all grams of some words, and the word that each belongs to, by kind of gram.

    Args:
        codes: folded codes of the text.
        starts: first code of each word.
        ends: one past the last code of each word.
    """
    if not len(starts):
        return {}
    lengths = ends - starts
    packed, owner, places = _pack(codes, starts, lengths)
    found: dict[int, tuple[Keys, Indices]] = {}
    edge = packed == 0
    hashes = np.zeros(len(packed), np.uint64)
    inside = np.zeros(len(packed), bool)
    for length in range(1, LONGEST + 1):
        count = len(packed) - length + 1
        if count <= 0:
            break
        stop = length - 1 + count
        hashes = hashes[:count] + (packed[length - 1 : stop] + np.uint64(1)) * MULTIPLIERS[length - 1]
        if length > 2:  # noqa: PLR2004 - a gram of two has no inside
            inside = inside[:count] | edge[length - 2 : length - 2 + count]
        _collect(found, (hashes, edge, inside[:count], owner), (length, count))
    _collect_whole(found, (packed[places], lengths))
    return found


def _pack(codes: Codes, starts: Indices, lengths: Indices) -> tuple[Hashes, Indices, Indices]:
    """The words behind each other with one 0 between any two and at both ends; owner of each place; places filled."""
    total = int(lengths.sum())
    begins = np.cumsum(lengths + 1) - lengths
    within = np.arange(total) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    places = np.repeat(begins, lengths) + within
    packed = np.zeros(total + len(lengths) + 1, np.uint64)
    packed[places] = codes[np.repeat(starts, lengths) + within]
    owner = np.full(len(packed), -1, np.int64)
    owner[places] = np.repeat(np.arange(len(lengths)), lengths)
    return packed, owner, places


def _collect(
    found: dict[int, tuple[Keys, Indices]],
    arrays: tuple[Hashes, npt.NDArray[np.bool_], npt.NDArray[np.bool_], Indices],
    shape: tuple[int, int],
) -> None:
    hashes, edge, inside, owner = arrays
    length, count = shape
    first, last = edge[:count], edge[length - 1 : length - 1 + count]
    whole = ~inside & (~(first & last) if length <= 2 else True)  # noqa: PLR2004 - two edges alone are no gram
    interior = whole & ~first & ~last
    if length < LONGEST:
        found[length] = mix(hashes[interior], length), owner[:count][interior]
    if length > 1:
        edged = whole & ~interior
        of = np.where(first, owner[1 : 1 + count], owner[:count])
        found[length + EDGED] = mix(hashes[edged], length + EDGED), of[edged]


def _collect_whole(found: dict[int, tuple[Keys, Indices]], words: tuple[Hashes, Indices]) -> None:
    letters, lengths = words
    long = lengths >= WHOLE
    found[WHOLE_KIND] = _whole_keys(letters, lengths)[long], np.flatnonzero(long)


def _whole_keys(letters: Hashes, lengths: Indices) -> Keys:
    return mix(_whole_hashes(letters, lengths), WHOLE_KIND)


def _whole_hashes(letters: Hashes, lengths: Indices) -> Hashes:
    begins = np.cumsum(lengths) - lengths
    places = (np.arange(len(letters)) - np.repeat(begins, lengths)) % _PLACES
    return np.add.reduceat((letters + np.uint64(1)) * MULTIPLIERS[places] * np.uint64(3), begins)


def word_hashes(codes: Codes, starts: Indices, ends: Indices) -> Hashes:
    """One number for each word, equal for words that are equal but for case and, so long are they, for no others."""
    if not len(starts):
        return np.zeros(0, np.uint64)
    lengths = ends - starts
    within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return _whole_hashes(codes[np.repeat(starts, lengths) + within].astype(np.uint64), lengths)


def word_keys(hashes: Hashes) -> Keys:
    """The keys that words of these hashes have as whole words."""
    return mix(hashes, WHOLE_KIND)
