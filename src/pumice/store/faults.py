"""The ledger's memory of files that could not be normalised.

:class:`Faults` is a part of :class:`pumice.store.ledger.Ledger`.
"""

from __future__ import annotations

import sqlite3

from pumice.model import Outcome

_OUTCOMES = (Outcome.QUARANTINED, Outcome.FAILED)


class Faults:
    """Captures with a fault, over the ledger's own connection and in its transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def forget(self, raw_path: str) -> None:
        """Remove what is remembered of a file that could not be normalised and now can."""
        self._connection.execute(
            "DELETE FROM captures WHERE raw_path = ? AND outcome IN (?, ?)", (raw_path, *_OUTCOMES)
        )

    def is_at(self, raw_path: str) -> bool:
        """Whether the file at this raw path could not be normalised."""
        found = self._connection.execute(
            "SELECT 1 FROM captures WHERE raw_path = ? AND outcome IN (?, ?)", (raw_path, *_OUTCOMES)
        )
        return found.fetchone() is not None
