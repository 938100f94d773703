"""The ledger for a rehearsal: a private copy, so that everything can be decided and nothing is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

from pumice.errors import StoreError, UsageError
from pumice.store.ledger import Ledger
from pumice.store.ledger_file import add_tables

_TRIES = 5


@contextmanager
def open_copy(path: Path, *, missing: Literal["refuse", "empty"] = "refuse") -> Iterator[Ledger]:
    """A copy of the ledger for the length of a ``with`` block; the data folder is not touched, not even by SQLite.

    The copy lies in SQLite's own temporary file, so a large ledger does not fill the memory. Where there is no ledger,
    it is refused, or the copy is an empty one.

    Raises:
        UsageError: there is no ledger.
        StoreError: it is damaged, or it is being written all the time.
    """
    if missing == "refuse" and not path.is_file():
        raise UsageError(f"there is no ledger at {path}; run pumice normalise first, it makes one")
    with closing(sqlite3.connect("", isolation_level=None, check_same_thread=False)) as copy:
        try:
            if path.is_file():
                _copy(path, copy)
            add_tables(copy)
            yield Ledger(copy)
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{path} cannot be read as the ledger ({error}); run pumice doctor") from error


def _copy(path: Path, copy: sqlite3.Connection) -> None:
    for _ in range(_TRIES):
        before = path.stat()
        # Opening a WAL database read-only leaves two files beside it, unless it is called immutable. It may be called
        # so while nobody has it open; whether somebody came in between, its time of change tells.
        is_open = path.with_name(path.name + "-wal").exists()
        mode = "mode=ro" if is_open else "mode=ro&immutable=1"
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)) as source:
            source.backup(copy)
        after = path.stat()
        if is_open or (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size):
            return
    raise StoreError(f"{path} is being written all the time; try again when the other run has ended")
