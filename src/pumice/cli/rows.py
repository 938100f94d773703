"""The table of a run: what became of each page, on a terminal of any width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from rich.box import SIMPLE_HEAD
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
_WIDE: Final = 120
_WIDEST_STATUS: Final = 24
_NARROWEST_HEADLINE: Final = 12
_GAP: Final = 2
_EDGES: Final = 2


def rows_table(rows: Sequence[Done], width: int) -> Table:
    """One row a page, none broken over lines: page, languages, headline, what was removed and repaired, outcome."""
    page_width = 18 if width < _WIDE else 40
    status_width = min(_WIDEST_STATUS, max((len(_status(row)) for row in rows), default=0))
    fixed = (
        page_width + status_width + sum(map(len, ("language", "interface", "removed", "repaired"))) + 6 * _GAP + _EDGES
    )
    table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True, header_style="bold")
    table.add_column("page", no_wrap=True, max_width=page_width)
    table.add_column("language", no_wrap=True, min_width=8)
    table.add_column("interface", no_wrap=True, min_width=9)
    table.add_column("headline", no_wrap=True, max_width=max(_NARROWEST_HEADLINE, width - fixed))
    table.add_column("removed", justify="right", no_wrap=True, min_width=7)
    table.add_column("repaired", justify="right", no_wrap=True, min_width=8)
    table.add_column("status", no_wrap=True, max_width=status_width)
    for row in rows:
        table.add_row(*_cells(row, page_width))
    return table


def _cells(row: Done, page_width: int) -> tuple[Text, ...]:
    address = urlsplit(row.url).path if row.url.startswith("http") else row.raw_path or row.url
    page = _middle(safe(address.rpartition("/")[2] or "/"), page_width)
    headline = safe(row.headline or "")
    plain = (page, row.language or "", row.interface or "", headline, str(row.removed), str(row.repaired))
    return (*map(Text, plain), Text(_status(row), style=_STYLES[row.status]))


def _status(row: Done) -> str:
    return safe(f"{row.status.value}: {row.cause}" if row.cause else row.status.value)


def _middle(text: str, width: int) -> str:
    """The text without its middle where it is too long: addresses differ at both ends."""
    end = (width - 1) // 3
    return text if len(text) <= width else f"{text[: width - 1 - end]}…{text[-end:]}"
