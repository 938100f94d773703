"""Sharpens the n-gram model by words that tell close languages apart, written by hand in train_language_words.json.

Statistics of news in Bosnian and Croatian, or Malay and Indonesian, are so alike that a page's topic outweighs them;
yet a reader needs one word (mjesto/mesto, tisuća/hiljada, kerana/karena). Start reading at :func:`sharpen`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pumice.language.alphabet import encode, points_of
from pumice.language.grams import EDGED, LONGEST, WHOLE, WHOLE_KIND, Keys, gram_keys
from pumice.language.model import UNIT

WORDS: Final = Path(__file__).with_suffix(".json")
GAP: Final = round(8.0 * UNIT)
"""By how much a word must speak for its languages against the others of their group."""
NEW: Final = round(1.5 * UNIT)
"""What a word that the statistics do not hold says for its languages; of those outside the group it says nothing."""

Scores = npt.NDArray[np.int8]


def groups_of(tags: Sequence[str]) -> list[tuple[list[int], float]]:
    """Columns of the languages of each group that a writing has, and how much they have in common."""
    groups = [(group.split(), entry["kinship"]) for group, entry in _read().items()]
    return [([tags.index(tag) for tag in group], kin) for group, kin in groups if set(group) <= set(tags)]


def _read() -> dict[str, Any]:
    groups: dict[str, Any] = json.loads(WORDS.read_text(encoding="utf-8"))["groups"]
    return groups


def sharpen(model: tuple[Keys, Scores], tags: Sequence[str]) -> tuple[Keys, Scores]:
    """The keys and scores of one writing with those words put in; what the statistics contradict is left out."""
    known = dict(zip(model[0].tolist(), model[1].astype(np.int64), strict=True))
    for key, own, others in _markers(tags):
        row = known.get(key)
        if row is None:
            row = known[key] = np.zeros(len(tags), np.int64)
            row[own], row[others] = NEW, NEW - GAP
        elif row[own].max() >= row[others].max():
            row[own] = np.maximum(row[own], row[own].max() - UNIT)
            row[others] = np.minimum(row[others], row[own].max() - GAP)
    keys = np.array(sorted(known), np.uint32)
    rows = np.stack([known[key] for key in keys.tolist()])
    return keys, np.clip(rows, -127, 127).astype(np.int8)


def _markers(tags: Sequence[str]) -> Iterator[tuple[int, list[int], list[int]]]:
    """Key of each word, columns of the languages that have it, columns of those of its group that have not."""
    for group, entry in _read().items():
        members = group.split()
        if not set(members) <= set(tags):
            continue
        for have, words in entry["words"].items():
            own = [tags.index(tag) for tag in have.split()]
            others = [tags.index(tag) for tag in members if tag not in have.split()]
            yield from ((key_of(word), own, others) for word in words.split())


def key_of(written: str) -> int:
    """The key of a word, or of a part of one: ``stem-``, ``-ending``, ``-inside-``."""
    word = written.strip("-")
    opens, closes = not written.startswith("-"), not written.endswith("-")
    longest = LONGEST - 1
    if not (opens and closes) and len(word) > longest:
        word, opens = word[-longest:], False
    # Letters beside a part stand for what the word goes on with: the gram that has none of them is its key.
    padded = ("" if opens else "q") + word + ("" if closes else "q")
    codes = encode(points_of(f" {padded} "))
    found = gram_keys(codes, np.array([1]), np.array([1 + len(padded)]))
    length = len(word) + opens + closes
    if opens and closes and len(word) >= WHOLE:
        return int(found[WHOLE_KIND][0][0])
    if opens and closes:
        return int(found[length + EDGED][0][0])
    kind = length + EDGED if opens or closes else length
    keys = found[kind][0]
    place = 1 if not opens and not closes else (len(keys) - 1 if closes else 0)
    return int(keys[place])
