"""Which of a page's titles its editors wrote. Start with :func:`weigh_headlines`.

A page carries several titles: the <title> and its copies are written for search engines, the heading for readers,
og:title for those who share the page. Where they differ, the copies of the <title> count less.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pumice.model import Claim, Field, Origin
from pumice.read.claims_common import Seen
from pumice.read.titles import same_text

_COPY: Final = 0.8
"""What is left of a claim's weight when it repeats the <title> and another stated headline does not."""
DATED: Final = "dated"
"""The detail of a heading's claim when a date line stands under it: it is the headline whatever the titles say."""
_RELATED: Final = 0.4
"""Share of the shorter title's words that the longer must hold for the two to be of one article."""


def weigh_headlines(claims: Iterable[Claim], seen: Seen) -> tuple[Claim, ...]:
    """The same claims; those for the headline with their weights in the light of each other."""
    heard = tuple(claims)
    headlines = [claim for claim in heard if claim.field is Field.HEADLINE]
    titles = {same_text(claim.value) for claim in headlines if claim.origin is Origin.TITLE}
    others = [claim.value for claim in headlines if claim.origin is not Origin.H1]
    heads = [
        {same_text(c.value) for c in headlines if c.origin is origin} for origin in (Origin.JSON_LD, Origin.OPEN_GRAPH)
    ]
    shown = {same_text(c.value) for c in headlines if c.origin is Origin.H1 and _is_related(c.value, others)}
    # Where JSON-LD and Open Graph agree, a heading that departs from them has a kicker or a subtitle in it.
    stated = heads[0] | heads[1] | (shown if not heads[0] & heads[1] else set())
    return tuple(
        _weigh(claim, others, titles if len(stated) > 1 else set(), seen) if claim.field is Field.HEADLINE else claim
        for claim in heard
    )


def _weigh(claim: Claim, others: list[str], copies: set[str], seen: Seen) -> Claim:
    weight = claim.weight
    if claim.origin is Origin.H1:
        related = not others or _is_related(claim.value, others) or claim.detail == DATED
        weight = (0.76 if seen.is_article else 0.85) if related else 0.4
        if not seen.is_article:
            return replace(claim, weight=weight)
    return replace(claim, weight=weight * _COPY) if same_text(claim.value) in copies else replace(claim, weight=weight)


def _is_related(heading: str, titles: list[str]) -> bool:
    """Whether a heading shares its words with some title of the page; the name of the site does not."""
    words = _words(heading)
    return any(len(words & other) >= _RELATED * min(len(words), len(other)) > 0 for other in map(_words, titles))


def _words(text: str) -> frozenset[str]:
    same = same_text(text)
    if any(character > "\u2e80" for character in same):
        return frozenset(same[i : i + 2] for i in range(len(same) - 1))
    return frozenset(word for word in same.split() if len(word) > 2)  # noqa: PLR2004 - articles and prepositions join nothing
