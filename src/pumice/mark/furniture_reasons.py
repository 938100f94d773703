"""Which sort of furniture a block is, and the evidence that a reviewer reads. Start with :func:`explain`.

The model says only how likely a block is text. What is said here rests on what can be seen in the page: the site's own
words for its parts, copies, links, position. The first rule that holds speaks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pumice.mark.furniture_groups import TEXT, WORDS, groups_of, name_of
from pumice.mark.furniture_sight import Sight
from pumice.model import Reason

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
    "outside-recipe-body": Reason.FURNITURE,
}
"""The reasons that rules over the whole page give."""


@dataclass(frozen=True, slots=True)
class Witness:
    """What the rules look at.

    Attributes:
        sight: the blocks, measured.
        parts: by the number of a sequence of words, the group that names furniture nearest, or None.
        copies: blocks whose text stood before.
        prose: the first and the last block of prose, or None where there is none.
    """

    sight: Sight
    parts: Sequence[str | None]
    copies: frozenset[int]
    prose: tuple[int, int] | None


def hear(sight: Sight) -> Witness:
    """Gather once what :func:`explain` asks of each block."""
    seen: dict[str, int] = {}
    copies = {index for index, block in enumerate(sight.blocks) if seen.setdefault(block.text, index) != index}
    prose = sight.prose.nonzero()[0]
    edges = (int(prose[0]), int(prose[-1])) if len(prose) else None
    return Witness(sight, [_nearest_part(names) for names in sight.names], frozenset(copies), edges)


def explain(heard: Witness, index: int, certain: str | None = None) -> Evidence:
    """Why a block is none of the text; ``certain`` is the rule of :mod:`furniture_rules` that took it out, if any."""
    if certain is not None:
        return CERTAIN[certain], certain
    for rule in _RULES:
        found = rule.test(heard, index)
        if found is not None:
            return found
    return Reason.FURNITURE, "context"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of evidence; ``test`` gives the reason and its name, or None."""

    test: Callable[[Witness, int], Evidence | None]
    why: str


def _recipe(heard: Witness, index: int) -> Evidence | None:
    role = heard.sight.blocks[index].role
    return (Reason.FURNITURE, f"recipe-{role.value}") if role is not None else None


def _hidden(heard: Witness, index: int) -> Evidence | None:
    return (Reason.HIDDEN, "hidden") if heard.sight.blocks[index].hidden else None


def _copied(heard: Witness, index: int) -> Evidence | None:
    copied = index in heard.copies and heard.sight.words[index] >= _COPY_WORDS
    return (Reason.DUPLICATE, "copy-of-earlier-block") if copied else None


def _named(heard: Witness, index: int) -> Evidence | None:
    group = heard.parts[heard.sight.named[index]]
    return (WORDS.get(group, Reason.FURNITURE), f"named-{group}") if group else None


def _teaser(heard: Witness, index: int) -> Evidence | None:
    if heard.sight.links[index] <= _LINKED:
        return None
    return (Reason.RELATED if heard.sight.words[index] >= _TEASER_WORDS else Reason.FURNITURE), "link-density"


def _outside(heard: Witness, index: int) -> Evidence | None:
    if heard.prose is not None and heard.prose[0] <= index <= heard.prose[1]:
        return Reason.FURNITURE, "neighbours"
    return Reason.FURNITURE, "outside-text-region"


def _nearest_part(words: Sequence[str]) -> str | None:
    """The nearest group of words that names furniture, unless a word for the text stands nearer."""
    for word in words[:_NEAR]:
        told = _told_by(word)
        if told is not None:
            return told or None
    return None


@lru_cache(maxsize=50_000)
def _told_by(word: str) -> str | None:
    """The group of furniture that a word names; "" where it names the text, None where it tells nothing."""
    names = [name_of(number) for number in groups_of(word)]
    if any(name in TEXT for name in names):
        return ""
    return next((name for name in names if name in WORDS), None)


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
