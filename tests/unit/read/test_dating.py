"""Dates weighed against each other: the local day of a moment in UTC, the order of day and month, lines of readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from pumice.claims import choose
from pumice.learn import learn
from pumice.model import Capture, Claim, DayOrder, Field, SiteProfile
from pumice.read.claims_html import claims_from_html
from pumice.read.html import cut_html, parse_html
from pumice.text.dates import clear_order, order_of

URL = "https://www.bugle.example/floods-recede"
PROSE = "<p>The water has fallen by two metres since Monday, and the first families are going home again.</p>"


def _published(body: str, head: str = "", *, order: DayOrder | None = None, lang: str = "en") -> Claim | None:
    html = f"<html lang={lang}><head>{head}</head><body>{body}{PROSE}</body></html>"
    soup = parse_html(html)
    claims = claims_from_html(soup, Capture(URL, html.encode()), cut_html(soup), order=order)
    return choose(claims).winner(Field.DATE_PUBLISHED)


def _stated(moment: str) -> str:
    return f'<meta property="article:published_time" content="{moment}">'


@pytest.mark.parametrize(
    ("moment", "line", "value"),
    [
        ("2022-05-04T02:41:07Z", "3 May 2022, 22:41", "2022-05-03T22:41:07-04:00"),
        ("2022-05-03T18:41:00Z", "4 May 2022, 00:11", "2022-05-04T00:11:00+05:30"),
        ("2022-05-03T18:41:00+00:00", "Published 3 May 2022 at 8:41 p.m.", "2022-05-03T20:41:00+02:00"),
    ],
)
def test_a_moment_in_utc_is_given_by_the_local_clock(moment: str, line: str, value: str):
    """The line under the headline states the same minute; the offset follows."""
    claim = _published(f"<h1>Floods recede</h1><p>{line}</p>", _stated(moment))
    assert claim is not None
    assert (claim.value, claim.raw, claim.detail) == (value, moment, "local")


@pytest.mark.parametrize(
    ("moment", "line"),
    [
        ("2022-05-04T02:41:07Z", "3 May 2022, 22:40"),
        ("2022-05-04T02:41:07Z", "1 May 2022, 22:41"),
        ("2022-05-04T02:41:07Z", "4 May 2022, 02:41"),
        ("2022-05-04T02:41:07+02:00", "3 May 2022, 22:41"),
        ("2022-05-04T02:41:07Z", "3 May 2022"),
    ],
)
def test_another_minute_moves_nothing(moment: str, line: str):
    """Another minute, more than a day, the same clock, a zone that is told already, a mere day."""
    claim = _published(f"<h1>Floods recede</h1><p>{line}</p>", _stated(moment))
    assert claim is not None
    assert claim.value == moment.replace("Z", "+00:00")


@pytest.mark.parametrize(("order", "value"), [(DayOrder.DAY_FIRST, "2020-04-03"), (DayOrder.MONTH_FIRST, "2020-03-04")])
def test_the_sites_other_dates_settle_the_order(order: DayOrder, value: str):
    """03/04/2020, where the page alone does not tell."""
    claim = _published("<h1>Floods recede</h1><p>03/04/2020</p>", order=order)
    assert claim is not None
    assert (claim.value, claim.detail) == (value, "site-order")


def test_the_page_itself_outranks_the_site():
    """A clear date on the page says which reading is meant, whatever the site does elsewhere."""
    body = "<h1>Floods recede</h1><p>03/04/2020</p>"
    claim = _published(body, '<meta name="dcterms.modified" content="2020-04-03">', order=DayOrder.MONTH_FIRST)
    assert claim is not None
    assert claim.value == "2020-04-03"


def test_programs_write_their_own_order_into_hidden_fields():
    """A German page whose <meta> is month first, as the line that readers see shows; alone it is read as German."""
    head = '<meta name="date" content="11/01/2023 12:43:42">'
    settled = _published("<h1>Trinkwasser belastet</h1><p>Erstellt am: 01.11.2023</p>", head, lang="de")
    alone = _published("<h1>Trinkwasser belastet</h1>", head, lang="de")
    assert settled is not None
    assert alone is not None
    assert (settled.value[:10], alone.value[:10]) == ("2023-11-01", "2023-01-11")


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("25/04/2020", DayOrder.DAY_FIRST),
        ("on 04/25/2020, 6 pm", DayOrder.MONTH_FIRST),
        ("25.04.2020", DayOrder.DAY_FIRST),
        ("٢٥/٠٤/٢٠٢٠", DayOrder.DAY_FIRST),
        ("03/04/2020", None),
        ("2020-04-25", None),
        ("31/31/2020", None),
        ("25 April 2020", None),
    ],
)
def test_which_dates_tell_their_order(text: str, order: DayOrder | None):
    """Only those that can be read in one way."""
    assert clear_order(text) is order


def test_the_order_of_a_reading():
    """The same number twice says nothing."""
    assert order_of("03/04/2020", "2020-04-03") is DayOrder.DAY_FIRST
    assert order_of("03/04/2020", "2020-03-04") is DayOrder.MONTH_FIRST
    assert order_of("04/04/2020", "2020-04-04") is None
    assert order_of("April 2020", "2020-04") is None


def _page(number: int, day: str) -> Capture:
    html = f"<html><body><h1>Report {number}</h1><p>{day}</p>{PROSE}</body></html>"
    return Capture(f"https://www.bugle.example/{number}", html.encode(), headers={"content-type": "text/html"})


def test_a_profile_learns_the_order():
    """Pages whose dates leave no choice; the profile keeps it through JSON and merging."""
    days = ("25/04/2020", "03/04/2020", "13/12/2020", "01/02/2021", "28/02/2021", "30/06/2021")
    profile = learn(_page(number, day) for number, day in enumerate(days))
    assert profile.dates == {"day-first": 4}
    assert profile.day_order is DayOrder.DAY_FIRST
    assert learn([_page(1, "25/04/2020"), _page(2, "26/04/2020")]).day_order is None
    mixed = SiteProfile("a.example", 4, {}, {"day-first": 3, "month-first": 1})
    assert mixed.day_order is None
    assert mixed.merge(SiteProfile("a.example", 40, {}, {"day-first": 40})).day_order is DayOrder.DAY_FIRST


def test_a_saved_profile_keeps_the_order(tmp_path: Path):
    """Written and read back."""
    profile = SiteProfile("a.example", 4, {"x": 2}, {"month-first": 3})
    profile.save(tmp_path / "profile.json")
    assert SiteProfile.load(tmp_path / "profile.json") == profile


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("<h1>Floods recede</h1><p>jeudi 13 juin 2019, par le bureau du port</p>", "2019-06-13"),
        ("<h1>Floods recede</h1><p>Stars (1 / 1) 06.11.2023 13:30 by Olga</p>", "2023-11-06T13:30:00"),
        (
            "<h1>Floods recede</h1><p>Press release of 25 January 2022 | Brenmouth – " + "The water has fallen. " * 12,
            "2022-01-25",
        ),
    ],
)
def test_lines_that_are_there_for_their_date(body: str, value: str):
    """A weekday before it, the minute in it, a dateline that opens a paragraph."""
    claim = _published(body, lang="de" if "Olga" in body else "fr" if "juin" in body else "en")
    assert claim is not None
    assert claim.value == value


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Floods recede</h1><p>" + "The water has fallen. " * 6 + "It stood at nine metres on 3 May 2020 and rose.",
        "<h1>Floods recede</h1><p>" + "On 25 January 2022 the water had fallen by a metre. " * 6,
    ],
)
def test_dates_that_the_text_tells_of_are_not_its_own(body: str):
    """In the middle of a paragraph, or in its first sentence."""
    assert _published(body) is None
