"""What every flow shows while it works through its shards: progress, and a line and an event for each.

Start with :func:`carry_out`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar, cast
from uuid import UUID

from flows import home  # noqa: F401 - sets the environment before Prefect reads it

# isort: split
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.events import emit_event
from prefect.logging import get_run_logger

from flows.artifacts import stage_lines
from pumice.model import Counts
from pumice.normalise import OnDone
from pumice.store.records import Done

_Shard = TypeVar("_Shard")
_PAUSE_SECONDS = 2.0


def carry_out(shards: Sequence[_Shard], do: Callable[[_Shard], Counts], run: str) -> Counts:
    """Do one shard after the other; whoever looks at the run sees how far it is.

    Returns:
        What all of them counted.
    """
    progress = _start(f"{len(shards)} shards of run {run}")
    counts = Counts()
    for number, shard in enumerate(shards):
        done = do(shard)
        counts += done
        _report(number, done, run)
        _advance(progress, number + 1, len(shards))
    if not shards:
        _advance(progress, 1, 1)
    for line in stage_lines(counts):
        get_run_logger().info(line)
    return counts


@contextmanager
def follow(captures: int) -> Iterator[OnDone]:
    """The progress of work that is not cut up: how many captures are done, told every two seconds."""
    progress = _start(f"{captures} captures to compare")
    done, told = 0, time.monotonic()

    def note(_: Done) -> None:
        nonlocal done, told
        done += 1
        if time.monotonic() - told > _PAUSE_SECONDS:
            told = time.monotonic()
            _advance(progress, done, max(captures, done))

    yield note
    _advance(progress, 1, 1)


def _start(description: str) -> UUID:
    # Prefect's own type speaks of coroutines as well; from a flow that is none, it is an id.
    return cast("UUID", create_progress_artifact(0.0, key="progress", description=description))


def _advance(progress: UUID, done: int, of: int) -> None:
    update_progress_artifact(progress, 100.0 * done / of)


def _report(number: int, counts: Counts, run: str) -> None:
    outcomes = {outcome.value: amount for outcome, amount in counts.outcomes.items()}
    told = ", ".join(f"{amount} {name}" for name, amount in outcomes.items()) or "nothing"
    get_run_logger().info("shard %d: %d inputs: %s", number, counts.inputs, told)
    emit_event(
        "pumice.shard.finished",
        resource={"prefect.resource.id": f"pumice.shard.{run}.{number}", "prefect.resource.name": f"shard {number}"},
        payload={
            "run": run,
            "shard": number,
            "inputs": counts.inputs,
            "outcomes": outcomes,
            "seconds": {stage.value: round(tally.seconds, 3) for stage, tally in counts.stages.items()},
        },
    )
