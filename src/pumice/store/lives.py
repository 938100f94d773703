"""Who is alive: a file for each run under way, locked by the kernel for as long as the run's process lives.

A process that is killed tells nobody, but it loses its locks. So the next one can tell for certain, without waiting
for a heartbeat to be missed, which runs ended without saying so. Start with :func:`live` and :func:`find_dead`.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pumice.errors import StoreError
from pumice.store.atomic import make_folder
from pumice.store.folders import Folders

_SUFFIX = ".run"


@contextmanager
def live(folders: Folders, name: str) -> Iterator[None]:
    """Be alive under this name for the length of a ``with`` block.

    Raises:
        StoreError: the file cannot be written.
    """
    path = _path(folders, name)
    hidden = path.with_name(f".{path.name}")
    try:
        make_folder(path.parent)
        file = hidden.open("w", encoding="ascii")
    except OSError as error:
        raise StoreError(f"{path.parent} cannot be written ({error}); mend the permissions of the folder") from error
    with file:
        # Locked before it can be found: an unlocked file means dead.
        fcntl.flock(file, fcntl.LOCK_EX)
        hidden.rename(path)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def find_dead(folders: Folders) -> list[str]:
    """Names under which somebody lived and ended without a word, sorted; until they are buried."""
    paths = sorted((folders.locks / "runs").glob(f"*{_SUFFIX}"))
    return [path.stem for path in paths if not path.name.startswith(".") and _is_dead(path)]


def bury(folders: Folders, name: str) -> None:
    """Forget one that is dead."""
    _path(folders, name).unlink(missing_ok=True)


def _path(folders: Folders, name: str) -> Path:
    return folders.locks / "runs" / f"{name}{_SUFFIX}"


def _is_dead(path: Path) -> bool:
    try:
        with path.open("r+", encoding="ascii") as file:
            return _can_lock(file)
    except FileNotFoundError:
        return False


def _can_lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
