"""One legacy charset read as another: found by how well the text would fit a language if it were read again.

``Ïðèâåò`` is natural in no language; read again as windows-1251 it is Russian. Every pair of charsets that people have
mixed up is tried on the words that are not ASCII; whichever reading fits some language best must beat the text as it
stands by a clear margin. Start with :func:`find_swap`; :func:`swap` applies what was found.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from pumice.read.fit.best import best_fit
from pumice.read.fit.cost import plain_cost
from pumice.read.repair.charsets import to_bytes, to_characters
from pumice.read.repair.controls import read_controls
from pumice.read.repair.homoglyphs import mend_homoglyphs
from pumice.read.repair.sound import could_be_sound, is_sound, may_be_sound
from pumice.read.repair.suspicion import oddness

_WESTERN = (
    "windows-1251",
    "windows-1250",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-874",
    "KOI8-R",
    "IBM866",
    "ISO-8859-2",
    "ISO-8859-5",
    "ISO-8859-7",
)
USUAL: tuple[tuple[str, str], ...] = (
    *(("windows-1252", written_as) for written_as in _WESTERN),
    ("windows-1251", "windows-1252"),
    ("windows-1251", "windows-1250"),
    ("windows-1251", "KOI8-R"),
    ("windows-1251", "IBM866"),
    ("windows-1251", "ISO-8859-5"),
    ("windows-1250", "windows-1252"),
    ("windows-1250", "windows-1251"),
    ("macintosh", "windows-1252"),
    ("macintosh", "windows-1251"),
    ("macintosh", "windows-1250"),
    ("macintosh", "windows-1253"),
    ("KOI8-R", "windows-1251"),
    ("IBM866", "windows-1251"),
    ("ISO-8859-2", "windows-1252"),
    ("windows-1253", "windows-1252"),
    ("windows-1254", "windows-1252"),
    ("windows-1254", "windows-1251"),
    ("windows-1257", "windows-1252"),
    ("windows-1257", "windows-1251"),
)
"""Read as, written as: the mistakes that programs make. On a tie the earlier one is taken."""

WIDE: Mapping[str, str] = MappingProxyType(
    {"Shift_JIS": "cp932", "GBK": "gbk", "EUC-JP": "euc_jp", "Big5": "big5hkscs", "EUC-KR": "cp949"}
)
"""Charsets of two bytes a sign, and Python's codec."""

_HIGH = re.compile(r"[^\x00-\x7f]")
_WORDS_WITH_HIGH = re.compile(r"\S*[^\x00-\x7f\s]\S*")
_NEIGHBOURED = re.compile(r"(?:[^\s]{1,40}\s)?[^\s]{0,40}[^\x00-\x7f\s][^\s]{0,40}(?:\s[^\s]{1,40})?")
_SAMPLE = 300
_TRUST = 8.0
_SELDOM = 14.0
_SELDOM_READ_AS = frozenset({"windows-1253", "windows-1254", "windows-1257", "ISO-8859-2", "IBM866"})
_PROMISING = 4
_LEAST_GAIN = 6.0
_LONGEST_WIDE = 4000
_FEWEST_HIGH = 8


@dataclass(frozen=True, slots=True)
class Swap:
    """A reading that fits better.

    Attributes:
        read_as: the charset the text was read as.
        written_as: the charset it was written in.
        gain: nats by which the new reading is more natural.
        language: the language it fits best.
    """

    read_as: str
    written_as: str
    gain: float
    language: str


def swap(text: str, read_as: str, written_as: str) -> str:
    """The text read again: letter by letter, or as a whole for charsets of two bytes a sign.

    Raises:
        ValueError: a whole text that is not well-formed in ``written_as``.
    """
    if written_as not in WIDE:
        return text.translate(_table(read_as, written_as))
    found = _encoded(text, read_as)
    if found is None:
        raise ValueError(f"the text holds characters that {read_as} cannot have given")
    return found.decode(WIDE[written_as])


@lru_cache(maxsize=1024)
def find_swap(sample: str, *, preferred: str = "") -> Swap | None:
    """The reading that fits some language clearly better than the sample does as it stands, if there is one.

    Answers are remembered: the labels of a site come again on each of its pages.

    Args:
        sample: a stretch of text in one language, a few hundred characters at most (see :func:`sample_of`).
        preferred: ``read_as>written_as`` that mended other lines of the page; it needs much less evidence here.
    """
    likely = [one for one in _promising(sample, preferred) if could_be_sound(sample, one[2], math.inf)]
    tried = [*likely, *_wide(sample)]
    if not tried:
        return None
    now = best_fit(mend_homoglyphs(read_controls(sample)))
    best: Swap | None = None
    for read_as, written_as, text in tried:
        handicap = _SELDOM if read_as in _SELDOM_READ_AS else 0.0
        trust = _TRUST if f"{read_as}>{written_as}" == preferred else 0.0
        if written_as not in WIDE and not could_be_sound(sample, text, now.nats - handicap + trust):
            continue
        fit = best_fit(text)
        gain = now.nats - fit.nats - handicap + trust
        if gain > (best.gain if best else _LEAST_GAIN) and is_sound(sample, text, fit, gain):
            best = Swap(read_as, written_as, gain, fit.language)
    return best


def confirm_swap(sample: str, usual: str) -> Swap | None:
    """Whether the swap that mended other lines of the page makes this one more natural too, however slightly."""
    read_as, _, written_as = usual.partition(">")
    if not set(_HIGH.findall(sample)) <= to_bytes(read_as).keys():
        return None
    try:
        text = swap(sample, read_as, written_as)
    except ValueError:
        return None
    now, then = best_fit(sample), best_fit(text)
    gain = now.nats - then.nats
    return Swap(read_as, written_as, gain, then.language) if gain > 1.0 and oddness(text) <= oddness(sample) else None


def sample_of(line: str) -> str:
    """As much of a line as the judgement needs: up to some words beyond ASCII with their neighbours."""
    if len(line) <= _SAMPLE:
        return line
    parts = []
    size = 0
    for match in _NEIGHBOURED.finditer(line):
        parts.append(match.group())
        size += len(match.group())
        if size > _SAMPLE:
            break
    return " ".join(parts)[: 2 * _SAMPLE]


def _promising(sample: str, preferred: str) -> list[tuple[str, str, str]]:
    """The few readings that are most natural by letters alone."""
    words = " ".join(_WORDS_WITH_HIGH.findall(sample))
    odd = oddness(words)
    rated: dict[str, tuple[float, int, str, str]] = {}
    for rank, (read_as, written_as) in enumerate(_pairs(words)):
        text = words.translate(_table(read_as, written_as))
        if text != words and text not in rated and may_be_sound(odd, oddness(text)):
            rated[text] = (plain_cost(text), rank, read_as, written_as)
    ranked = sorted(rated.values())
    chosen = ranked[:_PROMISING] + [one for one in ranked[_PROMISING:] if f"{one[2]}>{one[3]}" == preferred]
    return [(read_as, written_as, swap(sample, read_as, written_as)) for _nats, _rank, read_as, written_as in chosen]


def _pairs(words: str) -> Iterator[tuple[str, str]]:
    """Pairs of charsets that could explain the words: all their characters, and letters where letters are due."""
    high = set(_HIGH.findall(words))
    for read_as, written_as in USUAL:
        table = to_bytes(read_as)
        if high <= table.keys():
            letters = to_characters(written_as)
            if not any(_is_waste(letters[table[character]]) for character in high):
                yield read_as, written_as


def _is_waste(character: str) -> bool:
    return not character.isprintable() and character not in "\u00a0\u200c\u200d\u200e\u200f\u00ad"


def _wide(sample: str) -> Iterator[tuple[str, str, str]]:
    body = _encoded(sample, "windows-1252") if len(_HIGH.findall(sample)) >= _FEWEST_HIGH else None
    if body is None or len(sample) > _LONGEST_WIDE:
        return
    for written_as, codec in WIDE.items():
        try:
            yield "windows-1252", written_as, body.decode(codec)
        except UnicodeDecodeError:
            continue


def _encoded(text: str, read_as: str) -> bytes | None:
    table = to_bytes(read_as)
    try:
        return bytes(ord(character) if character < "\x80" else table[character] for character in text)
    except KeyError:
        return None


@cache
def _table(read_as: str, written_as: str) -> Mapping[int, str]:
    letters = to_characters(written_as)
    return MappingProxyType({ord(character): letters[byte] for character, byte in to_bytes(read_as).items()})
