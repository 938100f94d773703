"""``pumice scrape``: what was fetched, host by host, and what was not and why."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from pumice.cli.jobs import JobOptions, print_counts, print_json, progress, status_of
from pumice.cli.terminal import Exit, console, error_console, safe
from pumice.scrape import HostTally, Scraped, ScrapePlan, ScrapeReport, plan_scrape, rehearse, scrape

_SHOWN = 50
"""So many failures and hosts a person reads; the rest is counted. JSON has them all."""


def run_scrape(addresses: list[str], source: str | None, options: JobOptions) -> Exit:
    """Fetch, and show what became of it."""
    report = _fetch(_plan(addresses, source, options), options)
    if options.as_json:
        print_json(_to_json(report))
    else:
        _print_report(report)
    return Exit.FINDINGS if report.failures else status_of(report.counts)


def run_rehearsal(addresses: list[str], source: str | None, options: JobOptions) -> Exit:
    """Show what a scrape would ask for."""
    report = rehearse(_plan(addresses, source, options), data=options.data)
    if options.as_json:
        print_json(_to_json(report))
        return Exit.FINDINGS if report.failures else Exit.OK
    for url in report.planned:
        console().print(safe(url), markup=False, soft_wrap=True)
    _print_failures(report)
    console().print(f"{len(report.planned)} addresses would be asked for; nothing was written.", markup=False)
    return Exit.FINDINGS if report.failures else Exit.OK


def _plan(addresses: list[str], source: str | None, options: JobOptions) -> ScrapePlan:
    return plan_scrape(addresses, settings=options.settings, sources=Path("sources.toml"), source=source)


def _fetch(plan: ScrapePlan, options: JobOptions) -> ScrapeReport:
    with ExitStack() as stack:
        advance = None

        def note_plan(total: int) -> None:
            nonlocal advance
            advance = stack.enter_context(progress("Scraping", total))

        def note(page: Scraped) -> None:
            if advance is not None:
                advance(page.url)

        return scrape(plan, data=options.data, on_done=note, on_plan=note_plan)


def _print_report(report: ScrapeReport) -> None:
    _print_failures(report)
    hosts = [tally for tally in report.hosts if tally.host]
    if hosts:
        console().print(_hosts_table(hosts[:_SHOWN]))
    if len(hosts) > _SHOWN:
        console().print(f"... and {len(hosts) - _SHOWN} more hosts; --json has them all", markup=False)
    print_counts(report.counts)


def _print_failures(report: ScrapeReport) -> None:
    for failure in report.failures[:_SHOWN]:
        line = f"{safe(failure.url)}: {failure.cause.value}: {safe(failure.message)}"
        error_console().print(line, markup=False, soft_wrap=True)
    if len(report.failures) > _SHOWN:
        error_console().print(f"... and {len(report.failures) - _SHOWN} more; --json has them all", markup=False)


def _hosts_table(hosts: list[HostTally]) -> Table:
    table = Table("host", "addresses", "received", "median", "slowest", "what became of them")
    for tally in hosts:
        outcomes = ", ".join(f"{number} {outcome}" for outcome, number in tally.outcomes.items())
        seconds = (f"{tally.median_seconds:.2f} s", f"{tally.slowest_seconds:.2f} s")
        size = f"{tally.wire_bytes / 1000:.1f} kB"
        table.add_row(Text(safe(tally.host)), str(tally.addresses), size, *seconds, outcomes)
    return table


def _to_json(report: ScrapeReport) -> dict[str, Any]:
    return {
        "run": report.run,
        "counts": asdict(report.counts),
        "hosts": [_host(tally) for tally in report.hosts],
        "listings": [_row(page) for page in report.listings],
        "pages": [_row(page) for page in report.pages],
        "planned": list(report.planned),
    }


def _host(tally: HostTally) -> dict[str, Any]:
    return {
        "host": tally.host,
        "addresses": tally.addresses,
        "wireBytes": tally.wire_bytes,
        "medianSeconds": round(tally.median_seconds, 3),
        "slowestSeconds": round(tally.slowest_seconds, 3),
        "outcomes": tally.outcomes,
    }


def _row(page: Scraped) -> dict[str, Any]:
    return {
        "url": page.url,
        "outcome": page.outcome.value,
        "rawPath": page.raw_path,
        "requests": page.requests,
        "wireBytes": page.wire_bytes,
        "seconds": round(page.seconds, 3),
        "cause": page.failure.cause.value if page.failure else None,
        "message": page.failure.message if page.failure else None,
    }
