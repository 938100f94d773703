"""What a page left in the data folder besides its article, and taking it away.

Each function can be done twice: what is gone already is passed over. Start with :func:`erase_raw` and
:func:`erase_beside`; :mod:`pumice.forget` calls them.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from pumice.errors import InputFault, LockedError
from pumice.model import Capture
from pumice.store.atomic import remove
from pumice.store.erasure import Erasure
from pumice.store.folders import Folders, inside
from pumice.store.ledger import Ledger
from pumice.store.raw import SIDECAR_SUFFIX, list_raw, read_input
from pumice.store.raw_paths import OPEN_SUFFIX, WARC_FOLDER, file_of, is_warc, split_record
from pumice.store.waiting import files_of
from pumice.store.warc.erase import erase_records
from pumice.store.warc.records import Place

_ADDRESS = re.compile(rb"https?://[^\s<>\"']+|urn:sha256:[0-9a-f]{64}")
_PAGE = frozenset({"response", "resource", "conversion"})


def refuse_scraping(folders: Folders) -> None:
    """See that nobody writes an archive now: what is being written cannot be searched.

    Raises:
        LockedError: a scrape is at work.
    """
    for path in sorted((folders.raw / WARC_FOLDER).rglob(f"*{OPEN_SUFFIX}")):
        with path.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise LockedError(f"a scrape is writing {path}; wait until it ends, then forget again") from error


def erase_raw(folders: Folders, erasure: Erasure) -> int:
    """Delete the loose captures and blank the archive records of an erasure; returns how many that were."""
    loose = [path for raw_path in erasure.raw_paths if not split_record(raw_path) for path in _loose(raw_path, folders)]
    loose += [path for raw_path in _loose_captures(folders, erasure) for path in _loose(raw_path, folders)]
    there = [path for path in dict.fromkeys(loose) if path.exists()]
    remove(there)
    erased = sum(not path.name.endswith(SIDECAR_SUFFIX) for path in there)
    for path in _files(folders.raw):
        if is_warc(path.name):
            erased += _erase_in(path, erasure)
    return erased


def erase_beside(folders: Folders, ledger: Ledger, erasure: Erasure) -> None:
    """Delete what quarantine, review and the doctor's finds hold of an erasure."""
    for article in erasure.articles:
        entry = ledger.article(article)
        if entry is not None:
            remove(path for path in files_of(folders, entry.path) if path.exists())
            remove([inside(folders.audit, entry.path)])
    for root in (folders.quarantine, folders.found, folders.review):
        remove([path for path in _files(root) if _speaks_of(path, erasure)])


def erase_report(folders: Folders) -> None:
    """Delete the report; it is made anew from what there is by the next ``pumice report``."""
    shutil.rmtree(folders.report, ignore_errors=True)


def mentions(content: bytes, erasure: Erasure) -> bool:
    """Whether a text names one of the addresses, whole, or one of the articles."""
    if any(article.encode() in content for article in erasure.articles):
        return True
    found = {match.decode("utf-8", "replace").replace("\\/", "/") for match in _ADDRESS.findall(content)}
    return any(erasure.covers(one) or erasure.covers(one.rstrip(".,;:)]}\\")) for one in found)


def _speaks_of(path: Path, erasure: Erasure) -> bool:
    return path.name.partition(".")[0] in erasure.articles or mentions(path.read_bytes(), erasure)


def _loose(raw_path: str, folders: Folders) -> Iterator[Path]:
    path = file_of(raw_path, folders.data)
    yield from (path, path.with_suffix(SIDECAR_SUFFIX), path.with_name(path.name + SIDECAR_SUFFIX))


def _loose_captures(folders: Folders, erasure: Erasure) -> Iterator[str]:
    """Loose files of these addresses that no run has met yet."""
    for raw_path in list_raw(folders.raw) if folders.raw.is_dir() else ():
        if split_record(raw_path) is None:
            found = read_input(folders.raw, raw_path)
            if found.url is not None and erasure.covers(found.url) and isinstance(found, Capture):
                yield raw_path


def _erase_in(warc: Path, erasure: Erasure) -> int:
    try:
        return erase_records(warc, lambda place: _is_of(place, erasure))
    except InputFault:
        return 0  # no archive after all; nothing in it was ever read


def _is_of(place: Place, erasure: Erasure) -> bool:
    """Whether a record is of one of the addresses, or of the way to it: a request, a redirect, what is said of it."""
    if place.head is None:
        return False
    named = place.head.named
    if erasure.covers(named.get("warc-target-uri", "").strip("<>")):
        return True
    is_page = named.get("warc-type") in _PAGE and not _is_redirect(place.start)
    return not is_page and mentions(place.start + json.dumps(named).encode(), erasure)


def _is_redirect(start: bytes) -> bool:
    return re.match(rb"HTTP/[\d.]+ 3\d\d", start) is not None


def _files(root: Path) -> Iterable[Path]:
    for folder, _, names in os.walk(root):
        yield from (Path(folder, name) for name in sorted(names))
