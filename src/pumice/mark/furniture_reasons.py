"""Which sort of furniture a block is, and the evidence that a reviewer reads. Start with :func:`explain`.

The model says only how likely a block is text. What is said here rests on what can be seen in the page: the site's own
words for its parts, copies, links, position. The strongest rule that holds speaks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pumice.mark.furniture_groups import GROUPS, WORDS
from pumice.mark.furniture_sight import Numbers, Sight
from pumice.model import BlockRole, Reason

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

_OTHER: Final[tuple[Evidence, ...]] = (
    (Reason.FURNITURE, "neighbours"),
    (Reason.FURNITURE, "outside-text-region"),
    (Reason.FURNITURE, "link-density"),
    (Reason.RELATED, "link-density"),
    (Reason.DUPLICATE, "copy-of-earlier-block"),
    (Reason.HIDDEN, "hidden"),
    *((Reason.FURNITURE, f"recipe-{role.value}") for role in BlockRole),
    *((reason, rule) for rule, reason in CERTAIN.items()),
)
EVIDENCE: Final[tuple[Evidence, ...]] = (
    *((WORDS.get(group, Reason.FURNITURE), f"named-{group}") for group in GROUPS),
    *_OTHER,
)
"""All that can be said, by number; what a group of words says has the group's number."""
_NUMBER: Final = {evidence: number for number, evidence in enumerate(EVIDENCE)}

WEAK: Final = frozenset({"neighbours", "outside-text-region"})
"""Evidence that is only a block's place."""

_Said = tuple[NDArray[np.bool_], Numbers | int]
"""For which blocks a rule holds, and the number of the evidence."""


def explain(sight: Sight, certain: Mapping[int, str]) -> Numbers:
    """Why each block would be none of the text, as numbers of EVIDENCE.

    ``certain`` names the rules of :mod:`furniture_rules` that took blocks out; nothing overrules them.
    """
    found = np.full(len(sight.blocks), _NUMBER[Reason.FURNITURE, "outside-text-region"])
    for rule in _RULES:
        holds, evidence = rule(sight)
        found = np.where(holds, evidence, found)
    for index, name in certain.items():
        found[index] = _NUMBER[CERTAIN[name], name]
    return found


def _neighbours(sight: Sight) -> _Said:
    """It stands among blocks that are furniture, before the last prose and after the first."""
    inside = np.zeros(len(sight.blocks), dtype=bool)
    prose = np.flatnonzero(sight.prose)
    if len(prose):
        inside[prose[0] : prose[-1] + 1] = True
    return inside, _NUMBER[Reason.FURNITURE, "neighbours"]


def _teaser(sight: Sight) -> _Said:
    """A link is the whole of it."""
    long, short = _NUMBER[Reason.RELATED, "link-density"], _NUMBER[Reason.FURNITURE, "link-density"]
    return sight.links > _LINKED, np.where(sight.words >= _TEASER_WORDS, long, short)


def _named(sight: Sight) -> _Said:
    """The site's own word for this part of the page."""
    parts = sight.said.parts()[sight.named]
    return parts >= 0, parts


def _copied(sight: Sight) -> _Said:
    """The same passage stands before it."""
    # A text that is new raises the highest number so far.
    again = np.zeros(len(sight.copies), dtype=bool)
    highest = np.maximum.accumulate(sight.copies)
    np.equal(highest[1:], highest[:-1], out=again[1:])
    return again & (sight.words >= _COPY_WORDS), _NUMBER[Reason.DUPLICATE, "copy-of-earlier-block"]


def _hidden(sight: Sight) -> _Said:
    """The page hides it."""
    return sight.hidden, _NUMBER[Reason.HIDDEN, "hidden"]


def _recipe(sight: Sight) -> _Said:
    """The site's recipe says so."""
    evidence = np.array([-1 if block.role is None else _OF_ROLE[block.role] for block in sight.blocks])
    return evidence >= 0, evidence


_OF_ROLE: Final = {role: _NUMBER[Reason.FURNITURE, f"recipe-{role.value}"] for role in BlockRole}
_RULES: Final[tuple[Callable[[Sight], _Said], ...]] = (_neighbours, _teaser, _named, _copied, _hidden, _recipe)
"""The weakest first: the last rule that holds for a block speaks."""
