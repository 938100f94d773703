"""The table of a run: what became of each page, on a terminal of any width."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from rich.table import Table
from rich.text import Text

from pumice.cli.terminal import safe
from pumice.model import Outcome
from pumice.store.records import Done

TROUBLE: Final = (Outcome.QUARANTINED, Outcome.FAILED)
_STYLES: Final = {
    Outcome.PUBLISHED: "green",
    Outcome.REVIEW: "yellow",
    Outcome.UNCHANGED: "dim",
    Outcome.DUPLICATE: "dim",
    Outcome.REJECTED: "cyan",
    Outcome.QUARANTINED: "red",
    Outcome.FAILED: "red",
}


def rows_table(rows: Iterable[Done]) -> Table:
    """One row a page: its outcome, languages, what was removed and repaired, headline or cause, and its path."""
    table = Table(expand=True, box=None, padding=(0, 1), header_style="bold")
    for name in ("status", "language", "interface"):
        table.add_column(name, no_wrap=True)
    for name in ("removed", "repaired"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("headline", no_wrap=True, overflow="ellipsis", ratio=5)
    table.add_column("page", no_wrap=True, overflow="ellipsis", ratio=4)
    for row in rows:
        table.add_row(
            Text(row.status.value, _STYLES[row.status]),
            row.language or "–",
            row.interface or "–",
            str(row.removed),
            str(row.repaired),
            _headline(row),
            Text(_place(row)),
        )
    return table


def _headline(row: Done) -> Text:
    """The headline; where there is none, why."""
    return Text(safe(row.headline)) if row.headline else Text(safe(row.cause) or "–", "dim")


def _place(row: Done) -> str:
    """The end of the address tells pages of one site apart."""
    parts = urlsplit(row.url)
    return (
        safe(f"{parts.path}?{parts.query}" if parts.query else parts.path)
        if parts.netloc
        else safe(row.raw_path or row.url)
    )
