"""Date claims: parsed, checked against the day of the capture, and settled by each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from pumice.model import Claim, DayOrder, Field, Origin
from pumice.read.moments import localise
from pumice.text.dates import ParsedDate, Precision, order_of, parse_date

_CLOCKS_APART: Final = timedelta(days=2)
"""A date this far after the capture may be another time zone or a clock that is off; later is the future."""
_EARLIEST: Final = "1900"
_EPOCHS: Final = ("1970-01-01", "1899-12-30", "1900-01-01", "0001-01-01")
"""Days that programs write when they know none."""
_COARSE: Final = {Precision.YEAR: 0.2, Precision.MONTH: 0.5, Precision.WEEK: 0.3}
"""What is left of a witness's weight when it names no day."""
_SAMPLE: Final = 200
_AMBIGUOUS: Final = "ambiguous:"
_BY_LOCALE: Final = "by-locale:"
"""The detail, before the page is heard as a whole, of a date whose order only the page's language tells."""
_SLASHES: Final = re.compile(r"\s*\d{1,2}/\d{1,2}/\d{4}")
_OPEN: Final = (_AMBIGUOUS, _BY_LOCALE)
_DATES: Final = frozenset({Field.DATE_PUBLISHED, Field.DATE_MODIFIED})


def claim_date(
    kind: tuple[Field, Origin], raw: str, weight: float, *, seen: tuple[str | None, date | None]
) -> Claim | None:
    """A claim for a date field from a text that should be one date; None where it is none.

    Args:
        kind: field and origin.
        raw: the text as it stands in the page.
        weight: what the witness is worth.
        seen: the page's language and the day of the capture.
    """
    parsed = parse_date(raw, locale=seen[0], today=seen[1])
    return None if parsed is None else claim_parsed(kind, raw, weight, parsed=parsed, today=seen[1])


def claim_stated(
    kind: tuple[Field, Origin], stated: object, weight: float, *, seen: tuple[str | None, date | None]
) -> Claim | None:
    """The same for a member that is there for a date; what is none there is heard and not believed."""
    text = stated if isinstance(stated, str) else ""
    claim = claim_date(kind, text, weight, seen=seen) if text else None
    if claim is not None and not claim.detail and _SLASHES.match(text):
        bare = parse_date(text)
        if bare is not None and bare.ambiguous:
            # Programs write their own order into fields that readers do not see, whatever the page's language.
            return replace(claim, detail=" ".join((_BY_LOCALE, *bare.alternatives)))
    sample = str(stated)[:_SAMPLE].strip()
    if claim is None and sample:
        return Claim(kind[0], sample, sample, kind[1], 0.0, detail="no-date")
    return claim


def claim_parsed(  # noqa: PLR0913 - five facts of one claim
    kind: tuple[Field, Origin], raw: str, weight: float, *, parsed: ParsedDate, today: date | None
) -> Claim:
    """A claim for a date that is parsed already. A date that cannot be right keeps its claim with weight 0 and why."""
    doubt = doubt_of(parsed.value, today)
    worth = 0.0 if doubt else weight * _COARSE.get(parsed.precision, 1.0)
    detail = doubt or (" ".join((_AMBIGUOUS, *parsed.alternatives)) if parsed.ambiguous else "")
    return Claim(kind[0], parsed.value, raw[:_SAMPLE], kind[1], worth, detail=detail)


def doubt_of(value: str, today: date | None) -> str:
    """Why an ISO date cannot be right: "future", "epoch", "too-old", or ""."""
    if today is not None and value[:10] > (date.fromordinal(today.toordinal()) + _CLOCKS_APART).isoformat():
        return "future"
    if value[:10] in _EPOCHS:
        return "epoch"
    return "too-old" if value < _EARLIEST else ""


def settle_dates(claims: Iterable[Claim], order: DayOrder | None = None) -> tuple[Claim, ...]:
    """Ambiguous dates settled by the page's clear ones: the reading that another witness confirms is meant.

    Args:
        claims: all claims of a page.
        order: how the site's other pages order day and month; it settles what the page alone does not.
    """
    heard = tuple(claims)
    clear = {claim.value[:10] for claim in heard if claim.field in _DATES and claim.weight and not claim.detail}
    settled = (_settle(claim, clear, order) if claim.detail.startswith(_OPEN) else claim for claim in heard)
    return localise(tuple(settled))


def _settle(claim: Claim, clear: set[str], order: DayOrder | None) -> Claim:
    kind, *readings = claim.detail.split()
    confirmed: Sequence[str] = [reading for reading in readings if _near(reading[:10], clear)]
    if len(confirmed) == 1:
        return replace(claim, value=confirmed[0], detail="")
    ordered = [reading for reading in readings if order is not None and order_of(claim.raw, reading) is order]
    if len(ordered) == 1:
        return replace(claim, value=ordered[0], detail="site-order")
    return (
        replace(claim, detail="") if kind == _BY_LOCALE else replace(claim, detail="ambiguous", weight=claim.weight / 2)
    )


def _near(day: str, clear: set[str]) -> bool:
    if len(day) < 10:  # noqa: PLR2004 - YYYY-MM-DD
        return False
    around = date.fromisoformat(day)
    return any((around + timedelta(days=step)).isoformat() in clear for step in (0, -1, 1))
