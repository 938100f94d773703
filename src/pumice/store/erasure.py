"""The ledger's part in forgetting: what is to be forgotten, what was, and its own rows about it.

:class:`Erasures` is a part of :class:`pumice.store.ledger.Ledger`; :mod:`pumice.forget` tells in which order it is
used. A forgotten address is kept as its digest only, so that it is known again and not read.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Final

from pumice.text.urls import canonical_address

FORGOTTEN: Final = "forgotten"
"""Cause of a capture of a forgotten page."""
_KEPT: Final = frozenset({"articles", "changes", "erasures", "forgotten", "exports", "runs", "intents", "scrapes"})
"""Tables that are scrubbed in their own way, or say nothing of pages."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is to be forgotten.

    Attributes:
        addresses: every address of it, in canonical form.
        articles: ids of its articles.
        captures: ids of its captures.
        raw_paths: where their bytes lie.
        why: the reason that was given.
        at: ISO 8601, UTC.
    """

    addresses: tuple[str, ...]
    articles: tuple[str, ...]
    captures: tuple[str, ...]
    raw_paths: tuple[str, ...]
    why: str
    at: str

    def covers(self, url: str) -> bool:
        """Whether an address is one of those to be forgotten."""
        return canonical_address(url) in self.addresses


class Erasures:
    """Erasures begun and done, over the ledger's own connection and in its transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def begin(self, erasure: Erasure) -> None:
        """Enter what is to be forgotten: from now on it will be, whatever happens."""
        rows = [(digest_address(one), erasure.why, erasure.at) for one in erasure.addresses]
        self._connection.executemany("INSERT OR REPLACE INTO forgotten VALUES (?, ?, ?)", rows)
        self._connection.execute("INSERT INTO erasures (what) VALUES (?)", (json.dumps(asdict(erasure)),))

    def pending(self) -> list[tuple[int, Erasure]]:
        """What was begun and is not done, by number."""
        found = self._connection.execute("SELECT number, what FROM erasures ORDER BY number").fetchall()
        return [(number, _parse(what)) for number, what in found]

    def is_forgotten(self, url: str) -> bool:
        """Whether the page at this address is forgotten."""
        key = (digest_address(canonical_address(url)),)
        return self._connection.execute("SELECT 1 FROM forgotten WHERE address = ?", key).fetchone() is not None

    def captures_of(self, addresses: frozenset[str], articles: frozenset[str]) -> Iterator[tuple[str, str | None, str]]:
        """Id, raw path and address of every capture of these addresses (canonical form) or articles."""
        for one, raw_path, url, article in self._connection.execute(
            "SELECT id, raw_path, url, article_id FROM captures"
        ):
            if article in articles or canonical_address(url) in addresses:
                yield one, raw_path, url

    def finish(self, number: int) -> None:
        """Enter that an erasure is done."""
        self._connection.execute("PRAGMA secure_delete = ON")
        self._connection.execute("DELETE FROM erasures WHERE number = ?", (number,))

    def scrub(self, erasure: Erasure) -> list[str]:
        """Remove every row about it; its lines in the feed lose what they say. Returns the runs of those lines."""
        self._connection.execute("PRAGMA secure_delete = ON")
        for article in erasure.articles:
            look = "DELETE FROM bands WHERE number = (SELECT number FROM likenesses WHERE article_id = ?)"
            self._connection.execute(look, (article,))
        for table in self._tables() - _KEPT:
            self._scrub_table(table, erasure)
        for article in erasure.articles:
            self._connection.execute(
                "UPDATE articles SET address = '', canonical = '', scope = '', language = NULL, interface = NULL, "
                "body = '', headline = NULL, date = NULL, capture_id = '', fetched_at = '', raw_path = '', sha256 = '' "
                "WHERE id = ?",
                (article,),
            )
        runs = [run for article in erasure.articles for run in self._scrub_feed(article)]
        return sorted(set(runs))

    def compact(self) -> None:
        """Let the file hold nothing of what was removed; outside of any transaction."""
        self._connection.execute("VACUUM")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _tables(self) -> set[str]:
        found = self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {row[0] for row in found if not row[0].startswith("sqlite_")}

    def _scrub_table(self, table: str, erasure: Erasure) -> None:
        columns = [row[1] for row in self._connection.execute(f"PRAGMA table_info({table})").fetchall()]
        exact = {*erasure.articles, *erasure.captures, *erasure.raw_paths}
        for row in self._connection.execute(f"SELECT * FROM {table}").fetchall():  # noqa: S608 - names from the schema
            if any(isinstance(value, str) and (value in exact or erasure.covers(value)) for value in row):
                where = " AND ".join(f"{column} IS ?" for column in columns)
                self._connection.execute(f"DELETE FROM {table} WHERE {where}", row)  # noqa: S608 - likewise

    def _scrub_feed(self, article: str) -> Iterator[str]:
        sign = f'"id": "{article}"'
        found = self._connection.execute("SELECT sequence, run, line FROM changes WHERE instr(line, ?)", (sign,))
        for sequence, run, line in found.fetchall():
            members = json.loads(line)
            for name in ("url", "sha256", "previousSha256", "fields"):
                members.pop(name, None)
            bare = json.dumps(members, ensure_ascii=False)
            self._connection.execute("UPDATE changes SET line = ? WHERE sequence = ?", (bare, sequence))
            yield run


def digest_address(address: str) -> str:
    """What is kept of a forgotten address (canonical form)."""
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()


def _parse(what: str) -> Erasure:
    members = json.loads(what)
    lists = {name: tuple(members[name]) for name in ("addresses", "articles", "captures", "raw_paths")}
    return Erasure(**lists, why=members["why"], at=members["at"])
