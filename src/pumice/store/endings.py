"""The ledger's memory of what must not come back, addresses whose page is gone, and of what is not missed.

:class:`Endings` is a part of :class:`pumice.store.ledger.Ledger`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final

from pumice.store.records import Treated
from pumice.text.urls import canonical_address

GONE: Final = "gone"
"""Cause of a capture whose page is gone, and of the withdrawal of its article."""


class Endings:
    """Addresses that are gone, over the ledger's own connection and in its transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def note_gone(self, address: str, at: str) -> None:
        """Enter that the page at this address (canonical form) is gone since then."""
        self._connection.execute("INSERT OR REPLACE INTO gone VALUES (?, ?)", (address, at))

    def note_back(self, address: str) -> None:
        """Enter that the page at this address is there again: its captures are due, even if their bytes are known."""
        self._connection.execute("DELETE FROM gone WHERE address = ?", (address,))

    def is_gone(self, address: str) -> bool:
        """Whether the page at this address (canonical form) is gone."""
        return self._gone_since(address) is not None

    def note_freed(self, paths: Iterable[str]) -> None:
        """Enter that the evidence of these articles was let go by age."""
        self._connection.executemany("INSERT OR IGNORE INTO freed VALUES (?)", [(path,) for path in paths])

    def was_freed(self, path: str) -> bool:
        """Whether the evidence of this article was let go by age."""
        return self._connection.execute("SELECT 1 FROM freed WHERE path = ?", (path,)).fetchone() is not None

    def drop_captures(self, raw_paths: Iterable[str]) -> None:
        """Remove what is remembered of the captures at these raw paths."""
        self._connection.executemany("DELETE FROM captures WHERE raw_path = ?", [(path,) for path in raw_paths])

    def shuts_out(self, treated: Treated) -> bool:
        """Whether a capture is of a page that is gone since it was taken.

        Of a capture without a time, the ledger tells whether it was there before.
        """
        since = self._gone_since(canonical_address(treated.url))
        if since is None:
            return False
        if treated.fetched_at is not None:
            return treated.fetched_at <= since
        known = self._connection.execute("SELECT 1 FROM captures WHERE id = ?", (treated.capture_id,)).fetchone()
        return known is not None

    def _gone_since(self, address: str) -> str | None:
        row = self._connection.execute("SELECT at FROM gone WHERE address = ?", (address,)).fetchone()
        return None if row is None else str(row[0])
