"""Which articles the report shows, and where each lies. Start with :func:`list_shown`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from pumice.model import Article, Decision
from pumice.store.folders import Folders, inside
from pumice.store.identity import entry_of, identity_of
from pumice.store.ledger import Ledger
from pumice.store.records import Entry
from pumice.store.waiting import Waiting, list_waiting

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
        name: what it is called in the report and by people: its id, with a suffix where it waits with its site and the
            article itself may stand beside it.
    """

    entry: Entry
    state: State
    decision: Decision | None
    article: Path
    audit: Path
    name: str

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
        yield Shown(entry, "published", ledger.decisions.of(entry.id), *paths, entry.id)


def _waiting(folders: Folders, ledger: Ledger) -> Iterator[Shown]:
    for waiting in list_waiting(folders, ledger):
        article, entry = _read(waiting), ledger.article(waiting.article_id)
        if entry is None and article is not None:
            entry = entry_of(waiting.article_id, waiting.site, identity_of(article))
        if entry is not None:
            alone = _alone(article, ledger) if article is not None and waiting.is_held else None
            state: State = "held" if waiting.is_held and alone is None else "rejected"
            decision = alone or ledger.decisions.of(waiting.article_id)
            place = replace(entry, sha256="", site=waiting.site)
            yield Shown(place, state, decision, waiting.place, waiting.evidence, waiting.name)


def _read(waiting: Waiting) -> Article | None:
    try:
        return waiting.read()
    except (OSError, ValueError):
        return None


def _alone(article: Article, ledger: Ledger) -> Decision | None:
    capture = ledger.decisions.waiting_capture(article)
    return ledger.decisions.alone(capture.capture_id) if capture else None


def _newest_first(date: str | None) -> tuple[int, ...]:
    """A sort key that puts later dates first, and articles without one last."""
    return tuple(-ord(character) for character in (date or " ")[:10])
