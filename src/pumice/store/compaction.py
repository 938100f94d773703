"""Make the change feed shorter: one line, the horizon, then stands for all before it. Start with :func:`compact_feed`.

A consumer whose number is at the horizon or after it notices nothing. One that was away for longer is told so by the
feed's first line and reads the folder whole.
"""

from __future__ import annotations

import json
from datetime import datetime

from pumice.store.atomic import write_stream
from pumice.store.feed import encode_line, horizon_line
from pumice.store.folders import Folders
from pumice.store.ledger import Ledger
from pumice.store.locks import Lock, hold
from pumice.store.naming import feed_name, name_in, new_name, with_name
from pumice.store.publish import recover
from pumice.store.runs import drop_manifests


def find_horizon(ledger: Ledger, before: datetime) -> tuple[int, int]:
    """The last number of the lines that are older than a moment, and how many lines that are; (0, 0) for none.

    Lines of runs that have not ended stay: their manifest is yet to be written from them.
    """
    unfinished = set(ledger.unfinished_runs())
    horizon = count = 0
    for line in map(json.loads, ledger.journal.changes_after(0)):
        if datetime.fromisoformat(line["at"]) >= before or line.get("run") in unfinished:
            break
        horizon = line["sequence"]
        count += 1
    return (horizon, count) if count > 1 else (0, 0)


def compact_feed(folders: Folders, ledger: Ledger, before: datetime) -> int:
    """Replace the feed's lines that are older than a moment by one, with their runs' manifests; returns how many.

    Raises:
        LockedError: a run publishes and does not come to an end.
        StoreError: the feed cannot be written.
    """
    with hold(folders, Lock.PUBLISH):
        recover(folders, ledger)
        horizon, count = find_horizon(ledger, before)
        if count:
            with ledger.transaction():
                line = horizon_line(horizon, ledger.count_articles(), before.isoformat(timespec="seconds"))
                line = with_name(line, _name(folders, ledger))
                runs = ledger.journal.compact(horizon, line)
            write_feed(folders, ledger)
            drop_manifests(folders, ledger, runs)
        return count


def write_feed(folders: Folders, ledger: Ledger) -> None:
    """Write the feed anew from the ledger, under the publishing lock; readers have the old file or the new one.

    A feed that has no name gets one.
    """
    with ledger.transaction():
        ledger.journal.name_feed(_name(folders, ledger))
    write_stream(folders.feed, map(encode_line, ledger.journal.changes_after(0)))


def _name(folders: Folders, ledger: Ledger) -> str:
    """The feed's name: the ledger's, or the file's where a ledger was lost and begun anew, or a new one."""
    return name_in(ledger.journal.first_line() or "") or feed_name(folders.feed) or new_name()
