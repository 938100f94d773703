"""The flow that keeps a source up to date: scrape what it has, then publish what is new. This is what is scheduled."""

from __future__ import annotations

import time

from flows import home

# isort: split
from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.logging import get_run_logger

from flows.artifacts import run_page, stage_lines, totals
from flows.lives import under_way
from flows.normalise import RunReport, normalise
from flows.scrape import scrape
from flows.telling import fail, tell_of_crash, tell_of_failure
from pumice.errors import UsageError
from pumice.model import Counts, Stage, Tally
from pumice.normalise import run_rows
from pumice.summary import summarise


@flow(name="refresh", on_failure=[tell_of_failure], on_crashed=[tell_of_crash])
def refresh(source: str) -> Counts:
    """Fetch a source's pages and publish what is new: scrape, clean encoding, detect strays, strip boilerplate, write.

    The run's two parts have pages of their own, linked below; this one sums up all stages.

    Args:
        source: name of a site in sources.toml, for example demo
    """
    try:
        with under_way():
            return _refresh(source)
    except UsageError as error:
        return fail(error)  # type: ignore[return-value]


def _refresh(source: str) -> Counts:
    began = time.monotonic()
    scraped = scrape(source=source).counts
    seconds = time.monotonic() - began
    # None where another run was at work: it cleans what was fetched here, or the next one does.
    cleaned: RunReport | None = normalise()
    counts = cleaned.counts if cleaned else Counts()
    counts += Counts(0, {}, scraped.findings, 0, {Stage.SCRAPE: Tally(scraped.inputs, seconds)})
    for line in stage_lines(counts):
        get_run_logger().info(line)
    data = home.data_folder()
    summary = summarise(run_rows(data, cleaned.run) if cleaned else ())
    parts = [run_page(f"Refresh of {source}", counts, summary, data), "### Fetched", totals(scraped)]
    create_markdown_artifact("\n\n".join(parts), key="refresh", description="All stages of the run")
    return counts
