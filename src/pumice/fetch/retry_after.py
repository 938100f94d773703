"""The Retry-After header: seconds or a date, both of which servers get wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def parse_retry_after(value: str, *, now: datetime) -> float | None:
    """How many seconds to wait, or None if the header says nothing intelligible.

    Args:
        value: the header.
        now: the present moment (aware), for dates.
    """
    value = value.strip()
    if value.isascii() and value.isdecimal():
        return float(value[:12])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, IndexError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())
