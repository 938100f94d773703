"""When Prefect should try a task again: only if another run was in the way."""

from __future__ import annotations

from prefect import State, Task
from prefect.client.schemas import TaskRun

from pumice.errors import LockedError

WAITS = [10.0, 60.0]
"""Seconds before the retries. The fetcher retries what the network breaks, so there is nothing else to repeat here."""

JITTER = 0.5


def another_run_holds_the_lock(task: Task[..., object], task_run: TaskRun, state: State[object]) -> bool:
    """Whether the task failed because of a lock; a full disk or a wrong setting does not mend itself."""
    del task, task_run
    try:
        state.result()
    except LockedError:
        return True
    except Exception:  # noqa: BLE001 - whatever it was, it is reported by the task itself
        return False
    return False
