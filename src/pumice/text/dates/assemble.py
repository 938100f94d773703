"""Items to days: every date of a row of items, with each reading that text, calendar and weekday allow.

What looks like a range, a version or a telephone number gives none. Dates in digits are read by :mod:`numeric`, those
with a month in words by :mod:`worded`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pumice.text.dates.day import SHORT, Day, Setting, is_passable, ties
from pumice.text.dates.names import is_own
from pumice.text.dates.numeric import read_numeric
from pumice.text.dates.result import Precision
from pumice.text.dates.scan import Item, Kind
from pumice.text.dates.worded import read_worded

_NEAR = 3
"""How far from a date its weekday may stand."""
_UNMISTAKABLE = 4
"""A weekday in an unknown language is longer than this; short words mean other things elsewhere."""
_PAIR = 2


def find_days(items: Sequence[Item], setting: Setting) -> list[Day]:
    """Every day, in the order of the text."""
    found: list[Day] = []
    at = 0
    while at < len(items):
        day = read_numeric(items, at, setting) or read_worded(items, at, found[-1].last if found else 0, setting)
        if day is not None and not _is_part_of_range(items, day):
            checked = _check_weekday(items, day, setting)
            if checked is not None:
                found.append(checked)
        at = day.last if day is not None else at + 1
    return found


def _check_weekday(items: Sequence[Item], day: Day, setting: Setting) -> Day | None:
    """Readings that fall on the weekday beside the date; None if none does."""
    if day.precision is not Precision.DAY:
        return day
    for weekday in _weekdays_beside(items, day, setting):
        fitting = tuple(reading for reading in day.readings if reading.weekday() in weekday.meaning.days)
        if not fitting:
            return None
        day = replace(day, readings=fitting, unsure=day.unsure and len(fitting) > 1)
    return day


def _weekdays_beside(items: Sequence[Item], day: Day, setting: Setting) -> list[Item]:
    """Weekdays inside the date or tied to it by punctuation and fillers, where the word can be nothing else."""
    first, last = day.first, day.last
    while first > 0 and day.first - first < _NEAR and is_passable(items[first - 1]):
        first -= 1
    while last < len(items) and last - day.last < _NEAR and is_passable(items[last]):
        last += 1
    return [
        item for item in items[first:last] if item.meaning.days and not item.meaning.months and _is_sure(item, setting)
    ]


def _is_sure(weekday: Item, setting: Setting) -> bool:
    if weekday.text > "\u02ff":
        return len(weekday.text) > 1
    if setting.language is None:
        return len(weekday.text) > _UNMISTAKABLE
    return len(weekday.text) > SHORT and is_own(weekday.text, setting.language)


def _is_part_of_range(items: Sequence[Item], day: Day) -> bool:
    """Whether a number or a month is tied to the date by a dash or a word like "to"."""
    before, after = items[max(0, day.first - 2) : day.first], items[day.last : day.last + 2]
    left = len(before) == _PAIR and ties(before[1]) and _is_open_end(before[0])
    right = len(after) == _PAIR and ties(after[0]) and _is_open_end(after[1])
    return left or right or _holds_range(items[day.first : day.last])


def _is_open_end(item: Item) -> bool:
    return item.kind is Kind.NUMBER or bool(item.meaning.months)


def _holds_range(row: Sequence[Item]) -> bool:
    """21-23 May 2020 and May 21-23, 2020 have three numbers beside a month."""
    return any(item.meaning.months for item in row) and sum(item.kind is Kind.NUMBER for item in row) > _PAIR
