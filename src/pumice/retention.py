"""How long things are kept, by ``[retention]`` in pumice.toml: :func:`survey` tells what may go, :func:`free` does it.

Nothing goes by itself: a person, or a schedule of theirs, runs ``pumice doctor --free``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final, Literal

from pumice.settings import Settings
from pumice.store.atomic import remove
from pumice.store.compaction import compact_feed, find_horizon
from pumice.store.expired import Expired, expired_audit, expired_raw
from pumice.store.folders import Folders
from pumice.store.ledger import Ledger, open_ledger
from pumice.store.locks import Lock, hold

_AT_ONCE: Final = 500
Kind = Literal["raw", "audit", "feed"]


@dataclass(frozen=True, slots=True)
class Freeable:
    """What the settings let go: of which kind, how many captures, records of evidence or lines, how many bytes."""

    kind: Kind
    count: int
    size: int


def survey(data: Path, settings: Settings) -> list[Freeable]:
    """What may go now; empty where no setting says so.

    Raises:
        StoreError: the ledger is damaged.
    """
    folders, found = Folders(Path(data)), []
    if not folders.ledger.is_file():
        return []
    with open_ledger(folders.ledger) as ledger:
        for kind in ("raw", "audit"):
            if (before := _before(settings, kind)) is not None:
                expired = list(_expired(kind, folders, ledger, before))
                found.append(Freeable(kind, sum(len(one.of) for one in expired), sum(one.size for one in expired)))
        if (before := _before(settings, "feed")) is not None:
            found.append(Freeable("feed", find_horizon(ledger, before)[1], 0))
    return found


def free(data: Path, settings: Settings) -> list[Freeable]:
    """Let go what may go, and tell what that was.

    Raises:
        LockedError: a run does not come to an end.
        StoreError: the ledger is damaged, or a file cannot be deleted.
    """
    folders, found = Folders(Path(data)), survey(data, settings)
    if not found:
        return []
    with open_ledger(folders.ledger) as ledger:
        for kind in ("raw", "audit"):
            if (before := _before(settings, kind)) is not None:
                _free(kind, folders, ledger, before)
        if (before := _before(settings, "feed")) is not None:
            compact_feed(folders, ledger, before)
    return found


def _free(kind: Kind, folders: Folders, ledger: Ledger, before: datetime) -> None:
    # Listed before anything is entered: a query that is open does not see what is entered meanwhile.
    expired = iter(list(_expired(kind, folders, ledger, before)))
    while part := list(islice(expired, _AT_ONCE)):
        of = [name for one in part for name in one.of]
        # First the ledger: a file that it no longer knows is met again as a new one, the other way round it is missed.
        with hold(folders, Lock.PUBLISH), ledger.transaction():
            if kind == "raw":
                ledger.endings.drop_captures(of)
            else:
                ledger.endings.note_freed(of)
        with hold(folders, Lock.RAW):
            remove(path for one in part for path in one.files)


def _expired(kind: Kind, folders: Folders, ledger: Ledger, before: datetime) -> Iterator[Expired]:
    return expired_raw(folders, ledger, before) if kind == "raw" else expired_audit(folders, ledger, before)


def _before(settings: Settings, kind: Kind) -> datetime | None:
    days: int | None = getattr(settings.retention, f"{kind}_days")
    return None if days is None else datetime.now(UTC) - timedelta(days=days)
