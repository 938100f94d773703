"""What is certain whatever the model says: a table of rules over structure, with the reason of each.

The model sees blocks and neighbourhoods; these rules know what only the page as a whole tells: that a second article
stands below the first, that what follows the text is its readers' discussion, that a passage is part of a consent
dialogue. And captions, tables and code inside the text stay, which the model's teachers had often left out. Start with
:func:`overrule`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pumice.mark.furniture_sight import Sight
from pumice.model import BlockKind, Field

Floats = NDArray[np.float32]

_COMMENT: Final = re.compile(
    r"(comments?|kommentare?|comentarios?|commentaires?|komentarze|opinie|disqus_thread|pinglun|reactions?)"
    r"([-_]?(list|body|content|text|area|thread|wrap(per)?|section|container|block|item|box|feed|\d+))?s?"
)
"""Words of the element that holds a discussion; not those of articles that merely may be discussed (comments-open)."""
_CONSENT: Final = re.compile(
    r"(cookie|consent|gdpr|onetrust|ot-sdk|otpc|cookiebot|cookielaw|didomi|usercentrics|sp_message|cmp)[-_a-z]*"
    r"|.*[-_]cookies?|.*[-_]consent"
)
_OUTER: Final = frozenset({"body", "html"})
_TEXT_FIRST: Final = 60.0
"""Words of prose outside the discussion, or in the first article, from which on that is the page's text."""
_UNLIKELY: Final = np.float32(0.1)
_STRUCTURE: Final[dict[BlockKind, float]] = {
    BlockKind.CAPTION: 0.1,
    BlockKind.TABLE_ROW: 0.06,
    BlockKind.CODE: 0.1,
    BlockKind.QUOTATION: 0.2,
}
"""How likely such a block must be to stay when it stands inside the text."""
_REACH: Final = 8
_EVEN: Final = 0.5


def overrule(sight: Sight, likely: Floats) -> tuple[Floats, dict[int, str]]:
    """The likelihoods with certainties put in, and by block the rule that took it out."""
    out = {
        **dict.fromkeys(_other_articles(sight), "another-article"),
        **dict.fromkeys(_discussion(sight), "discussion"),
        **dict.fromkeys(_consent(sight), "consent-dialogue"),
    }
    settled = likely.copy()
    for index in out:
        settled[index] = min(settled[index], _UNLIKELY)
    for index in _structure(sight, settled):
        if index not in out:
            settled[index] = max(settled[index], np.float32(_EVEN))
    return settled, out


def _other_articles(sight: Sight) -> list[int]:
    """Blocks of later <article> elements, where the first one has the headline and enough prose to be the text."""
    homes = [_outermost_article(block.path) for block in sight.blocks]
    lines = [claim.span.block for claim in sight.chosen.agreeing(Field.HEADLINE) if claim.span is not None]
    headline = next((line for line in lines if line < len(homes) and homes[line]), None)
    if headline is None:
        return []
    first = homes[headline]
    inside = [index for index, home in enumerate(homes) if home == first]
    if float(sight.prose[inside].sum()) < _TEXT_FIRST:
        return []
    return [index for index, home in enumerate(homes) if home and home != first]


def _outermost_article(path: str) -> str:
    start = path.find("/article[")
    return path[: path.index("]", start) + 1] if start >= 0 else ""


def _discussion(sight: Sight) -> list[int]:
    found = _named(sight, _COMMENT)
    outside = float(sight.prose.sum()) - float(sight.prose[found].sum())
    return found if outside >= _TEXT_FIRST else []


def _consent(sight: Sight) -> list[int]:
    found = _named(sight, _CONSENT)
    return found if float(sight.prose.sum()) > float(sight.prose[found].sum()) else []


def _named(sight: Sight, pattern: re.Pattern[str]) -> list[int]:
    """Blocks inside an element, below the page's body, that has a word of this pattern."""
    words = {word for names in sight.names for word in names}
    telling = {word for word in words if _is_word_of(word, pattern)}
    if not telling:
        return []
    said = [not telling.isdisjoint(names) and _is_inner(names, telling) for names in sight.names]
    return [index for index, number in enumerate(sight.named) if said[number]]


@lru_cache(maxsize=50_000)
def _is_word_of(word: str, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.fullmatch(word))


def _is_inner(names: Sequence[str], telling: Container[str]) -> bool:
    return next((word in telling for word in names if word in telling or word in _OUTER), False)


def _structure(sight: Sight, likely: Floats) -> list[int]:
    """Captions, tables, code and quotations between two blocks of text."""
    text = np.flatnonzero((likely >= _EVEN) & (sight.prose > 0))
    found = []
    for index, block in enumerate(sight.blocks):
        least = _STRUCTURE.get(block.kind)
        if least is None or not least <= likely[index] < _EVEN or not len(text):
            continue
        place = int(np.searchsorted(text, index))
        before = place > 0 and index - text[place - 1] <= _REACH
        after = place < len(text) and text[place] - index <= _REACH
        if before and after:
            found.append(index)
    return found
