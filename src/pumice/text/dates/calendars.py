"""Days of other calendars as Gregorian days.

Solar Hijri and Ethiopian years follow arithmetic rules. Saudi Arabia's Islamic calendar is Umm al-Qura, whose months
are in umm_al_qura.json (made by scripts/build_umm_al_qura.py). Elsewhere moon sighting decides; the arithmetic calendar
used there can be a day off, so its days come back as ambiguous unless a weekday settles them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

from pumice.text.dates.names import Calendar

_JALALI_YEARS = range(1200, 1500)
_HIJRI_YEARS = range(1300, 1500)
_ETHIOPIAN_YEARS = range(1900, 2100)
_ETHIOPIAN_EPOCH = date(8, 8, 27).toordinal()
_HIJRI_EPOCH = date(622, 7, 19).toordinal()
_LONG_HALF = 6
_SHORTEST = 28
# Years of the 33-year cycle that have 366 days.
_JALALI_LEAP = frozenset({1, 5, 9, 13, 17, 22, 26, 30})


def to_gregorian(calendar: Calendar, year: int, month: int, day: int) -> tuple[date, ...]:
    """The Gregorian days that a day of a calendar can be, the likeliest first; none if there is no such day."""
    if calendar is Calendar.GREGORIAN:
        return _gregorian(year, month, day)
    if calendar is Calendar.JALALI:
        return _jalali(year, month, day)
    if calendar is Calendar.ETHIOPIAN:
        return _ethiopian(year, month, day)
    if calendar is Calendar.UMM_AL_QURA:
        return _umm_al_qura(year, month, day)
    return _hijri(year, month, day)


def _gregorian(year: int, month: int, day: int) -> tuple[date, ...]:
    try:
        return (date(year, month, day),)
    except ValueError:
        return ()


def _jalali(year: int, month: int, day: int) -> tuple[date, ...]:
    longest = 31 if month <= _LONG_HALF else 30 if month < 12 or year % 33 in _JALALI_LEAP else 29  # noqa: PLR2004
    if year not in _JALALI_YEARS or not 1 <= month <= 12 or not 1 <= day <= longest:  # noqa: PLR2004
        return ()
    # 1 Farvardin 1399 was 20 March 2020; the rule of 33 years holds for 1206 to 1497.
    leaps = sum(1 for y in range(min(year, 1399), max(year, 1399)) if y % 33 in _JALALI_LEAP)
    new_year = date(2020, 3, 20).toordinal() + 365 * (year - 1399) + (leaps if year > 1399 else -leaps)  # noqa: PLR2004
    passed = 31 * (month - 1) if month <= _LONG_HALF + 1 else 186 + 30 * (month - 7)
    return (date.fromordinal(new_year + passed + day - 1),)


def _ethiopian(year: int, month: int, day: int) -> tuple[date, ...]:
    longest = 30 if month <= 12 else 6 if year % 4 == 3 else 5  # noqa: PLR2004
    if year not in _ETHIOPIAN_YEARS or not 1 <= month <= 13 or not 1 <= day <= longest:  # noqa: PLR2004
        return ()
    passed = 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1
    return (date.fromordinal(_ETHIOPIAN_EPOCH + passed),)


def _hijri(year: int, month: int, day: int) -> tuple[date, ...]:
    if year not in _HIJRI_YEARS or not 1 <= month <= 12 or not 1 <= day <= 30:  # noqa: PLR2004
        return ()
    passed = 354 * (year - 1) + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2 + day - 1
    likeliest = date.fromordinal(_HIJRI_EPOCH + passed)
    return likeliest, likeliest + timedelta(days=1), likeliest - timedelta(days=1)


def _umm_al_qura(year: int, month: int, day: int) -> tuple[date, ...]:
    first_year, first_day, lengths = _months()
    before = 12 * (year - first_year) + month - 1
    if not 0 <= before < len(lengths) or not 1 <= month <= 12:  # noqa: PLR2004
        return _hijri(year, month, day)
    if not 1 <= day <= lengths[before]:
        return ()
    return (first_day + timedelta(days=sum(lengths[:before]) + day - 1),)


@lru_cache(maxsize=1)
def _months() -> tuple[int, date, tuple[int, ...]]:
    """First year and day of the table, and the lengths of all its months in their order."""
    table: Mapping[str, Any] = json.loads((files("pumice.text.dates") / "umm_al_qura.json").read_text("utf-8"))
    lengths = tuple(_SHORTEST + int(over) for year in table["over28"] for over in year)
    return int(table["firstYear"]), date.fromisoformat(table["firstDay"]), lengths
