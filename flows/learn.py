"""The flow that learns what recurs on each site and publishes its profile to data/sites."""

from __future__ import annotations

from flows import home

# isort: split
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact

from flows.artifacts import table
from flows.retrying import JITTER, WAITS, another_run_holds_the_lock
from flows.telling import tell_of_crash, tell_of_failure
from pumice.learn import Learned, learn_sites

COLUMNS = ("site", "pages", "recurring blocks", "profile")


@task(
    name="learn the sites",
    description="Reads what lies in data/raw and counts on how many pages of its site each block stands.",
    retries=len(WAITS),
    retry_delay_seconds=WAITS,
    retry_jitter_factor=JITTER,
    retry_condition_fn=another_run_holds_the_lock,
)
def learn_raw(sites: list[str]) -> list[tuple[str, int, int, str]]:
    """Learn and publish; a row for each site."""
    return [row_of(one) for one in learn_sites(home.data_folder(), only=sites, settings=home.settings_in_force())]


@flow(name="learn", on_failure=[tell_of_failure], on_crashed=[tell_of_crash])
def learn(sites: list[str] | None = None) -> list[tuple[str, int, int, str]]:
    """Learn from data/raw what recurs on each site, and publish it to data/sites.

    Articles of a site whose profile changed are cleaned again by the next normalise run. A site of too few pages gets
    no profile.

    Args:
        sites: names of sites, such as press.example.org; leave empty for all
    """
    rows = learn_raw(sites or [])
    create_markdown_artifact(
        markdown="\n\n".join(("## Site profiles", table(COLUMNS, rows))), key="learn", description="What was learned"
    )
    return rows


def row_of(one: Learned) -> tuple[str, int, int, str]:
    """One line of the run's table, in the order of :data:`COLUMNS`."""
    recurring = sum(1 for pages in one.profile.blocks.values() if pages > 1)
    return one.profile.site, one.profile.pages, recurring, one.became.value
