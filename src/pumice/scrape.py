"""The scraping job: addresses in, captures in data/raw, one outcome each. Start with :func:`scrape`."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pumice.errors import InputFault, PumiceError, UsageError
from pumice.fetch import Fetched, Fetcher, FetchFailure, FetchRules, parse_allowance
from pumice.fetch.addresses import host_of, parse_url
from pumice.fetch.sources import Source, find_source
from pumice.model import Counts, Outcome
from pumice.settings import FetchSettings, Settings
from pumice.store.folders import Folders
from pumice.store.keep import capture_path, write_capture
from pumice.store.locks import Lock, hold


@dataclass(frozen=True, slots=True)
class Scraped:
    """What became of one address.

    Attributes:
        url: the address that was asked for.
        outcome: published (stored in data/raw), unchanged (data/raw had these very bytes), duplicate (the address was
            listed before) or failed.
        path: where the bytes lie; None if they never came.
        failure: why not; None if they came.
    """

    url: str
    outcome: Outcome
    path: Path | None = None
    failure: FetchFailure | None = None


@dataclass(frozen=True, slots=True)
class ScrapeReport:
    """What became of all addresses, in their order."""

    pages: tuple[Scraped, ...]

    @property
    def counts(self) -> Counts:
        """Outcomes, which add up to the addresses, and the causes of failures."""
        outcomes = Counts.of(page.outcome for page in self.pages)
        causes = Counter(failure.cause.value for failure in self.failures)
        return Counts(outcomes.inputs, outcomes.outcomes, dict(sorted(causes.items())))

    @property
    def failures(self) -> tuple[FetchFailure, ...]:
        """The addresses that could not be fetched."""
        return tuple(page.failure for page in self.pages if page.failure is not None)


def scrape(
    addresses: Iterable[str],
    *,
    data: Path,
    settings: Settings,
    on_done: Callable[[Scraped], None] | None = None,
) -> ScrapeReport:
    """Fetch pages politely, and store each in data/raw as it was received.

    Args:
        addresses: http or https addresses; each host's are fetched in the order given.
        data: the data folder.
        settings: what is in force; :func:`plan_scrape` fits them to a source.
        on_done: told of each address as it is done, in the order of completion.

    Raises:
        EnvironmentFault: data/raw cannot be written.
        SettingsError: fetch.allow_addresses is wrong.
    """
    listed = list(addresses)
    run = _Run(Folders(data), on_done or (lambda _: None))
    asyncio.run(run.fetch_all(list(dict.fromkeys(listed)), to_rules(settings.fetch)))
    return ScrapeReport(tuple(run.settle(url) for url in listed))


@dataclass(frozen=True, slots=True)
class ScrapePlan:
    """What a run fetches, and under which settings."""

    addresses: tuple[str, ...]
    settings: Settings


def plan_scrape(
    addresses: Sequence[str], *, settings: Settings, sources: Path, source: str | None = None
) -> ScrapePlan:
    """Settle what to fetch: the addresses given, or else a source's start addresses; a source's pace holds for both.

    Args:
        addresses: what to fetch; may be empty if a source is named.
        settings: what is in force.
        sources: the sources.toml.
        source: name of a source in it.

    Raises:
        UsageError: neither addresses nor a source.
        SettingsError: sources.toml is wrong or has no such source.
    """
    if source is None:
        if not addresses:
            raise UsageError("nothing to scrape: give addresses, or the name of a source of sources.toml")
        return ScrapePlan(tuple(addresses), settings)
    site = find_source(source, sources)
    return ScrapePlan(tuple(addresses) or site.start, settings_for(site, settings))


def settings_for(source: Source, settings: Settings) -> Settings:
    """The settings with what the source asks for in their place."""
    asked = {"delay_seconds": source.delay_seconds, "per_host": source.per_host}
    fetch = settings.fetch.model_copy(update={key: value for key, value in asked.items() if value is not None})
    return settings.model_copy(update={"fetch": fetch})


def to_rules(settings: FetchSettings) -> FetchRules:
    """The fetcher's rules from the settings.

    Raises:
        SettingsError: an entry of allow_addresses is no address.
    """
    values = settings.model_dump(exclude={"allow_addresses"})
    return FetchRules(**values, allow=tuple(parse_allowance(entry) for entry in settings.allow_addresses))


class _Run:
    """One run's bookkeeping: what is done, and that one capture is written at a time."""

    def __init__(self, folders: Folders, on_done: Callable[[Scraped], None]) -> None:
        self._done: dict[str, Scraped] = {}
        self._folders = folders
        self._on_done = on_done
        self._writing = asyncio.Lock()

    async def fetch_all(self, addresses: Sequence[str], rules: FetchRules) -> None:
        """Work through the addresses, each host's in order and all hosts at once."""
        queues: dict[str, deque[str]] = defaultdict(deque)
        for address in addresses:
            queues[_host(address)].append(address)
        try:
            async with Fetcher(rules) as fetcher, asyncio.TaskGroup() as group:
                for queue in queues.values():
                    for _ in range(min(rules.per_host, len(queue))):
                        group.create_task(self._work_off(queue, fetcher))
        except ExceptionGroup as faults:
            raise _first_of_ours(faults) from faults

    def settle(self, url: str) -> Scraped:
        """What became of one entry of the list; an address that is listed again is a duplicate from then on."""
        if url in self._done:
            return self._done.pop(url)
        again = Scraped(url, Outcome.DUPLICATE)
        self._on_done(again)
        return again

    async def _work_off(self, queue: deque[str], fetcher: Fetcher) -> None:
        while queue:
            url = queue.popleft()
            page = await self._keep(url, await fetcher.fetch(url))
            self._done[url] = page
            self._on_done(page)

    async def _keep(self, url: str, result: Fetched | FetchFailure) -> Scraped:
        if isinstance(result, FetchFailure):
            return Scraped(url, Outcome.FAILED, failure=result)
        async with self._writing:
            path, outcome = await asyncio.to_thread(self._write, result)
        return Scraped(url, outcome, path=path)

    def _write(self, result: Fetched) -> tuple[Path, Outcome]:
        with hold(self._folders, Lock.RAW):
            path = capture_path(self._folders.raw, result.capture)
            known = path.exists()
            write_capture(self._folders.raw, result.capture)
        return path, Outcome.UNCHANGED if known else Outcome.PUBLISHED


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
