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
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")  # what goes wrong is said here, once

from rich.box import SIMPLE_HEAD  # noqa: E402 - the project must be found first
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402
from rich.text import Text  # noqa: E402

from demo.server import read_answers, serve  # noqa: E402
from flows import home  # noqa: E402
from pumice.cli.terminal import Exit, safe  # noqa: E402
from pumice.errors import PumiceError  # noqa: E402
from pumice.model import Outcome  # noqa: E402
from pumice.normalise import run_rows  # noqa: E402
from pumice.scrape import ScrapeReport  # noqa: E402
from pumice.store.records import Done  # noqa: E402

PORTS = range(8765, 8775)
"""Addresses are what articles are known by, so the first free one of few is taken; pumice.toml opens just these."""

STYLES = {
    Outcome.PUBLISHED: "green",
    Outcome.REVIEW: "yellow",
    Outcome.UNCHANGED: "dim",
    Outcome.DUPLICATE: "dim",
    Outcome.REJECTED: "cyan",
    Outcome.QUARANTINED: "red",
    Outcome.FAILED: "red",
}
_WIDEST_STATUS = 30
_NARROWEST_HEADLINE = 8
_GAP = 2
_WIDE = 110
_PRINTED = 140


def main() -> int:
    """Run it all and show it; the exit status tells whether it went well."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else _PRINTED)
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
    _show_table(console, rows)
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


def _show_table(console: Console, rows: list[Done]) -> None:
    page_width = 18 if console.width < _WIDE else 40
    status_width = min(_WIDEST_STATUS, max((len(_status(row)) for row in rows), default=0))
    fixed = page_width + status_width + sum(map(len, ("language", "interface", "removed", "repaired"))) + 6 * _GAP
    table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True, header_style="bold")
    table.add_column("page", no_wrap=True, max_width=page_width)
    table.add_column("language", no_wrap=True, min_width=8)
    table.add_column("interface", no_wrap=True, min_width=9)
    table.add_column("headline", no_wrap=True, max_width=max(_NARROWEST_HEADLINE, console.width - fixed))
    table.add_column("removed", justify="right", no_wrap=True, min_width=7)
    table.add_column("repaired", justify="right", no_wrap=True, min_width=8)
    table.add_column("status", no_wrap=True, max_width=status_width)
    for row in rows:
        table.add_row(*_cells(row, page_width))
    console.print(table)


def _cells(row: Done, page_width: int) -> tuple[Text, ...]:
    address = urlsplit(row.url).path if row.url else row.raw_path or ""
    page = _middle(safe(address.rpartition("/")[2] or "/"), page_width)
    headline = safe(row.headline or "")
    plain = (page, row.language or "", row.interface or "", headline, str(row.removed), str(row.repaired))
    return (*map(Text, plain), Text(_status(row), style=STYLES[row.status]))


def _status(row: Done) -> str:
    return safe(f"{row.status.value}: {row.cause}" if row.cause else row.status.value)


def _middle(text: str, width: int) -> str:
    """The text without its middle where it is too long: addresses differ at both ends."""
    end = (width - 1) // 3
    return text if len(text) <= width else f"{text[: width - 1 - end]}…{text[-end:]}"


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
