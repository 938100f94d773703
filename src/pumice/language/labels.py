"""Labels that every news site has, word for word: what a single word cannot tell by its letters, its use can.

Start reading at :func:`as_label`. "Fechar" could be a surname; as a block of its own in a page that is not Portuguese
it is the label of a button.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import Final

from pumice.language.attested import attested_share
from pumice.language.candidates import Candidate
from pumice.language.reading import Reading
from pumice.language.tags import are_twins
from pumice.language.vote import Home

_SCORE: Final = 0.75
"""Of a label in another language, whatever its letters look like."""
_AT_HOME: Final = 0.5
"""Share of letters in words of the document's own language from which a label is its own."""
_AROUND: Final = " \t\n\u00a0:.…»›>→|«‹<←-–—()[]"
_INTERNATIONAL: Final = "en"
"""Single words of it ("Home", "Share") are labels in pages of many languages."""


def as_label(
    reading: Reading, home: Home, judged: tuple[Candidate, str | None, float]
) -> tuple[Candidate, str | None, float]:
    """The candidate, its language and score, mended where it is a known label of others than the document's."""
    candidate, language, score = judged
    piece = candidate.piece
    found = languages_of_label(reading.texts[piece.block][piece.start : piece.end])
    if candidate.shape == "run" or not found or any(are_twins(tag, home.language) for tag in found):
        return judged
    own = candidate.writing == home.writing
    if own and attested_share(reading, (piece.first, piece.last), (home.writing, home.language)) > _AT_HOME:
        return judged
    return candidate, language if language in found else min(found), max(score, _SCORE)


def languages_of_label(text: str) -> frozenset[str]:
    """Languages in which a text is, all of it, a label."""
    return _labels().get(_bare(text), frozenset())


def _bare(text: str) -> str:
    return " ".join(text.strip(_AROUND).casefold().split())


@cache
def _labels() -> dict[str, frozenset[str]]:
    table = json.loads(files("pumice.language").joinpath("labels.json").read_text(encoding="utf-8"))["labels"]
    found: dict[str, set[str]] = defaultdict(set)
    for language, labels in table.items():
        for label in labels.split("|"):
            if language != _INTERNATIONAL or " " in label:
                found[_bare(label)].add(language)
    return {label: frozenset(languages) for label, languages in found.items()}
