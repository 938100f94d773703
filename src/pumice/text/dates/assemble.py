"""Items to days: which numbers are day, month and year.

A :class:`Day` holds every reading that the text, the calendar and the weekday beside it allow. What looks like a
range, a version or a telephone number gives none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pumice.text.dates.calendars import to_gregorian
from pumice.text.dates.names import Calendar, digit_order, is_of_two_minds, is_own, load_words
from pumice.text.dates.result import Precision
from pumice.text.dates.scan import Item, Kind

_SEPARATORS = frozenset("./-")
_FAR = 6
_NEAR = 3
_DAYS = range(1, 32)
_MONTHS = range(1, 13)
_YEARS = range(1000, 3000)
_BUDDHIST_YEARS = range(2400, 2700)
_PIVOT = 69


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known besides the text.

    Attributes:
        language: ISO 639 code, or None.
        region: ISO 3166 code, or None.
        today: the day the text was seen, or None.
    """

    language: str | None = None
    region: str | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day, month or year found in items ``first`` to ``last`` (exclusive).

    Attributes:
        readings: what it can mean, the likeliest first; never empty.
        precision: day, month or year.
        unsure: whether more than one reading is as good as the first.
    """

    first: int
    last: int
    readings: tuple[date, ...]
    precision: Precision = Precision.DAY
    unsure: bool = False


def find_days(items: Sequence[Item], setting: Setting) -> list[Day]:
    """Every day, in the order of the text."""
    found: list[Day] = []
    at = 0
    while at < len(items):
        day = _numeric(items, at, setting) or _worded(items, at, found[-1].last if found else 0, setting)
        if day is not None and not _is_part_of_range(items, day):
            checked = _check_weekday(items, day, setting)
            if checked is not None:
                found.append(checked)
        at = day.last if day is not None else at + 1
    return found


# --- digits only ------------------------------------------------------------------------------------------------------


def _numeric(items: Sequence[Item], at: int, setting: Setting) -> Day | None:
    """Three numbers with the same mark between them, at ``at``."""
    row = items[at : at + 5]
    if len(row) < 5 or [item.kind for item in row[::2]] != [Kind.NUMBER] * 3:  # noqa: PLR2004
        return None
    if at and items[at - 1].kind is Kind.NUMBER:
        return None
    marks = {row[1].text, row[3].text}
    if len(marks) > 1 or not marks <= _SEPARATORS or _goes_on(items, at, marks.pop()):
        return None
    era = _era_near(items, at, at + 5)
    readings = _numeric_readings([item.text for item in (row[0], row[2], row[4])], era, setting)
    if not readings:
        return None
    return Day(at, at + 5, tuple(dict.fromkeys(readings)), unsure=len(set(readings)) > 1 and _is_unsure(row, setting))


def _goes_on(items: Sequence[Item], at: int, mark: str) -> bool:
    """Whether the row is longer than three numbers: an address, a version, a telephone number."""
    before = (
        at >= 2
        and items[at - 1].text == mark
        and items[at - 2].kind is Kind.NUMBER
        and _touch(items[at - 2], items[at])
    )  # noqa: PLR2004
    after = items[at + 5 : at + 7]
    return before or (
        len(after) == 2 and after[0].text == mark and after[1].kind is Kind.NUMBER and _touch(items[at + 4], after[1])
    )  # noqa: PLR2004


def _touch(left: Item, right: Item) -> bool:
    return right.start - left.end == 1


def _numeric_readings(parts: Sequence[str], era: str, setting: Setting) -> list[date]:
    if len(parts[0]) == 4 or (era and era in _BEFORE and era != "buddhist"):  # noqa: PLR2004
        orders = ["ymd"]
    elif len(parts[2]) in {3, 4}:
        orders = ["dmy", "mdy"]
    else:
        orders = ["dmy", "mdy", "ymd"]
    preferred = digit_order(setting.language, setting.region) or ""
    if preferred in orders:
        orders.sort(key=lambda order: order != preferred)
    return [day for order in orders for day in _read_in_order(parts, order, era, setting)]


def _read_in_order(parts: Sequence[str], order: str, era: str, setting: Setting) -> tuple[date, ...]:
    texts = dict(zip(order, parts, strict=True))
    if len(texts["d"]) > 2 or len(texts["m"]) > 2:  # noqa: PLR2004
        return ()
    calendar, year = _read_year(texts["y"], era, setting)
    return _days(calendar, year, int(texts["m"]), int(texts["d"])) if year else ()


def _is_unsure(row: Sequence[Item], setting: Setting) -> bool:
    """Whether nothing says which number is the day."""
    if len(row[0].text) == 4:  # noqa: PLR2004
        return False
    order = digit_order(setting.language, setting.region)
    if order is None or setting.language is None:
        return True
    if setting.region is None and is_of_two_minds(setting.language):
        return True
    return order == "ymd" and len(row[4].text) == 4  # noqa: PLR2004


# --- with the month in words ------------------------------------------------------------------------------------------


def _worded(items: Sequence[Item], at: int, floor: int, setting: Setting) -> Day | None:
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
    if any(len(items[day].text) <= 2 and len(items[year].text) == 4 for day, year in pairs):  # noqa: PLR2004
        return None  # a day that does not exist: 31 February
    return _make_month(items, at, [*right[:1], *left[:1]], setting) or _make_yearless(
        items, at, [*left[:1], *right[:1]], setting
    )


def _is_day_range(items: Sequence[Item], numbers: list[int]) -> bool:
    """21-23: two short numbers with a dash or a word like "to" between them."""
    if len(numbers) < 2 or any(len(items[i].text) > 2 for i in numbers):  # noqa: PLR2004
        return False
    return any(_ties(item) for item in items[min(numbers) + 1 : max(numbers)])


def _numbers(items: Sequence[Item], at: int, step: int) -> list[int]:
    """Indices of up to two numbers beside ``at``, reached over fillers, marks and weekdays only."""
    found: list[int] = []
    distance = 0
    index = at + step
    while 0 <= index < len(items) and distance < _FAR and len(found) < 2:  # noqa: PLR2004
        item = items[index]
        if item.kind is Kind.NUMBER:
            found.append(index)
            distance = 0
        elif not _is_passable(item):
            break
        distance += 1
        index += step
    return found


def _is_passable(item: Item) -> bool:
    if item.kind is Kind.PUNCTUATION:
        return item.text in ".,-/'()\"º°ª:"
    return item.kind in {Kind.FILLER, Kind.ERA} or (
        item.kind is Kind.NAME and bool(item.meaning.days or item.meaning.half)
    )


def _pairs(items: Sequence[Item], left: list[int], right: list[int]) -> Iterator[tuple[int, int]]:
    """Pairs of (day, year), the commonest writing first: 3 May 2020, May 3 2020, 2020 May 3, 2020 3 May."""
    if left and right and any(item.kind is Kind.ERA for item in items[max(0, left[0] - 1) : left[0]]):
        yield right[0], left[0]
    if left and right:
        yield left[0], right[0]
    if len(right) > 1:
        yield right[0], right[1]
    if left and right and len(items[left[0]].text) == 4:  # noqa: PLR2004
        yield right[0], left[0]
    if len(left) > 1 and len(items[left[1]].text) == 4:  # noqa: PLR2004
        yield left[0], left[1]


def _make_day(items: Sequence[Item], where: tuple[int, int, int], setting: Setting) -> Day | None:
    month, day, year = where
    first, last = min(where), max(where) + 1
    if len(items[day].text) > 2 or len(items[year].text) not in {1, 2, 4}:  # noqa: PLR2004
        return None
    era = _era_near(items, first, last)
    if len(items[year].text) == 1 and era not in _BEFORE:
        return None
    if len(items[year].text) == 2 and items[year].number in _DAYS and year < month and era not in _BEFORE:  # noqa: PLR2004
        return None
    readings: list[date] = []
    for calendar, number in sorted(items[month].meaning.months):
        of_year, full = _read_year(items[year].text, era, setting, calendar=calendar)
        readings += _days(of_year if calendar is Calendar.GREGORIAN else calendar, full, number, items[day].number)
    distinct = tuple(dict.fromkeys(readings))
    return Day(first, last, distinct, unsure=len(distinct) > 1) if distinct else None


def _make_month(items: Sequence[Item], at: int, years: list[int], setting: Setting) -> Day | None:
    for year in years:
        text = items[year].text
        if len(text) != 4:  # noqa: PLR2004
            continue
        first, last = min(at, year), max(at, year) + 1
        calendar, full = _read_year(text, _era_near(items, first, last), setting)
        months = sorted(number for of, number in items[at].meaning.months if of is Calendar.GREGORIAN)
        if months and full in _YEARS and calendar is Calendar.GREGORIAN:
            readings = tuple(date(full, month, 1) for month in months)
            return Day(first, last, readings, Precision.MONTH, unsure=len(readings) > 1)
    return None


def _make_yearless(items: Sequence[Item], at: int, days: list[int], setting: Setting) -> Day | None:
    """A day and a month: the latest such day that is past, if it is known when the text was seen."""
    if setting.today is None:
        return None
    months = [number for of, number in items[at].meaning.months if of is Calendar.GREGORIAN]
    for day in days:
        if len(months) == 1 and len(items[day].text) < 3:  # noqa: PLR2004
            years = (setting.today.year + step for step in (1, 0, -1))
            both = [d for y in years for d in _days(Calendar.GREGORIAN, y, months[0], items[day].number)]
            past = tuple(d for d in both if (d - date.fromordinal(setting.today.toordinal())).days <= 1)
            if past:
                return Day(min(at, day), max(at, day) + 1, past, unsure=True)
    return None


# --- years, weekdays, ranges ------------------------------------------------------------------------------------------

_BEFORE: dict[str, int] = load_words()["offsets"]["before"]


def _era_near(items: Sequence[Item], first: int, last: int) -> str:
    """The era named inside or right beside items ``first`` to ``last``, or ""."""
    around = items[max(0, first - 1) : last + 2]
    return next((item.text for item in around if item.kind is Kind.ERA), "")


def _read_year(
    text: str, era: str, setting: Setting, *, calendar: Calendar = Calendar.GREGORIAN
) -> tuple[Calendar, int]:
    """Which calendar's year a number is, and in full; 0 for a number that is no year."""
    year = int(text)
    if era in _BEFORE:
        return Calendar.GREGORIAN, year + _BEFORE[era]
    if era in {"hijri", "jalali", "ethiopian"}:
        return Calendar(era), year
    if len(text) == 2:  # noqa: PLR2004
        return Calendar.GREGORIAN, _full_year(year, setting)
    if setting.language == "th" and not era and year in _BUDDHIST_YEARS:
        return Calendar.GREGORIAN, year + _BEFORE["buddhist"]
    if calendar is Calendar.GREGORIAN and not era and 1300 <= year < 1500:  # noqa: PLR2004
        return _own_calendar(setting.language), year
    return Calendar.GREGORIAN, year if year in _YEARS and len(text) == 4 else 0  # noqa: PLR2004


def _own_calendar(language: str | None) -> Calendar:
    if language in {"fa", "ps", "ckb"}:
        return Calendar.JALALI
    return Calendar.HIJRI if language in {"ar", "ur"} else Calendar.GREGORIAN


def _full_year(year: int, setting: Setting) -> int:
    newest = setting.today.year + 1 if setting.today else 2000 + _PIVOT - 1
    if setting.language == "th" and setting.today and 2000 + year > newest:
        return 2500 + year + _BEFORE["buddhist"]
    return 2000 + year if 2000 + year <= newest else 1900 + year


def _days(calendar: Calendar, year: int, month: int, day: int) -> tuple[date, ...]:
    if calendar is Calendar.GREGORIAN and (year not in _YEARS or month not in _MONTHS or day not in _DAYS):
        return ()
    return to_gregorian(calendar, year, month, day)


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
    while first > 0 and day.first - first < _NEAR and _is_passable(items[first - 1]):
        first -= 1
    while last < len(items) and last - day.last < _NEAR and _is_passable(items[last]):
        last += 1
    return [
        item for item in items[first:last] if item.meaning.days and not item.meaning.months and _is_sure(item, setting)
    ]


def _is_sure(weekday: Item, setting: Setting) -> bool:
    if weekday.text > "\u02ff":
        return len(weekday.text) > 1
    if setting.language is None:
        return len(weekday.text) > 4  # noqa: PLR2004 - short words mean other things in other languages
    return len(weekday.text) > 2 and is_own(weekday.text, setting.language)  # noqa: PLR2004


def _is_part_of_range(items: Sequence[Item], day: Day) -> bool:
    """Whether a number or a month is tied to the date by a dash or a word like "to"."""
    before, after = items[max(0, day.first - 2) : day.first], items[day.last : day.last + 2]
    left = len(before) == 2 and _ties(before[1]) and _is_open_end(before[0])  # noqa: PLR2004
    right = len(after) == 2 and _ties(after[0]) and _is_open_end(after[1])  # noqa: PLR2004
    return left or right or _holds_range(items[day.first : day.last])


def _ties(item: Item) -> bool:
    return item.text in {"-", "~", "/", "&"} or item.text in load_words()["ranges"]


def _is_open_end(item: Item) -> bool:
    return item.kind is Kind.NUMBER or bool(item.meaning.months)


def _holds_range(row: Sequence[Item]) -> bool:
    """21-23 May 2020 and May 21-23, 2020 have three numbers beside a month."""
    return any(item.meaning.months for item in row) and sum(item.kind is Kind.NUMBER for item in row) > 2  # noqa: PLR2004
