"""The language of a page's own furniture, told apart from the language of its text.

A Russian interface around an English article shows in its address (..._ru), in its declared language, and in the
labels and menus that were marked as furniture or strays.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from pumice.claims import Chosen
from pumice.language import main_language, normalise_tag
from pumice.model import STRAY, Document, Field, Reason
from pumice.text.scripts import count_letters

_FURNITURE: Final = frozenset({Reason.FURNITURE, Reason.CONSENT, Reason.RELATED, Reason.REPEATED})
_FURNITURE_LETTERS: Final = 40
"""Less furniture than this says nothing of its language."""
_SAMPLE: Final = 1_200
"""Characters of the furniture that are asked about; more cost time and change no answer."""
_FURNITURE_WEIGHT: Final = 1.2
_ADDRESS_WEIGHT: Final = 0.8
_DECLARED_WEIGHT: Final = 0.5
_STRAY_WEIGHT: Final = 0.4
_ENOUGH: Final = 0.5
"""Weaker evidence than this is no evidence: null rather than a guess."""


def interface_language(document: Document, chosen: Chosen) -> str | None:
    """BCP 47 tag of the page's own furniture, or None where nothing tells."""
    votes: dict[str, float] = {}

    def vote(tag: str | None, weight: float) -> None:
        language = normalise_tag(tag) if tag else None
        if language:
            key = language.partition("-")[0] if language.partition("-")[0] not in {"zh", "sr"} else language
            votes[key] = votes.get(key, 0.0) + weight

    vote(_language_of_furniture(document), _FURNITURE_WEIGHT)
    for field, weight in ((Field.INTERFACE_LANGUAGE, _ADDRESS_WEIGHT), (Field.DECLARED_LANGUAGE, _DECLARED_WEIGHT)):
        claim = chosen.winner(field)
        vote(claim.value if claim else None, weight)
    for language in sorted({mark.language for mark in document.marks if mark.reason in STRAY and mark.language}):
        vote(language, _STRAY_WEIGHT)
    best = max(votes.items(), key=lambda item: (item[1], item[0]), default=(None, 0.0))
    return best[0] if best[1] >= _ENOUGH else None


def _language_of_furniture(document: Document) -> str | None:
    indexes = sorted({mark.span.block for mark in document.marks if mark.reason in _FURNITURE})
    text = " \n".join(document.blocks[index].text for index in indexes)
    return _language_of(text[:_SAMPLE]) if count_letters(text) >= _FURNITURE_LETTERS else None


@lru_cache(maxsize=512)
def _language_of(sample: str) -> str | None:
    """Remembered, since pages of one site begin with the same menus."""
    return main_language([sample])
