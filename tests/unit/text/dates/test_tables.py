"""The tables of names are what CLDR gives, and the calendars agree with known days."""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path

import pytest

from pumice.text.dates.calendars import to_gregorian
from pumice.text.dates.names import Calendar, digit_order, is_of_two_minds, look_up

ROOT = Path(__file__).parents[4]


def test_names_are_those_of_the_installed_cldr():
    """names.json is generated; after an upgrade of babel run scripts/build_date_names.py."""
    spec = importlib.util.spec_from_file_location("build_date_names", ROOT / "scripts/build_date_names.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.TARGET.read_text("utf-8") == script.render()


@pytest.mark.parametrize(
    ("calendar", "day", "expected"),
    [
        (Calendar.JALALI, (1399, 1, 1), date(2020, 3, 20)),
        (Calendar.JALALI, (1398, 12, 2), date(2020, 2, 21)),
        (Calendar.JALALI, (1403, 1, 1), date(2024, 3, 20)),
        (Calendar.JALALI, (1403, 12, 30), date(2025, 3, 20)),
        (Calendar.JALALI, (1357, 11, 22), date(1979, 2, 11)),
        (Calendar.ETHIOPIAN, (2012, 1, 1), date(2019, 9, 12)),
        (Calendar.ETHIOPIAN, (2012, 6, 13), date(2020, 2, 21)),
        (Calendar.HIJRI, (1445, 1, 1), date(2023, 7, 19)),
        (Calendar.HIJRI, (1446, 9, 1), date(2025, 3, 1)),
        (Calendar.UMM_AL_QURA, (1343, 1, 1), date(1924, 8, 1)),
        (Calendar.UMM_AL_QURA, (1446, 9, 1), date(2025, 3, 1)),
        (Calendar.UMM_AL_QURA, (1445, 12, 10), date(2024, 6, 16)),
        (Calendar.UMM_AL_QURA, (1500, 12, 30), date(2077, 11, 16)),
        (Calendar.UMM_AL_QURA, (1320, 1, 1), date(1902, 4, 10)),
    ],
)
def test_calendars_agree_with_known_days(calendar: Calendar, day: tuple[int, int, int], expected: date):
    """New years and feasts whose Gregorian days are known."""
    assert expected in to_gregorian(calendar, *day)


@pytest.mark.parametrize(
    ("calendar", "year", "month", "day"),
    [
        (Calendar.GREGORIAN, 2019, 2, 29),
        (Calendar.JALALI, 1398, 12, 30),
        (Calendar.JALALI, 1398, 13, 1),
        (Calendar.ETHIOPIAN, 2012, 13, 6),
        (Calendar.HIJRI, 1441, 6, 31),
        (Calendar.HIJRI, 9999, 1, 1),
        (Calendar.UMM_AL_QURA, 1446, 9, 30),
        (Calendar.UMM_AL_QURA, 1446, 13, 1),
    ],
)
def test_calendars_refuse_days_that_do_not_exist(calendar: Calendar, year: int, month: int, day: int):
    """A day beyond its month or a year beyond its calendar."""
    assert to_gregorian(calendar, year, month, day) == ()


def test_inflected_names_are_known():
    """Finnish inessive and Hungarian ablative of a month in the table."""
    for word, language in (("helmikuussa", "fi"), ("februarban", "hu")):
        meaning = look_up(word, language)
        assert meaning is not None
        assert meaning.months == {(Calendar.GREGORIAN, 2)}


def test_order_comes_from_the_region():
    """The language's own order, and the regions that differ from it."""
    assert digit_order("en", "US") == digit_order("en", None) == "mdy"
    assert digit_order("en", "GB") == "dmy"
    assert digit_order("zh", "TW") == "ymd"
    assert digit_order("xx", None) is None
    assert is_of_two_minds("en")
    assert not is_of_two_minds("fr")


def test_every_day_of_umm_al_qura_has_its_own():
    """Day after day from the first to the last: none is left out, none comes twice."""
    days = [
        found
        for year in range(1343, 1501)
        for month in range(1, 13)
        for day in range(1, 32)
        for found in to_gregorian(Calendar.UMM_AL_QURA, year, month, day)
    ]
    assert days == [date.fromordinal(date(1924, 8, 1).toordinal() + number) for number in range(len(days))]
    assert days[-1] == date(2077, 11, 16)
