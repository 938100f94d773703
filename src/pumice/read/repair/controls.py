"""Characters that no text may carry: lone surrogates, NUL, C0 and C1 controls, non-characters."""

from __future__ import annotations

import re
from types import MappingProxyType

from pumice.read.repair.charsets import to_characters

_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAKS = MappingProxyType(dict.fromkeys((0x0B, 0x0C, 0x0D), " "))
_NON_CHARACTERS = (
    *range(0xFDD0, 0xFDF0),
    *(plane + end for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)),
)
_CONTROLS = tuple(code for code in (*range(32), *range(0x7F, 0xA0)) if chr(code) not in "\n\t")
_DROP = MappingProxyType({**dict.fromkeys((*_CONTROLS, *_NON_CHARACTERS)), **_BREAKS})
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}-{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_C1 = re.compile("[\x80-\x9f]")


def has_unsafe(text: str) -> bool:
    """Whether the text holds a character that no output may hold."""
    return bool(_UNSAFE.search(text))


def join_surrogates(text: str) -> str:
    """Join surrogate pairs to the characters they stand for; a lone surrogate becomes U+FFFD."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def read_controls(text: str) -> str:
    """C1 controls as the characters that windows-1252 has in their place, as browsers read them."""
    letters = to_characters("windows-1252")
    return _C1.sub(lambda match: letters[ord(match.group())], text)


def drop_controls(text: str) -> str:
    r"""Take out controls (but ``\n`` and ``\t``) and non-characters; line and page feeds become spaces."""
    return text.removesuffix("\r").translate(_DROP) if has_unsafe(text) else text
