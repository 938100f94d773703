"""The flow that fetches pages into data/raw."""

from __future__ import annotations

from flows import home

# isort: split
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.states import Failed

from flows.artifacts import MOST_ROWS, table, totals
from flows.retrying import JITTER, WAITS, another_run_holds_the_lock
from pumice.errors import PumiceError
from pumice.model import Outcome
from pumice.scrape import ScrapePlan, ScrapeReport, plan_scrape
from pumice.scrape import scrape as scrape_pages


@task(
    name="fetch pages",
    description="Fetches the addresses politely and stores each page in data/raw as it was received.",
    retries=len(WAITS),
    retry_delay_seconds=WAITS,
    retry_jitter_factor=JITTER,
    retry_condition_fn=another_run_holds_the_lock,
)
def fetch_pages(plan: ScrapePlan) -> ScrapeReport:
    """Fetch what was planned."""
    return scrape_pages(plan, data=home.data_folder())


@flow(name="scrape")
def scrape(addresses: list[str] | None = None, source: str | None = None) -> ScrapeReport:
    """Fetch pages into data/raw, politely and exactly as they are received.

    Give addresses, or the name of a source, or both: then the addresses are fetched at the source's pace. Pages that
    cannot be fetched are listed with their cause; the run fails if that happened to all of them.

    Args:
        addresses: pages to fetch; leave empty for the source's start pages
        source: name of a site in sources.toml, whose pace is kept
    """
    plan = plan_scrape(
        addresses or [], settings=home.settings_in_force(), sources=home.sources_file(), source=source or None
    )
    report = fetch_pages(plan)
    create_markdown_artifact(markdown=_describe(report), key="scrape", description="What was fetched, and what was not")
    if report.counts.inputs and report.counts[Outcome.FAILED] == report.counts.inputs:
        first = report.failures[0]
        error = PumiceError(f"none of {report.counts.inputs} pages could be fetched; the first: {first.message}")
        # Prefect makes a returned state the run's own, without a traceback that would explain nothing.
        return Failed(message=str(error), data=error)  # type: ignore[return-value]
    return report


def _describe(report: ScrapeReport) -> str:
    parts = ["## Scrape", totals(report.counts)]
    if report.failures:
        rows = [(failure.url, failure.cause.value, failure.message) for failure in report.failures[:MOST_ROWS]]
        parts += ["### Not fetched", table(("page", "cause", "what happened"), rows)]
    return "\n\n".join(parts)
