"""A run's beginning and end in the data folder: recovery first, manifest and current.json last.

Start with :func:`begin_run` and :func:`finish_run`; between them, batches are published.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from pumice.errors import UsageError
from pumice.model import SCHEMA_VERSION
from pumice.store.atomic import make_folder, remove, sweep, write_file, write_stream
from pumice.store.folders import Folders
from pumice.store.ledger import Ledger
from pumice.store.locks import Lock, hold
from pumice.store.naming import feed_name
from pumice.store.publish import recover
from pumice.store.salvage import recover_raw
from pumice.write.schema import schema_text

MANIFEST_VERSION = 1


def new_run_id() -> str:
    """A name for a run: sorts by time, and two that begin in one second differ."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def run_id_of(began: datetime | None, name: str) -> str:
    """A name for a run that somebody else has named already: the same name for the same, so that it can be resumed."""
    return f"{began or datetime.now(UTC):%Y%m%dT%H%M%SZ}-{name[:12]}"


def begin_run(folders: Folders, ledger: Ledger, run: str) -> None:
    """Finish what a killed run left, see that the schema is in place, and enter the run.

    Raises:
        UsageError: the run's name cannot be a file name.
        LockedError: another run publishes and does not come to an end.
        StoreError: the data folder cannot be written.
    """
    if not run or not run.replace("-", "").replace("_", "").isalnum() or not run.isascii():
        raise UsageError(f"{run!r} is no name for a run; use letters, digits, - and _, or leave it to pumice")
    for folder in (folders.raw, folders.clean):
        make_folder(folder)
    recover_raw(folders, ledger)
    with hold(folders, Lock.PUBLISH):
        recover(folders, ledger)
        others = [other for other in ledger.unfinished_runs() if other != run]
        if others:
            # Killed, or at work in another process: as this one holds the lock, no temporary file is in use.
            for folder in (folders.clean, folders.audit, folders.quarantine):
                sweep(folder)
        for other in others:
            _close(folders, ledger, other)
        _write_schema(folders)
        ledger.begin_run(run)


def finish_run(folders: Folders, ledger: Ledger, run: str) -> None:
    """Write the run's manifest, if it changed anything, and then current.json."""
    with hold(folders, Lock.PUBLISH):
        recover(folders, ledger)
        _close(folders, ledger, run)


def mend_state(folders: Folders, ledger: Ledger) -> None:
    """Write the schema, the last run's manifest and current.json anew; needs the publishing lock."""
    _write_schema(folders)
    run = ledger.journal.last_run()
    ended = datetime.now(UTC).isoformat(timespec="seconds")
    if run is not None:
        write_stream(folders.manifest(run), _manifest(ledger, run, ended))
    write_file(folders.current, _current(folders, ledger, run or "", f"manifests/{run}.json" if run else ""))


def write_manifests(folders: Folders, ledger: Ledger, runs: Iterable[str]) -> None:
    """Write the manifests of these runs anew, those that are there; needs the publishing lock."""
    for run in runs:
        path = folders.manifest(run)
        if path.exists():
            ended = str(json.loads(path.read_bytes())["endedAt"])
            write_stream(path, _manifest(ledger, run, ended))


def drop_manifests(folders: Folders, ledger: Ledger, runs: Iterable[str]) -> None:
    """Delete the manifests of these runs; current.json names none that is gone. Needs the publishing lock."""
    gone = set(runs)
    current = json.loads(folders.current.read_bytes()) if folders.current.is_file() else {}
    if current.get("run") in gone:
        write_file(folders.current, _current(folders, ledger, current["run"], ""))
    remove(folders.manifest(run) for run in sorted(gone))


def _close(folders: Folders, ledger: Ledger, run: str) -> None:
    first = next(ledger.journal.changes_of(run), None)
    ended = datetime.now(UTC).isoformat(timespec="seconds")
    if first is not None:
        write_stream(folders.manifest(run), _manifest(ledger, run, ended))
    if first is not None or not folders.current.exists():
        write_file(folders.current, _current(folders, ledger, run, "" if first is None else f"manifests/{run}.json"))
    # Last: a run that is killed before this line is closed by the next one.
    ledger.end_run(run, ended)


def _manifest(ledger: Ledger, run: str, ended: str) -> Iterator[bytes]:
    """The manifest in pieces: what the run was, then each change it made, as the feed has it."""
    head = {"manifestVersion": MANIFEST_VERSION, "run": run, "startedAt": ledger.started(run), "endedAt": ended}
    yield json.dumps(head, indent=2)[:-2].encode() + b',\n  "changes": ['
    separator = b"\n    "
    for line in ledger.journal.changes_of(run):
        yield separator + line.encode("utf-8", "backslashreplace")
        separator = b",\n    "
    yield b"\n  ]\n}\n"


def _current(folders: Folders, ledger: Ledger, run: str, manifest: str) -> bytes:
    members = {
        "schemaVersion": SCHEMA_VERSION,
        "schema": f"schema/article-{SCHEMA_VERSION}.json",
        "run": run,
        "manifest": manifest or None,
        "feed": feed_name(folders.feed),
        "sequence": ledger.journal.last_sequence(),
        "articles": ledger.count_articles(),
        "publishedAt": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    return (json.dumps(members, indent=2) + "\n").encode()


def _write_schema(folders: Folders) -> None:
    path = folders.clean / "schema" / f"article-{SCHEMA_VERSION}.json"
    content = schema_text().encode()
    if not path.is_file() or path.read_bytes() != content:
        write_file(path, content)
