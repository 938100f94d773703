"""What a block's characters tell, in any script: counts by class of character, lengths in words, likeness of texts.

All blocks of a page are read as one array of code points. Start with :func:`count_classes` and :func:`repeated_share`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import IntEnum
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

_PLANES: Final = 0x20000
"""Code points above are ideographs or symbols; the table ends there."""


class Class(IntEnum):
    """Classes of characters, as columns of :func:`count_classes`."""

    LOWER = 0
    UPPER = 1
    IDEOGRAPH = 2
    HANGUL = 3
    DIGIT = 4
    SPACE = 5
    STOP = 6
    COMMA = 7
    COLON = 8
    QUOTE = 9
    BRACKET = 10
    SYMBOL = 11
    DASH = 12
    OTHER = 13


CLASSES: Final = len(Class)

_BY_CATEGORY: Final = {
    "Lu": Class.UPPER,
    "Lt": Class.UPPER,
    "Nd": Class.DIGIT,
    "No": Class.DIGIT,
    "Nl": Class.DIGIT,
    "Pi": Class.QUOTE,
    "Pf": Class.QUOTE,
    "Ps": Class.BRACKET,
    "Pe": Class.BRACKET,
    "Pd": Class.DASH,
    "Pc": Class.DASH,
    "Po": Class.OTHER,
}
_BY_CHARACTER: Final = {
    Class.STOP: ".!?…。！？։؟۔।॥።។။．｡",
    Class.COMMA: ",;、，；،؛፣՝､",
    Class.COLON: ":：፡",
    Class.QUOTE: "\"'„‚「」『』《》〈〉",
    Class.SYMBOL: "|/\\>•·●■▪►▶→←↑↓*#@©®&_~^=+<",
}
"""Characters that mean the same in text although Unicode's categories tell them apart."""


def count_classes(texts: Sequence[str]) -> Floats:
    """How many characters of each class each text has, as an array of texts by classes."""
    points, owners = code_points(texts)
    return _counted(_class_table()[np.minimum(points, _PLANES)], owners, len(texts))


def _counted(classes: NDArray[np.uint8], owners: Numbers, number: int) -> Floats:
    flat = np.bincount(owners * CLASSES + classes, minlength=number * CLASSES)
    return flat.reshape(number, CLASSES).astype(np.float32)


def words_in(counts: Floats) -> Floats:
    """Length of each text in words, by the letters a word has on average in its script."""
    letters = counts[:, Class.LOWER] + counts[:, Class.UPPER]
    dense = counts[:, Class.IDEOGRAPH] / 1.6 + counts[:, Class.HANGUL] / 2.5
    found: Floats = (letters / 5.0 + dense + counts[:, Class.DIGIT] / 4.0).astype(np.float32)
    return found


def edge_classes(texts: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Class of the first and of the last character of each text; quotes and brackets at the end are looked through."""
    table = _class_table()
    closing = {int(Class.QUOTE), int(Class.BRACKET), int(Class.SPACE)}
    first = [int(table[min(ord(text[0]), _PLANES)]) for text in texts]
    last = []
    for text in texts:
        found = [int(table[min(ord(character), _PLANES)]) for character in text[:-4:-1]]
        last.append(next((one for one in found if one not in closing), found[0]))
    return np.array(first, dtype=np.int64), np.array(last, dtype=np.int64)


def code_points(texts: Sequence[str]) -> tuple[Numbers, Numbers]:
    """The code points of all texts in a row, and for each the number of its text."""
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    owners = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    return points, owners


def repeated_share(texts: Sequence[str], width: int = 8) -> tuple[Floats, Floats]:
    """Share of each text that stood in an earlier text, and that stands in any other, by stretches of ``width``."""
    hashes, owners = _grams(texts, width)
    if not len(hashes):
        return np.zeros(len(texts), np.float32), np.zeros(len(texts), np.float32)
    order = np.argsort(hashes, kind="stable")
    ordered, owner = hashes[order], owners[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    run = np.cumsum(np.r_[True, ordered[1:] != ordered[:-1]]) - 1
    first = owner[starts][run]
    final = owner[np.r_[starts[1:] - 1, len(ordered) - 1]][run]
    total = np.maximum(np.bincount(owners, minlength=len(texts)), 1)
    earlier = np.bincount(owner[first < owner], minlength=len(texts)) / total
    elsewhere = np.bincount(owner[(first < owner) | (final > owner)], minlength=len(texts)) / total
    return earlier.astype(np.float32), elsewhere.astype(np.float32)


def likeness(texts: Sequence[str], model: str, width: int = 3) -> tuple[Floats, Floats]:
    """Share of each text that stands in ``model``, and share of ``model`` that stands in each text."""
    wanted, _ = _grams([model], width)
    hashes, owners = _grams(texts, width)
    if not len(wanted) or not len(hashes):
        return np.zeros(len(texts), np.float32), np.zeros(len(texts), np.float32)
    wanted = np.unique(wanted)
    known = np.zeros(1 << 16, dtype=bool)
    known[wanted & 0xFFFF] = True
    hits = known[hashes & 0xFFFF]
    found = np.bincount(owners[hits], minlength=len(texts))
    total = np.maximum(np.bincount(owners, minlength=len(texts)), 1)
    return (found / total).astype(np.float32), np.minimum(found / len(wanted), 1.0).astype(np.float32)


def _grams(texts: Sequence[str], width: int) -> tuple[Numbers, Numbers]:
    """A hash for each run of ``width`` characters inside a text, and the number of the text."""
    points, owners = code_points([text.lower() for text in texts])
    if len(points) < width:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    hashes = np.zeros(len(points) - width + 1, dtype=np.uint64)
    for offset in range(width):
        piece = points[offset : len(points) - width + 1 + offset].astype(np.uint64)
        hashes = hashes * np.uint64(0x100000001B3) ^ piece
    hashes = (hashes * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32)
    inside = owners[: len(hashes)] == owners[width - 1 :]
    return hashes[inside].astype(np.int64), owners[: len(hashes)][inside]


@cache
def _class_table() -> NDArray[np.uint8]:
    """The class of each code point; the last entry stands for all beyond the table."""
    table = np.array([_class_of(chr(point)) for point in range(_PLANES)] + [Class.IDEOGRAPH], dtype=np.uint8)
    for class_, characters in _BY_CHARACTER.items():
        for character in characters:
            table[ord(character)] = class_
    return table


def _class_of(character: str) -> Class:
    point = ord(character)
    category = unicodedata.category(character)
    if category == "Lo" and (0x2E80 <= point <= 0x9FFF or 0xF900 <= point <= 0xFAFF):  # noqa: PLR2004 - Unicode's blocks
        return Class.IDEOGRAPH
    if category == "Lo" and (0xAC00 <= point <= 0xD7A3 or 0x1100 <= point <= 0x11FF):  # noqa: PLR2004 - Unicode's blocks
        return Class.HANGUL
    if category in _BY_CATEGORY:
        return _BY_CATEGORY[category]
    return {"L": Class.LOWER, "M": Class.LOWER, "S": Class.SYMBOL}.get(category[0], Class.SPACE)
