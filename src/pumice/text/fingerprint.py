"""What makes two blocks of a site the same: their text but for case, digits and punctuation; their place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

_OTHER = re.compile(r"[\W_]+")
"""What is neither letter nor digit."""
_POSITION = re.compile(r"\[\d+\]")
_NEAREST = 3
_DECIMAL = re.compile(r"\d")


def bare(text: str) -> str:
    """Letters and digits only, case folded: what two copies of a line have in common."""
    return _OTHER.sub("", text.casefold())


def fingerprint(text: str) -> str:
    """16 hex digits; digits of the text count as one another, so that dates and counters do not tell copies apart."""
    key = _DECIMAL.sub("0", bare(text))
    if not key.isascii():
        key = "".join("0" if character.isdigit() else character for character in key)
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def place_of(path: str, words: Sequence[str]) -> str:
    """A block's place in its template: the path without positions, and the nearest class and id words.

    Empty for a path that is none (plain text).
    """
    return f"{_POSITION.sub('', path)} {' '.join(words[:_NEAREST])}".rstrip() if path.startswith("/") else ""
