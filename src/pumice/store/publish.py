"""Publishing: a batch becomes visible whole, whatever kills it. Start with :func:`publish`.

Order of operations, all under the publishing lock:

1. What an earlier batch had committed but not finished (intents) is finished.
2. A ledger transaction opens; each capture is settled in it (:mod:`pumice.store.batch`).
3. All files are written under temporary names and brought to disk.
4. Changes and intents join the transaction, and it commits. From here on the batch *has happened*; killed before, it
   has not, and the temporary files are swept up by the next run.
5. The intents are carried out: files renamed, withdrawn files removed, folders brought to disk.
6. The feed gets its lines and is brought to disk.
7. The intents are cleared.

Killed between 4 and 7, the next run starts at 1; each of 5 to 7 done twice is as good as done once. At the end of the
run come its manifest and, last of all, current.json (:mod:`pumice.store.runs`).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pumice.store.atomic import bring_to_disk, remove, show, stage, temporary_name
from pumice.store.batch import Batch
from pumice.store.feed import catch_up
from pumice.store.folders import Folders, inside
from pumice.store.journal import Intent
from pumice.store.ledger import Ledger
from pumice.store.locks import Lock, hold
from pumice.store.records import Done, Treated


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a batch: one row per input, and how many articles were withdrawn."""

    rows: tuple[Done, ...]
    withdrawn: int = 0


def publish(folders: Folders, ledger: Ledger, run: str, treated: Sequence[Treated]) -> Published:
    """Settle a batch of cleaned captures and make its files visible.

    Raises:
        LockedError: another run publishes and does not come to an end.
        StoreError: the data folder cannot be written, or its ledger is damaged.
    """
    rows: list[Done] = []
    withdrawn = publish_changes(folders, ledger, run, lambda batch: rows.extend(map(batch.settle, treated)))
    return Published(tuple(rows), withdrawn)


def publish_changes(folders: Folders, ledger: Ledger, run: str, decide: Callable[[Batch], object]) -> int:
    """Make visible what ``decide`` does to a new batch; returns how many articles it withdrew.

    Raises:
        As :func:`publish`.
    """
    with hold(folders, Lock.PUBLISH):
        last = recover(folders, ledger)
        with ledger.transaction():
            batch = Batch(folders, ledger, run)
            decide(batch)
            batch.note_changes(last)
            ledger.journal.note_intents(_stage(folders, batch))
        recover(folders, ledger)
    return batch.withdrawn


def recover(folders: Folders, ledger: Ledger) -> int:
    """Finish what was committed but not carried out, and give the feed's last number; needs the publishing lock."""
    intents = ledger.journal.intents()
    if intents:
        show([(inside(folders.data, one.staged), inside(folders.data, one.path)) for one in intents if one.staged])
        remove(inside(folders.data, one.path) for one in intents if not one.staged)
    last = catch_up(folders.feed, ledger.journal)
    if intents:
        ledger.journal.clear_intents()
    return last


def _stage(folders: Folders, batch: Batch) -> list[Intent]:
    token = secrets.token_hex(4)
    intents = []
    staged_files: list[Path] = []
    for path, content in batch.files():
        relative = str(path.relative_to(folders.data))
        if content is None:
            intents.append(Intent(None, relative))
            continue
        staged = temporary_name(path, token)
        stage(staged, content)
        staged_files.append(staged)
        intents.append(Intent(str(Path(relative).with_name(staged.name)), relative))
    bring_to_disk(staged_files)
    return intents
