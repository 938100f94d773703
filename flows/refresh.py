"""The flow that keeps a source up to date: scrape what it has, then publish what is new. This is what is scheduled."""

from __future__ import annotations

import time

from flows import home  # noqa: F401 - sets the environment before Prefect reads it

# isort: split
from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.logging import get_run_logger
from prefect.states import Failed

from flows.artifacts import stage_lines, stages, totals
from flows.lives import under_way
from flows.normalise import RunReport, normalise
from flows.scrape import scrape
from flows.telling import tell_of_crash, tell_of_failure
from pumice.errors import UsageError
from pumice.model import Counts, Stage, Tally


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
        # Prefect makes a returned state the run's own, without a traceback that would explain nothing.
        return Failed(message=str(error), data=error)  # type: ignore[return-value]


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
    parts = [f"## Refresh of {source}", stages(counts), "### Fetched", totals(scraped), "### Cleaned", totals(counts)]
    create_markdown_artifact("\n\n".join(parts), key="refresh", description="All stages of the run")
    return counts
