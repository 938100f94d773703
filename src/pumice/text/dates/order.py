"""Which of two numbers is the day: what one date in figures says of its writer's habit."""

from __future__ import annotations

import re
from typing import Final

from pumice.model import DayOrder

_FIGURES: Final = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}(?!\d)")
_MONTHS: Final = 12


def order_of(text: str, reading: str) -> DayOrder | None:
    """The order in which a text's first date in figures is written, if it means this reading (ISO 8601)."""
    match = _FIGURES.search(text)
    if match is None or len(reading) < 10 or match[1] == match[2]:  # noqa: PLR2004 - YYYY-MM-DD
        return None
    numbers = int(match[1]), int(match[2])
    month, day = int(reading[5:7]), int(reading[8:10])
    orders = {(day, month): DayOrder.DAY_FIRST, (month, day): DayOrder.MONTH_FIRST}
    return orders.get(numbers)


def clear_order(text: str) -> DayOrder | None:
    """The order of a text's first date in figures, where only one is possible: 25/04/2020, 04/25/2020."""
    match = _FIGURES.search(text)
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    if (first > _MONTHS) == (second > _MONTHS):
        return None
    return DayOrder.DAY_FIRST if first > _MONTHS else DayOrder.MONTH_FIRST
