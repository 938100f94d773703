"""Look through a data folder and say what is wrong with it. Start with :func:`examine`.

A check is a function of :data:`CHECKS`; it looks at one concern, writes nothing, and yields a
:class:`~pumice.model.Finding` for each thing that is not as it should be.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pumice.errors import StoreError
from pumice.model import Finding
from pumice.store.check.articles import Check, check_articles
from pumice.store.check.beside import check_beside
from pumice.store.check.feed import check_state
from pumice.store.check.ledger import check_ledger
from pumice.store.check.raw import check_raw
from pumice.store.check.warc import check_warcs
from pumice.store.folders import Folders
from pumice.store.ledger import open_ledger

CHECKS: Final[tuple[Check, ...]] = (check_ledger, check_raw, check_warcs, check_articles, check_beside, check_state)
"""Everything that is looked at, in the order of the report."""


def examine(data: Path) -> Iterator[Finding]:
    """Everything that is wrong in a data folder, as it is found; nothing is changed.

    Raises:
        LockedError: a run publishes and does not come to an end.
    """
    folders = Folders(Path(data))
    if not folders.ledger.is_file():
        yield from _without_ledger(folders)
        return
    try:
        with open_ledger(folders.ledger) as ledger:
            for check in CHECKS:
                yield from check(folders, ledger)
    except StoreError as error:
        yield Finding("ledger.sqlite", "ledger-damaged", str(error), "see there")


def _without_ledger(folders: Folders) -> Iterator[Finding]:
    if any(path.is_dir() for path in (folders.clean.iterdir() if folders.clean.is_dir() else ())):
        explanation = "there are articles in clean, and no ledger that knows them"
        yield Finding(
            "ledger.sqlite", "ledger-missing", explanation, "run pumice normalise: it is rebuilt from data/raw"
        )
