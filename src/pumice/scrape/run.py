"""A scrape from plan to report. Start with :func:`scrape`."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from pumice.errors import InputFault, LockedError, PumiceError, StoreError
from pumice.fetch import Fetcher, FetchRules
from pumice.fetch.addresses import host_of, parse_url
from pumice.model import Outcome
from pumice.scrape.desk import Desk, Terms
from pumice.scrape.discover import Discovered, discover
from pumice.scrape.plan import ScrapePlan, to_rules
from pumice.scrape.report import Scraped, ScrapeReport
from pumice.store.folders import Folders
from pumice.store.ledger import Ledger, open_ledger
from pumice.store.raw_paths import OPEN_SUFFIX, WARC_FOLDER
from pumice.store.rehearsal import open_copy
from pumice.store.runs import new_run_id
from pumice.store.salvage import recover_raw
from pumice.store.warc.write import WarcWriter
from pumice.withdraw import welcome_back, withdraw_gone

OnDone = Callable[[Scraped], None]
_AHEAD = 4


def scrape(
    plan: ScrapePlan, *, data: Path, on_done: OnDone | None = None, on_plan: Callable[[int], None] | None = None
) -> ScrapeReport:
    """Fetch pages politely, and store each in data/raw as it was received.

    A run that was killed is gone on with: what it had stored is not fetched again and counts as unchanged.

    Args:
        plan: what to fetch, of :func:`plan_scrape`; each host's addresses are fetched in the order given.
        data: the data folder.
        on_done: told of each address as it is done, in the order of completion.
        on_plan: told how many addresses there are, once the source's feeds and sitemaps are read.

    Raises:
        EnvironmentFault: data/raw or the ledger cannot be written, or this very plan is being scraped already.
        SettingsError: fetch.allow_addresses is wrong.
    """
    folders, rules = Folders(Path(data)), to_rules(plan.settings.fetch)
    with open_ledger(folders.ledger) as ledger, open_ledger(folders.ledger) as reader:
        run = _begin(folders, ledger, plan)
        terms = Terms(folders.data, run, plan.source.name if plan.source else "", plan.settings.fetch.gone_after)
        with _writing(folders.raw, run, rules.user_agent) as writer:
            work = _Run(Desk(ledger, reader, writer, terms), on_done or (lambda _: None))
            found = asyncio.run(work.carry_out(plan, rules, on_plan or (lambda _: None)))
        with ledger.transaction():
            ledger.frontier.end(run)
    withdrawn = withdraw_gone(work.desk.gone, data=folders.data) if work.desk.gone else 0
    if work.desk.back:
        welcome_back(work.desk.back, data=folders.data)
    pages = tuple(work.settle(url) for url in (*plan.addresses, *found.due))
    return ScrapeReport(pages, run, withdrawn, found.listings)


def rehearse(plan: ScrapePlan, *, data: Path) -> ScrapeReport:
    """Read the source's feeds and sitemaps and say what a scrape would ask for; nothing is written.

    Raises:
        EnvironmentFault: the ledger is damaged.
        SettingsError: fetch.allow_addresses is wrong.
    """
    rules = to_rules(plan.settings.fetch)

    async def look(ledger: Ledger) -> Discovered:
        async with Fetcher(rules) as fetcher:
            return await _discover(plan, fetcher, ledger)

    with open_copy(Folders(Path(data)).ledger, missing="empty") as ledger:
        found = asyncio.run(look(ledger))
    return ScrapeReport((), listings=found.listings, planned=(*dict.fromkeys(plan.addresses), *found.due))


async def _discover(plan: ScrapePlan, fetcher: Fetcher, ledger: Ledger) -> Discovered:
    if plan.source is None:
        return Discovered((), ())
    return await discover(plan.source, fetcher, ledger)


def _begin(folders: Folders, ledger: Ledger, plan: ScrapePlan) -> str:
    """Make good what killed runs left, and give the name of the run: that of the last one of this plan, if it was."""
    recover_raw(folders, ledger)
    run = ledger.frontier.resume(plan.key)
    if run is None:
        run = new_run_id()
        with ledger.transaction():
            ledger.frontier.begin(run, plan.key)
    elif any((folders.raw / WARC_FOLDER).rglob(f"{run}-*{OPEN_SUFFIX}")):
        raise LockedError(f"run {run} is scraping the same addresses; wait until it ends, or end it")
    return run


@contextmanager
def _writing(raw: Path, run: str, agent: str) -> Iterator[WarcWriter]:
    """A writer whose last file is published also where the run breaks off."""
    writer = WarcWriter(raw, run, agent=agent)
    try:
        yield writer
    except BaseException:
        with suppress(StoreError, OSError):
            writer.close()
        raise
    writer.close()


class _Run:
    """One run's bookkeeping: what is under way and what is done."""

    def __init__(self, desk: Desk, on_done: OnDone) -> None:
        self.desk = desk
        self._done: dict[str, Scraped] = {}
        self._on_done = on_done
        self._before = desk.ledger.frontier.had_in(desk.terms.run)

    async def carry_out(self, plan: ScrapePlan, rules: FetchRules, on_plan: Callable[[int], None]) -> Discovered:
        """Find out what there is to fetch, and fetch it."""
        try:
            async with Fetcher(rules) as fetcher:
                for url, until in self.desk.ledger.frontier.parked():
                    fetcher.park(url, seconds=(until - datetime.now(UTC)).total_seconds())
                found = await _discover(plan, fetcher, self.desk.ledger)
                on_plan(len(plan.addresses) + len(found.due))
                await self._fetch_all(list(dict.fromkeys((*plan.addresses, *found.due))), fetcher, rules.per_host)
        except ExceptionGroup as faults:
            raise _first_of_ours(faults) from faults
        return found

    async def _fetch_all(self, addresses: Sequence[str], fetcher: Fetcher, per_host: int) -> None:
        """Work through the addresses, each host's in order and all hosts at once."""
        queues: dict[str, deque[str]] = defaultdict(deque)
        for address in addresses:
            if self.desk.ledger.erasures.is_forgotten(address):
                self._note(Scraped(address, Outcome.REJECTED))
            elif address in self._before:
                self._note(Scraped(address, Outcome.UNCHANGED, self._raw_path(address)))
            else:
                queues[_host(address)].append(address)
        async with asyncio.TaskGroup() as group:
            for queue in queues.values():
                for _ in range(min(per_host, len(queue))):
                    group.create_task(self._work_off(queue, fetcher, group))

    def settle(self, url: str) -> Scraped:
        """What became of one entry of the list; an address that is listed again is a duplicate from then on."""
        if url in self._done:
            return self._done.pop(url)
        again = Scraped(url, Outcome.DUPLICATE)
        self._on_done(again)
        return again

    async def _work_off(self, queue: deque[str], fetcher: Fetcher, group: asyncio.TaskGroup) -> None:
        storing: deque[asyncio.Task[Scraped]] = deque()
        while queue:
            url = queue.popleft()
            result = await fetcher.fetch(url, self.desk.validators(url))
            # While pages are brought to disk, the next are fetched, but not so many that memory would grow.
            storing.append(group.create_task(self.desk.store(url, result)))
            while storing and (storing[0].done() or len(storing) > _AHEAD):
                self._note(await storing.popleft())
        while storing:
            self._note(await storing.popleft())

    def _note(self, page: Scraped) -> None:
        self._done[page.url] = page
        self._on_done(page)

    def _raw_path(self, url: str) -> str | None:
        newest = self.desk.ledger.frontier.newest_of(url)
        return newest.raw_path if newest else None


def _host(address: str) -> str:
    try:
        return host_of(parse_url(address))
    except InputFault:
        return ""


def _first_of_ours(faults: ExceptionGroup[Exception]) -> Exception:
    ours = faults.subgroup(PumiceError)
    group: ExceptionGroup[Exception] = ours or faults
    first = group.exceptions[0]
    return _first_of_ours(first) if isinstance(first, ExceptionGroup) else first
