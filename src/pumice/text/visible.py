"""Invisible characters by name. Start with :func:`visible`."""

from __future__ import annotations

import unicodedata
from typing import Final

_NAMES: Final = {
    "\u00a0": "⟨NBSP⟩",
    "\u202f": "⟨NNBSP⟩",
    "\u00ad": "⟨SHY⟩",
    "\u200b": "⟨ZWSP⟩",
    "\u200c": "⟨ZWNJ⟩",
    "\u200d": "⟨ZWJ⟩",
    "\ufeff": "⟨BOM⟩",
    "\t": "⟨TAB⟩",
}
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"})


def visible(text: str) -> str:
    """The text with every invisible or unusual space, control and format character named."""
    return "".join(_NAMES.get(character) or name_unseen(character) for character in text)


def name_unseen(character: str) -> str:
    """The character, or its code point in brackets where it cannot be seen; a plain space stays."""
    if character == " " or unicodedata.category(character) not in _UNSEEN:
        return character
    return f"⟨U+{ord(character):04X}⟩"
