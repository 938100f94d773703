"""What is older than it need be kept: captures, evidence, lines of the feed. Start with :func:`expired_raw`.

A capture that a published article is made from never expires, nor does one that could not be normalised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from pumice.errors import InputFault
from pumice.model import Outcome
from pumice.store.candidates import Candidate
from pumice.store.folders import Folders, inside
from pumice.store.ledger import Ledger
from pumice.store.raw import SIDECAR_SUFFIX
from pumice.store.raw_paths import WARC_FOLDER, WARC_SUFFIX, file_of, is_warc, split_record
from pumice.store.warc.index import index_of
from pumice.store.warc.read import list_pages

_FAULTS = frozenset({Outcome.QUARANTINED, Outcome.FAILED})


@dataclass(frozen=True, slots=True)
class Expired:
    """One file that may go, with what goes along with it, and the raw paths or the article that it is of."""

    files: tuple[Path, ...]
    of: tuple[str, ...]

    @property
    def size(self) -> int:
        """Bytes that would be free."""
        return sum(path.stat().st_size for path in self.files if path.is_file())


def expired_raw(folders: Folders, ledger: Ledger, before: datetime) -> Iterator[Expired]:
    """Loose captures, and archives as a whole, that were received before a moment and that nothing is made from.

    Archives without pages go by their age: all they say is that pages had not changed, or were not there.
    """
    known: set[Path] = set()

    def file(one: Candidate) -> Path:
        return file_of(one.raw_path, folders.data)

    for path, group in groupby(ledger.candidates(), key=file):
        of = list(group)
        known.add(path)
        if path.is_file() and all(_is_past(one, path, before) for one in of) and _are_all(of, path):
            beside = (path.with_suffix(SIDECAR_SUFFIX), path.with_name(path.name + SIDECAR_SUFFIX), index_of(path))
            yield Expired((path, *(other for other in beside if other.is_file())), tuple(one.raw_path for one in of))
    for path in sorted((folders.raw / WARC_FOLDER).rglob(f"*{WARC_SUFFIX}")):
        if path not in known and _changed(path) < before and _are_all((), path):
            yield Expired((path, *(other for other in (index_of(path),) if other.is_file())), ())


def expired_audit(folders: Folders, ledger: Ledger, before: datetime) -> Iterator[Expired]:
    """Evidence that was written before a moment."""
    for entry in ledger.entries():
        path = inside(folders.audit, entry.path)
        if path.is_file() and _changed(path) < before:
            yield Expired((path,), (entry.path,))


def _is_past(one: Candidate, path: Path, before: datetime) -> bool:
    if one.leads or one.outcome in _FAULTS:
        return False
    return (datetime.fromisoformat(one.fetched_at) if one.fetched_at else _changed(path)) < before


def _are_all(known: Iterable[Candidate], path: Path) -> bool:
    """Whether the ledger knows every page in a file; what no run has met yet does not expire."""
    records = [record for one in known if (record := split_record(one.raw_path))]
    if not records and not is_warc(path.name):
        return True
    try:
        return set(list_pages(path)) <= {offset for _, offset in records}
    except InputFault:
        return False


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
