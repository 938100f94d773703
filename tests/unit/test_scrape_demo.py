"""The demo site, found by its sitemap, scraped twice: the second time costs headers and publishes nothing."""

from __future__ import annotations

from pathlib import Path

from demo.server import serve
from pumice.fetch.sources import Source
from pumice.model import Outcome
from pumice.normalise import normalise
from pumice.scrape import ScrapePlan, scrape
from pumice.settings import load_settings
from pumice.store.raw import read_raw
from tests.unit.test_scrape_again import tree


def test_a_second_scrape_transfers_headers_only_and_publishes_nothing(tmp_path: Path):
    """Every page is asked for again, as after a month; each answer is 304, and the clean folder stays as it is."""
    with serve() as base:
        fetch = {"allow_addresses": [base.removeprefix("http://")], "delay_seconds": 0, "retries": 0}
        settings = load_settings(environment={}, overrides={"fetch": fetch})
        source = Source(name="demo", start=(f"{base}/",), sitemaps=(f"{base}/sitemap.xml",))
        first = scrape(ScrapePlan(source.start, settings, source), data=tmp_path)
        found = tuple(page.url for page in first.pages)
        normalise(read_raw(tmp_path / "raw"), data=tmp_path, settings=settings)
        before = tree(tmp_path / "clean")
        again = scrape(ScrapePlan(found, settings, source), data=tmp_path)
    assert len(found) > 30
    assert first.counts.outcomes == {Outcome.PUBLISHED: len(found)}
    assert again.counts.outcomes == {Outcome.UNCHANGED: len(found)}
    assert [listing.outcome for listing in again.listings] == [Outcome.UNCHANGED]
    assert sum(page.wire_bytes for page in (*again.pages, *again.listings)) == 0
    counts = normalise(read_raw(tmp_path / "raw"), data=tmp_path, settings=settings)
    assert counts.outcomes == {Outcome.UNCHANGED: len(found)}
    assert tree(tmp_path / "clean") == before
