"""What lies beside the articles: evidence, tombstones, quarantine records. Start with :func:`check_beside`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from pumice.model import Finding
from pumice.store.diagnosis import ASIDE
from pumice.store.folders import Folders, inside
from pumice.store.ledger import Ledger
from pumice.store.locks import Lock, hold
from pumice.store.waiting import turned_down_place

_REMADE: Final = "pumice doctor --repair makes it again from data/raw"


def check_beside(folders: Folders, ledger: Ledger) -> Iterator[Finding]:
    """What is missing, torn or without an owner in data/audit, clean/tombstones and data/quarantine."""
    yield from _check_evidence(folders, ledger)
    yield from _check_owners(folders.audit, "audit-orphan", folders, ledger)
    yield from _check_tombstones(folders, ledger)
    yield from _check_owners(folders.clean / "tombstones", "tombstone-orphan", folders, ledger)
    yield from _check_quarantine(folders, ledger)


def _check_evidence(folders: Folders, ledger: Ledger) -> Iterator[Finding]:
    for entry in ledger.entries():
        yield from _confirm(folders, partial(_look_at_evidence, entry.id, folders, ledger))


def _look_at_evidence(article_id: str, folders: Folders, ledger: Ledger) -> Finding | None:
    entry = ledger.article(article_id)
    if entry is None or not entry.sha256:
        return None
    path = inside(folders.audit, entry.path)
    place = str(path.relative_to(folders.data))
    if not path.is_file():
        if ledger.endings.was_freed(entry.path):
            return None
        return Finding(place, "audit-missing", "an article stands without its evidence", _REMADE, repairable=True)
    if not _ends_well(path):
        return Finding(place, "audit-torn", "it breaks off before its end", _REMADE, repairable=True)
    return None


def _check_tombstones(folders: Folders, ledger: Ledger) -> Iterator[Finding]:
    for entry in ledger.ended():
        yield from _confirm(folders, partial(_look_for_tombstone, entry.id, folders, ledger))


def _look_for_tombstone(article_id: str, folders: Folders, ledger: Ledger) -> Finding | None:
    entry = ledger.article(article_id)
    if entry is None or entry.sha256 or folders.tombstone(entry.path).is_file():
        return None
    if turned_down_place(folders, entry.path).is_file():
        return None  # a person turned it down, perhaps before it ever stood in the clean folder
    place = str(folders.tombstone(entry.path).relative_to(folders.data))
    mend = "pumice doctor --repair sets it again"
    return Finding(place, "tombstone-missing", "an article was withdrawn and nothing says so", mend, repairable=True)


def _check_owners(root: Path, fault: str, folders: Folders, ledger: Ledger) -> Iterator[Finding]:
    """Files that belong to no article in the state that they speak of."""
    for path in _files(root):
        yield from _confirm(folders, partial(_look_for_owner, path, fault, folders, ledger))


def _look_for_owner(path: Path, fault: str, folders: Folders, ledger: Ledger) -> Finding | None:
    is_evidence = fault == "audit-orphan"
    root = folders.audit if is_evidence else folders.clean / "tombstones"
    entry = ledger.article(path.stem) if path.suffix == ".json" else None
    belongs = entry is not None and inside(root, entry.path) == path and bool(entry.sha256) is is_evidence
    if belongs or not path.exists():
        return None
    return Finding(str(path.relative_to(folders.data)), fault, "it belongs to no such article", ASIDE, repairable=True)


def _check_quarantine(folders: Folders, ledger: Ledger) -> Iterator[Finding]:
    for path in _files(folders.quarantine):
        yield from _confirm(folders, partial(_look_at_record, path, folders, ledger))


def _look_at_record(path: Path, folders: Folders, ledger: Ledger) -> Finding | None:
    place = str(path.relative_to(folders.data))
    try:
        record = json.loads(path.read_bytes())
        raw_path = record["rawPath"]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Finding(place, "quarantine-damaged", "it is no quarantine record", ASIDE, repairable=True)
    if isinstance(raw_path, str) and not ledger.faults.is_at(raw_path):
        explanation = "the ledger knows of no fault in this input"
        return Finding(place, "quarantine-orphan", explanation, ASIDE, repairable=True)
    return None


def _confirm(folders: Folders, look: Callable[[], Finding | None]) -> Iterator[Finding]:
    """What is found also under the publishing lock: a run may have been about to put it right."""
    if look() is not None:
        with hold(folders, Lock.PUBLISH):
            found = look()
        if found is not None:
            yield found


def _ends_well(path: Path) -> bool:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 2))
        return file.read() == b"}\n"


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders.sort()
        yield from (Path(folder, name) for name in sorted(names))
