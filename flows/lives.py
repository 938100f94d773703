"""Flow runs that were killed are marked crashed by the next that starts; one run cleans at a time.

Prefect cannot tell a killed run from a long one, and a concurrency slot of its own would stay taken by the dead. So
both are left to the kernel's locks, which end with their process: see :mod:`pumice.store.lives`. Start with
:func:`under_way`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from uuid import UUID

from flows import home

# isort: split
from prefect import State
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterId,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.context import FlowRunContext
from prefect.exceptions import ObjectNotFound
from prefect.states import Completed, Crashed

from flows.telling import tell
from pumice.errors import LockedError
from pumice.notify import Event
from pumice.store.folders import Folders
from pumice.store.lives import bury, find_dead, live
from pumice.store.locks import Lock, hold

_KILLED = "its process was killed; what it had published stays, the next run goes on from there"
_LONGEST_TURN_SECONDS = 6 * 3600.0
_OPEN = (StateType.RUNNING, StateType.PENDING, StateType.CANCELLING, StateType.PAUSED)


class AnotherIsAtWorkError(Exception):
    """A scheduled run found another at work; the next one will see to what is left."""

    def to_state(self) -> State[None]:
        """What the run ends as: it did nothing, and that is no failure."""
        return Completed(name="Skipped", message=str(self))


@contextmanager
def under_way() -> Iterator[None]:
    """The length of a flow run: those that were killed before it are marked, and it can be told from the dead itself.

    Raises:
        StoreError: the data folder cannot be written.
    """
    folders = Folders(home.data_folder())
    mark_the_dead(folders)
    run = current_run()
    with live(folders, str(run.id)):
        yield


@contextmanager
def cleaning_alone() -> Iterator[None]:
    """Clean while nobody else does, so that no page is cleaned twice; by hand, that is worth waiting for.

    Raises:
        AnotherIsAtWorkError: the run was scheduled, and another is at work.
        LockedError: the run was started by hand, and another was at work for six hours.
    """
    is_scheduled = current_run().auto_scheduled
    patience = 0.0 if is_scheduled else _LONGEST_TURN_SECONDS
    with ExitStack() as stack:
        try:
            stack.enter_context(hold(Folders(home.data_folder()), Lock.CLEANING, wait_seconds=patience))
        except LockedError as error:
            if is_scheduled:
                raise AnotherIsAtWorkError(f"nothing was done, as another run is at work: {error}") from error
            raise
        yield


def current_run() -> FlowRun:
    """The flow run that this code belongs to."""
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        raise RuntimeError("there is no flow run here; call this from a flow")
    return context.flow_run


def mark_the_dead(folders: Folders) -> list[str]:
    """Mark every run that was killed as crashed, and its tasks; gives their ids."""
    dead = find_dead(folders)
    if dead:
        with get_client(sync_client=True) as client:
            for name in dead:
                _mark(client, UUID(name))
                bury(folders, name)
    return dead


def _mark(client: SyncPrefectClient, run_id: UUID) -> None:
    try:
        run = client.read_flow_run(run_id)
    except ObjectNotFound:
        return  # it ran on another server
    if run.state is None or run.state.type not in _OPEN:
        return
    crashed: State[None] = Crashed(message=_KILLED)
    open_tasks = TaskRunFilter(state=TaskRunFilterState(type=TaskRunFilterStateType(any_=list(_OPEN))))
    ours = FlowRunFilter(id=FlowRunFilterId(any_=[run_id]))
    for task_run in client.read_task_runs(flow_run_filter=ours, task_run_filter=open_tasks):
        client.set_task_run_state(task_run.id, crashed, force=True)
    client.set_flow_run_state(run_id, crashed, force=True)
    tell(Event.CRASHED, run, _KILLED)
