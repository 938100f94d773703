"""Relative dates ("2 hours ago", "вчера", "3天前") against the day on which the text was seen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

from pumice.text.dates.fold import fold
from pumice.text.dates.names import load_words
from pumice.text.dates.result import ParsedDate, Precision

_NUMBER = re.compile(r"\d{1,3}")
_LONGEST = 80
_MONTHS_A_YEAR = 12


def read_relative(text: str, today: date) -> ParsedDate | None:
    """The day that a folded text points back to, or None.

    A text counted in hours or minutes needs a moment; against a mere day it can mean that day or the one before and is
    ambiguous. Months and years ago are no more precise than a month and a year.
    """
    if len(text) > _LONGEST:
        return None
    words = re.findall(r"[^\W\d_]+(?:['\-\u0e30-\u0e4e\u0900-\u0dff][^\W\d_]*)*", text)
    for back, names in _near_days():
        if any(_holds(text, words, name) for name in names):
            return ParsedDate((today - timedelta(days=back)).isoformat()[:10], Precision.DAY)
    ago = _count_back(text, words)
    return _step_back(today, *ago) if ago else None


def _count_back(text: str, words: list[str]) -> tuple[int, str] | None:
    if not any(_holds(text, words, word) for word in _words("ago")):
        return None
    units = [unit for unit, names in _units().items() if any(_holds(text, words, name) for name in names)]
    numbers = _NUMBER.findall(text)
    if len(numbers) == 1 and units:
        return int(numbers[0]), units[0]
    if not numbers and len(units) == 1 and any(word in _words("one") for word in words):
        return 1, units[0]
    return None


def _holds(text: str, words: list[str], name: str) -> bool:
    if name[0] > "\u0dff" or " " in name:
        return name in text
    return name in words


def _step_back(today: date, count: int, unit: str) -> ParsedDate | None:
    if unit in {"second", "minute", "hour"}:
        return _moment_back(today, timedelta(**{f"{unit}s": count}))
    if unit in {"day", "week"}:
        day = today - timedelta(**{f"{unit}s": count})
        return ParsedDate(day.isoformat()[:10], Precision(unit))
    months = today.year * _MONTHS_A_YEAR + today.month - 1 - count * (_MONTHS_A_YEAR if unit == "year" else 1)
    year, month = divmod(months, _MONTHS_A_YEAR)
    value = f"{year:04d}" if unit == "year" else f"{year:04d}-{month + 1:02d}"
    return ParsedDate(value, Precision(unit))


def _moment_back(today: date, step: timedelta) -> ParsedDate:
    if isinstance(today, datetime):
        return ParsedDate((today - step).date().isoformat(), Precision.DAY)
    latest, earliest = today, today - step - timedelta(days=1 if step % timedelta(days=1) else 0)
    values = tuple(dict.fromkeys(day.isoformat() for day in (latest, earliest)))
    return ParsedDate(values[0], Precision.DAY, len(values) > 1, values if len(values) > 1 else ())


@lru_cache(maxsize=1)
def _near_days() -> tuple[tuple[int, tuple[str, ...]], ...]:
    days = load_words()["relative"]["days"]
    return tuple((int(back), _fold_all(names)) for back, names in sorted(days.items(), reverse=True))


@lru_cache(maxsize=1)
def _units() -> Mapping[str, tuple[str, ...]]:
    return {unit: _fold_all(names) for unit, names in load_words()["relative"]["units"].items()}


@lru_cache(maxsize=4)
def _words(kind: str) -> tuple[str, ...]:
    return _fold_all(load_words()["relative"][kind])


def _fold_all(names: str) -> tuple[str, ...]:
    return tuple(fold(name).text for name in names.split("|"))
