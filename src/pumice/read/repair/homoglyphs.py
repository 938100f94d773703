"""Letters of another script that look the same, mended only where the whole word then is of one script."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_CYRILLIC = "\u0400-\u0481\u048a-\u052f"
_GREEK = "\u0370-\u0373\u0376\u0377\u037b-\u037d\u0386-\u03ff"
_MIXED = re.compile(rf"(?=[^\W\d_]*(?:[{_LATIN}][{_CYRILLIC}{_GREEK}]|[{_CYRILLIC}{_GREEK}][{_LATIN}]))[^\W\d_]+")
_TO_CYRILLIC: Mapping[str, str] = MappingProxyType(
    dict(zip("aceijopsxyABCEHIJKMOPSTX", "асеіјорѕхуАВСЕНІЈКМОРЅТХ", strict=True))
)
_TO_GREEK: Mapping[str, str] = MappingProxyType(dict(zip("ovABEHIKMNOPTXYZ", "ονΑΒΕΗΙΚΜΝΟΡΤΧΥΖ", strict=True)))
_TO_LATIN: Mapping[str, str] = MappingProxyType(
    {twin: letter for table in (_TO_CYRILLIC, _TO_GREEK) for letter, twin in table.items()}
)
_SCRIPTS = (
    (re.compile(rf"[{_LATIN}]"), _TO_LATIN),
    (re.compile(rf"[{_CYRILLIC}]"), _TO_CYRILLIC),
    (re.compile(rf"[{_GREEK}]"), _TO_GREEK),
)


def mend_homoglyphs(text: str) -> str:
    """Each word of two scripts, all letters mapped to the script that most of its letters belong to, if all map."""
    return text if text.isascii() else _MIXED.sub(_mend_word, text)


def _mend_word(match: re.Match[str]) -> str:
    word = match.group()
    if word.isupper():
        return word  # acronyms and model names mix scripts on purpose
    shares = sorted(
        ((len(letters.findall(word)), rank) for rank, (letters, _table) in enumerate(_SCRIPTS)), reverse=True
    )
    for share, rank in shares:
        letters, table = _SCRIPTS[rank]
        mapped = "".join(character if letters.match(character) else table.get(character, "") for character in word)
        if share and len(mapped) == len(word):
            return mapped
    return word
