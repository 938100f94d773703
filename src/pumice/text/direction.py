"""Which way a text runs, for what shows it beside texts that run the other way."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final, Literal

Direction = Literal["ltr", "rtl"]

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
_SAMPLE: Final = 2000
"""So many characters tell; a longer text is not of another mind further on."""


def direction(text: str) -> Direction:
    """The direction of most of its letters; left to right where it has none of its own."""
    found = _strong(text[:_SAMPLE])
    leftward = sum(1 if is_leftward else -1 for is_leftward in found)
    return "rtl" if leftward > 0 else "ltr"


def _strong(text: str) -> Iterable[bool]:
    """For each character that has a direction: whether it runs from right to left."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L" or kind in _RIGHT_TO_LEFT:
            yield kind != "L"
