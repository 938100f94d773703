"""What belongs to the page rather than to the article: menus, footers, share bars, consent notes, teasers.

A learned scorer says how likely each block is text: boosted trees over features that know no language
(:mod:`furniture_features`), then a second pass that also knows what the first said of the neighbours
(:mod:`furniture_stack`); a few rules settle what only the page as a whole tells (:mod:`furniture_rules`). Which sort of
furniture a block is, and which evidence a reviewer reads, is told by a table (:mod:`furniture_reasons`). Start with
:func:`mark_furniture`; the model card is docs/boilerplate.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from pumice.mark.furniture_features import rows_of
from pumice.mark.furniture_reasons import WEAK, explain, hear
from pumice.mark.furniture_rules import overrule
from pumice.mark.furniture_sight import Sight, see
from pumice.mark.furniture_stack import stack
from pumice.mark.furniture_trees import load_forests
from pumice.model import BlockRole, Document, Mark, Span

_BY: Final = "furniture/2"
_EVEN: Final = 0.5
_MOST_BLOCKS: Final = 30_000
"""Only a machine writes longer pages; the marker abstains rather than ask for memory without bounds."""
_BEST: Final = 0.6
"""Where no block is likelier text than not, those within this share of the likeliest one stay: a page has a text."""
_SURE: Final = 0.99
_OUTSIDE: Final = frozenset({BlockRole.DROP, BlockRole.DATE, BlockRole.SECTION})
"""Roles of lines that are dropped, or that became fields."""
_GUESS: Final = 0.8
"""No surer than this of a block against which nothing but its place speaks."""


def mark_furniture(document: Document) -> Iterator[Mark]:
    """Mark each block of an HTML page that is furniture, whole; the score is one minus the likelihood of text."""
    if not any(block.path.startswith("/") for block in document.blocks) or len(document.blocks) > _MOST_BLOCKS:
        return
    sight = see(document)
    odds, rules = overrule(sight, score_text(sight))
    odds = _with_a_text(odds)
    heard = hear(sight)
    named = any(block.role is BlockRole.BODY for block in document.blocks)
    for index, (block, likelihood) in enumerate(zip(document.blocks, odds.tolist(), strict=True)):
        likely = _by_recipe(block.role, likelihood, "named" if named else "guessed")
        if likely < _EVEN:
            certain = "outside-recipe-body" if named and block.role is None else rules.get(index)
            reason, evidence = explain(heard, index, certain)
            score = round(min(1 - likely, 1.0 if evidence not in WEAK else _GUESS), 4)
            yield Mark(Span(index, 0, len(block.text)), reason, score, None, f"{_BY}:{evidence}")


def score_text(sight: Sight) -> NDArray[np.float32]:
    """How likely each block is text of the article, 0 to 1."""
    rows = rows_of(sight)
    first, second = load_forests()
    return second.score(stack(sight, rows, first.score(rows)))


def _with_a_text(likely: NDArray[np.float32]) -> NDArray[np.float32]:
    """Where nothing reaches even odds, raise the likeliest blocks to it."""
    best = float(likely.max())
    if best >= _EVEN:
        return likely
    raised: NDArray[np.float32] = np.where(likely >= _BEST * best, np.float32(_EVEN), likely)
    return raised


def _by_recipe(role: BlockRole | None, likely: float, body: Literal["named", "guessed"]) -> float:
    """What the owner of a site recipe says of a block outranks the model, also by naming the body elsewhere."""
    if role in _OUTSIDE or (role is None and body == "named"):
        return 1 - _SURE
    return _SURE if role in {BlockRole.BODY, BlockRole.HEADLINE} else likely
