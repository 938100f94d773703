"""Dates in digits: three numbers with the same mark between them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pumice.text.dates.day import FULL, SHORT, YEARS_BEFORE, Day, Setting, days_of, era_near, read_year
from pumice.text.dates.names import digit_order, is_of_two_minds
from pumice.text.dates.scan import Item, Kind

_SEPARATORS = frozenset("./-")
_ROW = 5
_PAIR = 2


def read_numeric(items: Sequence[Item], at: int, setting: Setting) -> Day | None:
    """Three numbers with the same mark between them, at ``at``."""
    row = items[at : at + _ROW]
    if len(row) < _ROW or [item.kind for item in row[::2]] != [Kind.NUMBER] * 3:
        return None
    if at and items[at - 1].kind is Kind.NUMBER:
        return None
    mark = row[1].text
    if mark != row[3].text or mark not in _SEPARATORS or _goes_on(items, at, mark):
        return None
    era = era_near(items, at, at + _ROW)
    orders = _orders(row, mark, era, setting)
    parts = [item.text for item in row[::2]]
    readings = tuple(dict.fromkeys(day for order in orders for day in _read_in_order(parts, order, era, setting)))
    if not readings:
        return None
    return Day(at, at + _ROW, readings, unsure=len(readings) > 1 and _is_unsure(row, setting))


def _goes_on(items: Sequence[Item], at: int, mark: str) -> bool:
    """Whether the row is longer than three numbers: an address, a version, a telephone number."""
    before = (
        at >= _PAIR
        and items[at - 1].text == mark
        and items[at - 2].kind is Kind.NUMBER
        and _touch(items[at - 2], items[at])
    )
    after = items[at + _ROW : at + 7]
    return before or (
        len(after) == _PAIR
        and after[0].text == mark
        and after[1].kind is Kind.NUMBER
        and _touch(items[at + 4], after[1])
    )


def _touch(left: Item, right: Item) -> bool:
    return right.start - left.end == 1


def _orders(row: Sequence[Item], mark: str, era: str, setting: Setting) -> list[str]:
    """The orders in which three numbers can stand, the likeliest first."""
    preferred = digit_order(setting.language, setting.region) or ""
    if len(row[0].text) == FULL or (era in YEARS_BEFORE and era != "buddhist"):
        return ["ymd"]
    if len(row[4].text) == FULL and mark == "." and not (preferred == "mdy" and setting.region):
        return ["dmy"]  # CLDR knows no locale that writes the month first and dots
    orders = ["dmy", "mdy"] if len(row[4].text) in {FULL - 1, FULL} else ["dmy", "mdy", "ymd"]
    return sorted(orders, key=lambda order: order != preferred)


def _read_in_order(parts: Sequence[str], order: str, era: str, setting: Setting) -> tuple[date, ...]:
    texts = dict(zip(order, parts, strict=True))
    if len(texts["d"]) > SHORT or len(texts["m"]) > SHORT:
        return ()
    calendar, year = read_year(texts["y"], era, setting)
    return days_of(setting.own(calendar), year, int(texts["m"]), int(texts["d"])) if year else ()


def _is_unsure(row: Sequence[Item], setting: Setting) -> bool:
    """Whether nothing says which number is the day."""
    if len(row[0].text) == FULL:
        return False
    if row[1].text == "." and len(row[4].text) == FULL:
        return True  # in a region that writes the month first, but never with dots
    order = digit_order(setting.language, setting.region)
    if order is None or setting.language is None:
        return True
    if setting.region is None and is_of_two_minds(setting.language):
        return True
    return order == "ymd" and len(row[4].text) == FULL
