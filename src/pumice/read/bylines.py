"""Authors weighed against each other: a person who is named outweighs the house that publishes everything."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from pumice.model import Claim, Field, Origin
from pumice.read.claims_common import Seen
from pumice.read.titles import is_name_of, same_text
from pumice.text.urls import registrable_domain

_HOUSE: Final = 0.5
"""What is left of a claim's weight when its author is the publisher; some, for pages that name no one else."""
_LOGIN: Final = 0.35
"""The same for a name as one logs in with, where another witness has it in full."""
_FAR: Final = 0.3


def weigh_authors(claims: Iterable[Claim], seen: Seen) -> tuple[Claim, ...]:
    """The same claims; those that name the publisher as the author count less."""
    heard = tuple(claims)
    houses = [
        same_text(claim.value) for claim in heard if claim.field is Field.PUBLISHER and claim.origin is not Origin.META
    ]
    domain = registrable_domain(seen.capture.url)
    if domain:
        houses += [same_text(domain), same_text(domain.partition(".")[0])]
    authors = [claim for claim in heard if claim.field is Field.AUTHOR]
    page = _Page(
        tuple(houses),
        frozenset(_letters(claim.value) for claim in authors if " " in claim.value),
        frozenset(_letters(claim.value) for claim in authors if not _is_far(claim)),
        _statements(claim for claim in authors if _is_far(claim)),
    )
    return tuple(_weigh(claim, page) if claim.field is Field.AUTHOR else claim for claim in heard)


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page says of authors.

    Attributes:
        houses: names of the publisher, in the form of :func:`same_text`.
        spelt: letters of the names that are given in full.
        near: letters of the names that the head or the lines around the headline give.
        strangers: how many statements away from the headline name different people.
    """

    houses: tuple[str, ...]
    spelt: frozenset[str]
    near: frozenset[str]
    strangers: int


def _statements(claims: Iterable[Claim]) -> int:
    """How many different lists of names there are; a list that is part of another is the same statement."""
    lists: dict[str, set[str]] = {}
    for claim in claims:
        lists.setdefault(claim.raw, set()).add(claim.value)
    distinct = {frozenset(names) for names in lists.values()}
    return sum(1 for names in distinct if not any(names < other for other in distinct))


def _weigh(claim: Claim, page: _Page) -> Claim:
    letters = _letters(claim.value)
    if _is_far(claim) and page.strangers > 1 and letters not in page.near:
        return replace(claim, weight=0.0, detail="elsewhere")
    if is_name_of(same_text(claim.value), page.houses):
        return replace(claim, weight=claim.weight * _HOUSE)
    login = " " not in claim.value and letters in page.spelt
    return replace(claim, weight=claim.weight * _LOGIN) if login else claim


def _is_far(claim: Claim) -> bool:
    """Whether a byline stands away from the headline; several such are of other articles or of comments."""
    return claim.origin is Origin.BYLINE and claim.span is None and claim.weight <= _FAR


def _letters(name: str) -> str:
    """Letters without case and accents: "Gàbor Muniér" logs in as gabor_munier."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in plain if character.isalpha())
