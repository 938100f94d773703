"""What is known about candidates, in numbers that do not depend on any one language.

Start reading at :func:`describe`. The trees of ``trees.npz`` were grown on exactly :data:`COLUMNS`, so a change here
means growing them anew (``scripts/train_language_trees.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from pumice.language.alphabet import NAMES, Indices
from pumice.language.attested import attested
from pumice.language.candidates import Candidate
from pumice.language.model import UNIT, likeness_of
from pumice.language.ranking import Ground, Numbers, Ranking
from pumice.language.reading import Reading
from pumice.language.shape import SHAPE_COLUMNS, shape_of
from pumice.language.vote import Home

COLUMNS: Final = (
    "letters", "words", "own_writing", "latin", "home_latin", "single", "gain", "gain_rate", "margin", "margin_rate",
    "home_rate", "best_rate", "home_drop", "likeness", "words_for", "word_worst", "word_best", "known", "known_best",
    "known_home", "plain", "plain_gain", "seen", "is_block", "is_run", "block_letters", "block_share",
    "block_gain_rate", "position", "block_pieces", "before_for", "before_best", "after_for", "after_best",
    "same_elsewhere", "document_letters", *SHAPE_COLUMNS,
)  # fmt: skip

_LATIN: Final = NAMES.index("Latn")


def describe(ground: Ground, candidates: Sequence[Candidate], ranking: Ranking) -> Numbers:
    """One row of :data:`COLUMNS` for each candidate."""
    columns: dict[str, Numbers] = {}
    columns |= _of_scores(ground.home, candidates, ranking)
    columns |= _of_words(ground, candidates, ranking)
    columns |= _of_place(ground, candidates, ranking)
    shapes = np.array(
        [shape_of(ground.reading.texts[each.piece.block], each.piece.start, each.piece.end) for each in candidates]
    )
    columns |= dict(zip(SHAPE_COLUMNS, shapes.reshape(-1, len(SHAPE_COLUMNS)).T, strict=True))
    return np.column_stack([columns[name] for name in COLUMNS]).astype(np.float32).astype(np.float64)


def _of_scores(home: Home, candidates: Sequence[Candidate], ranking: Ranking) -> dict[str, Numbers]:
    letters = np.maximum(ranking.letters, 1.0)
    size = len(candidates)
    writings = np.array([each.writing for each in candidates])
    like = [
        likeness_of(each, (int(column), home.column)) if own else 0.0
        for each, column, own in zip(writings.tolist(), ranking.column, ranking.own, strict=True)
    ]
    agree = ranking.column.astype(np.int64) * 1000 + writings
    _, inverse, counts = np.unique(agree, return_inverse=True, return_counts=True)
    return {
        "letters": np.log1p(ranking.letters),
        "words": np.log1p(ranking.last - ranking.first),
        "own_writing": ranking.own.astype(float),
        "latin": (writings == _LATIN).astype(float),
        "home_latin": np.full(size, float(home.writing == _LATIN)),
        "single": (ranking.column < 0).astype(float),
        "gain": ranking.gain / UNIT,
        "gain_rate": ranking.gain / letters / UNIT,
        "margin": (ranking.best - ranking.second) / UNIT,
        "margin_rate": (ranking.best - ranking.second) / letters / UNIT,
        "home_rate": ranking.home / letters / UNIT,
        "best_rate": ranking.best / letters / UNIT,
        "home_drop": np.where(ranking.own, ranking.home / letters - home.level, 0.0) / UNIT,
        "likeness": np.array(like, float),
        "same_elsewhere": np.log1p(counts[inverse] - 1.0),
    }


def _of_words(ground: Ground, candidates: Sequence[Candidate], ranking: Ranking) -> dict[str, Numbers]:
    """What single words say: how many are for the other language, and which stand in the rest of the document."""
    reading, home = ground.reading, ground.home
    counts = ranking.last - ranking.first
    begins = np.cumsum(counts) - counts
    words = np.arange(int(counts.sum())) - np.repeat(begins, counts) + np.repeat(ranking.first, counts)
    of = np.repeat(np.arange(len(counts)), counts)
    gains = np.zeros(len(words))
    known = np.zeros((2, len(words)), bool)
    writings = np.array([each.writing for each in candidates])[of]
    for writing, sums in reading.sums.items():
        own = np.flatnonzero(writings == writing)
        rows = sums[words[own] + 1] - sums[words[own]]
        gains[own] = rows[np.arange(len(own)), ranking.column[of[own]]]
        if writing == home.writing and home.column >= 0:
            gains[own] -= rows[:, home.column]
        known[0, own] = attested(reading, words[own], (writing, ranking.column[of[own]]))
        if writing == home.writing and home.column >= 0:
            known[1, own] = attested(reading, words[own], (writing, np.full(len(own), home.column)))
    sizes = (reading.ends - reading.starts)[words].astype(float)
    total = np.add.reduceat(sizes, begins)
    plain = ~_is_capitalised(reading, words)
    return {
        "words_for": np.add.reduceat(sizes * (gains > 0), begins) / total,
        "word_worst": np.minimum.reduceat(gains, begins) / UNIT,
        "word_best": np.maximum.reduceat(gains, begins) / UNIT,
        "known": np.add.reduceat(sizes * (reading.whole[words] >= 0), begins) / total,
        "known_best": np.add.reduceat(sizes * known[0], begins) / total,
        "known_home": np.add.reduceat(sizes * known[1], begins) / total,
        "plain": np.add.reduceat(sizes * plain, begins) / total,
        "plain_gain": np.add.reduceat(gains * plain, begins) / UNIT,
        "seen": np.add.reduceat(sizes * _stands_elsewhere(ground)[words], begins) / total,
    }


def _is_capitalised(reading: Reading, words: Indices) -> npt.NDArray[np.bool_]:
    """Words that begin with a capital: names, which look like any language, are among them."""
    places = zip(reading.blocks[words].tolist(), reading.starts[words].tolist(), strict=True)
    return np.array([reading.texts[block][start].isupper() for block, start in places], bool)


def _stands_elsewhere(ground: Ground) -> npt.NDArray[np.bool_]:
    """For each word of the document, whether it also stands in another piece that is plainly in its language."""
    reading, ranking = ground.reading, ground.pieces
    at_home = ranking.own & (ranking.gain < 0)
    counts = np.zeros(len(reading.keys) + 1, np.int64)
    np.add.at(counts, ranking.first[at_home], 1)
    np.add.at(counts, ranking.last[at_home], -1)
    inside = np.cumsum(counts)[:-1] > 0
    unique, inverse = np.unique(reading.keys, return_inverse=True)
    homely = np.bincount(inverse, weights=inside, minlength=len(unique))
    return homely[inverse] - inside > 0


def _of_place(ground: Ground, candidates: Sequence[Candidate], ranking: Ranking) -> dict[str, Numbers]:
    """Where it stands: in its block, in the document, between which neighbours."""
    reading, ranks = ground.reading, ground.pieces
    first, last = ranks.first, ranks.last
    blocks = np.array([each.piece.block for each in candidates])
    edges = np.searchsorted(reading.blocks, np.arange(len(reading.texts) + 1))
    block_letters = (reading.letters[edges[blocks + 1]] - reading.letters[edges[blocks]]).astype(float)
    pieces = np.bincount([piece.block for piece in reading.pieces], minlength=len(reading.texts))
    around = {"block": (edges[blocks], edges[blocks + 1])}
    index = np.array([each.index for each in candidates])
    before, after = np.maximum(index - 1, 0), np.minimum(index + 1, len(first) - 1)
    around |= {"before": (first[before], last[before]), "after": (first[after], last[after])}
    rates = np.where(ranks.own, ranks.gain / np.maximum(ranks.letters, 1.0), UNIT) / UNIT
    shapes = np.array([each.shape for each in candidates])
    return {
        "is_block": (shapes == "block").astype(float),
        "is_run": (shapes == "run").astype(float),
        "block_letters": np.log1p(block_letters),
        "block_share": ranking.letters / np.maximum(block_letters, 1.0),
        "block_gain_rate": _favour(ground, candidates, (ranking.column, *around["block"])),
        "position": blocks / max(1, len(reading.texts)),
        "block_pieces": np.log1p(pieces[blocks]),
        "before_for": np.where(index > 0, _favour(ground, candidates, (ranking.column, *around["before"])), 0.0),
        "before_best": np.where(index > 0, rates[before], -1.0),
        "after_for": np.where(
            index < len(first) - 1, _favour(ground, candidates, (ranking.column, *around["after"])), 0.0
        ),
        "after_best": np.where(index < len(first) - 1, rates[after], -1.0),
        "document_letters": np.full(len(candidates), np.log1p(float(reading.letters[-1]))),
    }


def _favour(ground: Ground, candidates: Sequence[Candidate], spans: tuple[Indices, Indices, Indices]) -> Numbers:
    """How much some words speak for the candidates' language against the document's, a letter of the same writing."""
    column, first, last = spans
    reading, home = ground.reading, ground.home
    favour = np.zeros(len(column))
    writings = np.array([each.writing for each in candidates])
    letters = np.maximum((reading.letters[last] - reading.letters[first]).astype(float), 1.0)
    for writing, sums in reading.sums.items():
        own = np.flatnonzero((writings == writing) & (column >= 0))
        rows = sums[last[own]] - sums[first[own]]
        favour[own] = rows[np.arange(len(own)), column[own]]
        if writing == home.writing and home.column >= 0:
            favour[own] -= rows[:, home.column]
    rate: Numbers = favour / letters / UNIT
    return rate
