"""The ledger: what was captured, what became of it, which article stands at which address.

One SQLite file in WAL mode, so readers never wait for the writer. All writing happens in :meth:`Ledger.transaction`,
under the publishing lock. Start with :func:`open_ledger`; the tables are in ledger.sql.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pumice.errors import StoreError
from pumice.model import Outcome
from pumice.store.atomic import make_folder
from pumice.store.candidates import CANDIDATES, Candidate
from pumice.store.decisions import Decisions
from pumice.store.endings import Endings
from pumice.store.erasure import Erasures
from pumice.store.exports import Exports
from pumice.store.faults import Faults
from pumice.store.frontier import Frontier
from pumice.store.journal import Journal
from pumice.store.ledger_file import damaged, prepare
from pumice.store.likenesses import Likenesses
from pumice.store.records import Done, Entry, Known, Treated
from pumice.store.statistics import Statistics
from pumice.store.versions import Versions

_WAIT_SECONDS = 60.0
_PAGE = 500
_DONE = "url, status, raw_path, article_id, cause, language, interface, headline, removed, repaired"
_ENTRY_COLUMNS = tuple(column.name for column in fields(Entry))
_ENTRY = ", ".join(_ENTRY_COLUMNS)


Leading = Literal["captured", "canonical"]
"""How an address leads to an article: a page captured there shows it, or the article names it as its own."""
ANY: tuple[Leading, ...] = ("captured", "canonical")


@contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """The ledger for the length of a ``with`` block, made if there is none.

    Raises:
        StoreError: the file is no ledger, is damaged, or is of another version.
    """
    make_folder(path.parent)
    try:
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise damaged(path, error) from error
    try:
        prepare(connection, path)
        yield Ledger(connection)
    except sqlite3.DatabaseError as error:
        raise damaged(path, error) from error
    finally:
        connection.close()


class Ledger:
    """Questions to the ledger and entries into it; one per thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.journal = Journal(connection)
        self.endings = Endings(connection)
        self.erasures = Erasures(connection)
        self.exports = Exports(connection)
        self.faults = Faults(connection)
        self.decisions = Decisions(connection)
        self.likenesses = Likenesses(connection)
        self.statistics = Statistics(connection)
        self.frontier = Frontier(connection)
        self.versions = Versions(connection)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writing within the block becomes durable together, or not at all."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def complaints(self) -> list[str]:
        """What SQLite finds wrong with the file; empty where it is whole."""
        found = [str(row[0]) for row in self._connection.execute("PRAGMA quick_check(20)")]
        return [complaint for complaint in found if complaint != "ok"]

    # Runs

    def begin_run(self, run: str) -> None:
        """Enter a run; entering it again is no fault, several shards share one."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._connection.execute("INSERT OR IGNORE INTO runs (id, started) VALUES (?, ?)", (run, now))

    def end_run(self, run: str, ended: str) -> None:
        """Enter that a run came to its end."""
        self._connection.execute("UPDATE runs SET ended = ? WHERE id = ?", (ended, run))

    def started(self, run: str) -> str:
        """When a run began.

        Raises:
            StoreError: it never did.
        """
        row = self._connection.execute("SELECT started FROM runs WHERE id = ?", (run,)).fetchone()
        if row is None:
            raise StoreError(f"the ledger knows no run {run!r}; begin it first")
        return str(row[0])

    def unfinished_runs(self) -> list[str]:
        """Runs that are under way or were killed."""
        return [row[0] for row in self._connection.execute("SELECT id FROM runs WHERE ended IS NULL ORDER BY id")]

    def rows_of(self, run: str) -> Iterator[Done]:
        """What became of each input that a run met, sorted by address; read as they are asked for."""
        found = self._connection.execute(
            f"SELECT {_DONE} FROM captures WHERE run = ? ORDER BY url, raw_path",  # noqa: S608 - our own column names
            (run,),
        )
        for url, status, *rest in found:
            yield Done(url, Outcome(status), *rest)

    # Captures

    def known(self, capture_id: str) -> Known | None:
        """What is remembered of a capture."""
        row = self._connection.execute(
            "SELECT key, outcome, article_id, raw_path, run FROM captures WHERE id = ?", (capture_id,)
        ).fetchone()
        return None if row is None else Known(row[0], Outcome(row[1]), *row[2:])

    def note_done(self, run: str, treated: Treated, done: Done) -> None:
        """Enter what came of cleaning one capture."""
        self._connection.execute(
            "INSERT OR REPLACE INTO captures VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                *(treated.capture_id, treated.url, treated.sha256, treated.raw_path, treated.fetched_at, treated.key),
                *(done.status, run, done.status, done.article_id, done.cause),
                *(done.language, done.interface, done.headline, done.removed, done.repaired),
            ),
        )

    def note_unchanged(self, run: str, capture_id: str) -> Done:
        """Enter that nothing was due for a capture, and give its row."""
        row = self._connection.execute(
            f"UPDATE captures SET run = ?, status = ? WHERE id = ? RETURNING {_DONE}",  # noqa: S608 - our own names
            (run, Outcome.UNCHANGED, capture_id),
        ).fetchone()
        return Done(row[0], Outcome(row[1]), *row[2:])

    def candidates(self) -> Iterator[Candidate]:
        """Every capture whose bytes are kept, sorted by raw path."""
        return (Candidate(*row) for row in self._connection.execute(CANDIDATES))

    def knows_newer(self, treated: Treated, article_id: str) -> bool:
        """Whether an article was met at the capture's own address in a capture that counts for more."""
        found = self._connection.execute(
            "SELECT coalesce(fetched_at, ''), raw_path FROM captures WHERE url = ? AND article_id = ?",
            (treated.url, article_id),
        )
        return any((fetched_at, raw_path or "") > treated.rank for fetched_at, raw_path in found)

    def make_due(self, url: str, article_id: str | None) -> None:
        """Let every capture of an address or an article be cleaned again by the next run, although it is known."""
        self._connection.execute("UPDATE captures SET key = '' WHERE url = ? OR article_id = ?", (url, article_id))

    # Articles

    def article(self, article_id: str) -> Entry | None:
        """One article by id."""
        return next(self._entries("id = ?", article_id), None)

    def has_article(self, article_id: str) -> bool:
        """Whether the id is taken, also by an article that was withdrawn."""
        return self.article(article_id) is not None

    def entry_at(self, address: str, *how: Leading) -> Entry | None:
        """The article that this address (canonical form) leads to in one of these ways."""
        marks = ",".join("?" * len(how))
        where = f"id = (SELECT article_id FROM addresses WHERE address = ? AND how IN ({marks}))"  # noqa: S608
        return next(self._entries(where, address, *how), None)

    def entries_with_body(self, body: str, scope: str) -> Iterator[Entry]:
        """Published articles of one registrable domain with the same text, by id."""
        return self._entries("body = ? AND scope = ? AND sha256 != '' ORDER BY id", body, scope)

    def entries(self) -> Iterator[Entry]:
        """Every published article, by id; what is entered meanwhile may be among them."""
        return self._paged("sha256 != ''")

    def ended(self) -> Iterator[Entry]:
        """Every article that was published once and is not now, by id; as :meth:`entries`."""
        return self._paged("sha256 = ''")

    def count_articles(self) -> int:
        """How many articles are published now."""
        return int(self._connection.execute("SELECT count(*) FROM articles WHERE sha256 != ''").fetchone()[0])

    def note_article(self, entry: Entry) -> None:
        """Enter an article as it is published now."""
        values = [getattr(entry, name) for name in _ENTRY_COLUMNS]
        marks = ",".join("?" * len(values))
        self._connection.execute(f"INSERT OR REPLACE INTO articles ({_ENTRY}) VALUES ({marks})", values)  # noqa: S608

    def note_address(self, address: str, article_id: str) -> None:
        """Enter that a page captured at this address shows the article."""
        self._connection.execute("INSERT OR REPLACE INTO addresses VALUES (?, ?, 'captured')", (address, article_id))

    def note_claimed(self, address: str, article_id: str) -> None:
        """Enter that an article names this address as its own; a capture of that address outranks the claim."""
        self._connection.execute("INSERT OR IGNORE INTO addresses VALUES (?, ?, 'canonical')", (address, article_id))

    def move_addresses(self, former: str, article_id: str) -> None:
        """Let every address that leads to one article lead to another."""
        self._connection.execute("UPDATE addresses SET article_id = ? WHERE article_id = ?", (article_id, former))

    def addresses_of(self, article_id: str, *how: Leading) -> tuple[str, ...]:
        """The addresses that lead to an article in one of these ways, sorted; those it was captured at if none."""
        found = self._connection.execute(
            "SELECT address, how FROM addresses WHERE article_id = ? ORDER BY address", (article_id,)
        )
        return tuple(row[0] for row in found if row[1] in (how or ("captured",)))

    def _paged(self, where: str) -> Iterator[Entry]:
        # An open query would hold on to its moment: what is asked in between would be answered from then.
        last = ""
        while page := list(self._entries(f"{where} AND id > ? ORDER BY id LIMIT {_PAGE}", last)):
            last = page[-1].id
            yield from page

    def _entries(self, where: str, *values: str) -> Iterator[Entry]:
        found = self._connection.execute(f"SELECT {_ENTRY} FROM articles WHERE {where}", values)  # noqa: S608
        return (Entry(*row) for row in found)
