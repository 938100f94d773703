"""The flow that people start by hand: clean a selection again with today's rules, as a rehearsal or for good."""

from __future__ import annotations

from typing import Annotated, Literal

from flows import home

# isort: split
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from pydantic import BaseModel, ConfigDict, Field

from flows.artifacts import MOST_ROWS, table, totals
from flows.retrying import JITTER, WAITS, another_run_holds_the_lock
from pumice.diff import Diff
from pumice.reprocess import reprocess as clean_again
from pumice.selection import Selection as Chosen

_Line = Annotated[str, Field(min_length=1, max_length=2000)]


class Selection(BaseModel):
    """Which captures are cleaned again: those that fit every condition that is given; all if none is."""

    model_config = ConfigDict(title="Selection", extra="forbid")

    sites: list[_Line] = Field(
        default_factory=list,
        title="Sites",
        description="Hosts, as the folders of data/clean are named. Empty means all.",
        max_length=1000,
        examples=[["press.example.org"]],
        json_schema_extra={"position": 0},
    )
    addresses: list[_Line] = Field(
        default_factory=list,
        title="Addresses",
        description="Addresses of pages; * stands for any characters. Empty means all.",
        max_length=1000,
        examples=[["https://press.example.org/2026/*"]],
        json_schema_extra={"position": 1},
    )
    limit: int | None = Field(
        default=None,
        title="Limit",
        description="At most so many captures. Empty means no limit.",
        ge=1,
        le=10_000_000,
        json_schema_extra={"position": 2},
    )

    def to_chosen(self) -> Chosen:
        """The same, as the job knows it."""
        return Chosen(tuple(self.sites), tuple(self.addresses), self.limit)


_EVERYTHING = Selection()


@task(
    name="clean again",
    description="Cleans the selection with today's rules; publishes the result, or only compares it.",
    retries=len(WAITS),
    retry_delay_seconds=WAITS,
    retry_jitter_factor=JITTER,
    retry_condition_fn=another_run_holds_the_lock,
)
def clean_selection(selection: Selection, mode: Literal["dry-run", "publish"]) -> Diff:
    """Clean the selection."""
    return clean_again(selection.to_chosen(), data=home.data_folder(), mode=mode, settings=home.settings_in_force())


@flow(name="reprocess")
def reprocess(selection: Selection = _EVERYTHING, mode: Literal["dry-run", "publish"] = "dry-run") -> Diff:
    """Clean pages again that were scraped before, with the rules of today.

    A dry run writes nothing and shows what would change; publishing does just that.

    Args:
        selection: which pages
        mode: dry-run shows what would change, publish does it
    """
    diff = clean_selection(selection, mode)
    create_markdown_artifact(
        markdown=_describe(diff), key="reprocess", description="What changes, and what became of each page"
    )
    return diff


def _describe(diff: Diff) -> str:
    did = "was published" if diff.mode == "publish" else "would change; nothing was written"
    parts = [f"## Reprocess ({diff.mode.value})", f"{len(diff.changes)} articles: what {did}.", totals(diff.counts)]
    if diff.changes:
        rows = [(one.url, one.change.value, ", ".join(one.fields)) for one in diff.changes[:MOST_ROWS]]
        parts += ["### Articles", table(("page", "change", "fields"), rows)]
    return "\n\n".join(parts)
