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
"""Fields that hold several values; the claims of the best statement are taken together."""

_SUPPORT: Final = 0.5
"""How much of a further witness's weight counts when it says the same as a stronger one."""
_SUPPORT_OF_HEADLINE: Final = 0.04
"""Less for headlines: a page repeats its search engines' title in many places, and its editors' headline in few."""
_ECHO: Final = 0.05
"""What each other statement that shares a value adds to one of several values."""
_MOST_ECHOES: Final = 4
_COMPANION: Final = 0.8
"""A value worth less than this share of its statement's best was doubted: the house beside its writer."""
_DATES: Final = frozenset({Field.DATE_PUBLISHED, Field.DATE_MODIFIED})
_LEAST: Final = 0.1
"""What a witness for a date must be worth to be believed where no better one is heard."""
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
    _agreeing: dict[Field, tuple[Claim, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def winner(self, wanted: Field) -> Claim | None:
        """The claim that gives the field its value, or None where nobody knows."""
        found = self.winners.get(wanted, ())
        return found[0] if found else None

    def all(self, wanted: Field) -> tuple[Claim, ...]:
        """The claims that give a field its values, each value once."""
        return self.winners.get(wanted, ())

    def agreeing(self, wanted: Field) -> tuple[Claim, ...]:
        """Every claim that says what a winner says, the winner included."""
        found = self._agreeing.get(wanted)
        if found is None:
            heard = [(claim, _key(claim)) for claim in self.claims if claim.field is wanted]
            believed = [_key(claim) for claim in self.all(wanted)] if heard else []
            found = tuple(claim for claim, said in heard if any(_agree(wanted, said, key) for key in believed))
            self._agreeing[wanted] = found
        return found


_LAST: Final = [Chosen(())]


def choose(claims: Iterable[Claim]) -> Chosen:
    """Pick the winning claims of every field; the order of the claims decides only between equals.

    The last answer is remembered, since markers and compose ask about the claims of one document.
    """
    heard = tuple(claims)
    chosen = _LAST[0]
    if chosen.claims is not heard:
        _LAST[0] = chosen = _choose(heard)
    return chosen


def _choose(heard: tuple[Claim, ...]) -> Chosen:
    by_field: dict[Field, list[Claim]] = {}
    for claim in heard:
        if claim.weight > 0 and claim.value:
            by_field.setdefault(claim.field, []).append(claim)
    return Chosen(heard, {name: _judge(name, group) for name, group in by_field.items() if _is_believed(name, group)})


def _is_believed(name: Field, group: list[Claim]) -> bool:
    """Whether a field's best witness is worth anything: a day out of a list of other pages is a guess."""
    return name not in _DATES or max(claim.weight for claim in group) >= _LEAST


def interface_of(chosen: Chosen, language: str | None) -> str:
    """The language that a page states for its interface; else ``language``, the text's own; else "und"."""
    for name in (Field.INTERFACE_LANGUAGE, Field.DECLARED_LANGUAGE):
        claim = chosen.winner(name)
        if claim is not None:
            return claim.value
    return language or "und"


def _judge(name: Field, group: list[Claim]) -> tuple[Claim, ...]:
    if name is Field.TRANSLATION:
        return _distinct(group, lambda claim: (claim.detail, _key(claim)))
    if name in MULTIPLE:
        return _distinct(_best_statement(group) if len(group) > 1 else group, _key)
    if len(group) == 1:
        return (group[0],)
    heard: dict[str, dict[Origin, float]] = {}
    keys = [_key(claim) for claim in group]
    for claim, key in zip(group, keys, strict=True):
        origins = heard.setdefault(key, {})
        origins[claim.origin] = max(origins.get(claim.origin, 0.0), claim.weight)
    ranked = (
        (_strength(claim, key, heard), claim.weight, _precision(claim), -place)
        for place, (claim, key) in enumerate(zip(group, keys, strict=True))
    )
    best = group[-max(ranked)[3]]
    return (
        (_usual_spelling(best, [claim for claim in group if _key(claim) == _key(best)]),)
        if name is Field.HEADLINE
        else (best,)
    )


def _usual_spelling(best: Claim, same: Iterable[Claim]) -> Claim:
    """Of headlines that differ in punctuation alone, the one that most kinds of witness give."""
    spellings: dict[str, dict[Origin, Claim]] = {best.value: {best.origin: best}}
    for claim in same:
        spellings.setdefault(claim.value, {}).setdefault(claim.origin, claim)
    usual = max(spellings.values(), key=len)
    return best if len(usual) == len(spellings[best.value]) else max(usual.values(), key=lambda claim: claim.weight)


def _best_statement(group: list[Claim]) -> list[Claim]:
    """The claims of the statement believed most: a list of authors is one statement, not a heap of names.

    A byline is a statement by itself; other origins state their values in several places and are taken whole.
    """
    statements: dict[tuple[Origin, str], list[Claim]] = {}
    for claim in group:
        statements.setdefault((claim.origin, claim.raw if claim.origin is Origin.BYLINE else ""), []).append(claim)
    keys = {where: {_key(claim) for claim in claims} for where, claims in statements.items()}

    def belief(where: tuple[Origin, str]) -> float:
        echoes = sum(1 for other, names in keys.items() if other != where and not names.isdisjoint(keys[where]))
        return max(claim.weight for claim in statements[where]) + _ECHO * min(echoes, _MOST_ECHOES)

    best = statements[max(statements, key=belief)]
    strongest = max(claim.weight for claim in best)
    return [claim for claim in best if claim.weight >= _COMPANION * strongest]


def _strength(claim: Claim, key: str, heard: Mapping[str, Mapping[Origin, float]]) -> float:
    """The claim's own weight, and a share of that of every other origin that agrees."""
    others: dict[Origin, float] = {}
    for other, origins in heard.items():
        if other == key or _agree(claim.field, other, key):
            for origin, weight in origins.items():
                others[origin] = max(others.get(origin, 0.0), weight)
    others.pop(claim.origin, None)
    return claim.weight + (_SUPPORT_OF_HEADLINE if claim.field is Field.HEADLINE else _SUPPORT) * sum(others.values())


def _precision(claim: Claim) -> int:
    return len(claim.value) if claim.field in _DATES else 0


def _key(claim: Claim) -> str:
    """What makes two values the same: the day of a date, the letters of a text, the address in canonical form."""
    if claim.field in _DATES:
        return claim.value[:10]
    if claim.field in {Field.CANONICAL_URL, Field.TRANSLATION, Field.IMAGE}:
        return canonical_address(claim.value)
    text = unicodedata.normalize("NFKC", claim.value).casefold()
    return _BLANK.sub(" ", text).strip() or text


def _agree(name: Field, one: str, other: str) -> bool:
    if name in _DATES:
        return one.startswith(other) or other.startswith(one)
    return one == other


def _distinct(claims: Iterable[Claim], key: Callable[[Claim], object]) -> tuple[Claim, ...]:
    kept: dict[object, Claim] = {}
    for claim in claims:
        kept.setdefault(key(claim), claim)
    return tuple(kept.values())
