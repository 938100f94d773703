"""Which sort of furniture a block is, and the evidence that a reviewer reads. Start with :func:`explain`.

The model says only how likely a block is text. What is said here rests on what can be seen in the page: the site's own
words for its parts, copies, links, position. The first rule that holds speaks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pumice.mark.furniture_groups import TEXT, WORDS, groups_of, name_of
from pumice.mark.furniture_sight import Sight
from pumice.model import Block, Reason

_NEAR: Final = 24
"""Words further from a block than this say nothing of it."""
_LINKED: Final = 0.5
_TEASER_WORDS: Final = 5.0
_COPY_WORDS: Final = 8.0

Evidence = tuple[Reason, str]

CERTAIN: Final[dict[str, Reason]] = {
    "another-article": Reason.RELATED,
    "discussion": Reason.FURNITURE,
    "consent-dialogue": Reason.CONSENT,
}
"""The reasons that rules over the whole page give."""


def explain(sight: Sight, index: int, certain: str | None = None) -> Evidence:
    """Why a block is none of the text; ``certain`` is the rule of :mod:`furniture_rules` that took it out, if any."""
    if certain is not None:
        return CERTAIN[certain], certain
    for rule in _RULES:
        found = rule.test(sight, index)
        if found is not None:
            return found
    return Reason.FURNITURE, "context"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of evidence; ``test`` gives the reason and its name, or None."""

    test: Callable[[Sight, int], Evidence | None]
    why: str


def _recipe(sight: Sight, index: int) -> Evidence | None:
    role = sight.blocks[index].role
    return (Reason.FURNITURE, f"recipe-{role.value}") if role is not None else None


def _hidden(sight: Sight, index: int) -> Evidence | None:
    return (Reason.HIDDEN, "hidden") if sight.blocks[index].hidden else None


def _copied(sight: Sight, index: int) -> Evidence | None:
    if sight.words[index] < _COPY_WORDS:
        return None
    text = sight.blocks[index].text
    copied = any(block.text == text for block in sight.blocks[:index])
    return (Reason.DUPLICATE, "copy-of-earlier-block") if copied else None


def _named(sight: Sight, index: int) -> Evidence | None:
    group = _nearest_part(sight.blocks[index])
    return (WORDS.get(group, Reason.FURNITURE), f"named-{group}") if group else None


def _teaser(sight: Sight, index: int) -> Evidence | None:
    if sight.links[index] <= _LINKED:
        return None
    return (Reason.RELATED if sight.words[index] >= _TEASER_WORDS else Reason.FURNITURE), "link-density"


def _outside(sight: Sight, index: int) -> Evidence | None:
    prose = sight.prose.nonzero()[0]
    if len(prose) and prose[0] <= index <= prose[-1]:
        return Reason.FURNITURE, "neighbours"
    return Reason.FURNITURE, "outside-text-region"


def _nearest_part(block: Block) -> str | None:
    """The nearest group of words that names furniture, unless a word for the text stands nearer."""
    for word in block.words[:_NEAR]:
        names = [name_of(number) for number in groups_of(word)]
        if any(name in TEXT for name in names):
            return None
        found = next((name for name in names if name in WORDS), None)
        if found is not None:
            return found
    return None


WEAK: Final = frozenset({"context", "neighbours", "outside-text-region"})
"""Evidence that is only a block's place."""

_RULES: Final = (
    Rule(_recipe, "the site's recipe says so"),
    Rule(_hidden, "the page hides it"),
    Rule(_copied, "the same passage stands before it"),
    Rule(_named, "the site's own word for this part of the page"),
    Rule(_teaser, "a link is the whole of it"),
    Rule(_outside, "it stands before or after all prose, or among blocks that are furniture"),
)
