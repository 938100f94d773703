"""The ledger's list of exports, so that what must be forgotten is found there too.

:class:`Exports` is a part of :class:`pumice.store.ledger.Ledger`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Export:
    """One frozen set of articles: its folder (absolute), its format, the feed's last number at its moment."""

    folder: str
    form: str
    sequence: int


class Exports:
    """Exports, over the ledger's own connection and in its transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def note(self, export: Export) -> None:
        """Enter an export."""
        row = (export.folder, export.form, export.sequence)
        self._connection.execute("INSERT OR REPLACE INTO exports VALUES (?, ?, ?)", row)

    def all(self) -> Iterator[Export]:
        """Every export that was ever written, by folder; it may have been moved away or deleted since."""
        found = self._connection.execute("SELECT folder, form, sequence FROM exports ORDER BY folder").fetchall()
        return (Export(*row) for row in found)
