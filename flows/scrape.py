"""The flow that fetches pages into data/raw."""

from __future__ import annotations

from typing import Literal

from flows import home

# isort: split
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.states import Failed

from flows.artifacts import MOST_ROWS, table, totals
from flows.retrying import JITTER, WAITS, another_run_holds_the_lock
from flows.telling import tell_of_crash, tell_of_failure
from pumice.errors import PumiceError
from pumice.model import Outcome
from pumice.scrape import HostTally, ScrapePlan, ScrapeReport, plan_scrape, rehearse
from pumice.scrape import scrape as scrape_pages

HOSTS = ("host", "addresses", "kB received", "median s", "slowest s", "what became of them")


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


@flow(name="scrape", on_failure=[tell_of_failure], on_crashed=[tell_of_crash])
def scrape(
    addresses: list[str] | None = None,
    source: str | None = None,
    mode: Literal["fetch", "dry-run"] = "fetch",
) -> ScrapeReport:
    """Fetch pages into data/raw, politely and exactly as they are received.

    Give addresses, or the name of a source, whose feeds and sitemaps are then read for what is new, or both: then the
    addresses are fetched at the source's pace. Pages that cannot be fetched are listed with their cause; the run fails
    if that happened to all of them.

    Args:
        addresses: pages to fetch; leave empty for what the source leads to
        source: name of a site in sources.toml, whose pace is kept
        mode: dry-run shows what would be asked for and writes nothing
    """
    plan = plan_scrape(
        addresses or [], settings=home.settings_in_force(), sources=home.sources_file(), source=source or None
    )
    report = fetch_pages(plan) if mode == "fetch" else rehearse(plan, data=home.data_folder())
    create_markdown_artifact(markdown=_describe(report), key="scrape", description="What was fetched, and what was not")
    if report.counts.inputs and report.counts[Outcome.FAILED] == report.counts.inputs:
        first = report.failures[0]
        error = PumiceError(f"none of {report.counts.inputs} pages could be fetched; the first: {first.message}")
        # Prefect makes a returned state the run's own, without a traceback that would explain nothing.
        return Failed(message=str(error), data=error)  # type: ignore[return-value]
    return report


def _describe(report: ScrapeReport) -> str:
    parts = ["## Scrape", totals(report.counts)]
    if report.planned:
        parts += [f"### {len(report.planned)} addresses would be asked for; nothing was written"]
        parts += [table(("page",), [(url,) for url in report.planned[:MOST_ROWS]])]
    if report.withdrawn:
        parts += [f"{report.withdrawn} articles were withdrawn: their page is gone."]
    if report.hosts:
        parts += ["### Hosts", table(HOSTS, map(_host_row, report.hosts[:MOST_ROWS]))]
    if report.failures:
        rows = [(failure.url, failure.cause.value, failure.message) for failure in report.failures[:MOST_ROWS]]
        parts += ["### Not fetched", table(("page", "cause", "what happened"), rows)]
    return "\n\n".join(parts)


def _host_row(tally: HostTally) -> tuple[object, ...]:
    outcomes = ", ".join(f"{number} {outcome}" for outcome, number in tally.outcomes.items())
    seconds = (f"{tally.median_seconds:.2f}", f"{tally.slowest_seconds:.2f}")
    return (tally.host, tally.addresses, f"{tally.wire_bytes / 1000:.1f}", *seconds, outcomes)
