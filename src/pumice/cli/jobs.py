"""The commands that run jobs: a progress bar for people, JSON for machines, an exit status for scripts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from pumice.cli.rows import TROUBLE, rows_table
from pumice.cli.terminal import Exit, console, error_console, is_terminal, safe, shorten
from pumice.drift import NO_DRIFT, Drift, find_drift, newest_run
from pumice.model import Counts, Outcome
from pumice.normalise import normalise
from pumice.settings import Settings
from pumice.store.raw import CONTENT_TYPES, count_others, list_raw, read_raw
from pumice.store.records import Done
from pumice.store.statistics import HELD

_SHOWN = 200
"""So many rows a person reads; the rest is counted. JSON has them all."""


@dataclass(frozen=True, slots=True)
class JobOptions:
    """What every job command is told.

    Attributes:
        data: the data folder.
        settings: what is in force.
        as_json: print JSON for machines.
    """

    data: Path
    settings: Settings
    as_json: bool


def run_normalise(options: JobOptions) -> Exit:
    """``pumice normalise``."""
    raw = options.data / "raw"
    captures = read_raw(raw)
    rows: list[Done] = []
    with progress("Normalising", sum(1 for _ in list_raw(raw))) as advance:

        def note(done: Done) -> None:
            advance(done.url or done.raw_path or "")
            if options.as_json or done.status is not Outcome.UNCHANGED:
                rows.append(done)

        counts = normalise(captures, data=options.data, settings=options.settings, on_done=note)
    drift = _drift_of(rows, options)
    if options.as_json:
        print_json({"counts": asdict(counts), "rows": [asdict(row) for row in rows], "drift": asdict(drift)})
    else:
        _print_rows(rows)
        print_counts(counts)
        _print_drift(drift)
        _print_ending(counts, options.data)
    return Exit.FINDINGS if any(row.cause == HELD for row in rows) else status_of(counts)


def _print_ending(counts: Counts, data: Path) -> None:
    """Where everything lies, and what to do next."""
    if any(counts[outcome] for outcome in TROUBLE):
        console().print(f"What is wrong with the pages in quarantine: {data / 'quarantine'}", markup=False)
    if counts[Outcome.REVIEW]:
        console().print("What awaits a person: pumice report shows it, pumice accept and reject decide", markup=False)
    console().print(f"Articles: {data / 'clean'}   evidence: {data / 'audit'}", markup=False)
    others = count_others(data / "raw")
    if others:
        ends = ", ".join(f"{number} {end or 'without an end'}" for end, number in others.most_common(5))
        text = f"Passed over in {data / 'raw'}, as their names are no pages': {ends}"
        error_console().print(safe(text), markup=False, soft_wrap=True)
    if not counts.inputs:
        text = (
            f"{data / 'raw'} holds no page: put some there ({' '.join(CONTENT_TYPES)} .warc.gz), or run pumice scrape"
        )
        error_console().print(text, markup=False, soft_wrap=True)


def _drift_of(rows: list[Done], options: JobOptions) -> Drift:
    """What has drifted in the run that these rows are of; a run that had nothing to do cannot have drifted."""
    if all(row.status is Outcome.UNCHANGED for row in rows):
        return NO_DRIFT
    return find_drift(options.data, settings=options.settings, run=newest_run(options.data))


def _print_drift(drift: Drift) -> None:
    for one in drift.departures:
        style = "red" if one.is_beyond else "yellow"
        console().print(f"drift: {safe(one.sentence)}", style=style, markup=False, soft_wrap=True)
    for site, number in drift.held.items():
        text = (
            f"held back: {number} pages of {site}; pumice report shows them, pumice accept --site {site} lets them go"
        )
        console().print(safe(text), style="red", markup=False, soft_wrap=True)


@contextmanager
def progress(title: str, total: int) -> Iterator[Callable[[str], None]]:
    """A bar on a terminal; elsewhere a line for each tenth of the work."""
    if is_terminal():
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, TextColumn("{task.fields[page]}"), console=error_console(), transient=True) as bar:
            task = bar.add_task(title, total=total, page="")
            yield lambda page: bar.update(task, advance=1, page=Text(shorten(safe(page), 60), "dim").plain)
        return
    done = 0

    def line(_: str) -> None:
        nonlocal done
        done += 1
        if done == total or done % max(1, total // 10) == 0:
            error_console().print(f"{title}: {done} of {total}", markup=False)

    yield line


def _print_rows(rows: list[Done]) -> None:
    if not rows:
        return
    out = console()
    out.print(rows_table(rows[:_SHOWN], out.width))
    if len(rows) > _SHOWN:
        console().print(f"... and {len(rows) - _SHOWN} more; --json has them all", markup=False)


def print_counts(counts: Counts) -> None:
    """The outcomes in a line, and whether anything new came of it."""
    parts = [f"{counts[outcome]} {outcome.value}" for outcome in Outcome if counts[outcome]]
    changed = sum(counts[outcome] for outcome in (Outcome.PUBLISHED, Outcome.REVIEW))
    note = "" if changed or not counts.inputs else " Nothing new was published."
    noun = "input" if counts.inputs == 1 else "inputs"
    console().print(f"{counts.inputs} {noun}: {', '.join(parts) or 'none'}.{note}", markup=False)


def print_json(content: dict[str, Any]) -> None:
    """For machines."""
    console().out(json.dumps(content, ensure_ascii=False, indent=2, default=str), highlight=False)


def status_of(counts: Counts) -> Exit:
    """The exit status that a run's outcomes call for."""
    return Exit.FINDINGS if any(counts[outcome] for outcome in TROUBLE) else Exit.OK
