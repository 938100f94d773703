"""Where results become durable: written to the archive and entered in the ledger, as many at once as wait.

What :meth:`Desk.store` has answered for outlives any kill. Start reading there.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path

from pumice.fetch import Fetched, FetchFailure, Unmodified, Validators
from pumice.model import Outcome, Visit
from pumice.scrape.report import Scraped
from pumice.store.frontier import Asked, Newest, State
from pumice.store.identity import capture_id
from pumice.store.ledger import Ledger
from pumice.store.raw_paths import OPEN_SUFFIX, file_of
from pumice.store.warc.digest import digest_of
from pumice.store.warc.headers import Original
from pumice.store.warc.write import WarcWriter
from pumice.text.urls import canonical_address

Result = Fetched | Unmodified | FetchFailure
_NOT_THERE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_FOR_GOOD = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})


@dataclass(frozen=True, slots=True)
class Terms:
    """What a run's bookkeeping goes by.

    Attributes:
        data: the data folder.
        run: name of the run.
        source: name of the source; empty for addresses given by hand.
        gone_after: so many times in a row a page must not be there to count as gone.
    """

    data: Path
    run: str
    source: str
    gone_after: int


@dataclass(slots=True)
class Desk:
    """Takes results and gives them back as what became of them; several tasks may wait at it.

    Attributes:
        ledger: written to by one thread at a time.
        reader: the same ledger, for questions that must not wait for the disk.
        writer: the run's archive.
        terms: what it goes by.
        gone: addresses of published articles whose page counts as gone, to be withdrawn.
        back: addresses that counted as gone and are there again.
    """

    ledger: Ledger
    reader: Ledger
    writer: WarcWriter
    terms: Terms
    gone: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    _waiting: list[tuple[str, Result, asyncio.Future[Scraped]]] = field(default_factory=list)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _fault: BaseException | None = None

    async def store(self, url: str, result: Result) -> Scraped:
        """Make a result durable; all that wait by then share one trip to the disk.

        Raises:
            StoreError: the data folder cannot be written.
        """
        told: asyncio.Future[Scraped] = asyncio.get_running_loop().create_future()
        self._waiting.append((url, result, told))
        async with self._turn:
            if self._fault is not None:
                raise self._fault
            if not told.done():
                await self._store_waiting()
        return told.result()

    def validators(self, url: str) -> Validators | None:
        """What to ask an address's server with, if the bytes that it may then not send again are still there."""
        newest = self.reader.frontier.newest_of(url)
        if newest is None or not (newest.etag or newest.last_modified) or not self._is_kept(newest):
            return None
        return Validators(newest.url, newest.etag, newest.last_modified)

    async def _store_waiting(self) -> None:
        batch, self._waiting = self._waiting, []
        try:
            pages = await asyncio.to_thread(self._write, [(url, result) for url, result, _ in batch])
        except BaseException as error:
            self._fault = error
            raise
        for (_, _, told), page in zip(batch, pages, strict=True):
            told.set_result(page)

    def _write(self, batch: list[tuple[str, Result]]) -> list[Scraped]:
        with self.ledger.transaction():
            pages = [self._enter(url, result) for url, result in batch]
            self.writer.sync()
        return pages

    def _enter(self, url: str, result: Result) -> Scraped:
        if isinstance(result, FetchFailure):
            return self._enter_failure(url, result)
        page = self._enter_unmodified(result) if isinstance(result, Unmodified) else self._enter_page(result)
        visit = result.visit
        self._note_there(url, visit)
        wire_bytes = sum(len(exchange.payload or b"") for exchange in visit.exchanges)
        return replace(page, requests=len(visit.exchanges), wire_bytes=wire_bytes, seconds=visit.seconds)

    def _enter_page(self, result: Fetched) -> Scraped:
        capture, visit = result.capture, result.visit
        former = self.ledger.frontier.newest_at(capture.url)
        former = former if former and self._is_kept(former) else None
        is_same = former is not None and former.capture_id == capture_id(capture)
        is_repeated = former is not None and is_same and former.digest == digest_of(visit.answer.payload or b"")
        stored = self.writer.write(visit, _to_original(former) if former and is_repeated else None)
        kept = (former.raw_path, former.date) if former and is_repeated else (stored.raw_path, stored.date)
        validators = capture.headers.get("etag"), capture.headers.get("last-modified")
        self.ledger.frontier.note_newest(Newest(capture.url, capture_id(capture), *kept, stored.digest, *validators))
        return Scraped(visit.requested, Outcome.UNCHANGED if is_same else Outcome.PUBLISHED, kept[0])

    def _enter_unmodified(self, result: Unmodified) -> Scraped:
        former = self.ledger.frontier.newest_at(result.visit.answer.url)
        self.writer.write(result.visit, _to_original(former) if former else None)
        return Scraped(result.visit.requested, Outcome.UNCHANGED, former.raw_path if former else None)

    def _note_there(self, url: str, visit: Visit) -> None:
        """Enter that an address has its page, and where that stands by now."""
        frontier, run, answerer = self.ledger.frontier, self.terms.run, visit.answer.url
        statuses = {hop.status for hop in visit.exchanges[:-1]}
        has_moved = bool(statuses) and statuses <= _FOR_GOOD
        frontier.note_answer(Asked(url, run, State.MOVED if has_moved else State.DONE, answerer=answerer))
        if has_moved:
            frontier.note_found(answerer, self.terms.source, None)
            frontier.note_answer(Asked(answerer, "", State.DONE, answerer=answerer))
        self.back += [one for one in {url, answerer} if self.ledger.endings.is_gone(canonical_address(one))]

    def _enter_failure(self, url: str, failure: FetchFailure) -> Scraped:
        frontier = self.ledger.frontier
        tries = frontier.tries(url) + 1 if failure.status in _NOT_THERE else 0
        state = State.GONE if tries >= self.terms.gone_after else State.DUE
        until = None
        if failure.parked_seconds:
            state, until = State.PARKED, datetime.now(UTC) + timedelta(seconds=failure.parked_seconds)
        if state is State.GONE:
            self._note_gone(url)
        frontier.note_answer(Asked(url, self.terms.run, state, tries, until, cause=failure.cause))
        requests = 0
        if failure.visit is not None:
            self.writer.write(failure.visit)  # what the withdrawal of a page rests on, if it comes to that
            requests = len(failure.visit.exchanges)
        told = replace(failure, visit=None)
        return Scraped(url, Outcome.FAILED, failure=told, requests=requests, seconds=failure.seconds)

    def _note_gone(self, url: str) -> None:
        newest = self.ledger.frontier.newest_of(url)
        for address in dict.fromkeys((url, newest.url if newest else url)):
            entry = self.ledger.entry_at(canonical_address(address), "captured")
            if entry is not None and entry.sha256:
                self.gone.append(address)

    def _is_kept(self, newest: Newest) -> bool:
        if not newest.raw_path:
            return True  # a feed or a sitemap: nothing of it is kept but what it told
        path = file_of(newest.raw_path, self.terms.data)
        return path.exists() or path.with_name(path.name + OPEN_SUFFIX).exists()


def _to_original(newest: Newest) -> Original:
    return Original(newest.url, newest.date, newest.digest)
