"""What belongs to the page rather than to the article: menus, footers, share bars, consent notes, teasers.

A learned scorer says how likely each block is text: boosted trees over features that know no language
(:mod:`furniture_features`), then a second pass that also knows what the first said of the neighbours
(:mod:`furniture_stack`); a few rules settle what only the page as a whole tells (:mod:`furniture_rules`). Which sort of
furniture a block is, and which evidence a reviewer reads, is told by a table (:mod:`furniture_reasons`). Start with
:func:`mark_furniture`; the model card is docs/boilerplate.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pumice.mark.furniture_features import rows_of
from pumice.mark.furniture_reasons import EVIDENCE, WEAK, explain
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
_MOST: Final = np.array([_GUESS if name in WEAK else 1.0 for _, name in EVIDENCE])
_SAID: Final = [(reason, f"{_BY}:{name}") for reason, name in EVIDENCE]

_Judged = tuple[NDArray[np.float64], dict[int, str]]
"""How likely blocks are text, and the rules that took some out."""


def mark_furniture(document: Document) -> Iterator[Mark]:
    """Mark each block of an HTML page that is furniture, whole; the score is one minus the likelihood of text."""
    blocks = document.blocks
    if not any(block.path.startswith("/") for block in blocks) or len(blocks) > _MOST_BLOCKS:
        return
    sight = see(document)
    odds, certain = overrule(sight, score_text(sight))
    likely = _with_a_text(odds).astype(np.float64)
    if any(block.role for block in blocks):
        likely, certain = _by_recipe(sight, likely, certain)
    marked = np.flatnonzero(likely < _EVEN)
    evidence = explain(sight, certain)[marked]
    scores = np.minimum(1 - likely[marked], _MOST[evidence]).round(4)
    for index, number, score in zip(marked.tolist(), evidence.tolist(), scores.tolist(), strict=True):
        reason, by = _SAID[number]
        yield Mark(Span(index, 0, len(blocks[index].text)), reason, score, None, by)


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


def _by_recipe(sight: Sight, likely: NDArray[np.float64], certain: dict[int, str]) -> _Judged:
    """What the owner of a site recipe says of a block outranks the model, also by naming the body elsewhere."""
    likely, certain = likely.copy(), dict(certain)
    is_named = any(block.role is BlockRole.BODY for block in sight.blocks)
    for index, block in enumerate(sight.blocks):
        if block.role in _OUTSIDE or (block.role is None and is_named):
            likely[index] = 1 - _SURE
        elif block.role is not None:
            likely[index] = _SURE
        if block.role is None and is_named:
            certain[index] = "outside-recipe-body"
    return likely, certain
