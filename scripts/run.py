"""make run: the whole of pumice on its own press site, over real HTTP, through Prefect, with nothing to start by hand.

Serves the demo site on loopback, scrapes it into data/raw, normalises it into data/clean, and shows what became of each
page. Run it again and nothing is published: nothing has changed.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")  # what goes wrong is said here, once

from rich.console import Console  # noqa: E402 - the project must be found first
from rich.text import Text  # noqa: E402

from demo.server import read_answers, serve  # noqa: E402
from flows import home  # noqa: E402
from pumice.cli.rows import rows_table  # noqa: E402
from pumice.cli.terminal import Exit, safe  # noqa: E402
from pumice.cli.terminal import console as terminal_console  # noqa: E402
from pumice.errors import PumiceError  # noqa: E402
from pumice.model import Outcome  # noqa: E402
from pumice.normalise import run_rows  # noqa: E402
from pumice.scrape import ScrapeReport  # noqa: E402
from pumice.store.records import Done  # noqa: E402

PORTS = range(8765, 8775)
"""Addresses are what articles are known by, so the first free one of few is taken; pumice.toml opens just these."""


def main() -> int:
    """Run it all and show it; the exit status tells whether it went well."""
    console = terminal_console()
    try:
        return _run(console)
    except PumiceError as error:
        console.print(f"make run stopped: {safe(str(error))}", style="red", markup=False)
        return Exit.FAULT
    except KeyboardInterrupt:
        console.print("Stopped. What was published stays; the next run goes on from there.")
        return Exit.FAULT


def _run(console: Console) -> int:
    with _demo_site(console) as base:
        console.print(f"The demo site is up at {base}/; waking Prefect, which takes its time, and scraping ...")
        with console.status("working"):
            report, run = _through_prefect([base + path for path in read_answers()])
        console.print(f"Scraped: {_sentence(report)}")
    rows = list(run_rows(home.data_folder(), run))
    console.print(rows_table(rows, console.width))
    _show_failures(console, report)
    _show_ending(console, rows)
    return Exit.FAULT if any(row.status is Outcome.FAILED for row in rows) else Exit.OK


def _through_prefect(addresses: list[str]) -> tuple[ScrapeReport, str]:
    # Prefect takes seconds to import, so the user reads the first line before.
    from flows.normalise import normalise  # noqa: PLC0415
    from flows.scrape import scrape  # noqa: PLC0415

    report = scrape(addresses=addresses, source="demo")
    return report, normalise().run


@contextmanager
def _demo_site(console: Console) -> Iterator[str]:
    for port in PORTS:
        with ExitStack() as stack:
            try:
                base = stack.enter_context(serve(port))
            except OSError:
                console.print(f"Port {port} is taken; trying the next, where the pages count as other pages.")
                continue
            yield base
            return
    raise PumiceError(f"none of the ports {PORTS[0]}-{PORTS[-1]} of 127.0.0.1 is free; end what listens there")


def _sentence(report: ScrapeReport) -> str:
    counts = report.counts
    said = {
        "new or changed": counts[Outcome.PUBLISHED],
        "unchanged": counts[Outcome.UNCHANGED],
        "listed twice": counts[Outcome.DUPLICATE],
        "not to be had": counts[Outcome.FAILED],
    }
    return f"{counts.inputs} addresses, " + ", ".join(f"{number} {what}" for what, number in said.items() if number)


def _show_failures(console: Console, report: ScrapeReport) -> None:
    for failure in report.failures:
        console.print(Text(f"not fetched: {safe(failure.message)}", style="dim"), soft_wrap=True)


def _show_ending(console: Console, rows: list[Done]) -> None:
    numbers = Counter(row.status.value for row in rows)
    totals = ", ".join(f"{number} {outcome}" for outcome, number in sorted(numbers.items()))
    console.print(f"{len(rows)} captures: {totals}.")
    if not numbers.keys() & {Outcome.PUBLISHED, Outcome.REVIEW}:
        console.print("Nothing has changed, so nothing was published.", style="green")
    data = home.data_folder()
    for what, folder in (("articles", "clean"), ("evidence", "audit"), ("as received", "raw")):
        console.print(f"{what:>12}: {data / folder}", markup=False, soft_wrap=True)
    example = next((row.raw_path for row in rows if row.raw_path and row.interface not in {None, row.language}), None)
    if example:
        command = f".venv/bin/pumice explain {shlex.quote(str(data / example))}"
        console.print(f"{'why':>12}: {command}", markup=False, soft_wrap=True)


if __name__ == "__main__":
    sys.exit(main())
