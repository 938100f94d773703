"""What a scrape fetches, and under which settings. Start with :func:`plan_scrape`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pumice.errors import UsageError
from pumice.fetch import FetchRules, parse_allowance
from pumice.fetch.sources import Source, find_source
from pumice.settings import FetchSettings, Settings
from pumice.store.identity import digest


@dataclass(frozen=True, slots=True)
class ScrapePlan:
    """What a run fetches, and under which settings.

    Attributes:
        addresses: what is asked for in any case, in this order.
        settings: in force.
        source: the site whose feeds and sitemaps are read for more; None for the addresses alone.
    """

    addresses: tuple[str, ...]
    settings: Settings
    source: Source | None = None

    @property
    def key(self) -> str:
        """The same for plans of the same addresses and source: a run that was killed is gone on with by its next."""
        return digest("plan", self.source.name if self.source else "", *self.addresses)


def plan_scrape(
    addresses: Sequence[str], *, settings: Settings, sources: Path, source: str | None = None
) -> ScrapePlan:
    """Settle what to fetch: the addresses given, or else what a source leads to; a source's pace holds for both.

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
    paced = settings_for(site, settings)
    return ScrapePlan(tuple(addresses), paced) if addresses else ScrapePlan(site.start, paced, site)


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
    values = settings.model_dump(exclude={"allow_addresses", "gone_after"})
    return FetchRules(**values, allow=tuple(parse_allowance(entry) for entry in settings.allow_addresses))
