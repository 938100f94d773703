"""Which articles the report shows, and where each lies. Start with :func:`list_shown`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from pumice.model import Article, Decision, Verdict
from pumice.store.folders import Folders, inside
from pumice.store.identity import entry_of, identity_of
from pumice.store.ledger import Ledger
from pumice.store.records import Entry
from pumice.store.waiting import evidence, waiting_articles

State = Literal["published", "rejected", "held"]
NOT_PUBLISHED: Final = frozenset({"rejected", "held"})
"""States of articles that wait in data/review: turned down by a person, or held back with their site."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One article of the report.

    Attributes:
        entry: what the ledger knows of it, or would if it were published.
        state: whether it is published, and if not, why.
        decision: a person's, or None.
        article: path of its JSON.
        audit: path of its evidence.
    """

    entry: Entry
    state: State
    decision: Decision | None
    article: Path
    audit: Path

    @property
    def name(self) -> str:
        """What it is called in the report: its id; a version that waits may stand beside one that is published."""
        return f"{self.entry.id}.held" if self.state == "held" else self.entry.id

    @property
    def page(self) -> str:
        """Where its page lies in the report."""
        return page_name(self.entry.site, self.name)


def page_name(site: str, name: str) -> str:
    """Where an article's page lies in the report."""
    return f"articles/{site}/{name}.html"


def list_shown(folders: Folders, ledger: Ledger) -> list[Shown]:
    """Every article that is published or waits in data/review, by site, the newest first."""
    found = [*_published(folders, ledger), *_waiting(folders, ledger)]
    return sorted(found, key=lambda one: (one.entry.site, _newest_first(one.entry.date), one.name))


def _published(folders: Folders, ledger: Ledger) -> Iterator[Shown]:
    for entry in ledger.entries():
        paths = inside(folders.clean, entry.path), inside(folders.audit, entry.path)
        yield Shown(entry, "published", ledger.decisions.of(entry.id), *paths)


def _waiting(folders: Folders, ledger: Ledger) -> Iterator[Shown]:
    for path in waiting_articles(folders):
        article_id, site = path.stem, path.parent.name
        decision = ledger.decisions.of(article_id)
        entry = ledger.article(article_id)
        is_rejected = decision is not None and decision.verdict is Verdict.REJECTED and entry and not entry.sha256
        if entry is None:
            entry = _entry_of(path, article_id, site)
        if entry is not None:
            state: State = "rejected" if is_rejected else "held"
            place = replace(entry, sha256="", site=site)
            yield Shown(place, state, decision, path, evidence(folders, place.path))


def _entry_of(path: Path, article_id: str, site: str) -> Entry | None:
    try:
        return entry_of(article_id, site, identity_of(Article.from_json(path.read_bytes())))
    except (OSError, ValueError):
        return None


def _newest_first(date: str | None) -> tuple[int, ...]:
    """A sort key that puts later dates first, and articles without one last."""
    return tuple(-ord(character) for character in (date or " ")[:10])
