"""What one batch of cleaned captures changes: decided in memory and in an open ledger transaction, no file touched.

Start with :meth:`Batch.settle`; :mod:`pumice.store.publish` turns the result into files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pumice.errors import Cause
from pumice.model import Article, Outcome, QualityStatus, Rejected, Verdict
from pumice.store.decisions import BY_PERSON, TURNED_DOWN, judged
from pumice.store.draft import Draft, digest_of
from pumice.store.drafts import Drafts
from pumice.store.duplicates import link_original
from pumice.store.endings import GONE
from pumice.store.erasure import FORGOTTEN
from pumice.store.feed import REJECTED, Change, Ending
from pumice.store.folders import Folders, site_folder
from pumice.store.identity import (
    Identity,
    entry_of,
    find_entry,
    find_rival,
    free_id,
    identity_of,
    outranks,
    preference,
)
from pumice.store.ledger import Ledger
from pumice.store.quarantine import quarantine_id, quarantine_json
from pumice.store.records import Done, Entry, Fault, Treated, done_with
from pumice.store.statistics import HELD
from pumice.store.versions import versions_in
from pumice.store.waiting import Shelf


class Batch:
    """A batch under construction; to be used within one ledger transaction."""

    def __init__(self, folders: Folders, ledger: Ledger, run: str) -> None:
        self.withdrawn = 0
        self._folders = folders
        self._ledger = ledger
        self._run = run
        self._drafts = Drafts(folders, ledger)
        self._files: dict[Path, bytes | None] = {}
        self.shelf = Shelf(folders, ledger, self._files)

    def settle(self, treated: Treated) -> Done:
        """Decide what becomes of one capture, and enter it in the ledger."""
        if shut_out := self._shut_out(treated):
            return shut_out
        waited_at = self.shelf.path_of(treated)
        if isinstance(treated.result, Fault):
            done = self._settle_fault(treated, treated.result)
        else:
            self._clear_quarantine(treated)
            if self._is_to_wait(treated):
                done = self._hold(treated)
            elif isinstance(treated.result, Rejected):
                done = self._settle_rejected(treated, treated.result)
            elif again := self._met_before(treated):
                return again
            else:
                done = self._settle_article(treated, treated.result)
        if waited_at and not self._is_to_wait(treated):
            self.shelf.take_held(waited_at, treated)
        self._ledger.note_done(self._run, treated, done)
        return done

    def files(self) -> Iterator[tuple[Path, bytes | None]]:
        """Every file that the batch writes, or removes where there are no bytes."""
        yield from self._files.items()
        yield from self._drafts.files()

    def drafts(self) -> Iterator[Draft]:
        """Every article that the batch has looked at, as it was and as it will be."""
        yield from self._drafts

    def draft_of(self, entry: Entry) -> Draft:
        """One article, as it was and as it will be."""
        return self._drafts.of(entry)

    def note_changes(self, last: int) -> None:
        """Enter one line for each article whose published bytes change, numbered from ``last`` + 1 on."""
        self._drafts.note_changes(last, self._run)

    def end(self, entry: Entry, ending: Ending) -> None:
        """Take a published article out of the clean folder."""
        draft = self._drafts.of(entry)
        draft.after, draft.ending = None, ending
        self._ledger.note_article(replace(entry, sha256=""))
        self._drafts.link_anew(entry.id)
        self._drafts.refresh_versions(entry)
        self.withdrawn += 1

    def _settle_fault(self, treated: Treated, fault: Fault) -> Done:
        path = self._folders.quarantine / f"{quarantine_id(treated)}.json"
        self._files[path] = quarantine_json(treated, fault)
        status = Outcome.FAILED if fault.cause is Cause.INTERNAL else Outcome.QUARANTINED
        return Done(treated.url, status, treated.raw_path, cause=fault.cause.value)

    def article(self, article_id: str) -> Article | None:
        """A published article as it will be; None where there is none, or its file is gone or damaged."""
        return self._drafts.read(article_id)

    def rewrite(self, entry: Entry, article: Article) -> None:
        """Publish an article again that differs in what its capture does not say."""
        self._drafts.rewrite(entry, article)

    def _shut_out(self, treated: Treated) -> Done | None:
        """The row for a capture that no article may be made of: its page is forgotten, or gone since it was taken."""
        if self._ledger.erasures.is_forgotten(treated.url):
            return done_with(treated, Outcome.REJECTED, cause=FORGOTTEN)
        if not self._ledger.endings.shuts_out(treated):
            return None
        done = done_with(treated, Outcome.REJECTED, cause=GONE)
        self._ledger.note_done(self._run, treated, done)
        return done

    def _clear_quarantine(self, treated: Treated) -> None:
        path = self._folders.quarantine / f"{quarantine_id(treated)}.json"
        if path.exists() or path in self._files:
            self._files[path] = None
            self._ledger.faults.forget(treated.raw_path or "")

    def _is_to_wait(self, treated: Treated) -> bool:
        """Whether it is not published: its site is held back, or a person turned just this version down."""
        if decision := self._ledger.decisions.alone(treated.capture_id):
            return isinstance(treated.result, Article) and decision.verdict is Verdict.REJECTED
        known = self._ledger.known(treated.capture_id) if treated.is_held else None
        decision = (
            self._ledger.decisions.on(known.article_id, treated.capture_id) if known and known.article_id else None
        )
        return treated.is_held and not (decision and decision.verdict is Verdict.REJECTED)

    def _hold(self, treated: Treated) -> Done:
        """Let an article wait in data/review; what is published stays as it is."""
        is_rejected = self._ledger.decisions.alone(treated.capture_id) is not None
        outcome, cause = (Outcome.REJECTED, BY_PERSON) if is_rejected else (Outcome.REVIEW, HELD)
        article = treated.result
        if not isinstance(article, Article):
            known = self._ledger.known(treated.capture_id)
            return done_with(treated, outcome, article_id=known.article_id if known else None, cause=cause)
        who = identity_of(article)
        meant = find_entry(self._ledger, who) or self._new_entry(who, article)
        self.shelf.put_held(meant.path, replace(article, id=meant.id), treated.audit.encode())
        return done_with(treated, outcome, article_id=meant.id, cause=cause)

    def _settle_rejected(self, treated: Treated, rejected: Rejected) -> Done:
        known = self._ledger.known(treated.capture_id)
        entry = self._ledger.article(known.article_id) if known and known.article_id else None
        if entry is not None and entry.capture_id == treated.capture_id and entry.sha256:
            # The very bytes that the article was made from no longer make one (other rules, other settings).
            self.end(entry, REJECTED)
        return done_with(treated, Outcome.REJECTED, cause=rejected.cause)

    def _met_before(self, treated: Treated) -> Done | None:
        """The row for a second file with the very same capture: the ledger keeps the first one's."""
        known = self._ledger.known(treated.capture_id)
        if known is None or known.run != self._run or known.article_id is None:
            return None
        return done_with(treated, Outcome.DUPLICATE, article_id=known.article_id)

    def _settle_article(self, treated: Treated, article: Article) -> Done:
        who = identity_of(article)
        entry = find_entry(self._ledger, who)
        if entry is None:
            return self._publish(treated, article, self._new_entry(who, article))
        is_own = entry.address == who.address
        if not entry.sha256 or (entry.capture_id == treated.capture_id and not is_own):
            return self._publish(treated, article, entry)
        is_older = entry.capture_id != treated.capture_id and treated.rank < entry.rank
        if is_older if is_own else self._ledger.knows_newer(treated, entry.id):
            return done_with(treated, Outcome.DUPLICATE, article_id=entry.id, cause="older-capture")
        if is_own:
            return self._settle_own(treated, article, entry)
        if preference(who) < preference(entry) or not self._drafts.add_alias(who.address, entry):
            return self._publish(treated, article, entry)
        return done_with(treated, Outcome.DUPLICATE, article_id=entry.id)

    def _settle_own(self, treated: Treated, article: Article, entry: Entry) -> Done:
        """Publish what is shown at its own address, unless it has proved to be the same as another article."""
        who = identity_of(article)
        rival = find_rival(self._ledger, who, entry)
        if rival is not None and outranks(rival, who):
            self._merge(entry, rival)
            return done_with(treated, Outcome.DUPLICATE, article_id=rival.id)
        if rival is not None:
            self._merge(rival, entry)
        return self._publish(treated, article, entry)

    def _merge(self, loser: Entry, winner: Entry) -> None:
        """Let one article stand for two that have proved to be one."""
        self._ledger.move_addresses(loser.id, winner.id)
        self.end(loser, Ending(Change.SUPERSEDED, "same-article", winner.id))
        self._drafts.refresh_aliases(winner)

    def _new_entry(self, who: Identity, article: Article) -> Entry:
        fixed = free_id(self._ledger, who), site_folder(article.url)
        return entry_of(*fixed, who)

    def _publish(self, treated: Treated, article: Article, entry: Entry) -> Done:
        who = identity_of(article)
        self._drafts.move_address(who.address, entry.id)
        self._ledger.note_claimed(who.canonical, entry.id)
        made = replace(
            entry_of(entry.id, entry.site, who),
            capture_id=treated.capture_id,
            fetched_at=treated.rank[0],
            raw_path=treated.rank[1],
            sha256=entry.sha256,
        )
        named = versions_in(article, treated.offered)
        forgotten = self._ledger.erasures.is_forgotten
        self._ledger.versions.note(entry.id, [one for one in named if not forgotten(one.address)])
        final = self._drafts.with_addresses(replace(article, id=entry.id), made)
        decisions = self._ledger.decisions
        decision = decisions.on(entry.id, treated.capture_id) or decisions.alone(treated.capture_id)
        if decision and decision.verdict is Verdict.REJECTED:
            self.shelf.take_held(entry.path, treated)
            self.turn_down(made, final, treated.audit.encode())
            return done_with(treated, Outcome.REJECTED, article_id=entry.id, cause=BY_PERSON)
        draft, final = self._drafts.of(entry), judged(final, decision)
        is_new = draft.write(link_original(self._ledger, final, self._drafts.read))
        draft.audit, draft.url = treated.audit, article.url
        self.shelf.take_turned_down(entry.path)
        self.shelf.take_held(entry.path, treated)
        self._ledger.note_article(replace(made, sha256=digest_of(draft.after)))
        if is_new:
            self._drafts.link_anew(entry.id)
        self._drafts.refresh_versions(made)
        published = Outcome.REVIEW if final.quality.status is QualityStatus.REVIEW else Outcome.PUBLISHED
        return done_with(treated, published if is_new else Outcome.UNCHANGED, article_id=entry.id)

    def turn_down(self, entry: Entry, article: Article, audit: bytes | None) -> None:
        """Take an article out of the clean folder, or keep it out, because a person said so; it waits."""
        self.shelf.put_turned_down(entry.path, article, audit)
        if entry.sha256:
            self.end(entry, TURNED_DOWN)
        else:
            self._ledger.note_article(entry)
