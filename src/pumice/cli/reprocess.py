"""``pumice reprocess``: what changes, by field and by reason, and the biggest differences before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from rich.table import Table
from rich.text import Text

from pumice.cli.jobs import JobOptions, print_counts, print_json, status_of
from pumice.cli.terminal import Exit, console, error_console, safe, shorten
from pumice.diff import Diff, Mode
from pumice.reprocess import reprocess
from pumice.selection import Selection

_SHOWN: Final = 200
"""So many articles a person reads; the rest is counted. JSON has them all."""
_EXAMPLES: Final = 5
_EXAMPLE_WIDTH: Final = 300


def run_reprocess(selection: Selection, mode: Mode, options: JobOptions) -> Exit:
    """``pumice reprocess``."""
    diff = reprocess(selection, data=options.data, mode=mode, settings=options.settings)
    if options.as_json:
        print_json(asdict(diff))
    else:
        _print_diff(diff)
    if not diff.counts.inputs:
        error_console().print(
            "No capture fits all that was asked for; pumice report shows what there is.", markup=False
        )
    return status_of(diff.counts)


def _print_diff(diff: Diff) -> None:
    table = Table("article", "change", "fields")
    for change in diff.changes[:_SHOWN]:
        table.add_row(Text(safe(change.url)), change.change.value, ", ".join(change.fields))
    if diff.changes:
        console().print(table)
    if len(diff.changes) > _SHOWN:
        console().print(f"... and {len(diff.changes) - _SHOWN} more; --json has them all", markup=False)
    _print_examples(diff)
    verb = "would change" if diff.mode is Mode.DRY_RUN else "changed"
    console().print(f"{len(diff.changes)} articles {verb}.", markup=False)
    _print_numbers("by field", diff.fields)
    _print_numbers("by reason", diff.reasons or {})
    print_counts(diff.counts)


def _print_numbers(title: str, numbers: Mapping[str, int]) -> None:
    if numbers:
        told = ", ".join(f"{number} {name}" for name, number in numbers.items())
        console().print(f"  {title}: {told}", markup=False)


def _print_examples(diff: Diff) -> None:
    for example in diff.examples[:_EXAMPLES]:
        console().print(Text(f"{example.field} of {safe(example.url)}", "bold"))
        console().print(Text(f"  - {shorten(safe(example.before), _EXAMPLE_WIDTH)}", "red"))
        console().print(Text(f"  + {shorten(safe(example.after), _EXAMPLE_WIDTH)}", "green"))
