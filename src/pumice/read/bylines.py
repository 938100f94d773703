"""Authors weighed against each other: a person who is named outweighs the house that publishes everything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pumice.model import Claim, Field, Origin
from pumice.read.claims_common import Seen
from pumice.read.titles import is_name_of, same_text
from pumice.text.urls import registrable_domain

_HOUSE: Final = 0.7
"""What is left of a claim's weight when its author is the publisher; some, for pages that name no one else."""
_LOGIN: Final = 0.5
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
    far = {claim.value for claim in heard if _is_far(claim)}
    spelt = {_letters(claim.value) for claim in heard if claim.field is Field.AUTHOR and " " in claim.value}
    return tuple(_weigh(claim, houses, spelt, len(far)) if claim.field is Field.AUTHOR else claim for claim in heard)


def _weigh(claim: Claim, houses: list[str], spelt: set[str], strangers: int) -> Claim:
    if _is_far(claim) and strangers > 1:
        return replace(claim, weight=0.0, detail="elsewhere")
    if is_name_of(same_text(claim.value), houses):
        return replace(claim, weight=claim.weight * _HOUSE)
    login = " " not in claim.value and _letters(claim.value) in spelt
    return replace(claim, weight=claim.weight * _LOGIN) if login else claim


def _is_far(claim: Claim) -> bool:
    """Whether a byline stands away from the headline; several such are of other articles or of comments."""
    return claim.field is Field.AUTHOR and claim.origin is Origin.BYLINE and claim.span is None and claim.weight <= _FAR


def _letters(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalpha())
