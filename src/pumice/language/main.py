"""The main language of a document: a vote of its blocks, in which no block can outshout the others.

Labels and menus come in the interface's language, so short blocks have no vote where there are long ones, and what the
page declares only breaks ties (the seed of this project is an English article at an address that ends in _ru).
"""

from __future__ import annotations

from collections.abc import Sequence

from pumice.language.asking import guess
from pumice.language.tags import base_of, normalise_tag
from pumice.text.scripts import count_letters

_CAP = 300
"""Letters of one block that count: a long table or an appendix does not outvote the article."""

_LABEL = 40
"""Blocks with fewer letters are asked only where there are no longer ones."""

_DECLARED = 20.0
"""What the declared language is worth, in letters: it decides between near equals, never against the text."""


def main_language(
    blocks: Sequence[str], *, weights: Sequence[float] | None = None, declared: str | None = None
) -> str | None:
    """The BCP 47 tag of the language a document is written in, or None where there is no language to find.

    Args:
        blocks: the document's texts in order.
        weights: how much each block counts, 1.0 where not given; 0 leaves it out (furniture).
        declared: what the page says about itself: weak evidence.

    Raises:
        ValueError: there are not as many weights as blocks.
    """
    if weights is not None and len(weights) != len(blocks):
        raise ValueError(
            f"{len(weights)} weights for {len(blocks)} blocks; give one weight for each block, or none at all"
        )
    voices = _voices(blocks, weights)
    votes: dict[str, float] = {}
    for text, letters in [voice for voice in voices if voice[1] >= _LABEL] or voices:
        found = guess(text[: 4 * _CAP])
        if found.language:
            votes[found.language] = votes.get(found.language, 0.0) + min(letters, _CAP) * found.score
    own = normalise_tag(declared) if declared else None
    if own and votes.get(base_of(own)):
        votes[base_of(own)] += _DECLARED
    return max(sorted(votes), key=lambda tag: votes[tag]) if votes else None


def _voices(blocks: Sequence[str], weights: Sequence[float] | None) -> list[tuple[str, float]]:
    each = weights if weights is not None else [1.0] * len(blocks)
    counted = [(text, count_letters(text[: 4 * _CAP]) * weight) for text, weight in zip(blocks, each, strict=True)]
    return [voice for voice in counted if voice[1] > 0]
