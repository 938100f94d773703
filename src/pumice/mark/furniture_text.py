"""What a block's characters tell, in any script: counts by class of character, lengths in words, first and last.

All blocks of a page are read as one array of code points. Start with :func:`join_texts`.
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
Values = NDArray[np.float64]

PLANES: Final = 0x20000
"""Code points above are ideographs or symbols, without case; the tables end there."""
TAIL: Final = 8
"""Line breaks after the last text, so that whoever looks so far ahead stays inside the row."""


_FINAL: Final = np.arange(3)[:, None]
"""How far from the end of a text its last character is looked for."""


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
_LOOKED_THROUGH: Final = np.isin(np.arange(CLASSES), (Class.QUOTE, Class.BRACKET, Class.SPACE))


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts that are read as one row of code points.

    Attributes:
        each: the texts.
        points: their code points; each text is followed by a line break, the last by enough for the widest stretch.
        owners: for each, the number of its text; that of the closing line breaks is the number of texts.
        starts: where each text starts.
        lengths: code points of each text.
    """

    each: Sequence[str]
    points: NDArray[np.uint32]
    owners: Numbers
    starts: Numbers
    lengths: Numbers


def join_texts(each: Sequence[str]) -> Texts:
    """Texts to be counted and compared, none of which may be empty where its edges are asked for."""
    number = len(each)
    lengths = np.fromiter(map(len, each), np.int64, number)
    joined = "\n".join(each) + "\n" * (1 + TAIL)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    held = np.append(lengths + 1, TAIL)
    return Texts(each, points, np.repeat(np.arange(number + 1), held), np.cumsum(held)[:-1] - held[:-1], lengths)


def classes_of(texts: Texts) -> NDArray[np.uint8]:
    """The class of each code point."""
    return _class_table().take(texts.points, mode="clip")


def count_classes(texts: Texts, classes: NDArray[np.uint8]) -> Floats:
    """How many characters of each class each text has, as an array of classes by texts."""
    number = len(texts.each) + 1
    places = classes * np.int64(number)
    places += texts.owners
    counts = np.bincount(places, minlength=CLASSES * number).astype(np.float32).reshape(CLASSES, number)[:, :-1]
    counts[Class.SPACE] -= 1  # the line break after each text
    return counts


def words_in(counts: Floats) -> Floats:
    """Length of each text in words, by the letters a word has on average in its script."""
    letters = counts[Class.LOWER] + counts[Class.UPPER]
    dense = counts[Class.IDEOGRAPH] / 1.6 + counts[Class.HANGUL] / 2.5
    found: Floats = (letters / 5.0 + dense + counts[Class.DIGIT] / 4.0).astype(np.float32)
    return found


def edge_classes(texts: Texts, classes: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Class of the first and of the last character of each text; quotes and brackets at the end are looked through."""
    last = texts.starts + texts.lengths - 1
    final = classes[np.maximum(last - _FINAL, texts.starts)]
    # Where all three are looked through, the very last one tells.
    telling = np.argmax(~_LOOKED_THROUGH[final], axis=0)
    return classes[texts.starts], final[telling, np.arange(len(last))]


def holding(texts: Texts, character: str) -> NDArray[np.bool_]:
    """Which texts hold a character."""
    found = np.zeros(len(texts.each), dtype=bool)
    found[texts.owners.take((texts.points == ord(character)).nonzero()[0])] = True
    return found


def ends_in_dots(texts: Texts) -> NDArray[np.bool_]:
    """Which texts end in three dots, or in the one character for them."""
    last = texts.starts + texts.lengths - 1
    final = texts.points[np.maximum(last - _FINAL, texts.starts)]
    dotted = (final == ord(".")).all(axis=0) & (texts.lengths >= len(_FINAL))
    found: NDArray[np.bool_] = dotted | (final[0] == ord("…"))
    return found


@cache
def _class_table() -> NDArray[np.uint8]:
    """The class of each code point; the last entry stands for all beyond the table."""
    table = np.array([_class_of(chr(point)) for point in range(PLANES)] + [Class.IDEOGRAPH], dtype=np.uint8)
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
