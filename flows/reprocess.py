"""The flow that people start by hand: clean a selection again with today's rules, as a rehearsal or for good."""

from __future__ import annotations

from typing import Any, Literal

from flows import home

# isort: split
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact

from flows.artifacts import diff_page, table
from flows.lives import cleaning_alone, current_run, under_way
from flows.normalise import show_run
from flows.retrying import JITTER, WAITS, another_run_holds_the_lock
from flows.selection import Selection, read_selection
from flows.shards import carry_out, follow
from flows.telling import fail, tell_of_crash, tell_of_failure
from pumice.diff import Diff, Mode
from pumice.errors import UsageError
from pumice.fetch.sources import find_source
from pumice.model import Counts
from pumice.normalise import close_run, open_run, run_rows
from pumice.reprocess import (
    Part,
    changes_of,
    count_selected,
    plan_parts,
    publish_part,
    rehearse_selection,
    selected_articles,
)
from pumice.review import Judged, accept, reject
from pumice.selection import Selection as Chosen
from pumice.store.folders import site_folder
from pumice.store.runs import run_id_of
from pumice.summary import summarise

_EVERYTHING = Selection()


@task(
    name="rehearse",
    description="Cleans the selection with today's rules and compares the result with what is published.",
)
def rehearse(chosen: Chosen) -> Diff:
    """Compare, and write nothing."""
    data, settings = home.data_folder(), home.settings_in_force()
    with follow(count_selected(chosen, data=data, settings=settings)) as on_done:
        return rehearse_selection(chosen, data=data, settings=settings, on_done=on_done)


@task(
    name="clean a part again",
    description="Cleans some captures again and publishes what changes; doing it again finishes what was cut short.",
    task_run_name="clean part {part.number} again",
    retries=len(WAITS),
    retry_delay_seconds=WAITS,
    retry_jitter_factor=JITTER,
    retry_condition_fn=another_run_holds_the_lock,
)
def clean_part_again(part: Part, run: str) -> Counts:
    """Clean and publish one part."""
    return publish_part(part, data=home.data_folder(), run=run, settings=home.settings_in_force())


@task(name="decide", description="Enters a person's decision about each article; it holds until the page changes.")
def decide(articles: list[str], verdict: Literal["accept", "reject"], why: str) -> list[Judged]:
    """Accept or reject articles."""
    data = home.data_folder()
    if verdict == "accept":
        return [accept(article, data=data, why=why) for article in articles]
    return [reject(article, data=data, why=why) for article in articles]


@flow(name="reprocess", validate_parameters=False, on_failure=[tell_of_failure], on_crashed=[tell_of_crash])
def reprocess(
    selection: Selection = _EVERYTHING,
    mode: Literal["dry-run", "publish", "accept", "reject"] = "dry-run",
    why: str = "",
) -> Diff | list[Judged]:
    """Clean pages again that were scraped before, with the rules of today; or decide about articles.

    **A dry run writes nothing** and shows what would change: how many articles, by field and by reason, and the
    biggest differences before and after. **Publishing** does just that. It can be cancelled at any time; retried, it
    goes on with what it had not done yet. **Accept** and **reject** enter a person's decision about the selected
    articles; a rejected one leaves data/clean until it is accepted after all.

    Args:
        selection: which pages; those that fit every condition that is given
        mode: dry-run shows what would change, publish does it; accept and reject decide about the articles
        why: reason of a decision, in a few words; a rejection needs one
    """
    try:
        chosen = _read(selection)
        with under_way():
            return _do(chosen, mode, why or "")
    except UsageError as error:
        return fail(error)  # type: ignore[return-value]


def _do(chosen: Chosen, mode: str, why: str) -> Diff | list[Judged]:
    if mode == Mode.DRY_RUN:
        return _rehearse(chosen)
    if mode == Mode.PUBLISH:
        return _publish(chosen)
    if mode == "accept":
        return _decide(chosen, "accept", why)
    if mode == "reject":
        return _decide(chosen, "reject", why)
    raise UsageError(
        f"mode is {mode!r}; expected dry-run, which shows what would change, publish, which does it, accept or reject"
    )


def _read(given: Selection | dict[str, Any] | None) -> Chosen:
    selection = read_selection(given)
    sources = [find_source(name, home.sources_file()) for name in selection.sources]
    hosts = {site_folder(address) for source in sources for address in (*source.start, *source.feeds, *source.sitemaps)}
    return selection.to_chosen(tuple(sorted(hosts)))


def _decide(chosen: Chosen, verdict: Literal["accept", "reject"], why: str) -> list[Judged]:
    if chosen == Chosen():
        raise UsageError(f"to {verdict} every article there is would be a slip; say which, for example by their ids")
    articles = selected_articles(chosen, data=home.data_folder(), settings=home.settings_in_force())
    judged = decide(articles, verdict, why)
    rows = [(one.article_id, one.headline or one.url, one.decision.verdict.value, one.decision.why) for one in judged]
    parts = [f"## {len(judged)} articles: {verdict}", table(("article", "headline", "decision", "why"), rows)]
    create_markdown_artifact("\n\n".join(parts), key="reprocess", description="What was decided")
    return judged


def _rehearse(chosen: Chosen) -> Diff:
    diff = rehearse(chosen)
    create_markdown_artifact(diff_page(diff), key="reprocess", description="What would change; nothing was written")
    return diff


def _publish(chosen: Chosen) -> Diff:
    data, settings = home.data_folder(), home.settings_in_force()
    flow_run = current_run()
    # Of the flow run's own id: retried, it is the same run, and leaves out what it has done already.
    run = run_id_of(flow_run.created, flow_run.id.hex)
    with cleaning_alone():
        parts = plan_parts(chosen, data=data, settings=settings, run=run)
        open_run(data, run)
        counts = carry_out(parts, lambda part: clean_part_again(part, run), run)
        close_run(data, run)
    rows = tuple(run_rows(data, run))
    diff = Diff(Mode.PUBLISH, Counts.of(row.status for row in rows) + _besides(counts), changes_of(data, run), rows)
    create_markdown_artifact(diff_page(diff), key="reprocess", description="What was published")
    show_run(f"Run {run}", diff.counts, summarise(rows), key="reprocess-pages")
    return diff


def _besides(counts: Counts) -> Counts:
    return Counts(0, {}, counts.findings, counts.withdrawn, counts.stages)
