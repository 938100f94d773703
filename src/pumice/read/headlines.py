"""Which of a page's titles its editors wrote. Start with :func:`weigh_headlines`.

A page carries several titles: the <title> and its copies are written for search engines, the heading for readers,
og:title for those who share the page. Where they differ, the copies of the <title> count less.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pumice.model import Claim, Field, Origin
from pumice.read.claims_common import Seen
from pumice.read.titles import same_text
from pumice.text.urls import registrable_domain

_COPY: Final = 0.8
"""What is left of a claim's weight when it repeats the <title> and another stated headline does not."""
_SITE: Final = 0.4
"""The same where a title is nothing but the site's name."""
_APART: Final = 0.4
"""The same for JSON-LD that speaks of something else than all other titles: a template, a description of the kind."""
_KICKER: Final = 0.9
"""The same for a heading that has a kicker before what another title says: the kicker is no part of the headline."""
_NAMING: Final = frozenset({Origin.JSON_LD, Origin.OPEN_GRAPH, Origin.META})
DATED: Final = "dated"
"""The detail of a heading's claim when a date line stands under it: it is the headline whatever the titles say."""
_RELATED: Final = 0.4
"""Share of the shorter title's words that the longer must hold for the two to be of one article."""


def weigh_headlines(claims: Iterable[Claim], seen: Seen) -> tuple[Claim, ...]:
    """The same claims; those for the headline with their weights in the light of each other."""
    heard = tuple(claims)
    page = _hear([claim for claim in heard if claim.field is Field.HEADLINE and claim.weight > 0], _names(heard, seen))
    return tuple(
        _weigh(claim, page, seen) if claim.field is Field.HEADLINE and claim.weight > 0 else claim for claim in heard
    )


@dataclass(frozen=True, slots=True)
class _Heard:
    """What a page's titles say together, in the form of :func:`same_text`.

    Attributes:
        others: every title but the heading, as it stands.
        copies: the <title>, where the page states another headline besides.
        names: what the site calls itself, without blanks.
    """

    others: tuple[str, ...]
    copies: frozenset[str]
    names: frozenset[str]


def _names(claims: Sequence[Claim], seen: Seen) -> frozenset[str]:
    """What the site calls itself, without blanks."""
    stated = (c.value for c in claims if c.field is Field.PUBLISHER and c.origin in _NAMING)
    domain = registrable_domain(seen.capture.url) or ""
    return frozenset(same_text(name).replace(" ", "") for name in (*stated, domain.partition(".")[0], domain))


def _hear(headlines: Sequence[Claim], names: frozenset[str]) -> _Heard:
    said = {origin: {same_text(c.value) for c in headlines if c.origin is origin} for origin in Origin}
    others = tuple(claim.value for claim in headlines if claim.origin is not Origin.H1)
    headings = (claim.value for claim in headlines if claim.origin is Origin.H1)
    shown = {same_text(text) for text in headings if _is_related(text, others) and not _has_kicker(text, others)}
    both = said[Origin.JSON_LD] & said[Origin.OPEN_GRAPH]
    # Where JSON-LD and Open Graph agree, a heading that departs from them has a kicker or a subtitle in it.
    stated = said[Origin.JSON_LD] | said[Origin.OPEN_GRAPH] | (set() if both else shown)
    copies = frozenset(said[Origin.TITLE]) if len(stated) > 1 else frozenset()
    return _Heard(others, copies, names)


def _weigh(claim: Claim, page: _Heard, seen: Seen) -> Claim:
    weight, same = claim.weight, same_text(claim.value)
    if claim.origin is Origin.RECIPE:
        return claim
    if claim.origin is Origin.H1:
        related = not page.others or _is_related(claim.value, page.others) or claim.detail == DATED
        weight = (0.76 if seen.is_article else 0.85) if related else 0.4
        weight *= _KICKER if _has_kicker(claim.value, page.others) else 1.0
    elif same.replace(" ", "") in page.names:
        return replace(claim, weight=weight * _SITE)
    elif claim.origin is Origin.JSON_LD and _is_apart(claim.value, page.others):
        return replace(claim, weight=weight * _APART)
    if claim.origin is Origin.H1 and not seen.is_article:
        return replace(claim, weight=weight)
    return replace(claim, weight=weight * _COPY if same in page.copies else weight)


def _has_kicker(heading: str, others: Sequence[str]) -> bool:
    """Whether a heading ends in what another title says, with a kicker before it."""
    same = same_text(heading)
    return any(same.endswith(" " + same_text(other)) for other in others)


def _is_apart(value: str, others: Sequence[str]) -> bool:
    """Whether a title shares no word with any other title of the page, of which there are several."""
    words, rest = _words(value), [other for other in others if same_text(other) != same_text(value)]
    return len(rest) > 1 and bool(words) and all(words.isdisjoint(_words(other)) for other in rest)


def _is_related(heading: str, titles: Sequence[str]) -> bool:
    """Whether a heading shares its words with some title of the page; the name of the site does not."""
    words = _words(heading)
    return any(len(words & other) >= _RELATED * min(len(words), len(other)) > 0 for other in map(_words, titles))


def _words(text: str) -> frozenset[str]:
    same = same_text(text)
    if any(character > "\u2e80" for character in same):
        return frozenset(same[i : i + 2] for i in range(len(same) - 1))
    return frozenset(word for word in same.split() if len(word) > 2)  # noqa: PLR2004 - articles and prepositions join nothing
