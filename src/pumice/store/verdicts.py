"""What a person's decision does to the article that it is about. Start with :func:`decide` or :func:`decide_alone`.

Both work within a batch (:mod:`pumice.store.batch`), in its ledger transaction.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pumice.errors import StoreError
from pumice.model import Article, Decision, Verdict
from pumice.store.batch import Batch
from pumice.store.decisions import judged
from pumice.store.draft import digest_of, read_bytes
from pumice.store.folders import Folders, inside
from pumice.store.ledger import Ledger
from pumice.store.records import Done, Entry, Treated
from pumice.store.versions import offered_in
from pumice.store.waiting import Waiting, evidence, turned_down_place
from pumice.write.audit import read_audit


@dataclass(frozen=True, slots=True)
class Desk:
    """What a decision is applied with."""

    folders: Folders
    ledger: Ledger
    batch: Batch


def decide(entry: Entry, decision: Decision, desk: Desk) -> None:
    """Apply a decision to an article that is published, or that was turned down before.

    Raises:
        StoreError: its file is gone or damaged.
    """
    is_waiting = not entry.sha256
    waits_at = turned_down_place(desk.folders, entry.path)
    content = read_bytes(waits_at) if is_waiting else desk.batch.draft_of(entry).after
    article = _parse(content, entry.path)
    if decision.verdict is Verdict.ACCEPTED:
        _accept(entry, judged(article, decision), desk)
    elif not is_waiting:
        desk.batch.turn_down(entry, article, read_bytes(inside(desk.folders.audit, entry.path)))
    # Last: until then the ledger still tells which of the files that wait was turned down.
    desk.ledger.decisions.note(entry.id, decision)


def decide_alone(waiting: Waiting, decision: Decision, desk: Desk) -> Done:
    """Apply a decision to the version of an article that waits with its site; the site stays held back.

    Accepted, it is published. Rejected, it is not, whatever becomes of its site; what is published stays.

    Raises:
        StoreError: its file is gone or damaged, or the ledger does not know what it was made from.
    """
    article = _parse(read_bytes(waiting.place), waiting.place.name)
    treated = _treated(waiting, article, desk.ledger)
    desk.ledger.decisions.note_alone(treated.capture_id, decision)
    done = desk.batch.settle(treated)
    if decision.verdict is Verdict.ACCEPTED and done.article_id:
        desk.ledger.decisions.note(done.article_id, decision)
    return done


def _accept(entry: Entry, article: Article, desk: Desk) -> None:
    draft = desk.batch.draft_of(entry)
    draft.url = article.url
    draft.write(article)
    if not entry.sha256:
        audit = read_bytes(evidence(turned_down_place(desk.folders, entry.path)))
        draft.audit = audit.decode() if audit is not None else None
        desk.batch.shelf.take_turned_down(entry.path)
    desk.ledger.note_article(replace(entry, sha256=digest_of(draft.after)))


def _treated(waiting: Waiting, article: Article, ledger: Ledger) -> Treated:
    """The result of cleaning that waits, as it was when it was held back."""
    audit = read_bytes(waiting.evidence) or b""
    found = ledger.decisions.waiting_capture(article)
    if found is None:
        raise StoreError(
            f"the ledger does not know the capture that {waiting.place} was made from; "
            "pumice normalise makes it again from data/raw, or pumice accept --site lets all of the site go"
        )
    try:
        offered = offered_in(read_audit(audit))
    except ValueError:
        offered = ()  # evidence that is gone: what the page's language switch offers comes with the next cleaning
    return replace(found, audit=audit.decode(), offered=offered)


def _parse(content: bytes | None, place: str) -> Article:
    try:
        return Article.from_json(content or b"")
    except ValueError as error:
        raise StoreError(f"{place} is no article ({error}); pumice doctor --repair mends it") from error
