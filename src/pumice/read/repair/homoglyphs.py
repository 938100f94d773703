"""Letters of another script that look the same, mended only where the whole word then is of one script.

A word alone proves little: it is mended where other words of the line are of the script that it would be in, and where
such mixed words are the exception. A line that mixes scripts throughout was typed so, and is left.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_CYRILLIC = "\u0400-\u0481\u048a-\u052f"
_GREEK = "\u0370-\u0373\u0376\u0377\u037b-\u037d\u0386\u0388-\u03ff\u1f00-\u1fff"
_MIXED = re.compile(f"[{_CYRILLIC}{_GREEK}](?:(?=[{_LATIN}])|(?<=[{_LATIN}].))")
_WORD = re.compile(r"[^\W\d_]+")
_NEEDED_BY_CAPITALS = 4
_SHORTEST = 3

_CYRILLIC_TWINS = MappingProxyType(dict(zip("aceijopsxyABCEHIJKMOPSTX", "асеіјорѕхуАВСЕНІЈКМОРЅТХ", strict=True)))
_GREEK_TWINS = MappingProxyType(dict(zip("ovABEHIKMNOPTXYZ", "ονΑΒΕΗΙΚΜΝΟΡΤΧΥΖ", strict=True)))
_LATIN_TWINS: Mapping[str, str] = MappingProxyType(
    {twin: letter for table in (_CYRILLIC_TWINS, _GREEK_TWINS) for letter, twin in table.items()}
)
_SCRIPTS: tuple[tuple[re.Pattern[str], Mapping[str, str]], ...] = (
    (re.compile(f"[{_LATIN}]"), _LATIN_TWINS),
    (re.compile(f"[{_CYRILLIC}]"), _CYRILLIC_TWINS),
    (re.compile(f"[{_GREEK}]"), _GREEK_TWINS),
)
"""For each script its letters, and what letters of the others look like them."""

# A brand or an acronym with a native ending: only where the word would become Cyrillic or Greek.
_PREFIX = re.compile(f"[{_LATIN}]{{2,}}(?=[{_CYRILLIC}{_GREEK}]+$)")


def mend_homoglyphs(text: str) -> str:
    """The line with its mixed words in the script of the words around them, where every letter of a word has a twin."""
    if not _MIXED.search(text):
        return text
    words = [match.group() for match in _WORD.finditer(text)]
    pure = [_count_pure(words, letters) for letters, _twins in _SCRIPTS]
    mixed = sum(_is_mixed(word) for word in words)

    def mend(match: re.Match[str]) -> str:
        word = match.group()
        beside = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        return word if "\ufffd" in beside or not _is_mixed(word) else _mend_word(word, pure, mixed)

    return _WORD.sub(mend, text)


def _count_pure(words: list[str], letters: re.Pattern[str]) -> int:
    return sum(len(word) > 1 and len(letters.findall(word)) == len(word) for word in words)


def _is_mixed(word: str) -> bool:
    return not word.isascii() and sum(bool(letters.search(word)) for letters, _twins in _SCRIPTS) > 1


def _mend_word(word: str, pure: list[int], mixed: int) -> str:
    needed = _NEEDED_BY_CAPITALS if word.isupper() else 1
    if len(word) < _SHORTEST:
        return word
    for rank in sorted(range(len(_SCRIPTS)), key=lambda rank: -pure[rank]):
        letters, twins = _SCRIPTS[rank]
        mapped = "".join(letter if letters.match(letter) else twins.get(letter, "") for letter in word)
        if len(mapped) == len(word) and letters.search(word) and pure[rank] >= max(needed, mixed):
            return word if rank and _PREFIX.match(word) else mapped
    return word
