"""The articles that a batch touches, each between two states, and the addresses that lead to them.

Start with :class:`Drafts`; :mod:`pumice.store.batch` decides what becomes of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pumice.model import Article
from pumice.store.draft import Draft, digest_of, read_bytes, with_aliases, without_forgotten
from pumice.store.duplicates import link_original
from pumice.store.folders import Folders, inside
from pumice.store.ledger import ANY, Ledger
from pumice.store.naming import new_name, with_name
from pumice.store.records import Entry
from pumice.store.translations import neighbours, with_translations


class Drafts:
    """Drafts by article; to be used within one ledger transaction."""

    def __init__(self, folders: Folders, ledger: Ledger) -> None:
        self._folders = folders
        self._ledger = ledger
        self._drafts: dict[str, Draft] = {}

    def __iter__(self) -> Iterator[Draft]:
        return iter(self._drafts.values())

    def of(self, entry: Entry) -> Draft:
        """The article's draft, made when it is first asked for."""
        if entry.id not in self._drafts:
            before = read_bytes(inside(self._folders.clean, entry.path))
            self._drafts[entry.id] = Draft(entry.path, entry.sha256, before, before, url=entry.address)
        return self._drafts[entry.id]

    def add_alias(self, address: str, entry: Entry) -> bool:
        """Let an address lead to a published article; False if the article's file is gone or damaged."""
        self.move_address(address, entry.id)
        return self.refresh_aliases(entry)

    def move_address(self, address: str, article_id: str) -> None:
        """Let an address lead to an article, and tell the one that it led to before."""
        former = self._ledger.entry_at(address, *ANY)
        self._ledger.note_address(address, article_id)
        if former is not None and former.id != article_id and former.sha256:
            self.refresh_aliases(former)

    def refresh_aliases(self, entry: Entry) -> bool:
        """Bring a published article's aliases and versions up to date; False if its file is gone or damaged."""
        article = self.read(entry.id)
        if article is None:
            return False
        known = self.with_addresses(article, entry)
        if known != article:
            self.rewrite(entry, known)
        return True

    def with_addresses(self, article: Article, entry: Entry) -> Article:
        """The article with its other addresses and with those of its versions, as far as they are known now."""
        known = with_aliases(article, entry.address, self.other_addresses(entry.id, entry.address))
        return without_forgotten(with_translations(known, entry, self._ledger), self._ledger.erasures.is_forgotten)

    def refresh_versions(self, entry: Entry) -> None:
        """Bring the published articles up to date that are versions of one in other languages."""
        for other in neighbours(entry, self._ledger):
            self.refresh_aliases(other)

    def read(self, article_id: str) -> Article | None:
        """A published article as it will be; None where there is none, or its file is gone or damaged."""
        entry = self._ledger.article(article_id)
        if entry is None or not entry.sha256:
            return None
        try:
            return Article.from_json(self.of(entry).after or b"")
        except ValueError:
            return None

    def link_anew(self, article_id: str) -> None:
        """Look again at what was found to be a near duplicate of an article that has changed or gone."""
        for duplicate in self._ledger.likenesses.duplicates_of(article_id):
            article, entry = self.read(duplicate), self._ledger.article(duplicate)
            if article is not None and entry is not None:
                self.rewrite(entry, link_original(self._ledger, article, self.read))

    def rewrite(self, entry: Entry, article: Article) -> None:
        """Publish an article again that differs in what its capture does not say."""
        draft = self.of(entry)
        draft.url = article.url
        draft.write(article)
        self._ledger.note_article(replace(entry, sha256=digest_of(draft.after)))

    def other_addresses(self, article_id: str, shown_at: str) -> tuple[str, ...]:
        """The addresses that an article was captured at, but for the one it is shown at."""
        return tuple(address for address in self._ledger.addresses_of(article_id) if address != shown_at)

    def note_changes(self, last: int, run: str) -> None:
        """Enter one line for each article whose published bytes change, numbered from ``last`` + 1 on."""
        sequence = last
        for article_id, draft in sorted(self._drafts.items()):
            line = draft.change_line(sequence + 1, article_id, run)
            if line is not None:
                line = line if sequence else with_name(line, new_name())
                sequence += 1
                self._ledger.journal.note_change(sequence, run, line)

    def files(self) -> Iterator[tuple[Path, bytes | None]]:
        """Every file that differs from what it was, or is removed where there are no bytes."""
        for draft in self:
            if draft.after != draft.before:
                yield inside(self._folders.clean, draft.path), draft.after
            yield from self._tombstone(draft)
            audit = inside(self._folders.audit, draft.path)
            if draft.after is None:
                yield audit, None
            elif draft.audit is not None and (draft.after != draft.before or not audit.exists()):
                yield audit, draft.audit.encode()

    def _tombstone(self, draft: Draft) -> Iterator[tuple[Path, bytes | None]]:
        path = self._folders.tombstone(draft.path)
        if (content := draft.tombstone()) is not None:
            yield path, content
        elif draft.after is not None and not draft.published and path.exists():
            yield path, None
