"""Dates with the month in words, and the numbers around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pumice.text.dates.day import (
    FULL,
    SHORT,
    YEARS,
    YEARS_BEFORE,
    Day,
    Setting,
    days_of,
    era_near,
    is_passable,
    read_year,
    ties,
)
from pumice.text.dates.names import Calendar
from pumice.text.dates.result import Precision
from pumice.text.dates.scan import Item, Kind

_FAR = 6
"""How many fillers and marks may stand between the month and a number."""
_PAIR = 2


def read_worded(items: Sequence[Item], at: int, floor: int, setting: Setting) -> Day | None:
    """A month by name at ``at`` with the numbers around it, none of them before item ``floor``."""
    if not items[at].meaning.months:
        return None
    left = [i for i in _numbers(items, at, -1) if i >= floor]
    right = _numbers(items, at, 1)
    if _is_day_range(items, left) or _is_day_range(items, right):
        return None
    pairs = list(_pairs(items, left, right))
    for day, year in pairs:
        made = _make_day(items, (at, day, year), setting)
        if made is not None:
            return made
    if any(len(items[day].text) <= SHORT and len(items[year].text) == FULL for day, year in pairs):
        return None  # a day that does not exist: 31 February
    return _make_month(items, at, [*right[:1], *left[:1]], setting) or _make_yearless(
        items, at, [*left[:1], *right[:1]], setting
    )


def _is_day_range(items: Sequence[Item], numbers: list[int]) -> bool:
    """21-23: two short numbers with a dash or a word like "to" between them."""
    if len(numbers) < _PAIR or any(len(items[i].text) > SHORT for i in numbers):
        return False
    return any(ties(item) for item in items[min(numbers) + 1 : max(numbers)])


def _numbers(items: Sequence[Item], at: int, step: int) -> list[int]:
    """Indices of up to two numbers beside ``at``, reached over fillers, marks and weekdays only."""
    found: list[int] = []
    distance = 0
    index = at + step
    while 0 <= index < len(items) and distance < _FAR and len(found) < _PAIR:
        item = items[index]
        if item.kind is Kind.NUMBER:
            found.append(index)
            distance = 0
        elif not is_passable(item):
            break
        distance += 1
        index += step
    return found


def _pairs(items: Sequence[Item], left: list[int], right: list[int]) -> Iterator[tuple[int, int]]:
    """Pairs of (day, year), the commonest writing first: 3 May 2020, May 3 2020, 2020 May 3, 2020 3 May."""
    if left and right and any(item.kind is Kind.ERA for item in items[max(0, left[0] - 1) : left[0]]):
        yield right[0], left[0]
    if left and right:
        yield left[0], right[0]
    if len(right) > 1:
        yield right[0], right[1]
    if left and right and len(items[left[0]].text) == FULL:
        yield right[0], left[0]
    if len(left) > 1 and len(items[left[1]].text) == FULL:
        yield left[0], left[1]


def _make_day(items: Sequence[Item], where: tuple[int, int, int], setting: Setting) -> Day | None:
    month, day, year = where
    first, last = min(where), max(where) + 1
    if len(items[day].text) > SHORT or len(items[year].text) > FULL:
        return None
    era = era_near(items, first, last)
    if len(items[year].text) in {1, FULL - 1} and era not in YEARS_BEFORE:
        return None
    if (
        len(items[year].text) == SHORT
        and items[year].number in range(1, 32)
        and year < month
        and era not in YEARS_BEFORE
    ):
        return None
    readings: list[date] = []
    for calendar, number in sorted(items[month].meaning.months):
        of_year, full = read_year(items[year].text, era, setting, calendar=calendar)
        kept = setting.own(of_year if calendar is Calendar.GREGORIAN else calendar)
        readings += days_of(kept, full, number, items[day].number)
    distinct = tuple(dict.fromkeys(readings))
    return Day(first, last, distinct, unsure=len(distinct) > 1) if distinct else None


def _make_month(items: Sequence[Item], at: int, years: list[int], setting: Setting) -> Day | None:
    for year in years:
        text = items[year].text
        if len(text) != FULL:
            continue
        first, last = min(at, year), max(at, year) + 1
        calendar, full = read_year(text, era_near(items, first, last), setting)
        months = sorted(number for of, number in items[at].meaning.months if of is Calendar.GREGORIAN)
        if months and full in YEARS and calendar is Calendar.GREGORIAN:
            readings = tuple(date(full, month, 1) for month in months)
            return Day(first, last, readings, Precision.MONTH, unsure=len(readings) > 1)
    return None


def _make_yearless(items: Sequence[Item], at: int, days: list[int], setting: Setting) -> Day | None:
    """A day and a month: the latest such day that is past, if it is known when the text was seen."""
    if setting.today is None:
        return None
    months = [number for of, number in items[at].meaning.months if of is Calendar.GREGORIAN]
    for day in days:
        if len(months) == 1 and len(items[day].text) <= SHORT:
            years = (setting.today.year + step for step in (1, 0, -1))
            both = [d for y in years for d in days_of(Calendar.GREGORIAN, y, months[0], items[day].number)]
            past = tuple(d for d in both if (d - date.fromordinal(setting.today.toordinal())).days <= 1)
            if past:
                return Day(min(at, day), max(at, day) + 1, past, unsure=True)
    return None
