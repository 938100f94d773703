"""The geometry of the overview's plots; the templates draw them as SVG, a table beside each holds the same numbers.

Start with :func:`by_time` and :func:`bars`. All lengths are percentages of the plot.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

MOST_SERIES: Final = 7
"""So many languages have a colour of their own; the others share one."""
OTHERS: Final = "others"
_MOST_DAYS: Final = 92
_MOST_MONTHS: Final = 72
_MOST_YEARS: Final = 60


@dataclass(frozen=True, slots=True)
class Rect:
    """One coloured part of a column: its series' number, and where it lies."""

    series: int
    x: float
    y: float
    width: float
    height: float
    title: str


@dataclass(frozen=True, slots=True)
class TimePlot:
    """Articles by time and language.

    Attributes:
        unit: "day", "month" or "year": the finest that leaves the columns wide enough to see.
        series: names, the largest first.
        columns: for each column its name and the number of each series.
        rects: the columns' parts.
        tallest: articles in the tallest column.
        undated: articles without a date that names the day.
    """

    unit: str
    series: tuple[str, ...]
    columns: tuple[tuple[str, tuple[int, ...]], ...]
    rects: tuple[Rect, ...]
    tallest: int
    undated: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its value, and its length as a percentage of the longest one."""

    name: str
    value: float
    length: float


def bars(values: Mapping[str, float]) -> list[Bar]:
    """The values as bars, the longest first; those that are nothing are left out."""
    longest = max(values.values(), default=0)
    ordered = sorted(values.items(), key=lambda item: (-item[1], item[0]))
    return [Bar(name, value, 100 * value / longest) for name, value in ordered if value > 0]


def by_time(articles: Iterable[tuple[str | None, str]]) -> TimePlot:
    """Articles by time; each given as its ISO 8601 date (or None) and the name of its language."""
    dated: list[tuple[date, str]] = []
    undated = 0
    for moment, language in articles:
        day = _day(moment)
        if day is None:
            undated += 1
        else:
            dated.append((day, language))
    series = _series(language for _, language in dated)
    unit, names = _columns([day for day, _ in dated])
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for day, language in dated:
        counts[_column(day, unit)][language if language in series else OTHERS] += 1
    columns = tuple((name, tuple(counts[name][one] for one in series)) for name in names)
    tallest = max((sum(numbers) for _, numbers in columns), default=0)
    return TimePlot(unit, series, columns, tuple(_rects(columns, series, tallest)), tallest, undated)


def _series(languages: Iterable[str]) -> tuple[str, ...]:
    found = [name for name, _ in sorted(Counter(languages).items(), key=lambda item: (-item[1], item[0]))]
    return tuple(found) if len(found) <= MOST_SERIES else (*found[: MOST_SERIES - 1], OTHERS)


def _columns(days: Sequence[date]) -> tuple[str, list[str]]:
    """The unit of time, and every column from the first to the last, empty ones included."""
    if not days:
        return "day", []
    first, last = min(days), max(days)
    if (last - first).days < _MOST_DAYS:
        return "day", [_column(first + timedelta(days=n), "day") for n in range((last - first).days + 1)]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    if len(months) <= _MOST_MONTHS:
        return "month", [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]
    years = range(first.year, last.year + 1)
    if len(years) > _MOST_YEARS:  # one odd date must not press all others into one corner
        return "year", sorted({_column(day, "year") for day in days})
    return "year", [f"{year:04}" for year in years]


def _column(day: date, unit: str) -> str:
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[unit]]


def _rects(columns: Sequence[tuple[str, tuple[int, ...]]], series: Sequence[str], tallest: int) -> Iterable[Rect]:
    step = 100 / max(1, len(columns))
    for position, (name, numbers) in enumerate(columns):
        top = 100.0
        for index, number in enumerate(numbers):
            height = 100 * number / tallest if tallest else 0.0
            top -= height
            if number:
                title = f"{name}: {number} {series[index]}"
                width = min(step * 0.8, 8.0)
                yield Rect(index, step * (position + 0.5) - width / 2, top, width, height, title)


def _day(moment: str | None) -> date | None:
    try:
        return date.fromisoformat((moment or "")[:10])
    except ValueError:
        return None
