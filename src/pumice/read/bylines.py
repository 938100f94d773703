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


def weigh_authors(claims: Iterable[Claim], seen: Seen) -> tuple[Claim, ...]:
    """The same claims; those that name the publisher as the author count less."""
    heard = tuple(claims)
    houses = [
        same_text(claim.value) for claim in heard if claim.field is Field.PUBLISHER and claim.origin is not Origin.META
    ]
    domain = registrable_domain(seen.capture.url)
    if domain:
        houses += [same_text(domain), same_text(domain.partition(".")[0])]
    return tuple(
        replace(claim, weight=claim.weight * _HOUSE)
        if claim.field is Field.AUTHOR and is_name_of(same_text(claim.value), houses)
        else claim
        for claim in heard
    )
