"""One moment stated twice: in UTC for machines, by the local clock for readers. Start with :func:`localise`.

"2022-05-04T02:41Z" in the head and "3 May 2022, 22:41" under the headline are the same minute at UTC-4. Readers know
the article by the local day, and the offset follows from the two; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from pumice.model import Claim, Field

_FIELDS: Final = (Field.DATE_PUBLISHED, Field.DATE_MODIFIED)
_MOMENT: Final = 19
"""Characters of a moment without its offset."""
_ZULU: Final = "+00:00"
_WIDEST: Final = timedelta(hours=14)
_STEP: Final = timedelta(minutes=30)
"""Offsets are whole half hours; the few of three quarters are worth less than chance matches would cost."""
_TRUSTED: Final = 0.35
"""Below it a local time must match to the second: lists of other articles hold many times; one may fit by chance."""


def localise(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The same claims; moments in UTC that another claim of the field states by the local clock, with its offset."""
    local = [(claim, datetime.fromisoformat(claim.value[:_MOMENT])) for claim in claims if _is_local(claim)]
    return tuple(_localise(claim, local) if local and _is_zulu(claim) else claim for claim in claims)


def _localise(claim: Claim, local: Sequence[tuple[Claim, datetime]]) -> Claim:
    moment = datetime.fromisoformat(claim.value[:_MOMENT])
    if any(shown.replace(second=0) == moment.replace(second=0) for _, shown in local):
        return claim  # the local clock is UTC
    for witness, shown in local:
        offset = _offset(moment, shown, witness.weight) if witness.field is claim.field else None
        if offset is not None:
            there = moment.replace(tzinfo=UTC).astimezone(timezone(offset))
            return replace(claim, value=there.isoformat(timespec="seconds"), detail="local")
    return claim


def _offset(moment: datetime, shown: datetime, weight: float) -> timedelta | None:
    """How far the local clock is ahead, if both are the same moment."""
    exact = shown.second == moment.second != 0
    if not exact and (weight < _TRUSTED or shown.second):
        return None
    ahead = shown.replace(second=0) - moment.replace(second=0)
    return ahead if ahead and abs(ahead) <= _WIDEST and not ahead % _STEP else None


def _is_zulu(claim: Claim) -> bool:
    return claim.field in _FIELDS and claim.value.endswith(_ZULU) and not claim.detail and claim.weight > 0


def _is_local(claim: Claim) -> bool:
    """Whether a claim states a clock other than UTC's; midnight is what programs write for a mere day."""
    value = claim.value
    if claim.field not in _FIELDS or claim.detail or not claim.weight or len(value) < _MOMENT:
        return False
    return not value.endswith(_ZULU) and value[11:_MOMENT] != "00:00:00"
