"""What flows have in common when they end badly: somebody is told. Start with :func:`tell`."""

from __future__ import annotations

import os
from typing import Any

from flows import home

# isort: split
from prefect import Flow, State
from prefect.client.schemas.objects import FlowRun
from prefect.logging import get_logger, get_run_logger
from prefect.states import Failed

from pumice.errors import PumiceError
from pumice.notify import Event, Notice, notify


def tell(event: Event, run: FlowRun, message: str, *, flow: str = "") -> None:
    """Tell whoever pumice.toml names; that nobody could be told is logged and no more."""
    notice = Notice(event, flow, run.name, message, _page_of(run))
    try:
        troubles = notify(notice, home.settings_in_force().notify)
    except PumiceError as error:
        troubles = (str(error),)
    for trouble in troubles:
        get_logger("pumice").warning(trouble)


def fail(error: PumiceError) -> State[Any]:
    """The state of a run that was asked for something that cannot be: its message says what, and so does its log."""
    get_run_logger().error(str(error))
    # Prefect makes a returned state the run's own, without a traceback of the flow that would explain nothing.
    return Failed(message=str(error), data=error)


def tell_of_failure(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Hook for flows: on_failure."""
    tell(Event.FAILED, flow_run, state.message or "no reason was given", flow=flow.name)


def tell_of_crash(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Hook for flows: on_crashed; who is killed outright cannot call it, the next run does (:mod:`flows.lives`)."""
    tell(Event.CRASHED, flow_run, state.message or "its process ended", flow=flow.name)


def _page_of(run: FlowRun) -> str:
    server = os.environ.get("PREFECT_API_URL", "").removesuffix("/api")
    return f"{server}/v2/runs/flow-run/{run.id}" if server else ""
