"""The language of a page's own furniture, told apart from the language of its text.

A Russian interface around an English article shows in its address (..._ru), in its declared language, and in the
labels and menus that were marked as furniture or strays.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from pumice.claims import Chosen
from pumice.language import main_language, normalise_tag
from pumice.model import STRAY, Document, Field, Reason
from pumice.text.scripts import count_letters

_FURNITURE: Final = frozenset({Reason.FURNITURE, Reason.CONSENT, Reason.RELATED, Reason.REPEATED})
_FURNITURE_LETTERS: Final = 40
"""Less furniture than this says nothing of its language."""
_FEWEST: Final = 6
"""Labels of which a sample has parts at least, however long they are."""
_GLANCE: Final = 240
"""Characters that are asked about first, and believed where they say what most often is so: the text's own language."""
_SAMPLE: Final = 600
"""Characters of the furniture that are asked about; more cost time and change no answer."""
_FURNITURE_WEIGHT: Final = 1.2
_ADDRESS_WEIGHT: Final = 0.8
_DECLARED_WEIGHT: Final = 0.5
_STRAY_WEIGHT: Final = 0.4
_ENOUGH: Final = 0.5
"""Weaker evidence than this is no evidence: null rather than a guess."""


def interface_language(document: Document, chosen: Chosen) -> str | None:
    """BCP 47 tag of the page's own furniture, or None where nothing tells."""
    votes = _stated(document, chosen)
    first, second = sorted([0.0, 0.0, *votes.values()], reverse=True)[:2]
    # Its labels cost most to ask, and where the rest agrees by far they change nothing.
    if first <= second + _FURNITURE_WEIGHT and (language := _key(_language_of_furniture(document))):
        votes[language] = votes.get(language, 0.0) + _FURNITURE_WEIGHT
    best = max(votes.items(), key=lambda item: (item[1], item[0]), default=(None, 0.0))
    return best[0] if best[1] >= _ENOUGH else None


def _stated(document: Document, chosen: Chosen) -> dict[str, float]:
    """What address, declaration and strays say, by language."""
    votes: dict[str, float] = {}
    heard = [
        (claim.value, weight)
        for field, weight in ((Field.INTERFACE_LANGUAGE, _ADDRESS_WEIGHT), (Field.DECLARED_LANGUAGE, _DECLARED_WEIGHT))
        if (claim := chosen.winner(field)) is not None
    ]
    strays = sorted({mark.language for mark in document.marks if mark.reason in STRAY and mark.language})
    for tag, weight in (*heard, *((language, _STRAY_WEIGHT) for language in strays)):
        if key := _key(tag):
            votes[key] = votes.get(key, 0.0) + weight
    return votes


def _key(tag: str | None) -> str | None:
    """The language of a tag, with its script or region only where these make another interface of it."""
    language = normalise_tag(tag) if tag else None
    base = language.partition("-")[0] if language else None
    return language if base in {"zh", "sr"} else base


def _language_of_furniture(document: Document) -> str | None:
    indexes = sorted({mark.span.block for mark in document.marks if mark.reason in _FURNITURE})
    texts = tuple(dict.fromkeys(document.blocks[index].text for index in indexes))
    if sum(map(count_letters, texts)) < _FURNITURE_LETTERS:
        return None
    glance = _language_of(_spread(texts, _GLANCE))
    expected = glance is not None and _key(glance) == _key(document.language)
    return glance if expected else _language_of(_spread(texts, _SAMPLE))


def _spread(texts: Sequence[str], size: int) -> str:
    """A sample of labels of about so many characters, evenly spread over all of them."""
    most = size // _FEWEST
    step = max(1.0, sum(min(len(text), most) for text in texts) / size)
    return "\n".join(texts[int(place * step)][:most] for place in range(int(len(texts) / step)))


@lru_cache(maxsize=512)
def _language_of(sample: str) -> str | None:
    """Remembered, since pages of one site have the same menus."""
    return main_language([sample])
