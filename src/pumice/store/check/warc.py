"""The archive: every record of every WARC in data/raw, its digests, its index, and what the ledger says lies in it.

Start with :func:`check_warcs`. The whole store is read, one record at a time.
"""

from __future__ import annotations

import fcntl
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pumice.errors import InputFault
from pumice.model import Finding
from pumice.store.folders import Folders
from pumice.store.ledger import Ledger
from pumice.store.raw_paths import OPEN_SUFFIX, WARC_FOLDER, encode_path, is_warc, record_path, split_record
from pumice.store.warc.index import Line, index_of, index_text
from pumice.store.warc.read import check_record, line_of
from pumice.store.warc.records import walk

_RESTORE: Final = "restore the file from a backup, or scrape its addresses again; every other record is read"
_BY_NEXT: Final = "pumice doctor --repair publishes what is whole in it, and so does the next run"
_INDEX: Final = "pumice doctor --repair writes it anew"


def check_warcs(folders: Folders, ledger: Ledger) -> Iterator[Finding]:
    """What is damaged in the archive, file by file, and captures of the ledger that are not where it says."""
    if not folders.raw.is_dir():
        return
    wanted = _wanted(ledger)
    for path in sorted(_archives(folders.raw)):
        if path.name.endswith(OPEN_SUFFIX):
            yield from _check_open(path, folders)
        elif path.is_file():
            file = record_path(folders.raw, path, 0).rpartition("#")[0]
            yield from _check_file(path, file, folders, wanted.get(file, {}))


def _archives(raw: Path) -> Iterator[Path]:
    # Not by rglob, which remembers every path it has met: loose pages may be many.
    for folder, _, names in os.walk(raw):
        yield from (Path(folder, name) for name in names if is_warc(name.removesuffix(OPEN_SUFFIX)))


def _wanted(ledger: Ledger) -> dict[str, dict[int, str]]:
    """Offsets and addresses of the captures that the ledger knows, by file."""
    wanted: dict[str, dict[int, str]] = defaultdict(dict)
    for one in ledger.candidates():
        record = split_record(one.raw_path)
        if record is not None:
            wanted[record[0]][record[1]] = one.url
    return wanted


def _check_open(path: Path, folders: Folders) -> Iterator[Finding]:
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # its writer is at work
    place = encode_path(str(path.relative_to(folders.data)))
    yield Finding(place, "warc-open", "a run that was killed has left it unfinished", _BY_NEXT, repairable=True)


def _check_file(path: Path, file: str, folders: Folders, wanted: dict[int, str]) -> Iterator[Finding]:
    lines: list[Line] = []
    missing = dict(wanted)
    is_whole = True
    try:
        for place in walk(path):
            fault = place.fault or check_record(path, place)
            if fault is not None:
                is_whole = False
                yield Finding(f"{file}#{place.offset}", "bad-record", fault.message, _RESTORE)
            if place.head is not None:
                missing.pop(place.offset, None)
            if line := line_of(place, path.name):
                lines.append(line)
    except InputFault as fault:
        yield Finding(file, "warc-unreadable", fault.message, "mend its permissions, or restore it from a backup")
        return
    for offset, url in sorted(missing.items()) if is_whole else ():
        explanation = f"the capture of {url or 'an unknown address'} is in the ledger, no record begins at this byte"
        yield Finding(f"{file}#{offset}", "raw-missing", explanation, "restore the file, or scrape the address again")
    if path.is_relative_to(folders.raw / WARC_FOLDER):
        yield from _check_index(path, file, lines)


def _check_index(path: Path, file: str, lines: list[Line]) -> Iterator[Finding]:
    place = f"{file}{index_of(path).name.removeprefix(path.name)}"
    try:
        written = index_of(path).read_bytes()
    except OSError as error:
        explanation = f"the index cannot be read ({error.strerror}); its pages are found by reading the whole file"
        yield Finding(place, "index-missing", explanation, _INDEX, repairable=True)
        return
    if written != index_text(lines):
        yield Finding(place, "index-wrong", "the index does not list what the file holds", _INDEX, repairable=True)
