"""Scraping the same site again: what has not changed costs headers, what is new is found, what is gone goes."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pumice.doctor import examine
from pumice.errors import Cause, LockedError
from pumice.fetch.sources import Source
from pumice.model import Outcome
from pumice.normalise import normalise
from pumice.scrape import ScrapePlan, ScrapeReport, rehearse, scrape
from pumice.settings import Settings, load_settings
from pumice.store.folders import Folders
from pumice.store.ledger import open_ledger
from pumice.store.raw import read_raw
from pumice.store.salvage import recover_raw
from pumice.store.warc.read import line_of
from pumice.store.warc.records import walk
from pumice.store.warc.write import WarcWriter
from tests.unit.fetch.rude_server import RudeServer, page, running_server
from tests.unit.store.archive import exchange, visit

NOT_MODIFIED = page(b"", status="304 Not Modified", ETag='"1"')
TEXT = "<h1>The ferry is back</h1>" + "<p>The ferry crosses the strait again, six times a day, say its crew.</p>" * 9


@pytest.fixture
def server() -> Iterator[RudeServer]:
    """A fresh server that misbehaves on demand."""
    with running_server() as rude:
        yield rude


@pytest.fixture
def settings(server: RudeServer) -> Settings:
    """Settings in a hurry, which open the server's address."""
    fetch = {"allow_addresses": [f"127.0.0.1:{server.port}"], "delay_seconds": 0, "retries": 0, "gone_after": 2}
    return load_settings(environment={}, overrides={"fetch": fetch})


def outcomes(report: ScrapeReport) -> list[Outcome]:
    """What became of the addresses."""
    return [one.outcome for one in report.pages]


def asked(server: RudeServer) -> list[str]:
    """What the server was asked for since the last question, robots.txt apart."""
    paths = [path for path in server.asked if path != "/robots.txt"]
    server.asked.clear()
    return paths


def sitemap(server: RudeServer, *entries: tuple[str, str]) -> bytes:
    """A sitemap of paths and their lastmod."""
    rows = "".join(f"<url><loc>{server.url(path)}</loc><lastmod>{day}</lastmod></url>" for path, day in entries)
    return page(f"<urlset>{rows}</urlset>".encode(), Content_Type="application/xml", ETag=f'"{len(rows)}"')


def test_an_unchanged_page_costs_headers(server: RudeServer, settings: Settings, tmp_path: Path):
    """The server is asked with what it gave, its 304 becomes a revisit, and nothing is due for normalising."""
    url = server.on("/", page(TEXT.encode(), ETag='"1"', Last_Modified="Thu, 26 Nov 2026 10:00:00 GMT"), NOT_MODIFIED)
    plan = ScrapePlan((url,), settings)
    first = scrape(plan, data=tmp_path)
    normalise(read_raw(tmp_path / "raw"), data=tmp_path, settings=settings)
    before = tree(tmp_path / "clean")
    again = scrape(plan, data=tmp_path)
    assert (outcomes(first), outcomes(again)) == ([Outcome.PUBLISHED], [Outcome.UNCHANGED])
    assert again.pages[0].raw_path == first.pages[0].raw_path
    assert again.pages[0].wire_bytes == 0
    assert 'If-None-Match: "1"' in server.heads[-1]
    assert "If-Modified-Since: Thu, 26 Nov 2026 10:00:00 GMT" in server.heads[-1]
    counts = normalise(read_raw(tmp_path / "raw"), data=tmp_path, settings=settings)
    assert counts.outcomes == {Outcome.UNCHANGED: 1}
    assert tree(tmp_path / "clean") == before


def test_without_its_bytes_a_page_is_fetched_whole(server: RudeServer, settings: Settings, tmp_path: Path):
    """Somebody has removed the archive: a 304 would leave nothing."""
    url = server.on("/", page(b"<p>one", ETag='"1"'))
    plan = ScrapePlan((url,), settings)
    scrape(plan, data=tmp_path)
    for path in (tmp_path / "raw").rglob("*.warc.gz"):
        path.unlink()
    assert outcomes(scrape(plan, data=tmp_path)) == [Outcome.PUBLISHED]
    assert "If-None-Match" not in server.heads[-1]


def test_a_304_that_nobody_asked_for_is_named(server: RudeServer, settings: Settings, tmp_path: Path):
    """There is nothing it could refer to."""
    (failure,) = scrape(ScrapePlan((server.on("/", NOT_MODIFIED),), settings), data=tmp_path).failures
    assert (failure.cause, failure.status) == (Cause.HTTP_STATUS, 304)


def test_a_page_that_changes_back_is_published_again(server: RudeServer, settings: Settings, tmp_path: Path):
    """The bytes are known, but it is they that the page has now."""
    first, second = (page(TEXT.replace("six", number).encode()) for number in ("six", "seven"))
    plan = ScrapePlan((server.on("/", first, second, first),), settings)
    bodies = []
    for _ in range(3):
        assert outcomes(scrape(plan, data=tmp_path)) == [Outcome.PUBLISHED]
        normalise(read_raw(tmp_path / "raw"), data=tmp_path, settings=settings)
        bodies.append([path.read_text() for path in (tmp_path / "clean").glob("127*/*.json")])
    assert ["six times" in body for (body,) in bodies] == [True, False, True]
    again = normalise(read_raw(tmp_path / "raw"), data=tmp_path, settings=settings)
    assert again.outcomes == {Outcome.UNCHANGED: 3}


def test_a_page_that_is_gone_is_withdrawn_after_the_stated_tries(
    server: RudeServer, settings: Settings, tmp_path: Path
):
    """One 404 is no proof; what comes back is published again."""
    missing = page(status="404 Not Found")
    plan = ScrapePlan((server.on("/", page(TEXT.encode()), missing, missing, page(TEXT.encode())),), settings)

    def run() -> tuple[int, int]:
        withdrawn = scrape(plan, data=tmp_path).withdrawn
        normalise(read_raw(tmp_path / "raw"), data=tmp_path, settings=settings)
        return withdrawn, len(list((tmp_path / "clean").glob("127*/*.json")))

    assert [run() for _ in range(4)] == [(0, 1), (0, 1), (1, 0), (0, 1)]


def test_what_a_server_says_instead_of_a_page_is_archived(server: RudeServer, settings: Settings, tmp_path: Path):
    """Status and headers of the last try are archived as evidence; they are no input, with an index or without."""
    gone = page(b"<p>nobody here", status="410 Gone", X_Why="moved out")
    busy = page(b"<p>later", status="503 Busy")
    server.on("/there", page(TEXT.encode()))
    server.on("/hop", page(status="302 Found", Location="/gone"))
    urls = tuple(server.url(path) for path in ("/there", "/hop", "/busy"))
    for path, answer in {"/gone": gone, "/busy": busy}.items():
        server.on(path, answer)
    report = scrape(ScrapePlan(urls, settings), data=tmp_path)
    assert outcomes(report) == [Outcome.PUBLISHED, Outcome.FAILED, Outcome.FAILED]
    assert report.counts.inputs == 3
    (warc,) = (tmp_path / "raw").rglob("*.warc.gz")
    found = [line for place in walk(warc) if (line := line_of(place, warc.name))]
    assert sorted((line.url.rpartition("/")[2], line.answered.status) for line in found) == [
        ("busy", 503),
        ("gone", 410),
        ("hop", 302),
        ("there", 200),
    ]
    said = gzip.decompress(warc.read_bytes())
    assert b"X-Why: moved out" in said
    assert b"nobody here" not in said
    assert b"WARC-Truncated" in said
    assert list(examine(tmp_path)) == []
    for _ in range(2):
        assert [one.url for one in read_raw(tmp_path / "raw")] == [server.url("/there")]
        counts = normalise(read_raw(tmp_path / "raw"), data=tmp_path, settings=settings)
        assert counts.inputs == 1
        for path in (tmp_path / "raw").rglob("*.cdxj"):
            path.unlink()


def test_an_error_of_a_killed_run_leaves_its_address_due(server: RudeServer, settings: Settings, tmp_path: Path):
    """The archive of a killed run is entered as far as it holds pages; one that was not there is asked for again."""
    url = server.on("/", page(TEXT.encode()))
    with open_ledger(Folders(tmp_path).ledger):
        writer = WarcWriter(tmp_path / "raw", "killed")
        writer.write(visit(replace(exchange("/", None, status=404), url=url)))
        writer.sync()
        writer.abandon()
    with open_ledger(Folders(tmp_path).ledger) as ledger:
        recover_raw(Folders(tmp_path), ledger)
        assert not ledger.frontier.was_had(url, "killed")
    (warc,) = (tmp_path / "raw").rglob("*.warc.gz")
    assert warc.name == "killed-0.warc.gz"
    assert outcomes(scrape(ScrapePlan((url,), settings), data=tmp_path)) == [Outcome.PUBLISHED]


def test_a_source_leads_to_what_is_new_and_changed(server: RudeServer, settings: Settings, tmp_path: Path):
    """Each page once, until its lastmod tells of a change; an unchanged sitemap costs headers."""
    listed = [("/a", "2026-01-01"), ("/b", "2026-01-01"), ("/left", "2026-01-01")]
    changed = [("/a", "2026-01-01"), ("/b", "2099-01-01"), ("/new", "2026-01-01T00:00:00Z")]
    for path in ("/", "/a", "/b", "/left", "/new"):
        server.on(path, page(path.encode()))
    server.on("/map", sitemap(server, *listed), NOT_MODIFIED, sitemap(server, *changed))
    plan = plan_of(server, settings, leave=("/left",))
    runs = []
    for _ in range(3):
        scrape(plan, data=tmp_path)
        runs.append(asked(server))
    assert runs == [["/map", "/", "/a", "/b"], ["/map", "/"], ["/map", "/", "/new"]]


def test_an_index_and_feeds_lead_to_pages(server: RudeServer, settings: Settings, tmp_path: Path):
    """A sitemap that its index calls older than the last visit is not read again; a broken one fails alone."""
    entry = f"<sitemap><loc>{server.url('/map-1')}</loc><lastmod>2026-01-01</lastmod></sitemap>"
    server.on("/map", page(f"<sitemapindex>{entry}</sitemapindex>".encode(), Content_Type="text/xml"))
    server.on("/map-1", sitemap(server, ("/a", "2026-01-01")))
    server.on("/feed", page(b"<rss><channel><item><link>/b</link></item></channel></rss>", Content_Type="text/xml"))
    server.on("/page", page())
    for path in ("/", "/a", "/b"):
        server.on(path, page(path.encode()))
    plan = plan_of(server, settings, feeds=(server.url("/feed"), server.url("/page")))
    report = scrape(plan, data=tmp_path)
    assert asked(server) == ["/feed", "/page", "/map", "/map-1", "/", "/a", "/b"]
    assert [failure.cause for failure in report.failures] == [Cause.WRONG_TYPE]
    assert report.counts.inputs == 3
    scrape(plan, data=tmp_path)
    assert asked(server) == ["/feed", "/page", "/map", "/"]


def test_robots_txt_leads_to_the_sitemaps_that_it_names(server: RudeServer, settings: Settings, tmp_path: Path):
    """Those of the site's own hosts, also where robots.txt closes everything but them; each read like any other."""
    lines = (
        f"Sitemap: {server.url('/map')}",
        "User-agent: *",
        "Disallow: /",
        "Allow: /map",
        "Allow: /a",
        f"sitemap:{server.url('/map')}",
        "Sitemap: https://elsewhere.example/map.xml",
        "Sitemap: javascript:alert(1)",
    )
    server.on("/robots.txt", page("\n".join(lines).encode(), Content_Type="text/plain"))
    server.on("/map", sitemap(server, ("/a", "2026-01-01")), NOT_MODIFIED)
    server.on("/a", page())
    plan = plan_of(server, settings, start=(), sitemaps=(server.url("/robots.txt"),))
    report = scrape(plan, data=tmp_path)
    assert asked(server) == ["/map", "/a"]
    assert [one.outcome for one in report.listings] == [Outcome.PUBLISHED, Outcome.PUBLISHED]
    assert report.failures == ()
    scrape(plan, data=tmp_path)
    assert asked(server) == ["/map"]


@pytest.mark.parametrize(
    "robots",
    {
        b"User-agent: *\nDisallow: /private": "names no sitemap",
        b"<!DOCTYPE html><p>Not found</p>": "names no sitemap",
        b"Sitemap: https://elsewhere.example/map.xml": "not the site's (https://elsewhere.example/map.xml ...)",
    }.items(),
)
def test_a_robots_txt_that_leads_nowhere_is_reported(
    server: RudeServer, settings: Settings, tmp_path: Path, robots: tuple[bytes, str]
):
    """The listing fails with what was found there; the pages that were given are scraped all the same."""
    body, message = robots
    server.on("/robots.txt", page(body, Content_Type="text/plain"))
    server.on("/", page())
    plan = plan_of(server, settings, sitemaps=(server.url("/robots.txt"),))
    report = scrape(plan, data=tmp_path)
    (failure,) = report.failures
    assert failure.cause is Cause.WRONG_TYPE
    assert message in failure.message
    assert asked(server) == ["/"]


def test_most_pages_is_kept_and_the_rest_stays_due(server: RudeServer, settings: Settings, tmp_path: Path):
    """A large site is taken in over several runs."""
    paths = [f"/{number}" for number in range(5)]
    for path in ("/", *paths):
        server.on(path, page(path.encode()))
    server.on("/map", sitemap(server, *((path, "2026-01-01") for path in paths)))
    plan = plan_of(server, settings, most_pages=2)
    runs = []
    for _ in range(4):
        scrape(plan, data=tmp_path)
        runs.append(len([path for path in asked(server) if path in paths]))
    assert runs == [2, 2, 1, 0]


def test_a_moved_page_is_asked_for_where_it_is(server: RudeServer, settings: Settings, tmp_path: Path):
    """The sitemap still has the old address, with a new lastmod; the server is spared the detour."""
    server.on("/old", page(status="301 Moved", Location="/here"))
    for path in ("/", "/here"):
        server.on(path, page(path.encode()))
    server.on("/map", sitemap(server, ("/old", "2026-01-01")), sitemap(server, ("/old", "2026-11-01")))
    plan = plan_of(server, settings)
    scrape(plan, data=tmp_path)
    assert asked(server) == ["/map", "/", "/old", "/here"]
    scrape(plan, data=tmp_path)
    assert "/old" not in asked(server)


def test_a_parked_host_is_left_alone_until_then(server: RudeServer, settings: Settings, tmp_path: Path):
    """What Retry-After said holds in the next run too, for every address of the host, given by hand or not."""
    server.on("/", page())
    server.on("/a", page(status="429 Slow Down", Retry_After="1000"))
    server.on("/map", sitemap(server, ("/a", "2026-01-01")))
    plan = plan_of(server, settings)
    scrape(plan, data=tmp_path)
    assert "/a" in asked(server)
    server.asked.clear()
    for again in (plan, ScrapePlan((server.url("/"),), settings)):
        report = scrape(again, data=tmp_path)
        assert {failure.cause for failure in report.failures} == {Cause.RATE_LIMITED}
    assert server.asked == []
    with open_ledger(Folders(tmp_path).ledger) as ledger:
        assert ledger.frontier.states("press") == {"parked": 1}


def test_a_rehearsal_writes_nothing(server: RudeServer, settings: Settings, tmp_path: Path):
    """It says what would be asked for, before the first run and after it."""
    for path in ("/", "/a"):
        server.on(path, page())
    server.on("/map", sitemap(server, ("/a", "2026-01-01")))
    plan = plan_of(server, settings)
    assert rehearse(plan, data=tmp_path).planned == (server.url("/"), server.url("/a"))
    assert tree(tmp_path) == {}
    assert asked(server) == ["/map"]
    scrape(plan, data=tmp_path)
    before = tree(tmp_path)
    assert rehearse(plan, data=tmp_path).planned == (server.url("/"),)
    assert tree(tmp_path) == before


def test_a_killed_run_is_gone_on_with(server: RudeServer, settings: Settings, tmp_path: Path):
    """What it had stored is neither lost nor fetched again, also where the ledger did not get to know of it."""
    urls = tuple(server.on(f"/{number}", page(f"<p>{number}".encode())) for number in range(3))
    plan = ScrapePlan(urls, settings)
    scrape(replace(plan, addresses=urls[:1]), data=tmp_path)
    (path,) = (tmp_path / "raw").rglob("*.warc.gz")
    path.rename(path.with_name(path.name + ".open"))
    path.with_name(path.name + ".cdxj").unlink()
    with open_ledger(Folders(tmp_path).ledger) as ledger, ledger.transaction():
        for table in ("frontier", "newest"):
            ledger._connection.execute(f"DELETE FROM {table}")  # noqa: S608
        ledger._connection.execute("UPDATE scrapes SET ended = NULL, plan = ?", (plan.key,))
    asked(server)
    report = scrape(plan, data=tmp_path)
    assert asked(server) == ["/1", "/2"]
    assert outcomes(report) == [Outcome.UNCHANGED, Outcome.PUBLISHED, Outcome.PUBLISHED]
    assert sorted(capture.body for capture in read_raw(tmp_path / "raw")) == [b"<p>0", b"<p>1", b"<p>2"]
    assert len({file.name.rpartition("-")[0] for file in (tmp_path / "raw").rglob("*.warc.gz")}) == 1


def test_the_same_plan_is_not_scraped_twice_at_once(server: RudeServer, settings: Settings, tmp_path: Path):
    """The other run is alive: it holds its file."""
    plan = ScrapePlan((server.on("/", page()),), settings)
    with open_ledger(Folders(tmp_path).ledger) as ledger, ledger.transaction():
        ledger.frontier.begin("20261127T000000Z-aaaaaa", plan.key)
    writer = WarcWriter(tmp_path / "raw", "20261127T000000Z-aaaaaa")
    with pytest.raises(LockedError, match="aaaaaa is scraping the same addresses"):
        scrape(plan, data=tmp_path)
    writer.close()


def plan_of(server: RudeServer, settings: Settings, **terms: object) -> ScrapePlan:
    """A plan for a source with a home page and a sitemap, unless the terms say otherwise."""
    usual = {"start": (server.url("/"),), "sitemaps": (server.url("/map"),)}
    source = Source.model_validate({"name": "press", **usual, **terms})
    return ScrapePlan(source.start, settings, source)


def tree(folder: Path) -> dict[str, str]:
    """Every file with its digest."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
