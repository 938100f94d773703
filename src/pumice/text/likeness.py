"""How alike two texts are, and whether they differ in their numbers. Start with :func:`compare`.

Texts are cut into overlapping runs of words (shingles); in scripts that put no spaces between words, of characters.
Many texts are compared by their MinHash (:func:`signature`), two of them by their shingles. A statement that is made
every year differs from last year's in dates and numbers only: then a number, a month or a day of the week stands in
the same words and is another, and that alone tells the two apart.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rensa import RMinHash

from pumice.text.dates.fold import fold, skeleton
from pumice.text.dates.names import look_up

BANDS: Final = 20
_ROWS: Final = 6
_SEED: Final = 1
_WORDS: Final = 5
_CHARACTERS: Final = 8
_FEWEST_SHINGLES: Final = 30
_FEWEST_FIXED: Final = 3  # words of a shingle that must not be numbers, or rows of any table would be alike
_UNSPACED: Final = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Lao, Tibetan, Myanmar, Khmer, kana and Han: no spaces between words."""
_TOKEN: Final = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_HAN_NUMBERS: Final = frozenset("〇零一二三四五六七八九十百千万")
_NUMBER: Final = "0"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are.

    Attributes:
        similarity: share of the shingles of either that both have, 0 to 1 (Jaccard).
        numbers: "same", or "other" where a number or the name of a month or day stands in the same words of both and
            is another.
    """

    similarity: float
    numbers: str


def signature(text: str) -> tuple[int, ...]:
    """The text's MinHash, folded into :data:`BANDS` numbers of 63 bits; empty for a text too short to tell.

    Two texts that share four fifths of their shingles share one of the numbers with a probability of .998.
    """
    tokens = _tokens(text)
    shingles = {" ".join(shingle) for shingle in _shingles(tokens, _size(tokens))}
    if len(shingles) < _FEWEST_SHINGLES:
        return ()
    minhash = RMinHash(num_perm=BANDS * _ROWS, seed=_SEED)
    minhash.update(sorted(shingles))
    digest = minhash.digest()
    return tuple(_fold_band(digest[start : start + _ROWS]) for start in range(0, len(digest), _ROWS))


def compare(one: str, other: str, language: str | None) -> Likeness:
    """Compare two texts of one language (BCP 47; for the names of its months)."""
    left, right = (_masked(_tokens(text), language) for text in (one, other))
    exact = [{shingle for group in texts.values() for shingle in group} for texts in (left, right)]
    union = len(exact[0] | exact[1])
    similarity = len(exact[0] & exact[1]) / union if union else 0.0
    is_other = any(left[key].isdisjoint(right[key]) for key in left.keys() & right.keys() if _is_telling(key))
    return Likeness(similarity, "other" if is_other else "same")


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.casefold())


def _shingles(tokens: list[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(tokens[start:] for start in range(size)), strict=False)


def _size(tokens: list[str]) -> int:
    return _CHARACTERS if sum(map((1).__eq__, map(len, tokens))) * 2 > len(tokens) else _WORDS


def _masked(tokens: list[str], language: str | None) -> Mapping[tuple[str, ...], set[tuple[str, ...]]]:
    """The shingles, by their form with one sign for every number."""
    signs = [_NUMBER if _is_number(token, language) else token for token in tokens]
    size = _size(tokens)
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for form, shingle in zip(_shingles(signs, size), _shingles(tokens, size), strict=True):
        found[form].add(shingle)
    return found


def _is_telling(shingle: tuple[str, ...]) -> bool:
    return len(shingle) - shingle.count(_NUMBER) >= _FEWEST_FIXED


@lru_cache(maxsize=65_536)
def _is_number(token: str, language: str | None) -> bool:
    if token in _HAN_NUMBERS or any(character.isdigit() for character in token):
        return True
    if len(token) == 1:
        return False
    primary = language.partition("-")[0] if language else None
    meaning = look_up(skeleton(fold(token).text), primary)
    return meaning is not None and bool(meaning.months or meaning.days)


def _fold_band(rows: list[int]) -> int:
    content = b"".join(row.to_bytes(8, "big") for row in rows)
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big") >> 1
