"""Characters that no text may carry: lone surrogates, NUL, C0 and C1 controls, non-characters."""

from __future__ import annotations

import re
from types import MappingProxyType

_SURROGATE = re.compile("[\ud800-\udfff]")
_UNWANTED = [code for code in (*range(32), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"]
_NON_CHARACTERS = [
    *range(0xFDD0, 0xFDF0),
    *(plane + end for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)),
]
_DROP = MappingProxyType(dict.fromkeys([*_UNWANTED, *_NON_CHARACTERS]))
_UNSAFE = re.compile("[" + "".join(map(re.escape, map(chr, _DROP))) + "\ud800-\udfff]")


def has_unsafe(text: str) -> bool:
    """Whether the text holds a character that :func:`drop_controls` or :func:`join_surrogates` would change."""
    return bool(_UNSAFE.search(text))


def join_surrogates(text: str) -> str:
    """Join surrogate pairs to the characters they stand for; a lone surrogate becomes U+FFFD."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def drop_controls(text: str) -> str:
    r"""Take out controls (but ``\n`` and ``\t``) and non-characters."""
    return text.translate(_DROP)
