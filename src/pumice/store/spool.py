"""A sorted heap of articles on disk, for what is too much for memory. Start with :func:`open_spool`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


class Spool:
    """Articles by path; a later one replaces an earlier one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute("CREATE TABLE articles (path TEXT PRIMARY KEY, content BLOB NOT NULL)")

    def put(self, path: str, content: bytes | None) -> None:
        """Keep an article, or drop it where there is no content."""
        if content is None:
            self._connection.execute("DELETE FROM articles WHERE path = ?", (path,))
        else:
            self._connection.execute("INSERT OR REPLACE INTO articles VALUES (?, ?)", (path, content))

    def articles(self) -> Iterator[bytes]:
        """Every article, sorted by path."""
        return (row[0] for row in self._connection.execute("SELECT content FROM articles ORDER BY path"))


@contextmanager
def open_spool(path: Path) -> Iterator[Spool]:
    """A new spool at this path for the length of a ``with`` block; removed afterwards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Lost in a power cut, it is made again: nothing in it need be safe.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        try:
            yield Spool(connection)
        finally:
            path.unlink(missing_ok=True)
