"""Take articles whose page is gone out of the clean folder. Start with :func:`withdraw_gone`.

When a page counts as gone (after how many tries, with which status) is for the scraper to say. The bytes in data/raw
stay; so does the id, so that an article whose page comes back (:func:`welcome_back`) is the same one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from pumice.normalise import close_run, open_run
from pumice.store.batch import Batch
from pumice.store.endings import GONE
from pumice.store.feed import Change, Ending
from pumice.store.folders import Folders
from pumice.store.ledger import Ledger, open_ledger
from pumice.store.locks import Lock, hold
from pumice.store.publish import publish_changes
from pumice.text.urls import canonical_address

_AT_ONCE: Final = 500
_ENDING: Final = Ending(Change.WITHDRAWN, GONE)


def withdraw_gone(addresses: Iterable[str], *, data: Path) -> int:
    """Withdraw the articles of pages that are gone; returns how many that were.

    An article goes when every address it was captured at is gone; it leaves a tombstone and a line in the change feed.
    What was captured at a gone address before now makes no article any more; what is captured later does.

    Raises:
        EnvironmentFault: the data folder cannot be written, is damaged, or another run does not come to an end.
    """
    folders = Folders(Path(data))
    gone = iter(dict.fromkeys(map(canonical_address, addresses)))
    withdrawn = 0
    with open_ledger(folders.ledger) as ledger:
        run = None
        while part := list(islice(gone, _AT_ONCE)):
            run = run or open_run(folders.data)
            withdrawn += publish_changes(folders, ledger, run, partial(_end, ledger=ledger, addresses=part))
        if run:
            close_run(folders.data, run)
    return withdrawn


def welcome_back(addresses: Iterable[str], *, data: Path) -> int:
    """Take back that these pages are gone, and give how many of them were.

    What was captured there is due again, so the next normalising publishes it, also where no byte of it has changed.

    Raises:
        EnvironmentFault: as :func:`withdraw_gone`.
    """
    folders = Folders(Path(data))
    back = 0
    with open_ledger(folders.ledger) as ledger, hold(folders, Lock.PUBLISH), ledger.transaction():
        for url in dict.fromkeys(addresses):
            address = canonical_address(url)
            if ledger.endings.is_gone(address):
                ledger.endings.note_back(address)
                entry = ledger.entry_at(address, "captured")
                ledger.make_due(url, entry.id if entry else None)
                back += 1
    return back


def _end(batch: Batch, *, ledger: Ledger, addresses: Iterable[str]) -> None:
    now = datetime.now(UTC).isoformat()
    for address in addresses:
        ledger.endings.note_gone(address, now)
    for address in addresses:
        entry = ledger.entry_at(address, "captured")
        if entry and entry.sha256 and all(map(ledger.endings.is_gone, ledger.addresses_of(entry.id))):
            batch.end(entry, _ENDING)
