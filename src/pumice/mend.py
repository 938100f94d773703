"""Repair a data folder as far as the ledger and data/raw allow. Start with :func:`mend`.

Nothing is deleted but temporary files of killed runs: what does not belong is put aside in data/found, and what is
missing or was put aside is made again from its raw bytes. An article that cannot be made again is withdrawn, so that
following the change feed leads to what the folder holds, after a mending as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from pumice.doctor import examine
from pumice.model import Capture, Finding
from pumice.normalise import Work, close_run, open_run
from pumice.settings import Settings
from pumice.store.atomic import make_folder, remove, sync_folder, write_file
from pumice.store.batch import Batch
from pumice.store.compaction import write_feed
from pumice.store.draft import tombstone_json
from pumice.store.feed import Change, Ending, sequence_of
from pumice.store.folders import Folders, inside
from pumice.store.ledger import Ledger, open_ledger
from pumice.store.locks import Lock, hold
from pumice.store.publish import publish_changes, recover
from pumice.store.raw import read_input
from pumice.store.raw_paths import INDEX_SUFFIX, decode_path
from pumice.store.records import Entry
from pumice.store.runs import mend_state
from pumice.store.warc.recover import index_warc
from pumice.workers import Shop

LOST: Final = Ending(Change.WITHDRAWN, "lost")
_PASSES: Final = 3  # what is put aside can uncover more: behind a link in a folder's place, every article is missing
_ARTICLE: Final = frozenset(
    "link folder no-file no-permission torn no-json schema-invalid duplicate-key wrong-digest missing".split()
)
_ASIDE: Final = (_ARTICLE - {"missing"}) | frozenset(
    "foreign orphan audit-torn audit-orphan tombstone-orphan quarantine-damaged quarantine-orphan".split()
)
_EVIDENCE: Final = frozenset({"audit-missing", "audit-torn"})
_FEED: Final = frozenset({"feed-missing", "feed-torn", "feed-damaged", "feed-unnamed"})
_INDEX: Final = frozenset({"index-missing", "index-wrong"})
_STATE: Final = frozenset({"current-damaged", "manifest-damaged", "schema-damaged"})


@dataclass(frozen=True, slots=True)
class Mended:
    """What was wrong: what is so no more, and what is left."""

    mended: tuple[Finding, ...]
    left: tuple[Finding, ...]


def mend(data: Path, *, settings: Settings | None = None) -> Mended:
    """Examine a data folder, repair what can be repaired, and examine it again.

    Raises:
        EnvironmentFault: the data folder cannot be written, or a run does not come to an end.
    """
    shop = Shop(Folders(Path(data)), settings or Settings())
    first = left = tuple(examine(shop.folders.data))
    for _ in range(_PASSES):
        if not any(finding.repairable for finding in left):
            break
        _mend_once(left, shop)
        left = tuple(examine(shop.folders.data))
    remaining = {(finding.place, finding.fault) for finding in left}
    return Mended(tuple(one for one in first if (one.place, one.fault) not in remaining), left)


def _mend_once(findings: tuple[Finding, ...], shop: Shop) -> None:
    folders = shop.folders
    run = open_run(folders.data)
    with open_ledger(folders.ledger) as ledger:
        broken = [one for one in findings if one.repairable and (one.fault in _ARTICLE or one.fault in _EVIDENCE)]
        known = [entry for one in broken if (entry := ledger.article(Path(one.place).stem)) and entry.sha256]
        captures = {entry.id: found for entry in known if (found := _capture_of(entry, shop))}
        with hold(folders, Lock.PUBLISH):
            recover(folders, ledger)
            _mend_files(findings, captures, folders, run)
            _mend_state(findings, folders, ledger)
            _mend_indexes(findings, folders)
        Work(shop, ledger, run, due="all").do(captures.values())
        publish_changes(folders, ledger, run, partial(_end_lost, ledger=ledger, folders=folders, known=known))
    close_run(folders.data, run)


def _capture_of(entry: Entry, shop: Shop) -> Capture | None:
    found = read_input(shop.folders.raw, entry.raw_path, limits=shop.settings.to_limits()) if entry.raw_path else None
    return found if isinstance(found, Capture) else None


def _mend_files(findings: Iterable[Finding], captures: Iterable[str], folders: Folders, run: str) -> None:
    again = set(captures)
    for one in findings:
        path = inside(folders.data, one.place)
        if one.fault == "leftover":
            remove([path])
        elif one.fault == "wrong-digest" and path.stem not in again:
            continue  # whole, and the only copy there is: a person must say which of the two it should be
        elif one.fault in _ASIDE:
            _put_aside(path, inside(folders.found / run, one.place))


def _mend_indexes(findings: Iterable[Finding], folders: Folders) -> None:
    for one in findings:
        if one.fault in _INDEX:
            index_warc(inside(folders.data, decode_path(one.place.removesuffix(INDEX_SUFFIX))))


def _put_aside(path: Path, place: Path) -> None:
    make_folder(place.parent)
    try:
        path.rename(place)
    except FileNotFoundError:
        return
    for folder in (place.parent, path.parent):
        sync_folder(folder)


def _mend_state(findings: Iterable[Finding], folders: Folders, ledger: Ledger) -> None:
    faults = {finding.fault for finding in findings}
    if faults & _FEED:
        write_feed(folders, ledger)
    if "tombstone-missing" in faults:
        for entry in ledger.ended():
            if not folders.tombstone(entry.path).is_file():
                write_file(folders.tombstone(entry.path), _tombstone_of(entry, ledger))
    if faults & _STATE:
        mend_state(folders, ledger)


def _tombstone_of(entry: Entry, ledger: Ledger) -> bytes:
    sequence = sequence_of((ledger.journal.last_line_of(entry.id) or "").encode("utf-8", "backslashreplace"))
    return tombstone_json(entry.path, LOST, sequence)


def _end_lost(batch: Batch, *, ledger: Ledger, folders: Folders, known: Iterable[Entry]) -> None:
    for entry in _lost(ledger, folders, known):
        batch.end(entry, LOST)


def _lost(ledger: Ledger, folders: Folders, known: Iterable[Entry]) -> Iterator[Entry]:
    for one in known:
        entry = ledger.article(one.id)
        if entry and entry.sha256 and not inside(folders.clean, entry.path).exists():
            yield entry
