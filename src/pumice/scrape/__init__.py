"""The scraping job: addresses in, answers in data/raw, one outcome each.

Where to start reading: :func:`pumice.scrape.run.scrape` (a run from plan to report), then :mod:`plan` (what is
fetched), :mod:`discover` (what feeds and sitemaps lead to), :mod:`desk` (what is stored and entered in the ledger),
:mod:`report` (what became of it).
"""

from pumice.scrape.plan import ScrapePlan, plan_scrape, settings_for, to_rules
from pumice.scrape.report import HostTally, Scraped, ScrapeReport
from pumice.scrape.run import rehearse, scrape

__all__ = [
    "HostTally",
    "ScrapePlan",
    "ScrapeReport",
    "Scraped",
    "plan_scrape",
    "rehearse",
    "scrape",
    "settings_for",
    "to_rules",
]
