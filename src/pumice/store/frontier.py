"""The frontier: what the scraper knows of each address, and which are due. A part of the ledger.

:class:`Frontier` is a part of :class:`pumice.store.ledger.Ledger`; what is entered becomes durable with the ledger's
transaction. Start reading at :meth:`Frontier.due` and :meth:`Frontier.note_answer`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum

_RESUMED_WITHIN = timedelta(days=1)


class State(StrEnum):
    """How things stand with an address.

    due: to be asked for. done: its page was had. parked: its host asked to be left alone for a while. gone: it was
    not there so often that it counts as gone. moved: it leads to another address for good, which is asked for instead.
    """

    DUE = "due"
    DONE = "done"
    PARKED = "parked"
    GONE = "gone"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest answer of an address; the members are those of the table ``newest`` in ledger.sql."""

    url: str
    capture_id: str
    raw_path: str
    date: str
    digest: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """How asking for an address ended.

    Attributes:
        url: as it was asked for.
        run: the scrape that asked.
        state: how things stand now.
        tries: how often in a row the page was not there.
        until: parked until then, or None.
        answerer: the address that answered, or None.
        cause: why it failed, or None.
    """

    url: str
    run: str
    state: State
    tries: int = 0
    until: datetime | None = None
    answerer: str | None = None
    cause: str | None = None


class Frontier:
    """Questions to the frontier and entries into it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # Runs

    def resume(self, plan: str) -> str | None:
        """The last scrape of this plan, if it did not come to its end and is not long ago."""
        since = _iso(datetime.now(UTC) - _RESUMED_WITHIN)
        row = self._connection.execute(
            "SELECT id, ended FROM scrapes WHERE plan = ? AND started > ? ORDER BY started DESC, id DESC LIMIT 1",
            (plan, since),
        ).fetchone()
        return str(row[0]) if row and row[1] is None else None

    def begin(self, run: str, plan: str) -> None:
        """Enter a scrape."""
        self._connection.execute("INSERT INTO scrapes VALUES (?, ?, ?, NULL)", (run, plan, _now()))

    def end(self, run: str) -> None:
        """Enter that a scrape came to its end."""
        self._connection.execute("UPDATE scrapes SET ended = ? WHERE id = ?", (_now(), run))

    def had_in(self, run: str) -> set[str]:
        """The addresses whose pages a scrape had."""
        found = self._connection.execute(
            "SELECT url FROM frontier WHERE run = ? AND state IN ('done', 'moved')", (run,)
        )
        return {row[0] for row in found}

    def was_had(self, url: str, run: str) -> bool:
        """Whether a scrape had the page of this address."""
        found = self._connection.execute(
            "SELECT 1 FROM frontier WHERE url = ? AND run = ? AND state IN ('done', 'moved')", (url, run)
        )
        return found.fetchone() is not None

    # Addresses

    def note_found(self, url: str, source: str, changed: datetime | None) -> None:
        """Enter that a source lists an address, and when its page changed, if it tells."""
        told = _iso(changed) if changed else None
        self._connection.execute(
            "INSERT INTO frontier (url, source, state, found, changed, tries) VALUES (?, ?, 'due', ?, ?, 0) "
            "ON CONFLICT (url) DO UPDATE SET source = excluded.source, "
            "changed = max(coalesce(changed, ''), coalesce(excluded.changed, ''))",
            (url, source, _now(), told),
        )

    def due(self, source: str, *, recheck: timedelta) -> Iterator[str]:
        """Addresses of a source that are to be asked for now, those that were never asked for first.

        Due is what is new, what a feed or sitemap says has changed since it was asked for, what failed, what is parked
        no longer, and what was not asked for as long as ``recheck``, unless it has moved.
        """
        now = datetime.now(UTC)
        found = self._connection.execute(
            "SELECT url FROM frontier WHERE source = ? AND state != 'moved' AND "
            "(asked IS NULL OR (state = 'due') OR (state = 'parked' AND until <= ?) "
            "OR (state IN ('done', 'gone') AND (changed > asked OR asked <= ?))) "
            "ORDER BY asked IS NOT NULL, changed DESC, url",
            (source, _iso(now), _iso(now - recheck)),
        )
        return (str(row[0]) for row in found)

    def note_answer(self, asked: Asked) -> None:
        """Enter how asking for an address ended."""
        now, until = _now(), _iso(asked.until) if asked.until else None
        self._connection.execute(
            "INSERT INTO frontier (url, source, state, found, asked, run, tries, until, answerer, cause) "
            "VALUES (?1, '', ?2, ?3, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (url) DO UPDATE SET state = ?2, asked = ?3, "
            "run = ?4, tries = ?5, until = ?6, answerer = coalesce(?7, answerer), cause = ?8",
            (asked.url, asked.state, now, asked.run, asked.tries, until, asked.answerer, asked.cause),
        )

    def tries(self, url: str) -> int:
        """How often in a row the page was not there."""
        row = self._connection.execute("SELECT tries FROM frontier WHERE url = ?", (url,)).fetchone()
        return int(row[0]) if row else 0

    def parked(self) -> Iterator[tuple[str, datetime]]:
        """Addresses whose hosts asked to be left alone for longer than until now, and until when."""
        found = self._connection.execute(
            "SELECT url, until FROM frontier WHERE state = 'parked' AND until > ?", (_now(),)
        )
        return ((str(url), datetime.fromisoformat(until)) for url, until in found)

    def states(self, source: str) -> dict[str, int]:
        """How many addresses of a source are in which state."""
        return dict(
            self._connection.execute("SELECT state, count(*) FROM frontier WHERE source = ? GROUP BY state", (source,))
        )

    # Answers

    def newest_of(self, url: str) -> Newest | None:
        """The newest answer to this address, wherever its redirects led."""
        row = self._connection.execute("SELECT answerer FROM frontier WHERE url = ?", (url,)).fetchone()
        return self.newest_at(str(row[0]) if row and row[0] else url)

    def newest_at(self, url: str) -> Newest | None:
        """The newest answer of this very address."""
        row = self._connection.execute(
            f"SELECT {_NEWEST} FROM newest WHERE url = ?",  # noqa: S608 - our own column names
            (url,),
        ).fetchone()
        return Newest(*row) if row else None

    def note_newest(self, newest: Newest) -> None:
        """Enter an address's newest answer."""
        self._connection.execute(
            f"INSERT OR REPLACE INTO newest ({_NEWEST}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own names
            astuple(newest),
        )


_NEWEST = ", ".join(column.name for column in fields(Newest))


def _now() -> str:
    return _iso(datetime.now(UTC))


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
