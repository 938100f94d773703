"""Which witness to believe, field by field. Start with :func:`choose`.

A claim's weight says how much its kind of witness is worth; witnesses that say the same strengthen each other. Nothing
is invented here: a winner is always one of the claims. A claim of weight 0 was heard and disbelieved, and stays in the
audit record with its reason in ``detail``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pumice.model import Claim, Field, Origin
from pumice.text.urls import canonical_address

MULTIPLE: Final = frozenset({Field.AUTHOR, Field.KEYWORD, Field.TRANSLATION})
"""Fields that hold several values; the claims of the best origin are taken together."""

_SUPPORT: Final = 0.5
"""How much of a further witness's weight counts when it says the same as a stronger one."""
_SUPPORT_OF_HEADLINE: Final = 0.04
"""Less for headlines: a page repeats its search engines' title in many places, and its editors' headline in few."""
_BLANK: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The claims of one document, judged.

    Attributes:
        claims: all that were heard, in their order.
        winners: the believed claims by field, in the order of the page; one each but for the multiple fields.
    """

    claims: tuple[Claim, ...]
    winners: Mapping[Field, tuple[Claim, ...]] = field(default_factory=dict)

    def winner(self, wanted: Field) -> Claim | None:
        """The claim that gives the field its value, or None where nobody knows."""
        found = self.winners.get(wanted, ())
        return found[0] if found else None

    def all(self, wanted: Field) -> tuple[Claim, ...]:
        """The claims that give a field its values, each value once."""
        return self.winners.get(wanted, ())

    def agreeing(self, wanted: Field) -> tuple[Claim, ...]:
        """Every claim that says what a winner says, the winner included."""
        believed = [_key(claim) for claim in self.all(wanted)]
        return tuple(
            claim
            for claim in self.claims
            if claim.field is wanted and any(_agree(wanted, _key(claim), key) for key in believed)
        )


def choose(claims: Iterable[Claim]) -> Chosen:
    """Pick the winning claims of every field; the order of the claims decides only between equals."""
    heard = tuple(claims)
    by_field: dict[Field, list[Claim]] = {}
    for claim in heard:
        if claim.weight > 0 and claim.value:
            by_field.setdefault(claim.field, []).append(claim)
    return Chosen(heard, {name: _judge(name, group) for name, group in by_field.items()})


def _judge(name: Field, group: list[Claim]) -> tuple[Claim, ...]:
    if name is Field.TRANSLATION:
        return _distinct(group, lambda claim: (claim.detail, _key(claim)))
    if name in MULTIPLE:
        best = _strongest_origin(group)
        return _distinct((claim for claim in group if claim.origin is best), _key)
    return (max(group, key=lambda claim: (_strength(claim, group), claim.weight, _precision(claim))),)


def _strength(claim: Claim, group: Iterable[Claim]) -> float:
    """The claim's own weight, and a share of that of every other origin that agrees."""
    key = _key(claim)
    others: dict[Origin, float] = {}
    for other in group:
        if other.origin is not claim.origin and _agree(claim.field, _key(other), key):
            others[other.origin] = max(others.get(other.origin, 0.0), other.weight)
    return claim.weight + (_SUPPORT_OF_HEADLINE if claim.field is Field.HEADLINE else _SUPPORT) * sum(others.values())


def _strongest_origin(group: list[Claim]) -> Origin:
    return max(group, key=lambda claim: _strength(claim, group)).origin


def _precision(claim: Claim) -> int:
    return len(claim.value) if claim.field in {Field.DATE_PUBLISHED, Field.DATE_MODIFIED} else 0


def _key(claim: Claim) -> str:
    """What makes two values the same: the day of a date, the letters of a text, the address in canonical form."""
    if claim.field in {Field.DATE_PUBLISHED, Field.DATE_MODIFIED}:
        return claim.value[:10]
    if claim.field in {Field.CANONICAL_URL, Field.TRANSLATION}:
        return canonical_address(claim.value)
    text = unicodedata.normalize("NFKC", claim.value).casefold()
    return _BLANK.sub(" ", text).strip() or text


def _agree(name: Field, one: str, other: str) -> bool:
    if name in {Field.DATE_PUBLISHED, Field.DATE_MODIFIED}:
        return one.startswith(other) or other.startswith(one)
    return one == other


def _distinct(claims: Iterable[Claim], key: Callable[[Claim], object]) -> tuple[Claim, ...]:
    kept: dict[object, Claim] = {}
    for claim in claims:
        kept.setdefault(key(claim), claim)
    return tuple(kept.values())
