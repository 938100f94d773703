"""What the readers of days share: the setting, a day found, years of any calendar, what may stand between the parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pumice.text.dates.calendars import to_gregorian
from pumice.text.dates.names import Calendar, load_words
from pumice.text.dates.result import Precision
from pumice.text.dates.scan import Item, Kind

SHORT = 2
"""Digits of a day, a month, or a year without its century."""
FULL = 4
"""Digits of a year."""
_DAYS = range(1, 32)
_MONTHS = range(1, 13)
YEARS = range(1000, 3000)
_BUDDHIST_YEARS = range(2400, 2700)
_FOREIGN_YEARS = range(1300, 1500)
"""Years of the Islamic and the Solar Hijri calendar that a newspaper can mean."""
_PIVOT = 69
YEARS_BEFORE: dict[str, int] = load_words()["offsets"]["before"]
"""What an era's year lacks to the Gregorian one."""


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

    def own(self, calendar: Calendar) -> Calendar:
        """The calendar as the region keeps it."""
        return Calendar.UMM_AL_QURA if calendar is Calendar.HIJRI and self.region == "SA" else calendar


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


def era_near(items: Sequence[Item], first: int, last: int) -> str:
    """The era named inside or right beside items ``first`` to ``last``, or ""."""
    around = items[max(0, first - 1) : last + 2]
    return next((item.text for item in around if item.kind is Kind.ERA), "")


def read_year(
    text: str, era: str, setting: Setting, *, calendar: Calendar = Calendar.GREGORIAN
) -> tuple[Calendar, int]:
    """Which calendar's year a number is, and in full; 0 for a number that is no year."""
    year = int(text)
    if era in YEARS_BEFORE:
        return Calendar.GREGORIAN, year + YEARS_BEFORE[era]
    if era in {"hijri", "jalali", "ethiopian"}:
        return Calendar(era), year
    if len(text) == SHORT:
        return Calendar.GREGORIAN, _full_year(year, setting)
    if setting.language == "th" and not era and year in _BUDDHIST_YEARS:
        return Calendar.GREGORIAN, year + YEARS_BEFORE["buddhist"]
    if calendar is Calendar.GREGORIAN and not era and year in _FOREIGN_YEARS:
        return _own_calendar(setting.language), year
    return Calendar.GREGORIAN, year if year in YEARS and len(text) == FULL else 0


def _own_calendar(language: str | None) -> Calendar:
    if language in {"fa", "ps", "ckb"}:
        return Calendar.JALALI
    return Calendar.HIJRI if language in {"ar", "ur"} else Calendar.GREGORIAN


def _full_year(year: int, setting: Setting) -> int:
    newest = setting.today.year + 1 if setting.today else 2000 + _PIVOT - 1
    if setting.language == "th" and setting.today and 2000 + year > newest:
        return 2500 + year + YEARS_BEFORE["buddhist"]
    return 2000 + year if 2000 + year <= newest else 1900 + year


def days_of(calendar: Calendar, year: int, month: int, day: int) -> tuple[date, ...]:
    """The Gregorian days that a day of a calendar can be; none if there is no such day."""
    if calendar is Calendar.GREGORIAN and (year not in YEARS or month not in _MONTHS or day not in _DAYS):
        return ()
    return to_gregorian(calendar, year, month, day)


def is_passable(item: Item) -> bool:
    """Whether an item may stand between the parts of one date."""
    if item.kind is Kind.PUNCTUATION:
        return item.text in ".,-/'()\"º°ª:"
    return item.kind in {Kind.FILLER, Kind.ERA} or (
        item.kind is Kind.NAME and bool(item.meaning.days or item.meaning.half)
    )


def ties(item: Item) -> bool:
    """Whether an item makes a range of what stands on both its sides."""
    return item.text in {"-", "~", "/", "&"} or item.text in load_words()["ranges"]
