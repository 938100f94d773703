"""Makes good what a killed writer left: the file cut after its last whole record, published, indexed.

Start with :func:`recover_warcs`. A file whose writer is alive is locked by it and left alone.
"""

from __future__ import annotations

import fcntl
import os
from dataclasses import dataclass, replace
from pathlib import Path

from pumice.errors import InputFault, StoreError
from pumice.store.atomic import sync_folder
from pumice.store.raw_paths import OPEN_SUFFIX, WARC_FOLDER, is_warc, record_path
from pumice.store.warc.head import parse_fields
from pumice.store.warc.index import Line, index_of, publish_index
from pumice.store.warc.read import line_of
from pumice.store.warc.records import Place, walk


@dataclass(frozen=True, slots=True)
class Salvaged:
    """An answer that a killed writer had stored.

    Attributes:
        requested: the address that was asked for.
        raw_path: where its record lies.
        line: what the index tells of it.
        date: its WARC-Date.
    """

    requested: str
    raw_path: str
    line: Line
    date: str


def recover_warcs(raw: Path) -> list[Salvaged]:
    """Publish every file that was abandoned, and index every one of ours that lacks its index.

    Returns:
        The answers in the abandoned files whose visits are whole.

    Raises:
        StoreError: the folder cannot be written.
    """
    salvaged: list[Salvaged] = []
    for path in sorted((raw / WARC_FOLDER).rglob(f"*{OPEN_SUFFIX}")):
        try:
            salvaged += _recover(raw, path)
        except (OSError, InputFault) as error:
            raise StoreError(f"{path} cannot be recovered: {error}; mend its permissions or move it away") from error
    for path in sorted((raw / WARC_FOLDER).rglob("*")):
        if is_warc(path.name) and not index_of(path).exists():
            index_warc(path)
    return salvaged


def index_warc(path: Path) -> int:
    """Write the index of a WARC anew; gives the number of its damaged places, which no index can list.

    Raises:
        InputFault: the WARC cannot be read.
        StoreError: the folder cannot be written.
    """
    places = [(place.fault, line_of(place, path.name)) for place in walk(path)]
    publish_index(path, [line for _, line in places if line])
    return sum(1 for fault, _ in places if fault)


def _recover(raw: Path, path: Path) -> list[Salvaged]:
    final = path.with_name(path.name.removesuffix(OPEN_SUFFIX))
    with path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return []  # its writer is at work
        finds, last = _Finds(raw, final), None
        for place in walk(path):
            finds.note(place)
            last = place
        if last is not None and last.fault:
            file.truncate(last.offset)
        os.fsync(file.fileno())
        if not finds.lines:
            path.unlink()
            return []
        path.replace(final)
        sync_folder(final.parent)
        publish_index(final, finds.lines)
    return finds.visits


class _Finds:
    """What an abandoned file holds: lines for its index, and the visits that were written to their end."""

    def __init__(self, raw: Path, path: Path) -> None:
        self.lines: list[Line] = []
        self.visits: list[Salvaged] = []
        self._raw = raw
        self._path = path
        self._open: dict[str, Salvaged] = {}

    def note(self, place: Place) -> None:
        """Take in one record; a visit's metadata record is its last."""
        named = place.head.named if place.head else {}
        line = line_of(place, self._path.name)
        if line:
            self.lines.append(line)
            where = record_path(self._raw, self._path, place.offset)
            self._open[named.get("warc-record-id", "")] = Salvaged("", where, line, named.get("warc-date", ""))
        elif named.get("warc-type") == "metadata":
            answer = self._open.get(named.get("warc-concurrent-to", ""))
            told = dict(parse_fields(f"\n{place.start.decode('utf-8', 'replace')}"))
            if answer and "requested" in told:
                self.visits.append(replace(answer, requested=told["requested"]))
            self._open.clear()
