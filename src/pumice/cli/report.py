"""``pumice report``: the static site that shows what was done to each page, brought up to date."""

from __future__ import annotations

from dataclasses import asdict

from pumice.cli.jobs import JobOptions, print_json, progress
from pumice.cli.terminal import Exit, console, error_console, safe
from pumice.report import make_report
from pumice.store.folders import Folders
from pumice.store.ledger import open_ledger


def run_report(options: JobOptions) -> Exit:
    """Write the report; the exit status tells whether every article could be shown."""
    with progress("Reporting", _count(options)) as advance:
        report = make_report(options.data, settings=options.settings, on_page=advance)
    if options.as_json:
        print_json(asdict(report))
    else:
        for path in report.damaged:
            error_console().print(f"{safe(path)} cannot be read; pumice doctor says more", markup=False)
        done = f"{report.written} files written, {report.unchanged} unchanged, {report.removed} removed"
        console().print(f"{report.articles} articles: {done}.", markup=False)
        console().print(f"Open {report.index.absolute().as_uri()}", markup=False, soft_wrap=True)
    return Exit.FINDINGS if report.damaged else Exit.OK


def _count(options: JobOptions) -> int:
    ledger = Folders(options.data).ledger
    if not ledger.is_file():
        return 0
    with open_ledger(ledger) as opened:
        return opened.count_articles()
