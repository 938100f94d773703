"""The ledger's memory of how texts look, for finding near duplicates.

:class:`Likenesses` is a part of :class:`pumice.store.ledger.Ledger`; :mod:`pumice.store.duplicates` uses it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

_MOST: Final = 3  # candidates compared; each costs reading a file
# CROSS: bands first, in whatever way SQLite would rather go; the other way round it walks through all articles.
_CANDIDATES: Final = """
SELECT l.article_id FROM bands b CROSS JOIN likenesses l ON l.number = b.number
WHERE b.value IN ({}) AND l.number < ? AND l.original IS NULL
GROUP BY l.number ORDER BY count(*) DESC, l.number LIMIT ?
"""


class Likenesses:
    """Bands of MinHashes and what duplicates what, over the ledger's own connection and in its transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def note(self, article_id: str, bands: Sequence[int]) -> None:
        """Enter how an article's text looks now; its place in the order stays that of its first publication."""
        self._connection.execute("INSERT OR IGNORE INTO likenesses (article_id) VALUES (?)", (article_id,))
        number = self._number_of(article_id)
        self._connection.execute("DELETE FROM bands WHERE number = ?", (number,))
        rows = [(band, number) for band in bands]
        self._connection.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", rows)

    def candidates(self, article_id: str, bands: Sequence[int]) -> list[str]:
        """Earlier articles that share a band and duplicate no other, those with most bands in common first."""
        query = _CANDIDATES.format(",".join("?" * len(bands)))
        found = self._connection.execute(query, (*bands, self._number_of(article_id), _MOST))
        return [row[0] for row in found.fetchall()]

    def note_original(self, article_id: str, original: str | None) -> None:
        """Enter what an article duplicates."""
        row = (original, article_id)
        self._connection.execute("UPDATE likenesses SET original = ? WHERE article_id = ?", row)

    def duplicates_of(self, article_id: str) -> list[str]:
        """The articles that duplicate this one, in the order of their first publication."""
        found = self._connection.execute(
            "SELECT article_id FROM likenesses WHERE original = ? ORDER BY number", (article_id,)
        )
        return [row[0] for row in found.fetchall()]

    def _number_of(self, article_id: str) -> int:
        row = self._connection.execute("SELECT number FROM likenesses WHERE article_id = ?", (article_id,)).fetchone()
        return 0 if row is None else int(row[0])
