"""The scraping job: addresses in, captures in data/raw, one outcome each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pumice.errors import Cause, SettingsError, StoreError, UsageError
from pumice.fetch.sources import load_sources
from pumice.model import Outcome
from pumice.scrape import Scraped, ScrapePlan, plan_scrape, scrape
from pumice.settings import Settings, load_settings
from pumice.store.raw import read_raw
from tests.unit.fetch.rude_server import RudeServer, page, running_server


@pytest.fixture
def server() -> Iterator[RudeServer]:
    """A fresh server that misbehaves on demand."""
    with running_server() as rude:
        yield rude


@pytest.fixture
def settings(server: RudeServer) -> Settings:
    """Settings in a hurry, which open the server's address."""
    fetch = {"allow_addresses": [f"127.0.0.1:{server.port}"], "delay_seconds": 0, "retries": 0}
    return load_settings(environment={}, overrides={"fetch": fetch})


def test_every_address_has_one_outcome(server: RudeServer, settings: Settings, tmp_path: Path):
    """Stored, listed twice, missing and unfit addresses add up to what was asked for."""
    good = server.on("/good", page("<p>Вечер</p>".encode()))
    told: list[Scraped] = []
    plan = ScrapePlan((good, server.url("/gone"), good, "ftp://example.org/"), settings)
    report = scrape(plan, data=tmp_path, on_done=told.append)
    outcomes = [Outcome.PUBLISHED, Outcome.FAILED, Outcome.DUPLICATE, Outcome.FAILED]
    assert [one.outcome for one in report.pages] == outcomes
    assert [failure.cause for failure in report.failures] == [Cause.HTTP_STATUS, Cause.BLOCKED_SCHEME]
    assert report.counts.inputs == 4
    assert report.counts.findings == {"blocked-scheme": 1, "http-status": 1}
    assert sorted(map(str, told)) == sorted(map(str, report.pages))


def test_a_page_lies_in_raw_as_received(server: RudeServer, settings: Settings, tmp_path: Path):
    """What was stored can be read back with its address and headers."""
    url = server.on("/", page(b"<p>\xcf\xf0\xe8\xe2\xe5\xf2</p>", Content_Type="text/html; charset=windows-1251"))
    (stored,) = scrape(ScrapePlan((url,), settings), data=tmp_path).pages
    (capture,) = read_raw(tmp_path / "raw")
    assert stored.raw_path == capture.raw_path
    assert capture.body == b"<p>\xcf\xf0\xe8\xe2\xe5\xf2</p>"
    assert (capture.url, capture.content_type) == (url, "text/html; charset=windows-1251")


def test_an_unchanged_page_is_not_stored_twice(server: RudeServer, settings: Settings, tmp_path: Path):
    """The second run finds the same bytes and leaves the folder alone; a changed page is kept beside the first."""
    url = server.on("/", page(b"<p>one</p>"), page(b"<p>one</p>"), page(b"<p>two</p>"))
    outcomes = [scrape(ScrapePlan((url,), settings), data=tmp_path).pages[0].outcome for _ in range(3)]
    assert outcomes == [Outcome.PUBLISHED, Outcome.UNCHANGED, Outcome.PUBLISHED]
    assert sorted(capture.body for capture in read_raw(tmp_path / "raw")) == [b"<p>one</p>", b"<p>two</p>"]


def test_an_environment_fault_stops_the_run(server: RudeServer, settings: Settings, tmp_path: Path):
    """A data folder that cannot be written is no failure of the page."""
    (tmp_path / "raw").write_text("in the way")
    with pytest.raises(StoreError):
        scrape(ScrapePlan((server.on("/", page()),), settings), data=tmp_path)


SOURCES = """
[[source]]
name = "press"
start = ["https://press.example/"]
delay_seconds = 3
"""


def test_a_source_gives_addresses_and_pace(tmp_path: Path):
    """Start addresses unless others are given; the pace in both cases."""
    sources = tmp_path / "sources.toml"
    sources.write_text(SOURCES)
    plan = plan_scrape([], settings=Settings(), sources=sources, source="press")
    assert plan.addresses == ("https://press.example/",)
    other = plan_scrape(["https://press.example/2"], settings=Settings(), sources=sources, source="press")
    assert other.addresses == ("https://press.example/2",)
    assert plan.settings.fetch.delay_seconds == other.settings.fetch.delay_seconds == 3


def test_a_source_says_where_and_when(tmp_path: Path):
    """Feeds alone are enough; tags get their canonical form; what is not said has its default."""
    sources = tmp_path / "sources.toml"
    entry = """
[[source]]
name = "press"
feeds = ["https://press.example/feed.xml"]
take = ["/news/*"]
languages = ["EN", "sr-latn"]
schedule = "0 6 * * 1-5"
timezone = "Europe/Berlin"
"""
    sources.write_text(entry)
    source = load_sources(sources)["press"]
    assert (source.languages, source.schedule, source.timezone) == (("en", "sr-Latn"), "0 6 * * 1-5", "Europe/Berlin")
    assert (source.start, source.sitemaps, source.leave, source.per_host) == ((), (), (), None)


def test_nothing_to_scrape_teaches(tmp_path: Path):
    """Neither addresses nor a source is a mistake of the caller's."""
    with pytest.raises(UsageError, match="give addresses"):
        plan_scrape([], settings=Settings(), sources=tmp_path / "sources.toml")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (SOURCES.replace("https:", "ftp:"), r"sources\.toml:4: source.0.start.*blocked-scheme"),
        (SOURCES + "\n\n[[source]]\nname = 'b'\nstart = []\n", r"sources\.toml:8: source.1 .*gives no address"),
        (SOURCES + "schedule = '61 * * * *'\n", r"sources\.toml:6: source.0.schedule.*Bad minute.*five fields"),
        (SOURCES + "schedule = '0 0 30 2 *'\n", r"sources\.toml:6: source.0.schedule.*five fields"),
        (SOURCES + "timezone = 'Mars/Base'\n", r"sources\.toml:6: source.0.timezone.*Europe/Berlin"),
        (SOURCES + "timezone = '../etc/passwd'\n", r"sources\.toml:6: source.0.timezone.*Europe/Berlin"),
        (SOURCES + "take = [\n  '/news/*',\n  'news',\n]\n", r"sources\.toml:8: source.0.take.1 = 'news'"),
        (SOURCES + "feeds = ['http://127.0.0.1:x/']\n", r"sources\.toml:6: source.0.feeds.0.*bad-url"),
        (SOURCES + "languages = ['english please']\n", r"sources\.toml:6: source.0.languages.0.*BCP 47"),
        (SOURCES.replace("delay_seconds", "delay"), r"sources\.toml:5: source.0.delay"),
        (SOURCES.replace('"press"', '"Press!"'), r"sources\.toml:3: source.0.name"),
        (SOURCES + SOURCES, "more than one source named 'press'"),
        ("[[source]\n", "cannot be read as TOML"),
        ("", "has no source 'press'; it has: none"),
    ],
)
def test_a_wrong_sources_file_names_the_line(tmp_path: Path, content: str, message: str):
    """The message leads to the place."""
    sources = tmp_path / "sources.toml"
    sources.write_text(content)
    with pytest.raises(SettingsError, match=message):
        plan_scrape([], settings=Settings(), sources=sources, source="press")
