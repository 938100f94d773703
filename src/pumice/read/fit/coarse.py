"""Coarse properties of letters: which of the modelled scripts, and lower case letter for letter.

Start with :func:`script_name`.
"""

from __future__ import annotations

from functools import lru_cache


def fold_case(text: str) -> str:
    """Lower case, letter for letter: Turkish ``İ`` becomes ``i``, where Python would add a combining dot."""
    return text.replace("\u0130", "i").lower()


@lru_cache(maxsize=4096)
def script_name(letter: str) -> str:
    """Coarse script of a letter by its code point: the modelled scripts by name, the others by their block of 128."""
    code = ord(letter)
    for end, name in _RANGES:
        if code < end:
            return name
    return next((name for start, end, name in _LATER if start <= code < end), str(code >> 7))


_RANGES = (
    (0x02B0, "LATIN"),
    (0x0300, "MODIFIER"),
    (0x0370, "MARK"),
    (0x0400, "GREEK"),
    (0x0530, "CYRILLIC"),
    (0x0590, "ARMENIAN"),
    (0x0600, "HEBREW"),
    (0x0700, "ARABIC"),
    (0x0750, "SYRIAC"),
    (0x0780, "ARABIC"),
    (0x0870, "WEST"),
    (0x0900, "ARABIC"),
)
_LATER = (
    (0x0E00, 0x0E80, "THAI"),
    (0x0F00, 0x1000, "TIBETAN"),
    (0x1000, 0x10A0, "MYANMAR"),
    (0x1200, 0x13A0, "ETHIOPIC"),
    (0x1E00, 0x1F00, "LATIN"),
    (0x1F00, 0x2000, "GREEK"),
    (0x2E80, 0xA4D0, "SIGN"),
    (0xAC00, 0xD800, "SIGN"),
    (0xF900, 0xFB00, "SIGN"),
    (0x20000, 0x40000, "SIGN"),
)
