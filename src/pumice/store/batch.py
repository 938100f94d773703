"""What one batch of cleaned captures changes: decided in memory and in an open ledger transaction, no file touched.

Start with :meth:`Batch.settle`; :mod:`pumice.store.publish` turns the result into files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pumice.errors import Cause
from pumice.model import Article, Outcome, QualityStatus, Rejected
from pumice.store.draft import Draft, digest_of, read_bytes, same_but_for_versions, with_aliases
from pumice.store.endings import GONE
from pumice.store.feed import REJECTED, Change, Ending
from pumice.store.folders import Folders, inside, site_folder
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
from pumice.store.ledger import ANY, Ledger
from pumice.store.quarantine import quarantine_id, quarantine_json
from pumice.store.records import Done, Entry, Fault, Treated
from pumice.write.schema import validate


class Batch:
    """A batch under construction; to be used within one ledger transaction."""

    def __init__(self, folders: Folders, ledger: Ledger, run: str) -> None:
        self.withdrawn = 0
        self._folders = folders
        self._ledger = ledger
        self._run = run
        self._drafts: dict[str, Draft] = {}
        self._files: dict[Path, bytes | None] = {}

    def settle(self, treated: Treated) -> Done:
        """Decide what becomes of one capture, and enter it in the ledger."""
        if shut_out := self._shut_out(treated):
            return shut_out
        if isinstance(treated.result, Fault):
            done = self._settle_fault(treated, treated.result)
        else:
            self._clear_quarantine(treated)
            if isinstance(treated.result, Rejected):
                done = self._settle_rejected(treated, treated.result)
            elif again := self._met_before(treated):
                return again
            else:
                done = self._settle_article(treated, treated.result)
        self._ledger.note_done(self._run, treated, done)
        return done

    def files(self) -> Iterator[tuple[Path, bytes | None]]:
        """Every file that the batch writes, or removes where there are no bytes."""
        yield from self._files.items()
        for draft in self._drafts.values():
            if draft.after != draft.before:
                yield inside(self._folders.clean, draft.path), draft.after
            yield from self._tombstone(draft)
            audit = inside(self._folders.audit, draft.path)
            if draft.after is None:
                yield audit, None
            elif draft.audit is not None and (draft.after != draft.before or not audit.exists()):
                yield audit, draft.audit.encode()

    def drafts(self) -> Iterator[Draft]:
        """Every article that the batch has looked at, as it was and as it will be."""
        yield from self._drafts.values()

    def note_changes(self, last: int) -> None:
        """Enter one line for each article whose published bytes change, numbered from ``last`` + 1 on."""
        sequence = last
        for article_id, draft in sorted(self._drafts.items()):
            line = draft.change_line(sequence + 1, article_id, self._run)
            if line is not None:
                sequence += 1
                self._ledger.journal.note_change(sequence, self._run, line)

    def end(self, entry: Entry, ending: Ending) -> None:
        """Take a published article out of the clean folder."""
        draft = self._draft(entry)
        draft.after, draft.ending = None, ending
        self._ledger.note_article(replace(entry, sha256=""))
        self.withdrawn += 1

    def _tombstone(self, draft: Draft) -> Iterator[tuple[Path, bytes | None]]:
        path = self._folders.tombstone(draft.path)
        if (content := draft.tombstone()) is not None:
            yield path, content
        elif draft.after is not None and not draft.published and path.exists():
            yield path, None

    def _settle_fault(self, treated: Treated, fault: Fault) -> Done:
        path = self._folders.quarantine / f"{quarantine_id(treated)}.json"
        self._files[path] = quarantine_json(treated, fault)
        status = Outcome.FAILED if fault.cause is Cause.INTERNAL else Outcome.QUARANTINED
        return Done(treated.url, status, treated.raw_path, cause=fault.cause.value)

    def _shut_out(self, treated: Treated) -> Done | None:
        """The row for a capture that no article may be made of: its page is gone since it was taken."""
        if not self._ledger.endings.shuts_out(treated):
            return None
        done = self._done(treated, Outcome.REJECTED, cause=GONE)
        self._ledger.note_done(self._run, treated, done)
        return done

    def _clear_quarantine(self, treated: Treated) -> None:
        path = self._folders.quarantine / f"{quarantine_id(treated)}.json"
        if path.exists() or path in self._files:
            self._files[path] = None
            self._ledger.forget_faults(treated.raw_path or "")

    def _settle_rejected(self, treated: Treated, rejected: Rejected) -> Done:
        known = self._ledger.known(treated.capture_id)
        entry = self._ledger.article(known.article_id) if known and known.article_id else None
        if entry is not None and entry.capture_id == treated.capture_id and entry.sha256:
            # The very bytes that the article was made from no longer make one (other rules, other settings).
            self.end(entry, REJECTED)
        return self._done(treated, Outcome.REJECTED, cause=rejected.cause)

    def _met_before(self, treated: Treated) -> Done | None:
        """The row for a second file with the very same capture: the ledger keeps the first one's."""
        known = self._ledger.known(treated.capture_id)
        if known is None or known.run != self._run or known.article_id is None:
            return None
        return self._done(treated, Outcome.DUPLICATE, article_id=known.article_id)

    def _settle_article(self, treated: Treated, article: Article) -> Done:
        who = identity_of(article)
        entry = find_entry(self._ledger, who)
        if entry is None:
            return self._publish(treated, article, self._new_entry(who, article))
        is_own = entry.address == who.address
        if not entry.sha256 or (entry.capture_id == treated.capture_id and not is_own):
            return self._publish(treated, article, entry)
        if is_own and entry.capture_id != treated.capture_id and treated.rank < entry.rank:
            return self._done(treated, Outcome.DUPLICATE, article_id=entry.id, cause="older-capture")
        if is_own:
            return self._settle_own(treated, article, entry)
        if preference(who) < preference(entry) or not self._add_alias(who.address, entry):
            return self._publish(treated, article, entry)
        return self._done(treated, Outcome.DUPLICATE, article_id=entry.id)

    def _settle_own(self, treated: Treated, article: Article, entry: Entry) -> Done:
        """Publish what is shown at its own address, unless it has proved to be the same as another article."""
        who = identity_of(article)
        rival = find_rival(self._ledger, who, entry)
        if rival is not None and outranks(rival, who):
            self._merge(entry, rival)
            return self._done(treated, Outcome.DUPLICATE, article_id=rival.id)
        if rival is not None:
            self._merge(rival, entry)
        return self._publish(treated, article, entry)

    def _merge(self, loser: Entry, winner: Entry) -> None:
        """Let one article stand for two that have proved to be one."""
        self._ledger.move_addresses(loser.id, winner.id)
        self.end(loser, Ending(Change.SUPERSEDED, "same-article", winner.id))
        self._refresh_aliases(winner)

    def _new_entry(self, who: Identity, article: Article) -> Entry:
        fixed = free_id(self._ledger, who), site_folder(article.url)
        return entry_of(*fixed, who)

    def _publish(self, treated: Treated, article: Article, entry: Entry) -> Done:
        who = identity_of(article)
        draft = self._draft(entry)
        self._move_address(who.address, entry.id)
        self._ledger.note_claimed(who.canonical, entry.id)
        final = with_aliases(replace(article, id=entry.id), who.address, self._aliases(entry.id, who.address))
        is_new = self._write(draft, final)
        draft.audit, draft.url = treated.audit, article.url
        self._ledger.note_article(
            replace(
                entry_of(entry.id, entry.site, who),
                capture_id=treated.capture_id,
                fetched_at=treated.rank[0],
                raw_path=treated.rank[1],
                sha256=digest_of(draft.after),
            )
        )
        published = Outcome.REVIEW if article.quality.status is QualityStatus.REVIEW else Outcome.PUBLISHED
        return self._done(treated, published if is_new else Outcome.UNCHANGED, article_id=entry.id)

    def _write(self, draft: Draft, article: Article) -> bool:
        if same_but_for_versions(draft.after, article):
            return False
        content = article.to_json().encode()
        validate(content)
        is_new = content != draft.after
        draft.after = content
        return is_new

    def _add_alias(self, address: str, entry: Entry) -> bool:
        """Let an address lead to a published article; False if the article's file is gone or damaged."""
        self._move_address(address, entry.id)
        return self._refresh_aliases(entry)

    def _move_address(self, address: str, article_id: str) -> None:
        former = self._ledger.entry_at(address, *ANY)
        self._ledger.note_address(address, article_id)
        if former is not None and former.id != article_id and former.sha256:
            self._refresh_aliases(former)

    def _refresh_aliases(self, entry: Entry) -> bool:
        """Bring a published article's aliases up to date; False if its file is gone or damaged."""
        draft = self._draft(entry)
        try:
            article = Article.from_json(draft.after or b"")
        except ValueError:
            return False
        aliases = self._aliases(entry.id, entry.address)
        if aliases != article.aliases:
            draft.url = article.url
            self._write(draft, with_aliases(article, entry.address, aliases))
            self._ledger.note_article(replace(entry, sha256=digest_of(draft.after)))
        return True

    def _aliases(self, article_id: str, shown_at: str) -> tuple[str, ...]:
        return tuple(address for address in self._ledger.addresses_of(article_id) if address != shown_at)

    def _draft(self, entry: Entry) -> Draft:
        if entry.id not in self._drafts:
            before = read_bytes(inside(self._folders.clean, entry.path))
            self._drafts[entry.id] = Draft(entry.path, entry.sha256, before, before, url=entry.address)
        return self._drafts[entry.id]

    def _done(self, treated: Treated, status: Outcome, *, article_id: str | None = None, cause: str = "") -> Done:
        article = treated.result if isinstance(treated.result, Article) else None
        return Done(
            treated.url,
            status,
            treated.raw_path,
            article_id,
            cause,
            article.in_language if article else None,
            article.interface_language if article else None,
            article.headline if article else None,
            treated.removed,
            treated.repaired,
        )
