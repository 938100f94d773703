"""The flow that brings the report in data/report up to date."""

from __future__ import annotations

from flows import home

# isort: split
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact

from flows.artifacts import cell, table
from flows.retrying import JITTER, WAITS, another_run_holds_the_lock
from flows.telling import tell_of_crash, tell_of_failure
from pumice.report import Report, make_report


@task(
    name="write the report",
    description="Writes the pages of what changed since the last report; what is unchanged is left alone.",
    retries=len(WAITS),
    retry_delay_seconds=WAITS,
    retry_jitter_factor=JITTER,
    retry_condition_fn=another_run_holds_the_lock,
)
def write_report() -> Report:
    """Write what changed."""
    return make_report(home.data_folder(), settings=home.settings_in_force())


@flow(name="report", on_failure=[tell_of_failure], on_crashed=[tell_of_crash])
def report() -> Report:
    """Bring data/report up to date: a site of plain files that shows each page with what was left out of it, and why.

    Open its index.html in any browser; it needs no server and asks the network for nothing.
    """
    made = write_report()
    create_markdown_artifact(markdown=_describe(made), key="report", description="Where the report lies")
    return made


def _describe(made: Report) -> str:
    rows = [
        ("articles", made.articles),
        ("files written", made.written),
        ("files unchanged", made.unchanged),
        ("files removed", made.removed),
    ]
    parts = ["## Report", f"Open {cell(made.index.absolute())} in a browser.", table(("what", "number"), rows)]
    if made.damaged:
        parts += ["### Articles that cannot be read", table(("file",), ((path,) for path in made.damaged[:200]))]
    return "\n\n".join(parts)
