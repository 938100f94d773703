"""What can be started and what is scheduled. Start with :func:`deployments`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flows import home

# isort: split
from prefect import Flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectNotFound
from prefect.schedules import Cron, Schedule

from flows.learn import learn
from flows.normalise import normalise
from flows.refresh import refresh
from flows.report import report
from flows.reprocess import reprocess
from flows.scrape import scrape
from pumice.fetch.sources import Source, load_sources
from pumice.settings import Settings

_FLOWS: tuple[tuple[Flow[..., Any], tuple[str, ...]], ...] = (
    (refresh, ("scheduled",)),
    (scrape, ("by-hand",)),
    (normalise, ("scheduled",)),
    (learn, ("scheduled",)),
    (reprocess, ("by-hand",)),
    (report, ("scheduled",)),
)
"""Every flow with its tags."""


def deployments() -> list[RunnerDeployment]:
    """One deployment for each flow, with its schedules.

    Raises:
        SettingsError: pumice.toml or sources.toml is wrong.
    """
    settings = home.settings_in_force()
    sources = tuple(load_sources(home.sources_file()).values()) if home.sources_file().exists() else ()
    found = []
    for flow, tags in _FLOWS:
        schedules = list(_schedules(flow.name, settings, sources))
        found.append(RunnerDeployment.from_flow(flow, name=flow.name, tags=["pumice", *tags], schedules=schedules))
    return found


def _schedules(flow: str, settings: Settings, sources: tuple[Source, ...]) -> Iterator[Schedule]:
    if flow == refresh.name:
        for source in sources:
            if source.schedule:
                yield Cron(
                    source.schedule, timezone=source.timezone, parameters={"source": source.name}, slug=source.name
                )
        return
    cron: str | None = getattr(settings.schedule, flow, None)
    if cron:
        yield Cron(cron, timezone=settings.schedule.timezone, slug=flow)


def as_left(found: list[RunnerDeployment]) -> list[RunnerDeployment]:
    """The same, paused where a person has paused them in the UI: registering anew would start them again."""
    with get_client(sync_client=True) as client:
        for one in found:
            _leave(one, client)
    return found


def _leave(one: RunnerDeployment, client: SyncPrefectClient) -> None:
    try:
        known = client.read_deployment_by_name(f"{one.flow_name}/{one.name}")
    except ObjectNotFound:
        return
    one.paused = known.paused
    off = {schedule.slug for schedule in known.schedules if not schedule.active}
    for schedule in one.schedules or []:
        if schedule.slug in off:
            schedule.active = False
