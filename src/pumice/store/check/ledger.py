"""The ledger itself, and what it says of files outside the clean folder. Start with :func:`check_ledger`."""

from __future__ import annotations

from collections.abc import Iterator

from pumice.model import Finding
from pumice.store.folders import Folders
from pumice.store.ledger import Ledger
from pumice.store.locks import Lock, hold


def check_ledger(folders: Folders, ledger: Ledger) -> Iterator[Finding]:
    """Whether SQLite finds the ledger whole, and whether a run was killed and not yet made good."""
    for complaint in ledger.complaints():
        mend = (
            "move ledger.sqlite away with its -wal and -shm files and run pumice normalise: it is rebuilt from data/raw"
        )
        yield Finding("ledger.sqlite", "ledger-damaged", f"SQLite finds fault with it: {complaint}", mend)
    with hold(folders, Lock.PUBLISH):
        if ledger.journal.intents():
            explanation = "a batch was committed and its files were not all put in place: the run was killed"
            yield Finding("ledger.sqlite", "unfinished", explanation, "--repair finishes it, and so does any run", True)
