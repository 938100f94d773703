"""The language of one text and of a document.

Start reading at :func:`identify`; the vote itself is :mod:`pumice.language.vote`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from pumice.language.model import UNIT, languages_of
from pumice.language.reading import Reading, read_blocks
from pumice.language.results import Decided, Identified
from pumice.language.sample import sample_of, voters_of
from pumice.language.tags import are_twins, twins_of
from pumice.language.variants import with_script
from pumice.language.vote import Home, vote, vote_by_block

_SLOPE: Final = 0.35
"""Log-odds a score unit: n-grams overlap, so their sum exaggerates; fitted on labels the model had not seen."""
_MOST: Final = 40.0
_ALONE: Final = 0.99
"""Score in a writing of one language: a rare minority may write it too."""
_BATCH: Final = 20_000
"""Code points read at once by :func:`identify_each`: enough to save calls, little enough to stay small."""
_TOLD_APART: Final = 6.0
"""Score units by which a language must beat its twin to be reported without it."""


def identify(text: str) -> Identified:
    """The language of one text: ``Identified(None, 0.0)`` where there is none to find (no letters, unknown script)."""
    reading = read_blocks([text])
    home = vote(reading)
    if home is None:
        return Identified(None, 0.0)
    score, group = _certainty(reading, home)
    return Identified(with_script(home.language, text), score, group)


def identify_each(texts: Sequence[str]) -> list[str | None]:
    """The language of each text alone, as :func:`identify` finds it; many texts cost a fraction of as many calls."""
    found: dict[str, str | None] = {}
    for batch in _batches(list(dict.fromkeys(texts))):
        homes = vote_by_block(read_blocks(batch))
        for home, text in zip(homes, batch, strict=True):
            found[text] = with_script(home.language, text) if home else None
    return [found[text] for text in texts]


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts in runs of about :data:`_BATCH` code points."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def main_language(
    blocks: Sequence[str], *, weights: Sequence[float] | None = None, declared: str | None = None
) -> str | None:
    """The BCP 47 tag of the language a document is written in, or None where there is no language to find.

    Takes and raises what :func:`decide_language` does.
    """
    return decide_language(blocks, weights=weights, declared=declared).language


def decide_language(
    blocks: Sequence[str], *, weights: Sequence[float] | None = None, declared: str | None = None
) -> Decided:
    """The language a document is written in, and whether that is plain.

    Args:
        blocks: the document's texts in order.
        weights: how much each block counts, 1.0 where not given; 0 leaves it out (furniture).
        declared: what the page says about itself: weak evidence.

    Raises:
        ValueError: there are not as many weights as blocks.
    """
    if weights is not None and len(weights) != len(blocks):
        raise ValueError(f"{len(weights)} weights for {len(blocks)} blocks; give one for each, or none")
    sample, voters = sample_of(blocks, weights), voters_of(blocks, weights)
    home = vote(read_blocks(sample[0]), weights=sample[1], declared=declared)
    if (home is None or not home.is_plain) and voters != sample:
        home = vote(read_blocks(voters[0]), weights=voters[1], declared=declared)
    return Decided(with_script(home.language, "\n".join(blocks)), home.is_plain) if home else Decided(None, False)


def _certainty(reading: Reading, home: Home) -> tuple[float, tuple[str, ...]]:
    """How sure, and the twins that the text could as well be in."""
    scores = reading.score(0, len(reading.keys), home.writing)
    if scores is None or home.column < 0:
        return _ALONE, ()
    languages = languages_of(home.writing)
    points = scores[home.column] - scores
    twin = np.array([are_twins(tag, home.language) for tag in languages])
    margin = float(points[~twin].min()) / UNIT if (~twin).any() else _MOST
    nearest = [float(points[column]) / UNIT for column in np.flatnonzero(twin) if column != home.column]
    group = twins_of(home.language) if nearest and min(nearest) < _TOLD_APART else ()
    odds = max(-_MOST, min(_MOST, _SLOPE * margin))
    return round(1.0 / (1.0 + float(np.exp(-odds))), 6), group
