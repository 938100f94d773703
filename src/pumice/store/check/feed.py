"""The clean folder's own files: feed, current.json, manifests, schema. Start with :func:`check_state`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pumice.model import SCHEMA_VERSION, Finding
from pumice.store.feed import encode_line, sequence_of
from pumice.store.folders import Folders
from pumice.store.ledger import Ledger
from pumice.store.locks import Lock, hold
from pumice.store.naming import feed_name
from pumice.write.schema import schema_text

_ANEW: Final = "pumice doctor --repair writes it anew from the ledger"


def check_state(folders: Folders, ledger: Ledger) -> Iterator[Finding]:
    """What is wrong with the files that tell consumers where they stand; looked at under the publishing lock."""
    with hold(folders, Lock.PUBLISH):
        findings = list(_check_feed(folders, ledger))
        if folders.current.exists() or not _is_new(ledger):
            findings += _check_current(folders, ledger)
        if folders.current.exists() or ledger.unfinished_runs() or ledger.journal.last_run():
            findings += _check_schema(folders)
    yield from findings


def _is_new(ledger: Ledger) -> bool:
    """Whether no run has come to its end yet, so that there is nothing to point at."""
    return bool(ledger.unfinished_runs()) or ledger.journal.last_run() is None


def _check_feed(folders: Folders, ledger: Ledger) -> Iterator[Finding]:
    place = str(folders.feed.relative_to(folders.data))
    if not folders.feed.is_file():
        if ledger.journal.last_sequence():
            yield Finding(place, "feed-missing", "the ledger has changes and the feed is gone", _ANEW, repairable=True)
        return
    complaint = _compare(folders.feed, ledger)
    if complaint is not None:
        yield Finding(place, complaint[0], complaint[1], _ANEW, repairable=True)
    elif folders.feed.stat().st_size and feed_name(folders.feed) is None:
        explanation = "its first line does not name it, so consumers cannot tell it from one that was made anew"
        yield Finding(place, "feed-unnamed", explanation, "pumice doctor --repair gives it a name", repairable=True)


def _compare(path: Path, ledger: Ledger) -> tuple[str, str] | None:
    """The first thing in which the file differs from the ledger; what the ledger does not hold, must only be whole."""
    wanted = ledger.journal.changes_after(0)
    awaited = next(wanted, None)
    expected = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            sequence = sequence_of(line)
            if not line.endswith(b"\n"):
                return "feed-torn", f"its last line, {number}, breaks off after {len(line)} bytes"
            if sequence == 0 or (expected and sequence != expected):
                return (
                    "feed-damaged",
                    f"line {number} has the number {sequence or 'none'}, expected {expected or 'one'}",
                )
            if awaited is not None and sequence == sequence_of(awaited.encode("utf-8", "backslashreplace")):
                if line != encode_line(awaited):
                    return "feed-damaged", f"line {number} is another than the ledger's"
                awaited = next(wanted, None)
            expected = sequence + 1
    return None if awaited is None else ("feed-torn", f"it ends before number {sequence_of(awaited.encode())}")


def _check_current(folders: Folders, ledger: Ledger) -> Iterator[Finding]:
    place = str(folders.current.relative_to(folders.data))
    current = _read(folders.current)
    if current is None:
        yield Finding(place, "current-damaged", "it is missing or no JSON object", _ANEW, repairable=True)
        return
    if not ledger.unfinished_runs() and current.get("articles") != ledger.count_articles():
        explanation = f"it counts {current.get('articles')} articles, the ledger {ledger.count_articles()}"
        yield Finding(place, "current-damaged", explanation, _ANEW, repairable=True)
    manifest = current.get("manifest")
    if manifest and ledger.journal.last_run() and not _is_whole(folders.clean / str(manifest)):
        explanation = "current.json names it, and it is missing or no JSON object"
        yield Finding(f"clean/{manifest}", "manifest-damaged", explanation, _ANEW, repairable=True)


def _check_schema(folders: Folders) -> Iterator[Finding]:
    path = folders.clean / "schema" / f"article-{SCHEMA_VERSION}.json"
    if not path.is_file() or path.read_text(encoding="utf-8", errors="replace") != schema_text():
        explanation = "it is missing, or another than this pumice's"
        yield Finding(str(path.relative_to(folders.data)), "schema-damaged", explanation, _ANEW, repairable=True)


def _is_whole(path: Path) -> bool:
    """Whether a file begins and ends as a JSON object does; it may be large, so it is not parsed."""
    try:
        with path.open("rb") as file:
            begins = file.read(1) == b"{"
            file.seek(-min(path.stat().st_size, 2), os.SEEK_END)
            return begins and file.read() == b"}\n"
    except OSError:
        return False


def _read(path: Path) -> dict[str, Any] | None:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None
