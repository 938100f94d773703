"""The flow that cleans what lies in data/raw and publishes it to data/clean."""

from __future__ import annotations

from dataclasses import dataclass

from flows import home

# isort: split
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact

from flows.artifacts import amount, page_table, quarantine_table, run_page
from flows.drift import show_drift
from flows.lives import AnotherIsAtWorkError, cleaning_alone, current_run, under_way
from flows.retrying import JITTER, WAITS, another_run_holds_the_lock
from flows.shards import carry_out
from flows.telling import tell, tell_of_crash, tell_of_failure
from pumice.drift import NO_DRIFT, Drift
from pumice.model import Counts, Outcome
from pumice.normalise import Shard, close_run, normalise_shard, open_run, plan_shards, run_rows
from pumice.notify import Event
from pumice.summary import Summary, summarise


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run was called, what became of its inputs, and which sites have drifted."""

    run: str
    counts: Counts
    drift: Drift = NO_DRIFT


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


@flow(name="normalise", on_failure=[tell_of_failure], on_crashed=[tell_of_crash])
def normalise() -> RunReport:
    """Clean every capture in data/raw that is new, or whose rules have changed, and publish its article to data/clean.

    What is unchanged is left alone. Inputs that cannot be normalised go to data/quarantine with their cause and do not
    fail the run; a full disk or a damaged data folder does. Cancelled or killed, the run leaves whole articles only,
    and the next one goes on from there.
    """
    try:
        with under_way(), cleaning_alone():
            return _normalise()
    except AnotherIsAtWorkError as other:
        # Prefect makes a returned state the run's own.
        return other.to_state()  # type: ignore[return-value]


def _normalise() -> RunReport:
    data = home.data_folder()
    run = open_run(data)
    shards = plan_shards(data, home.settings_in_force().run.shard_size)
    counts = carry_out(shards, lambda shard: clean_shard(shard, run), run)
    close_run(data, run)
    show_run(f"Run {run}", counts, summarise(run_rows(data, run)), key="normalise")
    return RunReport(run, counts, show_drift(run))


def show_run(title: str, counts: Counts, summary: Summary, *, key: str) -> None:
    """The run's artifacts: one summary, and a table each for what a person should look at."""
    data = home.data_folder()
    create_markdown_artifact(
        run_page(title, counts, summary, data), key=key, description="Stages, outcomes, and what became of each page"
    )
    if summary.review:
        create_markdown_artifact(
            page_table(summary.review, data), key="review", description="Articles that a person should look at"
        )
        waiting = amount(summary.outcomes[Outcome.REVIEW], "article")
        tell(Event.HELD, current_run(), f"{waiting} for a person to look at", flow=key)
    if summary.quarantined:
        create_markdown_artifact(
            quarantine_table(summary.quarantined), key="quarantine", description="What could not be normalised, and why"
        )
