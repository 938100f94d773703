"""Locks that the kernel releases when their holder ends, however it ends.

One lock guards data/raw against two writers that reorganise it, one guards publishing; both are held per batch. A third
is held by flows for as long as they clean, so that two do not clean the same pages at once.
Start with :func:`hold`.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import IO

from pumice.errors import LockedError, StoreError
from pumice.store.atomic import make_folder
from pumice.store.folders import Folders

_PAUSE_SECONDS = 0.02
DEFAULT_WAIT_SECONDS = 120.0


class Lock(StrEnum):
    """What a lock guards."""

    RAW = "raw"
    PUBLISH = "publish"
    CLEANING = "cleaning"
    REPORT = "report"


@contextmanager
def hold(folders: Folders, lock: Lock, *, wait_seconds: float = DEFAULT_WAIT_SECONDS) -> Iterator[None]:
    """Hold a lock for the length of a ``with`` block, waiting for it at most ``wait_seconds``.

    Raises:
        LockedError: another process or thread still holds it; the message says who and since when.
        StoreError: the lock file cannot be opened.
    """
    path = folders.locks / f"{lock.value}.lock"
    with _open(path) as file:
        _acquire(file, path, wait_seconds)
        _sign(file)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)


def _open(path: Path) -> IO[str]:
    try:
        make_folder(path.parent)
        return path.open("a+", encoding="utf-8", errors="replace")
    except OSError as error:
        raise StoreError(
            f"the lock file {path} cannot be opened ({error}); mend the permissions of its folder"
        ) from error


def _acquire(file: IO[str], path: Path, wait_seconds: float) -> None:
    last_try = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= last_try:
                raise LockedError(_explain(file, path, wait_seconds)) from error
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _sign(file: IO[str]) -> None:
    file.seek(0)
    file.truncate()
    json.dump({"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}, file)
    file.flush()


def _explain(file: IO[str], path: Path, wait_seconds: float) -> str:
    file.seek(0)
    try:
        holder = json.loads(file.read())
        who = f"process {holder['pid']}, since {holder['since']}"
    except (ValueError, KeyError, TypeError):
        who = "a process that has not signed it yet"
    return (
        f"{path} is held by {who}; waited {wait_seconds:g} s for it. Wait until that run ends, or end it: "
        "the kernel then releases the lock, the file need not be deleted"
    )
