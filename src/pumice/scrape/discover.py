"""What a source's feeds and sitemaps lead to: their entries into the frontier, and what is due out of it.

Start with :func:`discover`.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final

from pumice.errors import Cause, InputFault
from pumice.fetch import Fetched, Fetcher, FetchFailure, Unmodified, Validators
from pumice.fetch.addresses import parse_url
from pumice.fetch.listings import Listed, read_listing
from pumice.fetch.patterns import reaches, wants
from pumice.fetch.robots import is_robots, read_sitemap_lines
from pumice.fetch.sources import Source
from pumice.model import Capture, Outcome
from pumice.scrape.report import Scraped
from pumice.store.frontier import Newest
from pumice.store.identity import digest
from pumice.store.ledger import Ledger

_MOST_LISTINGS: Final = 1000  # an index may list 50,000 sitemaps, and itself


@dataclass(frozen=True, slots=True)
class Discovered:
    """What a source has for a run.

    Attributes:
        due: addresses to ask for, at most the source's most_pages.
        listings: what became of each feed and sitemap.
    """

    due: tuple[str, ...]
    listings: tuple[Scraped, ...]


async def discover(source: Source, fetcher: Fetcher, ledger: Ledger) -> Discovered:
    """Read a source's feeds and sitemaps and enter what they list; unchanged ones cost a request for headers.

    Args:
        source: the site.
        fetcher: the run's own, so that turns and robots.txt are kept.
        ledger: where the frontier is; a copy of it makes this a rehearsal.
    """
    reading = _Reading(source, fetcher, ledger)
    listings = await reading.read_all()
    due = ledger.frontier.due(source.name, recheck=timedelta(days=source.recheck_days))
    wanted = (url for url in due if url not in source.start and wants(source, url))
    return Discovered(tuple(islice(wanted, source.most_pages)), tuple(listings))


class _Reading:
    """The way through a source's listings."""

    def __init__(self, source: Source, fetcher: Fetcher, ledger: Ledger) -> None:
        self._source = source
        self._fetcher = fetcher
        self._ledger = ledger
        # With other patterns, an unchanged listing leads to other pages, so it must be read again.
        self._terms = digest("listing", *source.take, "", *source.leave)

    async def read_all(self) -> list[Scraped]:
        """Read every listing, those that others lead to included, one after the other."""
        queue = deque(dict.fromkeys((*self._source.feeds, *self._source.sitemaps)))
        met = set(queue)
        done: list[Scraped] = []
        while queue and len(done) < _MOST_LISTINGS:
            scraped, further = await self._read(queue.popleft())
            done.append(scraped)
            queue += [one for one in further if one not in met]
            met.update(further)
        return done

    async def _read(self, url: str) -> tuple[Scraped, list[str]]:
        result = await self._fetcher.fetch(url, self._validators(url), what="listing")
        if isinstance(result, FetchFailure):
            return _failed(result), []
        visit = result.visit
        scraped = Scraped(url, Outcome.UNCHANGED, requests=len(visit.exchanges), seconds=visit.seconds)
        if isinstance(result, Unmodified):
            return scraped, []
        try:
            listed = self._entries(url, result.capture)
        except InputFault as fault:
            return _failed(FetchFailure(url, fault.cause, fault.message, seconds=visit.seconds)), []
        further = [one.url for one in listed if one.kind == "sitemap" and self._is_new(one)]
        await asyncio.to_thread(self._enter, url, result, listed)
        wire_bytes = len(visit.answer.payload or b"")
        return replace(scraped, outcome=Outcome.PUBLISHED, wire_bytes=wire_bytes), further

    def _entries(self, url: str, capture: Capture) -> list[Listed]:
        base = parse_url(capture.url)
        if not is_robots(url):
            return read_listing(capture.body, base, now=datetime.now(UTC))
        named = read_sitemap_lines(capture.body, base)
        own = [one for one in named if reaches(self._source, one.url)]
        if not named:
            raise InputFault(Cause.WRONG_TYPE, f"{url} names no sitemap; give the sitemap's own address, or a feed's")
        if not own:
            raise InputFault(
                Cause.WRONG_TYPE,
                f"{url} names only sitemaps that are not the site's ({named[0].url} ...); "
                "a pattern under take with their whole address lets them be read",
            )
        return own

    def _validators(self, url: str) -> Validators | None:
        newest = self._ledger.frontier.newest_at(url)
        if newest is None or newest.capture_id != self._terms:
            return None
        return Validators(url, newest.etag, newest.last_modified)

    def _is_new(self, sitemap: Listed) -> bool:
        """Whether a sitemap may list what it did not when it was last read."""
        newest = self._ledger.frontier.newest_at(sitemap.url)
        if newest is None or newest.capture_id != self._terms or sitemap.changed is None:
            return True
        return sitemap.changed > datetime.fromisoformat(newest.date)

    def _enter(self, url: str, result: Fetched, listed: list[Listed]) -> None:
        headers, date = result.capture.headers, result.visit.answer.at.isoformat()
        validators = (headers.get("etag"), headers.get("last-modified"))
        if any(one.kind == "sitemap" for one in listed):
            validators = (None, None)  # an index may stay as it is while the sitemaps in it change
        with self._ledger.transaction():
            for one in listed:
                if one.kind == "page" and wants(self._source, one.url):
                    self._ledger.frontier.note_found(one.url, self._source.name, one.changed)
            self._ledger.frontier.note_newest(Newest(url, self._terms, "", date, "", *validators))


def _failed(failure: FetchFailure) -> Scraped:
    return Scraped(failure.url, Outcome.FAILED, failure=failure, seconds=failure.seconds)
