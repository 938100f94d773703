"""What a block's characters tell, in any script: counts by class of character, lengths in words, likeness of texts.

All blocks of a page are read as one array of code points. Start with :func:`count_classes` and :func:`repeated_share`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
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
    """Class of the first and of the last character of each text; quotes and brackets at the end are looked through.

    No text may be empty.
    """
    table = _class_table()
    edges = "".join(f"{text[:-4:-1]:\0<3}{text[0]}" for text in texts)
    classes = table[np.minimum(_points(edges), _PLANES)].reshape(len(texts), 4)
    present = np.arange(3) < np.array([len(text) for text in texts])[:, None]
    telling = present & ~np.isin(classes[:, :3], (Class.QUOTE, Class.BRACKET, Class.SPACE))
    last = classes[np.arange(len(texts)), np.argmax(telling, axis=1)]
    return classes[:, 3].astype(np.int64), last.astype(np.int64)


def code_points(texts: Sequence[str]) -> tuple[Numbers, Numbers]:
    """The code points of all texts in a row, and for each the number of its text."""
    points = _points("".join(texts)).astype(np.int64)
    return points, np.repeat(np.arange(len(texts)), [len(text) for text in texts])


def _points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Lowered:
    """Texts in lower case, read as one.

    Attributes:
        number: how many texts.
        points: their code points in a row.
        owners: for each, the number of its text.
    """

    number: int
    points: NDArray[np.uint64]
    owners: Numbers


def lowered(texts: Sequence[str]) -> Lowered:
    """Texts to be compared by :func:`repeated_share` and :func:`likeness`."""
    points, owners = code_points([text.lower() for text in texts])
    return Lowered(len(texts), points.astype(np.uint64), owners)


def repeated_share(texts: Lowered, width: int = 8) -> tuple[Floats, Floats]:
    """Share of each text that stood in an earlier text, and that stands in any other, by stretches of ``width``."""
    hashes, owners = _grams(texts, width)
    if not len(hashes):
        return np.zeros(texts.number, np.float32), np.zeros(texts.number, np.float32)
    # One number for each stretch, its text in the lower half: sorting brings copies together, the earliest first.
    ordered = np.sort(hashes << np.uint64(32) | owners.astype(np.uint64))
    owner = (ordered & np.uint64(0xFFFFFFFF)).astype(np.int64)
    is_new = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:] >> np.uint64(32), ordered[:-1] >> np.uint64(32), out=is_new[1:])
    starts = np.flatnonzero(is_new)
    lengths = np.diff(starts, append=len(ordered))
    first = np.repeat(owner[starts], lengths)
    final = np.repeat(owner[starts + lengths - 1], lengths)
    total = np.maximum(np.bincount(owners, minlength=texts.number), 1)
    earlier = np.bincount(owner[first < owner], minlength=texts.number) / total
    elsewhere = np.bincount(owner[(first < owner) | (final > owner)], minlength=texts.number) / total
    return earlier.astype(np.float32), elsewhere.astype(np.float32)


def likeness(texts: Lowered, models: Sequence[str], width: int = 3) -> list[tuple[Floats, Floats]]:
    """For each model: the share of each text that stands in it, and the share of it that stands in each text."""
    hashes, owners = _grams(texts, width)
    total = np.maximum(np.bincount(owners, minlength=texts.number), 1)
    hashes &= np.uint64(0xFFFF)
    found = []
    for model in models:
        wanted = np.unique(_grams(lowered([model]), width)[0])
        if not len(wanted) or not len(hashes):
            found.append((np.zeros(texts.number, np.float32), np.zeros(texts.number, np.float32)))
            continue
        known = np.zeros(1 << 16, dtype=bool)
        known[wanted & np.uint64(0xFFFF)] = True
        held = np.bincount(owners[known[hashes]], minlength=texts.number)
        found.append(((held / total).astype(np.float32), np.minimum(held / len(wanted), 1.0).astype(np.float32)))
    return found


def _grams(texts: Lowered, width: int) -> tuple[NDArray[np.uint64], Numbers]:
    """A hash of 32 bits for each run of ``width`` characters inside a text, and the number of the text."""
    points, owners = texts.points, texts.owners
    number = len(points) - width + 1
    if number < 1:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    hashes = np.zeros(number, dtype=np.uint64)
    for offset in range(width):
        hashes *= np.uint64(0x100000001B3)
        hashes ^= points[offset : number + offset]
    hashes *= np.uint64(0x9E3779B97F4A7C15)
    hashes >>= np.uint64(32)
    inside = owners[:number] == owners[width - 1 :]
    return hashes[inside], owners[:number][inside]


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
