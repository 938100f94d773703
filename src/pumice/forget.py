"""Erase a page and everything that was made of it. Start with :func:`forget`.

First the ledger is told what is to be forgotten; from then on it will be, whatever kills whom: each step can be done
twice, and every run begins by finishing what was begun. Then, in this order: its bytes in data/raw; its article, with
the line in the feed that tells consumers; its evidence, its records in quarantine and review; exports; what the feed,
the manifests and the ledger said of it; the report. What stays is a tombstone with the article's id and the digest of
its address, by which a later scrape knows that it may not be read again.

What other pages say of it is theirs: their own bytes and evidence stay as they were received, and they are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from pumice.errors import StoreError, UsageError
from pumice.export_erasure import erase_from_exports
from pumice.store.batch import Batch
from pumice.store.clean import list_clean
from pumice.store.compaction import write_feed
from pumice.store.draft import without_forgotten
from pumice.store.erasure import Erasure
from pumice.store.feed import Change, Ending
from pumice.store.folders import Folders, inside
from pumice.store.ledger import ANY, Ledger, open_ledger
from pumice.store.locks import Lock, hold
from pumice.store.publish import publish_changes
from pumice.store.runs import begin_run, finish_run, new_run_id, write_manifests
from pumice.store.salvage import recover_raw
from pumice.store.traces import erase_beside, erase_raw, erase_report, mentions, refuse_scraping
from pumice.text.urls import canonical_address

_ID = re.compile(r"[0-9a-f]{32}")
_ENDING = Ending(Change.FORGOTTEN, "erasure")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased: ids of articles, addresses, captures in data/raw, and articles of others that named it."""

    articles: tuple[str, ...]
    addresses: int
    captures: int
    mentions: int


def forget(what: str, *, data: Path, why: str) -> Forgotten:
    """Erase a page, given by its address or its article's id, from everything in the data folder and from exports.

    Raises:
        UsageError: no reason was given, or no article has this id.
        LockedError: a scrape is at work, or a run does not come to an end.
        StoreError: something cannot be written; the next run goes on with it.
    """
    if not why.strip():
        raise UsageError("say why: the reason is what remains; pumice forget ... --why 'request of 27 November'")
    folders = Folders(Path(data))
    if not folders.ledger.is_file():
        raise UsageError(f"there is no ledger at {folders.ledger}; there is nothing to forget")
    with open_ledger(folders.ledger) as ledger:
        recover_raw(folders, ledger)
        refuse_scraping(folders)
        erasure = _plan(what.strip(), why.strip(), ledger)
        with hold(folders, Lock.PUBLISH), ledger.transaction():
            ledger.erasures.begin(erasure)
        captures, named = finish_erasures(folders, ledger)
    return Forgotten(erasure.articles, len(erasure.addresses), captures, named)


def finish_erasures(folders: Folders, ledger: Ledger) -> tuple[int, int]:
    """Carry out every erasure that was begun; returns how many captures went, and how many articles named them.

    Raises:
        LockedError, StoreError: as :func:`forget`.
    """
    captures = named = 0
    for number, erasure in ledger.erasures.pending():
        run = new_run_id()
        begin_run(folders, ledger, run)
        with hold(folders, Lock.RAW):
            captures += erase_raw(folders, erasure)
        named += _erase_articles(folders, ledger, run, erasure)
        with hold(folders, Lock.PUBLISH):
            erase_beside(folders, ledger, erasure)
            erase_from_exports(ledger, erasure)
            with ledger.transaction():
                runs = ledger.erasures.scrub(erasure)
            write_feed(folders, ledger)
            write_manifests(folders, ledger, runs)
        with hold(folders, Lock.REPORT):
            erase_report(folders)
        finish_run(folders, ledger, run)
        with hold(folders, Lock.PUBLISH):
            ledger.erasures.finish(number)
            ledger.erasures.compact()
    return captures, named


def _plan(what: str, why: str, ledger: Ledger) -> Erasure:
    if _ID.fullmatch(what):
        entry = ledger.article(what)
        if entry is None:
            raise UsageError(f"no article has the id {what}; give its address, if it was never published")
        addresses = {entry.address} - {""}
    else:
        addresses = {canonical_address(what)}
        entry = ledger.entry_at(canonical_address(what), "captured")
    articles = frozenset({entry.id} if entry else ())
    addresses |= {one for article in articles for one in ledger.addresses_of(article, *ANY)}
    captures = list(ledger.erasures.captures_of(frozenset(addresses), articles))
    addresses |= {canonical_address(url) for _, _, url in captures}
    return Erasure(
        tuple(sorted(addresses)),
        tuple(sorted(articles)),
        tuple(sorted(one for one, _, _ in captures)),
        tuple(sorted({raw_path for _, raw_path, _ in captures if raw_path})),
        why,
        datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _erase_articles(folders: Folders, ledger: Ledger, run: str, erasure: Erasure) -> int:
    """Withdraw the articles, and take their names out of the others; returns how many those were."""
    naming = list(_naming(folders, erasure))
    publish_changes(folders, ledger, run, partial(_end, ledger=ledger, erasure=erasure, naming=naming))
    return len(naming)


def _end(batch: Batch, *, ledger: Ledger, erasure: Erasure, naming: list[str]) -> None:
    for article in erasure.articles:
        entry, last = ledger.article(article), ledger.journal.last_line_of(article) or ""
        if entry is not None and f'"change": "{_ENDING.change.value}"' not in last:
            batch.end(entry, _ENDING)
    for other in naming:
        entry, content = ledger.article(other), batch.article(other)
        if entry is not None and content is not None:
            batch.rewrite(entry, without_forgotten(content, ledger.erasures.is_forgotten))


def _naming(folders: Folders, erasure: Erasure) -> Iterator[str]:
    """Ids of other articles that name one of the addresses or articles."""
    for path in list_clean(folders.clean) if folders.clean.is_dir() else ():
        try:
            content = inside(folders.clean, path).read_bytes()
        except OSError as error:
            raise StoreError(f"clean/{path} cannot be read ({error}); run pumice doctor --repair first") from error
        if Path(path).stem not in erasure.articles and mentions(content, erasure):
            yield Path(path).stem
