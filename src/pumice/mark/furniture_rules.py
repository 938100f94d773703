"""What is certain whatever the model says: a table of rules over structure, with the reason of each.

The model sees blocks and neighbourhoods; these rules know what only the page as a whole tells: that a second article
stands below the first, that what follows the text is its readers' discussion, that a passage is part of a consent
dialogue. And captions, tables and code inside the text stay, which the model's teachers had often left out. Start with
:func:`overrule`.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from pumice.mark.furniture_sight import KINDS, Sight
from pumice.model import BlockKind, Field

Floats = NDArray[np.float32]

_ARTICLE: Final = "/article["
_TEXT_FIRST: Final = 60.0
"""Words of prose outside the discussion, or in the first article, from which on that is the page's text."""
_UNLIKELY: Final = np.float32(0.1)
_STRUCTURE: Final[dict[BlockKind, float]] = {
    BlockKind.CAPTION: 0.07,
    BlockKind.TABLE_ROW: 0.06,
    BlockKind.CODE: 0.1,
    BlockKind.QUOTATION: 0.2,
}
"""How likely such a block must be to stay when it stands inside the text."""
_LEAST: Final = np.array([_STRUCTURE.get(kind, np.inf) for kind in KINDS], dtype=np.float32)
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
    taken = list(out)
    settled[taken] = np.minimum(settled[taken], _UNLIKELY)
    for index in _structure(sight, settled):
        if index not in out:
            settled[index] = max(settled[index], np.float32(_EVEN))
    return settled, out


def _other_articles(sight: Sight) -> list[int]:
    """Blocks of later <article> elements, where the first one has the headline and enough prose to be the text."""
    lines = sight.lines[Field.HEADLINE]
    if not any(_ARTICLE in sight.blocks[line].path for line in lines):
        return []
    homes = [_outermost_article(block.path) for block in sight.blocks]
    first = next(homes[line] for line in lines if homes[line])
    inside = [index for index, home in enumerate(homes) if home == first]
    if float(sight.prose[inside].sum()) < _TEXT_FIRST:
        return []
    return [index for index, home in enumerate(homes) if home and home != first]


def _outermost_article(path: str) -> str:
    start = path.find(_ARTICLE)
    return path[: path.index("]", start) + 1] if start >= 0 else ""


def _discussion(sight: Sight) -> list[int]:
    found = _inside(sight, sight.said.meanings.discussion)
    outside = float(sight.prose.sum()) - float(sight.prose[found].sum())
    return found if outside >= _TEXT_FIRST else []


def _consent(sight: Sight) -> list[int]:
    found = _inside(sight, sight.said.meanings.consent)
    return found if float(sight.prose.sum()) > float(sight.prose[found].sum()) else []


def _inside(sight: Sight, meant: NDArray[np.bool_]) -> list[int]:
    """Blocks inside an element, below the page's body, that has a word of this meaning."""
    found: list[int] = np.flatnonzero(sight.said.inside(meant)[sight.named]).tolist()
    return found


def _structure(sight: Sight, likely: Floats) -> list[int]:
    """Captions, tables, code and quotations between two blocks of text."""
    text = np.flatnonzero((likely >= _EVEN) & (sight.prose > 0))
    found = []
    for index in np.flatnonzero((_LEAST[sight.kinds] <= likely) & (likely < _EVEN)).tolist():
        place = int(np.searchsorted(text, index))
        before = place > 0 and index - text[place - 1] <= _REACH
        after = place < len(text) and text[place] - index <= _REACH
        if before and after:
            found.append(index)
    return found
