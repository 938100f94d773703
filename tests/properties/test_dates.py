"""What holds for every date and every text."""

from __future__ import annotations

import os
import re
from datetime import date

from babel import Locale, localedata
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from pumice.text.dates import find_dates, parse_date

DAYS = st.dates(date(1980, 1, 1), date(2060, 12, 31))
EVERY_LOCALE = st.sampled_from(sorted(localedata.locale_identifiers()))
LOCALES = st.sampled_from(
    """
    en_US en_GB fr de es it pt_BR ru uk pl cs hr sr bg el tr hu fi sv nb da et lv lt ro nl ca eu ga he hi bn ta id vi ka
    hy kk uz az sw am my km lo zh zh_TW ja ko mk sl sk is af cy
    """.split()
)
ISO = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d([+-]\d\d:\d\d)?)?)?)?")


@given(DAYS, LOCALES, st.sampled_from(["full", "long"]))
def test_what_cldr_writes_is_read_back(day: date, locale: str, width: str):
    """A date in a locale's own words gives that day."""
    parsed = parse_date(format_date(day, width, locale=locale), locale=locale)
    assert parsed is not None
    assert parsed.value == day.isoformat()


@given(DAYS, EVERY_LOCALE, st.sampled_from(["full", "long", "medium"]))
@settings(max_examples=int(os.environ.get("PUMICE_EXAMPLES", "300")))
def test_no_locale_is_misread(day: date, locale: str, width: str):
    """In each of CLDR's locales a date reads as its day, as less of it, or as nothing: never as another day."""
    tag = Locale.parse(locale)
    told = "-".join(part for part in (tag.language, tag.territory) if part)
    parsed = parse_date(format_date(day, width, locale=locale), locale=told)
    if parsed is not None:
        assert any(day.isoformat().startswith(value) for value in parsed.alternatives or (parsed.value,))


@given(DAYS)
def test_a_bare_numeric_date_never_hides_its_other_reading(day: date):
    """Day first or month first: both are among the readings, or there is only one."""
    parsed = parse_date(f"{day.day:02d}/{day.month:02d}/{day.year}")
    assert parsed is not None
    assert day.isoformat() in (parsed.alternatives or (parsed.value,))
    assert parsed.ambiguous == (day.day <= 12 and day.day != day.month)


@given(st.text(max_size=120), LOCALES | st.none(), DAYS | st.none())
def test_any_text_gives_a_true_date_or_none(text: str, locale: str | None, today: date | None):
    """Never an exception; a value is ISO 8601 and a day that exists; offsets lie in the text."""
    for found in find_dates(text, locale=locale, today=today):
        assert 0 <= found.start < found.end <= len(text)
        for value in (found.parsed.value, *found.parsed.alternatives):
            assert ISO.fullmatch(value)
            if len(value) >= 10:
                date.fromisoformat(value[:10])


@given(st.text("0123456789./-:年月日TZ+,abkmyz", max_size=60))
def test_dense_date_characters_do_no_harm(text: str):
    """Texts of nothing but digits and marks."""
    parsed = parse_date(text, today=date(2020, 3, 1))
    assert parsed is None or ISO.fullmatch(parsed.value)
