"""The ledger as a file: whether it is ours, its tables made, its version checked. Start with :func:`prepare`."""

from __future__ import annotations

import re
import sqlite3
import time
from pathlib import Path
from typing import Final

from pumice.errors import StoreError

VERSION: Final = 1
_WAIT_SECONDS: Final = 60.0
_PAUSE_SECONDS: Final = 0.01
_APPLICATION: Final = 0x70756D69  # "pumi": tells our ledger from another program's database


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables that are not there yet, and see that the file is a ledger of this version.

    Raises:
        StoreError: it is another program's database, or of another version.
    """
    is_new = not _tables(connection)  # asked first: another process may be making the ledger at this moment
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if is_new:
        _create(connection)
    elif application != _APPLICATION:
        raise StoreError(f"{path} is a database of another program; move it away, pumice then makes its ledger anew")
    elif version != VERSION:
        raise StoreError(
            f"{path} is a ledger of version {version}, this pumice reads {VERSION}; "
            "use the pumice that wrote it, or move the ledger away: it is rebuilt from data/raw by pumice normalise"
        )
    add_tables(connection)
    connection.execute("PRAGMA synchronous = FULL")


def add_tables(connection: sqlite3.Connection) -> None:
    """Make the tables that a ledger of an earlier day does not have; nothing is written if it has them all."""
    script = _script()
    if not set(re.findall(r"CREATE TABLE IF NOT EXISTS (\w+)", script)) <= _tables(connection):
        connection.executescript(f"BEGIN IMMEDIATE; {script} COMMIT;")


def damaged(path: Path, error: sqlite3.Error) -> StoreError:
    """What to say of a file that SQLite cannot use."""
    return StoreError(
        f"{path} cannot be used as the ledger ({error}); if it is damaged move it away with its -wal and -shm files: "
        "it is rebuilt from data/raw by pumice normalise"
    )


def _create(connection: sqlite3.Connection) -> None:
    _turn_to_wal(connection)
    marks = f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {VERSION};"
    connection.executescript(f"BEGIN IMMEDIATE; {_script()} {marks} COMMIT;")


def _turn_to_wal(connection: sqlite3.Connection) -> None:
    """Two processes may make one ledger at once; SQLite waits for the other everywhere but here."""
    end = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _script() -> str:
    return Path(__file__).with_name("ledger.sql").read_text(encoding="utf-8")
