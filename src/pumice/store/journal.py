"""The ledger's journal: the change feed's lines, and what a committed batch has still to do to files.

:class:`Journal` is a part of :class:`pumice.store.ledger.Ledger`; :mod:`pumice.store.clean` tells in which order it is
written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pumice.store.naming import name_in, with_name


@dataclass(frozen=True, slots=True)
class Intent:
    """Something that a committed batch has still to do: rename ``staged`` to ``path``, or remove ``path``."""

    staged: str | None
    path: str


class Journal:
    """Changes and intents, over the ledger's own connection and in its transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def last_sequence(self) -> int:
        """The last number of the change feed, 0 before the first."""
        return int(self._connection.execute("SELECT coalesce(max(sequence), 0) FROM changes").fetchone()[0])

    def note_change(self, sequence: int, run: str, line: str) -> None:
        """Enter one line of the change feed."""
        self._connection.execute("INSERT INTO changes VALUES (?, ?, ?)", (sequence, run, line))

    def changes_after(self, sequence: int) -> Iterator[str]:
        """The feed's lines with a greater number, in order."""
        found = self._connection.execute("SELECT line FROM changes WHERE sequence > ? ORDER BY sequence", (sequence,))
        return (row[0] for row in found)

    def first_line(self) -> str | None:
        """The feed's first line, which names the feed; None before the first."""
        return next(self.changes_after(0), None)

    def name_feed(self, name: str) -> None:
        """Give the feed's first line a name, if there is such a line and it has none."""
        row = self._connection.execute("SELECT sequence, line FROM changes ORDER BY sequence LIMIT 1").fetchone()
        if row is not None and name_in(row[1]) is None:
            self._connection.execute(
                "UPDATE changes SET line = ? WHERE sequence = ?", (with_name(row[1], name), row[0])
            )

    def changes_of(self, run: str) -> Iterator[str]:
        """The feed's lines that one run wrote, in order."""
        found = self._connection.execute("SELECT line FROM changes WHERE run = ? ORDER BY sequence", (run,))
        return (row[0] for row in found)

    def last_run(self) -> str | None:
        """The last run that changed anything and whose lines are still there."""
        row = self._connection.execute(
            "SELECT run FROM changes WHERE run != '' ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
        return None if row is None else str(row[0])

    def last_line_of(self, article_id: str) -> str | None:
        """The last line about an article, or None where there is none any more; reads the feed from its end."""
        found = self._connection.execute("SELECT line FROM changes ORDER BY sequence DESC")
        return next((row[0] for row in found if f'"id": "{article_id}"' in row[0]), None)

    def compact(self, horizon: int, line: str) -> list[str]:
        """Let one line stand for all up to a number; returns the runs that have no line any more."""
        before = "SELECT DISTINCT run FROM changes WHERE sequence <= ?"
        after = "SELECT DISTINCT run FROM changes WHERE sequence > ?"
        gone = self._connection.execute(f"{before} EXCEPT {after}", (horizon, horizon)).fetchall()
        self._connection.execute("DELETE FROM changes WHERE sequence <= ?", (horizon,))
        self.note_change(horizon, "", line)
        return [row[0] for row in gone if row[0]]

    def intents(self) -> list[Intent]:
        """What a committed batch has still to do to files, in order."""
        return [Intent(*row) for row in self._connection.execute("SELECT staged, path FROM intents ORDER BY number")]

    def note_intents(self, intents: Iterable[Intent]) -> None:
        """Enter what is to be done to files once this transaction is committed."""
        rows = [(intent.staged, intent.path) for intent in intents]
        self._connection.executemany("INSERT INTO intents (staged, path) VALUES (?, ?)", rows)

    def clear_intents(self) -> None:
        """Enter that it is done. Not waited for: doing it again after a power cut changes nothing."""
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute("DELETE FROM intents")
        self._connection.execute("PRAGMA synchronous = FULL")
