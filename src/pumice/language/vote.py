"""The main language of a read document: a capped vote of its pieces, in rounds, outliers dropped.

Start reading at :func:`vote`. No piece can outshout the others, and pieces that plainly speak for another language than
the winner have no vote in the next round: an article's strays do not decide what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from pumice.language.alphabet import NAMES, OTHER, Indices
from pumice.language.model import UNIT, languages_of, load_model, twin_columns
from pumice.language.reading import Piece, Reading
from pumice.language.tags import are_twins, base_of, normalise_tag

Numbers = npt.NDArray[np.float64]

CAP: Final = 120
"""Letters of one piece that count."""
LABEL: Final = 25
"""Pieces with fewer letters have no vote where longer ones hold most of the letters: labels come in any language."""
_LONGEST: Final = 60
"""Letters of the longest word, in writings that put spaces between words."""
_SPACED: Final = np.array([name not in {"Hani", "Khmr", "Laoo", "Mymr", "Thai", "Tibt"} for name in NAMES])
_MANY_WORDS: Final = 40
_SAME_WORDS: Final = 0.1
"""Share of different words below which a piece of many words is no speech."""
_ROUNDS: Final = 3
_OUTLIER: Final = 0.35 * UNIT
"""Score points a letter by which a piece must speak against the winner to lose its vote."""
_MOST: Final = 1.5 * UNIT
"""Score points a letter that a piece can cost a language: n-grams that occur nowhere else do not shout either."""
_DECLARED: Final = 12.0 * UNIT
"""What the declared language is worth: as much as one clear word, so it decides between near equals only."""
_HEARD: Final = 120
"""Letters with a vote from which the vote can be plain."""
_NEARLY_ALL: Final = 0.9
_LEAD: Final = 0.3 * UNIT
"""Score points a letter by which a plain winner leads: of 980 documents one in a hundred does not."""
_JAPANESE: Final = 0.1
"""Share of kana from which text in kana and Chinese characters is Japanese beyond doubt."""


@dataclass(frozen=True, slots=True)
class Home:
    """What the rest of the document is measured against.

    Attributes:
        language: tag of the main language.
        writing: number of its writing.
        column: its column in the writing's table, or -1 where the writing has one language only.
        level: mean score a letter of the pieces in that language; 0 without table.
        is_plain: whether the vote left no doubt: enough letters, nearly all of one writing and for one language, which
            leads all that are no twins of it by far and is not another than the page declares.
    """

    language: str
    writing: int
    column: int
    level: float
    is_plain: bool = False


def vote(reading: Reading, *, weights: Sequence[float] | None = None, declared: str | None = None) -> Home | None:
    """The main language of a document, or None where it has none of the model's writings."""
    if weights is None:
        return _elect(reading, reading.pieces, None, declared)
    return _elect(reading, [piece for piece in reading.pieces if weights[piece.block] > 0], weights, declared)


def vote_by_block(reading: Reading) -> list[Home | None]:
    """The language of each block, by its own pieces alone: the same as of a document that has only this block."""
    pieces: list[list[Piece]] = [[] for _ in reading.texts]
    for piece in reading.pieces:
        pieces[piece.block].append(piece)
    return [_elect(reading, own, None, None) for own in pieces]


def _elect(
    reading: Reading, voters: Sequence[Piece], weights: Sequence[float] | None, declared: str | None
) -> Home | None:
    voters = _heard_once(reading, voters)
    if not voters:
        return None
    spans = np.array([(piece.first, piece.last) for piece in voters], np.int64)
    sizes = (reading.letters[spans[:, 1]] - reading.letters[spans[:, 0]]).astype(float)
    senseless = _senseless(reading, spans, sizes)
    if not senseless.all():
        sizes[senseless] = 0.0
    counted = sizes > 0
    long = sizes >= LABEL
    if sizes[long].sum() * 2 >= sizes.sum() or sizes[long].sum() >= 4 * CAP:
        counted = long
    if not counted.any():
        return None
    spans, sizes = spans[counted], sizes[counted]
    shares = np.minimum(sizes, CAP)
    if weights is not None:
        shares = shares * np.array([weights[piece.block] for piece in voters])[counted]
    totals = _sum_writings(reading, spans, shares)
    writing = int(totals[:OTHER].argmax())
    if not totals[writing]:
        return None
    home = _choose_language(reading, (spans, sizes, shares), (writing, declared))
    is_one = float(totals[writing]) >= _NEARLY_ALL * float(totals.sum())
    return home and replace(home, is_plain=home.is_plain and is_one and _is_as_declared(home.language, declared))


def _heard_once(reading: Reading, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without copies of others: what is repeated is not truer for that."""
    first: dict[bytes, Piece] = {}
    for piece in pieces:
        first.setdefault(reading.keys[piece.first : piece.last].tobytes(), piece)
    return list(first.values())


def _senseless(reading: Reading, spans: Indices, sizes: Numbers) -> npt.NDArray[np.bool_]:
    """Pieces that are no speech: mostly words too long to be any (an alphabet, a key), or few words over and over."""
    begin, end = int(spans[0, 0]), int(spans[-1, 1])
    first, last = spans.T
    lengths = (reading.ends - reading.starts)[begin:end]
    long = np.where((lengths > _LONGEST) & _SPACED[reading.writings[begin:end]], lengths, 0)
    sums = np.concatenate((np.zeros(1, np.int64), np.cumsum(long)))
    senseless = 2 * (sums[last - begin] - sums[first - begin]) > sizes
    for place in np.flatnonzero(last - first >= _MANY_WORDS).tolist():
        words = reading.keys[first[place] : last[place]]
        senseless[place] |= len(set(words.tolist())) < _SAME_WORDS * len(words)
    return np.asarray(senseless, bool)


def home_of(reading: Reading, language: str) -> Home | None:
    """The main language as given, measured on this document; None where the model does not know it."""
    own = base_of(normalise_tag(language) or language)
    for writing in range(OTHER):
        tags = languages_of(writing)
        if own in tags:
            column = tags.index(own) if writing in load_model() else -1
            pieces = [piece for piece in reading.pieces if reading.writings[piece.first] == writing]
            rates = [_rate(reading, piece, (writing, column)) for piece in pieces] if column >= 0 else []
            return Home(own, writing, column, float(np.median(rates)) if rates else 0.0)
    return None


def _rate(reading: Reading, piece: Piece, place: tuple[int, int]) -> float:
    scores = reading.score(piece.first, piece.last, place[0])
    return 0.0 if scores is None else float(scores[place[1]]) / max(1, _letters(reading, piece))


def _letters(reading: Reading, piece: Piece) -> int:
    return int(reading.letters[piece.last] - reading.letters[piece.first])


def _is_as_declared(language: str, declared: str | None) -> bool:
    return not declared or are_twins(normalise_tag(declared) or declared, language)


def _sum_writings(reading: Reading, spans: Indices, shares: Numbers) -> Numbers:
    """Letters by writing; what is counted of a piece is its letters in the writing that most of them are in."""
    begin, end = int(spans[0, 0]), int(spans[-1, 1])
    first, last = spans.T - begin
    writings = reading.writings[begin:end]
    lengths = (reading.ends - reading.starts)[begin:end]
    present = np.flatnonzero(np.bincount(writings))
    letters = np.empty((len(present), len(spans)))
    for place, writing in enumerate(present):
        sums = np.concatenate((np.zeros(1, np.int64), np.cumsum(np.where(writings == writing, lengths, 0))))
        letters[place] = sums[last] - sums[first]
    most = present[letters.argmax(axis=0)]
    parts = letters.max(axis=0) / np.maximum(1.0, letters.sum(axis=0))
    return np.bincount(most, shares * parts, minlength=len(NAMES)).astype(float)


def _choose_language(
    reading: Reading,
    voices: tuple[Indices, Numbers, Numbers],
    ballot: tuple[int, str | None],
) -> Home | None:
    spans, sizes, shares = voices
    writing, declared = ballot
    languages = languages_of(writing)
    if writing not in reading.sums:
        return Home(languages[0], writing, -1, 0.0, bool(shares.sum() >= _HEARD)) if languages else None
    rows = (reading.sums[writing][spans[:, 1]] - reading.sums[writing][spans[:, 0]]).astype(float)
    present = np.abs(rows).sum(axis=1) > 0
    rows, sizes, shares = rows[present], sizes[present], shares[present]
    if not len(rows):
        return None
    rates = rows / np.maximum(sizes, 1.0)[:, None]
    behind = np.maximum(rates - rates.max(axis=1, keepdims=True), -_MOST)
    votes = behind * shares[:, None]
    bonus = np.array([_DECLARED if declared and base_of(declared) == tag else 0.0 for tag in languages])
    keep = np.ones(len(rows), bool)
    winner = 0
    for _ in range(_ROUNDS):
        winner = int((votes[keep].sum(axis=0) + bonus).argmax())
        others = np.flatnonzero(~twin_columns(writing)[winner])
        against = rates[:, others].max(axis=1) - rates[:, winner]
        keep = against < _OUTLIER
        if not keep.any():
            keep[:] = True
    heard = float(shares[keep].sum())
    level = float((rates[keep, winner] * shares[keep]).sum() / max(1.0, heard))
    totals = votes[keep].sum(axis=0)
    others = ~twin_columns(writing)[winner]
    lead = float(totals[winner] - totals[others].max(initial=-np.inf))
    is_plain = heard >= max(_HEARD, _NEARLY_ALL * float(shares.sum())) and lead >= _LEAD * heard
    return Home(languages[winner], writing, winner, level, is_plain)
