"""Makes good what killed scrapes left: files published, answers entered in the frontier. See :func:`recover_raw`."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from pumice.errors import InputFault
from pumice.model import Limits
from pumice.store.folders import Folders
from pumice.store.frontier import Asked, Newest, State
from pumice.store.identity import capture_id
from pumice.store.ledger import Ledger
from pumice.store.locks import Lock, hold
from pumice.store.raw_paths import file_of, split_record
from pumice.store.warc.read import read_page
from pumice.store.warc.recover import Salvaged, recover_warcs


def recover_raw(folders: Folders, ledger: Ledger) -> int:
    """Publish abandoned WARCs and enter what they hold and the ledger does not know; gives the number of answers.

    Files whose writers are alive are left alone.

    Raises:
        StoreError: a folder cannot be written.
    """
    with hold(folders, Lock.RAW):
        salvaged = recover_warcs(folders.raw)
        if salvaged:
            with ledger.transaction():
                for one in salvaged:
                    _enter(folders, ledger, one)
    return len(salvaged)


def _enter(folders: Folders, ledger: Ledger, one: Salvaged) -> None:
    file = file_of(one.raw_path, folders.data)
    run = file.name.rpartition("-")[0]
    if one.line.answered.status >= HTTPStatus.BAD_REQUEST or ledger.frontier.was_had(one.requested, run):
        return  # after an error the address is due as before
    if one.line.answered.kind == "response":
        _note_newest(ledger, file, one)
    ledger.frontier.note_answer(Asked(one.requested, run, State.DONE, answerer=one.line.url))


def _note_newest(ledger: Ledger, file: Path, one: Salvaged) -> None:
    _, offset = split_record(one.raw_path) or ("", 0)
    try:
        capture = read_page(file, offset, one.raw_path, limits=Limits())
    except InputFault:
        return  # it is met again when it is normalised, and named there
    validators = capture.headers.get("etag"), capture.headers.get("last-modified")
    digest = one.line.answered.digest
    ledger.frontier.note_newest(Newest(capture.url, capture_id(capture), one.raw_path, one.date, digest, *validators))
