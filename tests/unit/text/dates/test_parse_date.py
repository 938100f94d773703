"""parse_date: what it reads, what it refuses, what it leaves open."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pumice.text.dates import DateRole, Precision, find_dates, parse_date

SEEN = date(2020, 3, 1)

WRITINGS = [
    ("21/02/2020 - 18:00", None, "2020-02-21T18:00:00"),
    ("Fri, 21 Feb 2020 18:00:00 GMT", "en", "2020-02-21T18:00:00+00:00"),
    ("2020-02-21T18:00:00.123+0100", None, "2020-02-21T18:00:00+01:00"),
    ("20200221", None, "2020-02-21"),
    ("6:00 PM, February 21, 2020", "en-US", "2020-02-21T18:00:00"),
    ("Last updated 21 Feb 2020 6:05 pm EST", "en", "2020-02-21T18:05:00-05:00"),
    ("3rd of March, 2020", "en", "2020-03-03"),
    ("Publié le vendredi 21 février 2020 à 18h00", "fr", "2020-02-21T18:00:00"),
    ("3 d’octubre del 2012", "ca", "2012-10-03"),
    ("Veröffentlicht am 21. Februar 2020, 18:05 Uhr", "de", "2020-02-21T18:05:00"),
    ("21 de fev. de 2020 às 18h05", "pt-BR", "2020-02-21T18:05:00"),
    ("Опубликовано 21 февраля 2020 г. в 18:00", "ru", "2020-02-21T18:00:00"),
    ("3 листопада 2020 р.", "uk", "2020-11-03"),
    ("3 listopada 2020", "pl", "2020-11-03"),
    ("3. listopada 2020.", "hr", "2020-10-03"),
    ("2020. február 21-én", "hu", "2020-02-21"),
    ("21.2.2020 18.05", "fi", "2020-02-21T18:05:00"),
    ("2020 m. vasario 21 d., penktadienis", "lt", "2020-02-21"),
    ("2012(e)ko urriaren 3(a)", "eu", "2012-10-03"),
    ("21 ΦΕΒΡΟΥΑΡΙΟΥ 2020, 6:00 μ.μ.", "el", "2020-02-21T18:00:00"),
    ("21 Şubat 2020 Cuma", "tr", "2020-02-21"),
    ("Thứ sáu, 21/2/2020, 18:00 (GMT+7)", "vi", "2020-02-21T18:00:00+07:00"),
    ("ngày 21 tháng 2 năm 2020", "vi", "2020-02-21"),
    ("더 보기 2020년 2월 21일 오후 6:05", "ko", "2020-02-21T18:05:00"),
    ("更新：2020年2月21日 18时00分", "zh", "2020-02-21T18:00:00"),
    ("二〇二〇年二月二十一日", "zh", "2020-02-21"),
    ("2020年2月21日(金) 18時00分", "ja", "2020-02-21T18:00:00"),
    ("٢١ فبراير ٢٠٢٠", "ar", "2020-02-21"),
    ("21 شباط 2020", "ar", "2020-02-21"),
    ("२१ फरवरी २०२०", "hi", "2020-02-21"),
    ("יום שישי, 21 בפברואר 2020", "he", "2020-02-21"),
    ("21 ก.พ. 2563 เวลา 18:00 น.", "th", "2020-02-21T18:00:00"),
    ("วันที่ 21 กุมภาพันธ์ พ.ศ. 2563", "th", "2020-02-21"),
    ("令和2年2月21日", "ja", "2020-02-21"),
    ("令和元年5月1日", "ja", "2019-05-01"),
    ("平成31年4月30日", "ja", "2019-04-30"),
    ("民國109年2月21日", "zh-TW", "2020-02-21"),
    ("۲ اسفند ۱۳۹۸", "fa", "2020-02-21"),
    ("۱۳۹۸/۱۲/۰۲ ۱۸:۰۰", "fa", "2020-02-21T18:00:00"),
    ("ዓርብ የካቲት 13 ቀን 2012 ዓ.ም", "am", "2020-02-21"),
    ("الجمعة 27 جمادى الآخرة 1441 هـ", "ar", "2020-02-21"),
    ("Bruxelles, 21/02/2020", "fr", "2020-02-21"),
    ("02/21/2020", "en-GB", "2020-02-21"),
    ("12.03.2024", None, "2024-03-12"),
    ("Jan. 1, 2024, 5:03 a.m. EST", None, "2024-01-01T05:03:00-05:00"),
    ("Actualizado: 13/03/2024 18:05h", None, "2024-03-13T18:05:00"),
]


@pytest.mark.parametrize(("text", "locale", "value"), WRITINGS)
def test_reads_dates_as_people_write_them(text: str, locale: str | None, value: str):
    """Each writing gives its one date, and is sure of it."""
    parsed = parse_date(text, locale=locale, today=SEEN)
    assert parsed is not None
    assert (parsed.value, parsed.ambiguous, parsed.alternatives) == (value, False, ())


REFUSED = [
    "",
    "31 February 2020",
    "0000-01-01",
    "2020-02-30",
    "29 February 2019",
    "Monday, 21 February 2020",
    "21-23 February 2020",
    "February 21-23, 2020",
    "21 Feb – 23 Feb 2020",
    "21/02/2020 - 23/02/2020",
    "from 3 to 5 May 2020",
    "v1.2.3.4",
    "192.168.10.20",
    "10.12.2020.5",
    "+1 020 12.12.12",
    "Copyright 2020 All rights reserved",
    "The 2020-21 season",
    "May",
    "3:15",
    "²/³/²⁰²⁰",
    "9" * 390,
]


@pytest.mark.parametrize("text", REFUSED)
def test_refuses_what_states_no_one_date(text: str):
    """Ranges, versions, days that do not exist, wrong weekdays: no date rather than a wrong one."""
    assert parse_date(text, locale="en-GB", today=SEEN) is None


@pytest.mark.parametrize("locale", [None, "en"])
def test_a_bare_numeric_date_is_ambiguous(locale: str | None):
    """Without a region nobody knows whether 03/04/2020 is March or April; both come back."""
    parsed = parse_date("03/04/2020", locale=locale)
    assert parsed is not None
    assert parsed.ambiguous
    assert set(parsed.alternatives) == {"2020-04-03", "2020-03-04"}
    assert parsed.value == parsed.alternatives[0]


@pytest.mark.parametrize(
    ("locale", "value"),
    [("en-GB", "2020-04-03"), ("en_US", "2020-03-04"), ("fr", "2020-04-03"), ("en-ZA", "2020-04-03")],
)
def test_the_locale_decides_the_order(locale: str, value: str):
    """CLDR's order of a region, or of a language whose regions agree."""
    parsed = parse_date("03/04/2020", locale=locale)
    assert parsed is not None
    assert parsed.value == value


def test_dots_are_day_first_but_where_the_region_is_not():
    """CLDR has no locale with the month first and dots; a page of the United States that has dots is unclear."""
    anywhere, there = parse_date("12.03.2024", locale="en"), parse_date("12.03.2024", locale="en-US")
    assert anywhere is not None
    assert there is not None
    assert (anywhere.value, anywhere.ambiguous, there.ambiguous) == ("2024-03-12", False, True)


def test_a_weekday_settles_an_ambiguous_date():
    """3 April 2020 was a Friday, 4 March a Wednesday."""
    friday, wednesday = parse_date("Friday 03/04/2020"), parse_date("Wednesday 03/04/2020")
    assert friday is not None
    assert wednesday is not None
    assert (friday.value, wednesday.value) == ("2020-04-03", "2020-03-04")
    assert not friday.ambiguous


def test_a_month_that_two_languages_name_differently_is_ambiguous():
    """Listopada is October in Croatian and November in Polish."""
    parsed = parse_date("3 listopada 2020")
    assert parsed is not None
    assert set(parsed.alternatives) == {"2020-10-03", "2020-11-03"}


@pytest.mark.parametrize(
    ("text", "locale", "value", "precision"),
    [
        ("yesterday", "en", "2020-02-29", Precision.DAY),
        ("вчера", "ru", "2020-02-29", Precision.DAY),
        ("il y a 3 jours", "fr", "2020-02-27", Precision.DAY),
        ("vor 2 Wochen", "de", "2020-02-16", Precision.WEEK),
        ("3天前", "zh", "2020-02-27", Precision.DAY),
        ("3일 전", "ko", "2020-02-27", Precision.DAY),
        ("2 months ago", "en", "2020-01", Precision.MONTH),
        ("1 year ago", "en", "2019", Precision.YEAR),
    ],
)
def test_relative_dates_count_back_from_today(text: str, locale: str, value: str, precision: Precision):
    """They are no more precise than they say."""
    parsed = parse_date(text, locale=locale, today=SEEN)
    assert parsed is not None
    assert (parsed.value, parsed.precision) == (value, precision)


def test_relative_dates_need_a_today():
    """Without the day on which the text was seen nothing can be counted back."""
    assert parse_date("yesterday", locale="en") is None


def test_hours_ago_need_a_moment():
    """Two hours before a mere day may be the day before; before a moment they are clear."""
    day = parse_date("2 hours ago", locale="en", today=SEEN)
    moment = parse_date("2 hours ago", locale="en", today=datetime(2020, 3, 1, 1, tzinfo=UTC))
    assert day is not None
    assert moment is not None
    assert set(day.alternatives) == {"2020-03-01", "2020-02-29"}
    assert (moment.value, moment.ambiguous) == ("2020-02-29", False)


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("February 2020", "2020-02", Precision.MONTH),
        ("2020", "2020", Precision.YEAR),
        ("2020年2月", "2020-02", Precision.MONTH),
    ],
)
def test_value_is_as_precise_as_the_text(text: str, value: str, precision: Precision):
    """No first of January is invented."""
    parsed = parse_date(text, locale="en")
    assert parsed is not None
    assert (parsed.value, parsed.precision) == (value, precision)


def test_saudi_days_are_those_of_umm_al_qura():
    """Where the region is Saudi Arabia the published calendar decides; elsewhere the day stays open."""
    saudi = parse_date("1 رمضان 1446 هـ", locale="ar-SA")
    assert saudi is not None
    assert (saudi.value, saudi.ambiguous) == ("2025-03-01", False)
    elsewhere = parse_date("1 رمضان 1446 هـ", locale="ar-EG")
    assert elsewhere is not None
    assert elsewhere.ambiguous
    assert "2025-03-01" in elsewhere.alternatives


@pytest.mark.parametrize(
    "text",
    [
        "Spring 2024",
        "Winter 2020/21",
        "Sommer 2024",
        "printemps 2024",
        "2024年春",
        "Q3 2024",
        "3. Quartal 2024",
        "2024-W05",
    ],
)
def test_seasons_quarters_and_weeks_are_no_day(text: str):
    """They name no month, and half of the world has them half a year later."""
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("1º de maio de 2020", "pt"),
        ("1.º de maio de 2020", "pt"),
        ("1 º de mayo de 2020", "es"),
        ("1° maggio 2020", "it"),
        ("le 1er mai 2020", "fr"),
        ("May 1st, 2020", "en"),
        ("the 1st of May, 2020", "en"),
        ("1-го мая 2020 г.", "ru"),
        ("1. Mai 2020", "de"),
        ("2020. május 1.", "hu"),
        ("2020年5月1日", "zh"),
    ],
)
def test_ordinals(text: str, locale: str):
    """The first of May, as it is counted in many languages."""
    parsed = parse_date(text, locale=locale)
    assert parsed is not None
    assert parsed.value == "2020-05-01"


def test_islamic_day_without_weekday_is_left_open():
    """The arithmetic calendar may be a day off, so its neighbours are named too."""
    parsed = parse_date("27 جمادى الآخرة 1441 هـ", locale="ar")
    assert parsed is not None
    assert parsed.ambiguous
    assert "2020-02-21" in parsed.alternatives


def test_published_wins_over_updated():
    """A line with both gives the day of publication."""
    text = "Published 21 Feb 2020 | Updated 23 Feb 2020"
    parsed = parse_date(text, locale="en")
    assert parsed is not None
    assert parsed.value == "2020-02-21"
    assert [one.role for one in find_dates(text, locale="en")] == [DateRole.PUBLISHED, DateRole.MODIFIED]


def test_found_dates_point_at_their_characters():
    """Folding changes lengths; the offsets are of the original."""
    text = "Ήμερομηνία: 21 ΦΕΒΡΟΥΑΡΙΟΥ 2020, Αθήνα"
    (found,) = find_dates(text, locale="el")
    assert text[found.start : found.end] == "21 ΦΕΒΡΟΥΑΡΙΟΥ 2020"


@pytest.mark.bench_data
def test_reaches_the_target_on_the_development_dates(bench_data: Path):
    """With its locale given: .99 right, .0005 wrong."""
    rows = [json.loads(line) for line in (bench_data / "encoding/dates.jsonl").read_text("utf-8").splitlines()]
    answers = [(parse_date(row["text"], locale=row["locale"]), row["iso"]) for row in rows]
    right = sum(one is not None and one.value[:10] == iso for one, iso in answers)
    wrong = sum(one is not None and one.value[:10] != iso for one, iso in answers)
    assert right >= 0.99 * len(rows)
    assert wrong <= 0.0005 * len(rows)
