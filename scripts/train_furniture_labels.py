"""Which blocks of a page are its text: a gold text laid along the page.

Long stretches that occur in both hold the two together (the longest chain in which both orders agree); the gaps are
filled by a plain comparison, so that a short block counts only where its neighbours do. Start with :func:`align`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_TOKEN = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af]"
    "|[^\\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af]+"
)
_WIDTH = 4
_PAIRS = 6
_GAP = 160
_EDGE = 40


def tokens_of(text: str) -> list[str]:
    """Words; one token for each character of scripts without spaces."""
    return [token.lower() for token in _TOKEN.findall(text)]


def align(texts: Sequence[str], gold: str) -> tuple[NDArray[np.float32], NDArray[np.float32], float]:
    """Share of each block that is gold, its length in tokens, and the share of the gold that was found."""
    page: list[str] = []
    owners: list[int] = []
    for number, text in enumerate(texts):
        found = tokens_of(text)
        page.extend(found)
        owners.extend([number] * len(found))
    wanted = tokens_of(gold)
    sizes = np.bincount(owners, minlength=len(texts)).astype(np.float32)
    if not wanted or not page:
        return np.zeros(len(texts), np.float32), sizes, 0.0
    matched, covered = _lay(page, wanted)
    shares = np.bincount(np.array(owners)[matched], minlength=len(texts)) / np.maximum(sizes, 1)
    _add_displaced(shares, page, owners, (wanted, covered))
    return shares.astype(np.float32), sizes, float(covered.mean())


def _lay(page: Sequence[str], gold: Sequence[str]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    matched = np.zeros(len(page), bool)
    covered = np.zeros(len(gold), bool)
    chain = _chain(page, gold)
    for at, there in chain:
        matched[at : at + _WIDTH] = True
        covered[there : there + _WIDTH] = True
    ends = [(-_WIDTH, -_WIDTH), *chain, (len(page), len(gold))]
    for (left, low), (right, high) in pairwise(ends):
        start, begin = left + _WIDTH, low + _WIDTH
        if left < 0:
            start, begin = max(0, right - _EDGE), 0
        stop = min(right, start + _EDGE) if right == len(page) else right
        if 0 < stop - start <= _GAP and 0 < high - begin <= _GAP:
            for one in SequenceMatcher(None, page[start:stop], gold[begin:high], autojunk=False).get_matching_blocks():
                matched[start + one.a : start + one.a + one.size] = True
                covered[begin + one.b : begin + one.b + one.size] = True
    return matched, covered


def _chain(page: Sequence[str], gold: Sequence[str]) -> list[tuple[int, int]]:
    """Places where both read the same, in the longest order that both share."""
    here, there = defaultdict(list), defaultdict(list)
    for at in range(len(page) - _WIDTH + 1):
        here[tuple(page[at : at + _WIDTH])].append(at)
    for at in range(len(gold) - _WIDTH + 1):
        there[tuple(gold[at : at + _WIDTH])].append(at)
    pairs = [
        (at, -other)
        for gram, places in there.items()
        if len(places) * len(here.get(gram, ())) <= _PAIRS
        for at in here.get(gram, ())
        for other in places
    ]
    pairs.sort()
    tails: list[int] = []
    indices: list[int] = []
    previous = [-1] * len(pairs)
    for number, (_, negative) in enumerate(pairs):
        place = bisect_left(tails, -negative)
        previous[number] = indices[place - 1] if place else -1
        if place == len(tails):
            tails.append(-negative)
            indices.append(number)
        else:
            tails[place], indices[place] = -negative, number
    chain = []
    number = indices[-1] if indices else -1
    while number >= 0:
        chain.append((pairs[number][0], -pairs[number][1]))
        number = previous[number]
    return chain[::-1]


def _add_displaced(
    shares: NDArray[np.floating],
    page: Sequence[str],
    owners: Sequence[int],
    gold: tuple[Sequence[str], NDArray[np.bool_]],
) -> None:
    """Blocks that are gold but stand elsewhere than in the gold's order, e.g. a summary or a caption."""
    wanted, covered = gold
    rest = Counter(
        tuple(wanted[at : at + _WIDTH]) for at in range(len(wanted) - _WIDTH + 1) if not covered[at : at + _WIDTH].any()
    )
    if not rest:
        return
    places = defaultdict(list)
    for at, owner in enumerate(owners):
        places[owner].append(at)
    for owner, where in places.items():
        if shares[owner] >= 0.5 or len(where) < 2 * _WIDTH:  # noqa: PLR2004 - half of it
            continue
        grams = [tuple(page[at : at + _WIDTH]) for at in where[: len(where) - _WIDTH + 1]]
        hits = sum(1 for gram in grams if rest[gram] > 0)
        if hits >= 0.8 * len(grams):
            shares[owner] = 1.0
            for gram in grams:
                rest[gram] -= 1


def label_snippets(texts: Sequence[str], snippets: tuple[Sequence[str], Sequence[str]]) -> NDArray[np.float32]:
    """1 for blocks that hold a wanted snippet, 0 for those that hold an unwanted one, -1 where nothing is known."""
    plain = [" ".join(text.split()) for text in texts]
    labels = np.full(len(texts), -1, dtype=np.float32)
    for value, group in ((0.0, snippets[1]), (1.0, snippets[0])):
        for snippet in group:
            wanted = " ".join(snippet.split())
            holders = [number for number, text in enumerate(plain) if wanted and wanted in text]
            if len(holders) == 1:
                labels[holders[0]] = value
    return labels
