"""Letters as the n-gram model sees them: case folded, marked with their script, everything else a boundary.

Start reading at :func:`encode`. Tables cover the Basic Multilingual Plane; characters beyond it count as boundaries.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from pumice.text.scripts import COMMON, INHERITED, SCRIPTS, STARTS

Codes = npt.NDArray[np.uint16]
Indices = npt.NDArray[np.int64]

PLANE: Final = 0x10000
APOSTROPHE: Final = 0x27
"""Belongs to a word between two letters ("l'été", "o'zbek") and is a boundary elsewhere."""
_APOSTROPHES: Final = "'’ʼʻ‘`´"

WRITINGS: Final = {
    "Arab": "Arab", "Armn": "Armn", "Beng": "Beng", "Bopo": "Hani", "Cyrl": "Cyrl", "Deva": "Deva", "Ethi": "Ethi",
    "Geor": "Geor", "Grek": "Grek", "Gujr": "Gujr", "Guru": "Guru", "Hang": "Hang", "Hani": "Hani", "Hebr": "Hebr",
    "Hira": "Hani", "Kana": "Hani", "Khmr": "Khmr", "Knda": "Knda", "Laoo": "Laoo", "Latn": "Latn", "Mlym": "Mlym",
    "Mymr": "Mymr", "Orya": "Orya", "Sinh": "Sinh", "Taml": "Taml", "Telu": "Telu", "Thaa": "Thaa", "Thai": "Thai",
    "Tibt": "Tibt",
}  # fmt: skip
"""The writing that a script belongs to: kana and Chinese characters are written together."""

NAMES: Final = (*sorted(set(WRITINGS.values())), "Zzzz")
"""Writings by number; the last one stands for scripts that no language of the model uses."""
OTHER: Final = len(NAMES) - 1
JOINS: Final = 254
"""Letters and marks of no script of their own: they never start a new word."""
NONE: Final = 255
"""No letter at all."""


@cache
def tables() -> tuple[Codes, npt.NDArray[np.uint8]]:
    """Folded code point (0 for a boundary) and number of the writing, for each code point of the plane."""
    lengths = np.diff(np.minimum(np.array((*STARTS, PLANE)), PLANE))
    scripts = np.repeat(np.arange(len(STARTS)), lengths)
    fold, writing = np.zeros(PLANE, np.uint16), np.full(PLANE, NONE, np.uint8)
    for point in range(PLANE):
        if unicodedata.category(chr(point))[0] in "LM":
            lower = ord(chr(point).lower()[0])
            fold[point] = lower if lower < PLANE else point
            script = SCRIPTS[scripts[point]]
            joins = script in {COMMON, INHERITED}
            writing[point] = JOINS if joins else NAMES.index(WRITINGS.get(script, "Zzzz"))
    for mark in _APOSTROPHES:
        fold[ord(mark)] = APOSTROPHE
    return fold, writing


LONGEST_WORD: Final = 240
"""Letters of the longest word; scripts without spaces are read in stretches of so many."""


def points_of(text: str) -> npt.NDArray[np.uint32]:
    """Code points of a text, lone surrogates included; those beyond the plane are 0."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return np.where(points < PLANE, points, np.uint32(0)).astype(np.uint32)


def encode(points: npt.NDArray[np.uint32]) -> Codes:
    """Folded codes, one for each code point; 0 is a boundary."""
    codes = tables()[0][points]
    apostrophe = codes == APOSTROPHE
    if apostrophe.any():
        before = np.concatenate((np.zeros(1, np.uint16), codes[:-1]))
        after = np.concatenate((codes[1:], np.zeros(1, np.uint16)))
        lonely = apostrophe & ((before <= APOSTROPHE) | (after <= APOSTROPHE))
        codes = np.where(lonely, np.uint16(0), codes)
    return codes


def cut_words(points: npt.NDArray[np.uint32], codes: Codes) -> tuple[Indices, Indices, npt.NDArray[np.uint8]]:
    """Starts, ends and writings of the words: stretches of letters of one writing."""
    if not len(codes):
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.uint8)
    letter = codes > 0
    writing = tables()[1][points]
    own = letter & (writing < JOINS)
    last = np.maximum.accumulate(np.where(own, np.arange(len(codes)), 0))
    carried = np.where(own[last], writing[last], JOINS)
    before = np.concatenate((np.full(1, JOINS, np.uint8), carried[:-1]))
    previous = np.concatenate((np.zeros(1, bool), letter[:-1]))
    starts = np.flatnonzero(letter & (~previous | (own & (before != writing) & (before < JOINS))))
    starts = _cut_long(starts, letter)
    following = np.concatenate((letter[1:], np.zeros(1, bool)))
    ends = np.flatnonzero(letter & ~following) + 1
    inner = starts[1:][starts[1:] > 0]
    touching = inner[letter[inner - 1]]
    ends = np.sort(np.concatenate((ends, touching)))
    first = np.minimum.reduceat(np.where(own, writing, NONE), starts) if len(starts) else np.zeros(0, np.uint8)
    return starts.astype(np.int64), ends.astype(np.int64), np.where(first < JOINS, first, OTHER).astype(np.uint8)


def _cut_long(starts: Indices, letter: npt.NDArray[np.bool_]) -> Indices:
    """More starts, so that no word is longer than :data:`LONGEST_WORD`: a megabyte without a space is many words."""
    position = np.arange(len(letter))
    begun = np.zeros(len(letter), np.int64)
    begun[starts] = starts
    within = position - np.maximum.accumulate(begun)
    return np.flatnonzero(letter & (within % LONGEST_WORD == 0) & (np.maximum.accumulate(begun) + within == position))
