"""The change feed, clean/changes.jsonl: one JSON object a line, append-only, numbered without gaps.

A consumer keeps the last ``sequence`` it has seen and reads on from there; the first line names the feed
(:mod:`pumice.store.naming`). The ledger holds the same lines and is ahead of the file for at most a moment:
:func:`catch_up` writes what is missing, after a kill as well as in the normal course, so a line is never lost and never
written twice.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import BufferedRandom
from pathlib import Path
from typing import BinaryIO

from pumice.errors import StoreError
from pumice.store.atomic import make_folder, sync_folder
from pumice.store.journal import Journal

_TAIL_BYTES = 65_536
HORIZON = b'"change": "horizon"'
"""Marks the one line that stands for all before it, after the feed was made shorter."""


class Change(StrEnum):
    """What happened to an article.

    added: it stands in the clean folder for the first time, or again. changed: its bytes are others. The others
    say that it is no longer there. withdrawn: its page is gone or makes no article any more. superseded: it and another
    article proved to be one. forgotten: nothing of it is kept anywhere.
    """

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True)
class Ending:
    """Why an article leaves the clean folder.

    Attributes:
        change: withdrawn, superseded or forgotten.
        cause: one word: "rejected" (its page makes no article any more), "by-person" (a person turned it down),
            "gone" (its page is), "same-article", "erasure".
        superseded_by: id of the article that stands for it now, or None.
    """

    change: Change
    cause: str
    superseded_by: str | None = None


REJECTED = Ending(Change.WITHDRAWN, "rejected")


def feed_line(sequence: int, change: Change, facts: Mapping[str, object]) -> str:
    """One line without its line end; members stay in the order given."""
    return json.dumps({"sequence": sequence, "change": change.value, **facts}, ensure_ascii=False)


def horizon_line(sequence: int, articles: int, at: str) -> str:
    """The line that stands for all up to this number: who has not seen them reads the folder whole."""
    return json.dumps({"sequence": sequence, "change": "horizon", "articles": articles, "at": at})


def changed_fields(before: bytes | None, after: bytes) -> list[str]:
    """Names of the article's members that differ, sorted; all of them where ``before`` cannot be read."""
    new = json.loads(after)
    try:
        old = json.loads(before or b"{}")
    except ValueError:
        old = {}
    if not isinstance(old, dict):
        old = {}
    return sorted(name for name in {*old, *new} if old.get(name) != new.get(name) or (name in old) != (name in new))


def catch_up(path: Path, journal: Journal) -> int:
    """Append the ledger's lines that the file does not have yet, bring them to disk, and give the last number in use.

    That is the file's where the ledger was lost: numbers are never given twice.

    Only to be called while holding the publishing lock.

    Raises:
        StoreError: the file cannot be written.
    """
    last = journal.last_sequence()
    try:
        make_folder(path.parent)
        is_new = not path.exists()
        with path.open("a+b") as file:
            written = mend(file)
            if written < last:
                _append(file, journal.changes_after(written))
        if is_new:
            sync_folder(path.parent)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}; make room or mend its permissions") from error
    return max(written, last)


def mend(file: BufferedRandom) -> int:
    """Cut off a last line that was not written whole, and give the last whole line's number (0 if there is none)."""
    end, sequence = last_whole_line(file)
    if end < file.seek(0, os.SEEK_END):
        file.truncate(end)
        os.fsync(file.fileno())
    return sequence


def last_whole_line(file: BinaryIO) -> tuple[int, int]:
    """Where the last whole line of a feed ends, in bytes, and its number; (0, 0) if there is none."""
    size = file.seek(0, os.SEEK_END)
    window = _TAIL_BYTES
    while True:
        start = max(0, size - window)
        file.seek(start)
        keep, sequence = _find_last(file.read())
        if sequence or start == 0:
            return start + keep, sequence
        window *= 2


def sequence_of(line: bytes) -> int:
    """A line's number; 0 if it has none."""
    try:
        sequence = json.loads(line)["sequence"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return 0
    return sequence if isinstance(sequence, int) else 0


def _find_last(tail: bytes) -> tuple[int, int]:
    """How many bytes of the tail to keep, and the number of its last whole line."""
    end = tail.rfind(b"\n") + 1
    while end:
        begin = tail.rfind(b"\n", 0, end - 1) + 1
        sequence = sequence_of(tail[begin:end])
        if sequence:
            return end, sequence
        end = begin
    return 0, 0


def _append(file: BufferedRandom, lines: Iterable[str]) -> None:
    file.writelines(map(encode_line, lines))
    file.flush()
    os.fsync(file.fileno())


def encode_line(line: str) -> bytes:
    """A line as the file holds it."""
    return line.encode("utf-8", "backslashreplace") + b"\n"
