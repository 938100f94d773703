"""The ledger's file: made once, by whoever comes first."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Timer

from pumice.store.ledger import open_ledger


def test_a_ledger_that_another_is_making_is_waited_for(tmp_path: Path):
    """SQLite itself says "locked" at once where a new file is being written: nothing is damaged."""
    path = tmp_path / "ledger.sqlite"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    done = Timer(0.2, lambda: other.execute("ROLLBACK"))
    done.start()
    with open_ledger(path) as ledger:
        assert ledger.complaints() == []
    done.join()
    other.close()
