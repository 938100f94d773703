"""The flow that cleans what lies in data/raw and publishes it to data/clean."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flows import home

# isort: split
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact

from flows.artifacts import MOST_ROWS, table, totals
from flows.retrying import JITTER, WAITS, another_run_holds_the_lock
from pumice.model import Counts, Outcome
from pumice.normalise import Shard, close_run, normalise_shard, open_run, plan_shards, run_rows
from pumice.store.records import Done

COLUMNS = ("page", "language", "interface", "headline", "removed", "repaired", "status")


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run was called and what became of its inputs."""

    run: str
    counts: Counts


@task(
    name="clean a shard",
    description="Cleans some captures and publishes their articles; doing it again finishes what was cut short.",
    task_run_name="clean shard {shard.number}",
    retries=len(WAITS),
    retry_delay_seconds=WAITS,
    retry_jitter_factor=JITTER,
    retry_condition_fn=another_run_holds_the_lock,
)
def clean_shard(shard: Shard, run: str) -> Counts:
    """Clean and publish one shard."""
    return normalise_shard(shard, data=home.data_folder(), run=run, settings=home.settings_in_force())


@flow(name="normalise")
def normalise() -> RunReport:
    """Clean every capture in data/raw that is new, or whose rules have changed, and publish its article to data/clean.

    What is unchanged is left alone. Inputs that cannot be normalised go to data/quarantine with their cause and do not
    fail the run; a full disk or a damaged data folder does.
    """
    data = home.data_folder()
    run = open_run(data)
    shards = plan_shards(data, home.settings_in_force().run.shard_size)
    counts = sum((clean_shard(shard, run) for shard in shards), Counts())
    close_run(data, run)
    create_markdown_artifact(
        markdown=_describe(RunReport(run, counts), data), key="normalise", description="What became of each page"
    )
    return RunReport(run, counts)


def row_of(done: Done) -> tuple[object, ...]:
    """One line of the run's table, in the order of :data:`COLUMNS`."""
    status = f"{done.status.value}: {done.cause}" if done.cause else done.status.value
    page = done.url or done.raw_path
    return (page, done.language, done.interface, done.headline, done.removed, done.repaired, status)


def _describe(report: RunReport, data: Path) -> str:
    rows, more = _worth_showing(data, report.run)
    parts = [f"## Run {report.run}", totals(report.counts)]
    if rows:
        parts += ["### Pages", table(COLUMNS, map(row_of, rows))]
    if more:
        parts.append(f"and {more} more")
    return "\n\n".join(parts)


def _worth_showing(data: Path, run: str) -> tuple[list[Done], int]:
    """The first pages that something became of, then those that nothing did; and how many are left out."""
    changed: list[Done] = []
    same: list[Done] = []
    total = 0
    for done in run_rows(data, run):
        total += 1
        kind = same if done.status is Outcome.UNCHANGED else changed
        if len(kind) < MOST_ROWS:
            kind.append(done)
    rows = (changed + same)[:MOST_ROWS]
    return rows, total - len(rows)
