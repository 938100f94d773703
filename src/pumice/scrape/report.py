"""What became of a scrape's addresses, one by one and host by host. Start with :class:`ScrapeReport`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit

from pumice.fetch import FetchFailure
from pumice.model import Counts, Outcome


@dataclass(frozen=True, slots=True)
class Scraped:
    """What became of one address.

    Attributes:
        url: the address that was asked for.
        outcome: published (stored in data/raw), unchanged (data/raw has it as it is), duplicate (the address was
            listed before) or failed.
        raw_path: where its newest bytes lie; None if they never came.
        failure: why not; None if they came.
        requests: how many requests it took, redirects included.
        wire_bytes: size of the bodies as they came.
        seconds: time taken, waiting in the queue included.
    """

    url: str
    outcome: Outcome
    raw_path: str | None = None
    failure: FetchFailure | None = None
    requests: int = 0
    wire_bytes: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class HostTally:
    """What one host saw of a run.

    Attributes:
        host: name and port.
        addresses: how many of its addresses were asked for.
        wire_bytes: size of the bodies it sent.
        median_seconds: half of its addresses took no longer, waiting included.
        slowest_seconds: the longest that one took.
        outcomes: how many addresses ended how: an outcome, or the cause of a failure.
    """

    host: str
    addresses: int
    wire_bytes: int
    median_seconds: float
    slowest_seconds: float
    outcomes: dict[str, int]


@dataclass(frozen=True, slots=True)
class ScrapeReport:
    """What became of all addresses, in their order.

    Attributes:
        pages: one for each address.
        run: name of the run; the files it wrote begin with it.
        withdrawn: how many articles were withdrawn because their page is gone.
        listings: one for each feed and sitemap that was read; published says that it was new or changed.
        planned: addresses that a rehearsal would have asked for; empty for a run.
    """

    pages: tuple[Scraped, ...]
    run: str = ""
    withdrawn: int = 0
    listings: tuple[Scraped, ...] = ()
    planned: tuple[str, ...] = ()

    @property
    def counts(self) -> Counts:
        """Outcomes, which add up to the addresses, and the causes of failures."""
        outcomes = Counts.of(page.outcome for page in self.pages)
        causes = Counter(page.failure.cause.value for page in self.pages if page.failure)
        return Counts(outcomes.inputs, outcomes.outcomes, dict(sorted(causes.items())), self.withdrawn)

    @property
    def failures(self) -> tuple[FetchFailure, ...]:
        """The feeds, sitemaps and addresses that could not be fetched."""
        return tuple(page.failure for page in (*self.listings, *self.pages) if page.failure is not None)

    @property
    def hosts(self) -> tuple[HostTally, ...]:
        """Host by host, the one with most addresses first."""
        by_host: dict[str, list[Scraped]] = defaultdict(list)
        for page in (*self.listings, *self.pages):
            if page.outcome is not Outcome.DUPLICATE:
                by_host[_host(page.url)].append(page)
        tallies = (_tally(host, pages) for host, pages in by_host.items())
        return tuple(sorted(tallies, key=lambda tally: (-tally.addresses, tally.host)))


def _tally(host: str, pages: Iterable[Scraped]) -> HostTally:
    pages = list(pages)
    seconds = [page.seconds for page in pages]
    outcomes = Counter(page.failure.cause.value if page.failure else page.outcome.value for page in pages)
    wire_bytes = sum(page.wire_bytes for page in pages)
    return HostTally(host, len(pages), wire_bytes, median(seconds), max(seconds), dict(sorted(outcomes.items())))


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc or "(no host)"
    except ValueError:
        return "(no host)"
