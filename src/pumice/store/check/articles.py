"""The clean folder's articles against the ledger: missing, torn, edited, foreign. Start with :func:`check_articles`.

A file whose digest is the ledger's was valid when it was written and is valid now, so only the others are taken apart.
What looks wrong is looked at once more under the publishing lock, because a run may be replacing it at that moment.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from pumice.model import Finding
from pumice.store.diagnosis import ASIDE, diagnose
from pumice.store.folders import CLEAN_NAMES, Folders, inside
from pumice.store.ledger import Ledger
from pumice.store.locks import Lock, hold

_KEEP: Final = ".gitkeep"  # lets git hold an empty folder
_NAME: Final = re.compile(r"([0-9a-f]{32})\.json")


def check_articles(folders: Folders, ledger: Ledger) -> Iterator[Finding]:
    """What is wrong with the articles, sites in order; memory stays flat but for the names in one folder."""
    for site in _list(folders.clean):
        if site.name not in CLEAN_NAMES and site.name != _KEEP:
            yield from _check_site(site, folders, ledger)
    for entry in ledger.entries():
        if not os.path.lexists(inside(folders.clean, entry.path)):
            yield from _confirm(inside(folders.clean, entry.path), folders, ledger)


def _check_site(site: Path, folders: Folders, ledger: Ledger) -> Iterator[Finding]:
    place = _place(site, folders)
    if site.is_symlink():
        yield Finding(place, "link", f"it is a link to {str(site.readlink())!r}; expected a folder", ASIDE, True)
    elif not site.is_dir():
        yield _foreign(place) if not _is_leftover(site) else _leftover(place)
    else:
        for path in _list(site):
            yield from _check_file(path, folders, ledger)


def _check_file(path: Path, folders: Folders, ledger: Ledger) -> Iterator[Finding]:
    place = _place(path, folders)
    name = _NAME.fullmatch(path.name)
    if _is_leftover(path):
        with hold(folders, Lock.PUBLISH):
            # Whoever writes under this name holds the lock, so what is still there is nobody's.
            if path.exists():
                yield _leftover(place)
    elif name is None:
        yield _foreign(place)
    elif not _is_sound(path, folders, ledger):
        yield from _confirm(path, folders, ledger)


def _is_sound(path: Path, folders: Folders, ledger: Ledger) -> bool:
    entry = ledger.article(path.stem)
    if entry is None or not entry.sha256 or inside(folders.clean, entry.path) != path or path.is_symlink():
        return False
    try:
        return bool(path.stat().st_mode & 0o400) and _digest(path.read_bytes()) == entry.sha256
    except OSError:
        return False


def _confirm(path: Path, folders: Folders, ledger: Ledger) -> Iterator[Finding]:
    with hold(folders, Lock.PUBLISH):
        entry = ledger.article(path.stem)
        place = _place(path, folders)
        if entry is None or inside(folders.clean, entry.path) != path:
            yield _orphan(place, "the ledger knows no article here")
            return
        if not entry.sha256:
            if os.path.lexists(path):
                yield _orphan(place, "the ledger says that it was withdrawn")
            return
        finding, content = diagnose(path, place)
        if finding is None and _digest(content) != entry.sha256:
            explanation = f"it is an article, but its sha256 is {_digest(content)}; published was {entry.sha256}"
            finding = Finding(place, "wrong-digest", explanation, f"{ASIDE} and makes it again from data/raw", True)
        if finding is not None:
            yield finding


def _list(folder: Path) -> Iterator[Path]:
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except FileNotFoundError:
        return iter(())
    return (folder / name for name in names)


def _is_leftover(path: Path) -> bool:
    return path.name.startswith(".") and path.name.endswith(".tmp")


def _leftover(place: str) -> Finding:
    return Finding(place, "leftover", "it is the temporary file of a run that was killed", "--repair removes it", True)


def _foreign(place: str) -> Finding:
    explanation = "it is nothing that pumice puts there; expected <site>/<32 hex digits>.json"
    return Finding(place, "foreign", explanation, ASIDE, repairable=True)


def _orphan(place: str, why: str) -> Finding:
    return Finding(place, "orphan", f"it is named like an article, but {why}", ASIDE, repairable=True)


def _place(path: Path, folders: Folders) -> str:
    return str(path.relative_to(folders.data))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


Check = Callable[[Folders, Ledger], Iterator[Finding]]
"""A part of the doctor's work: looks at one concern of the data folder, writes nothing."""
