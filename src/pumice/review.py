"""A person's decision about an article, or a site that is held back. Start with :func:`accept` and :func:`reject`.

Accepted, an article is published as it was seen and needs no review any more. Rejected, it leaves the clean folder with
a line in the change feed, and waits in data/review with its evidence, so that it can be accepted after all. Either
holds whatever rules and code come, until the page itself changes (:mod:`pumice.store.decisions`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pumice.errors import UsageError
from pumice.model import Decision, Verdict
from pumice.normalise import close_run, open_run
from pumice.store.batch import Batch
from pumice.store.folders import Folders
from pumice.store.ledger import Ledger, open_ledger
from pumice.store.locks import Lock, hold
from pumice.store.publish import publish_changes
from pumice.store.records import Entry
from pumice.store.waiting import read_waiting

_DIGITS: Final = re.compile(r"[0-9a-f]{8,32}")
_LONGEST_WHY: Final = 2000


@dataclass(frozen=True, slots=True)
class Judged:
    """What was decided, and about what.

    Attributes:
        article_id: the article.
        url: the address it is shown at.
        headline: as published, or None.
        decision: the verdict, why and when.
        is_new: whether anything changed for consumers: it left the clean folder, came back, or needs no review now.
    """

    article_id: str
    url: str
    headline: str | None
    decision: Decision
    is_new: bool


def accept(article: str, *, data: Path, why: str = "") -> Judged:
    """Publish an article for good: one that awaits review, or one that was rejected.

    Args:
        article: its id, or the first eight or more digits of it.
        data: the data folder.
        why: in a few words, for those who come later.

    Raises:
        UsageError: there is no such article, or it can be neither accepted nor rejected.
        EnvironmentFault: the data folder cannot be written, or is damaged.
    """
    return _decide(article, Verdict.ACCEPTED, why, _used(data))


def reject(article: str, *, data: Path, why: str) -> Judged:
    """Take an article out of the clean folder for good; arguments and errors as :func:`accept`, but why is needed."""
    if not why.strip():
        raise UsageError("a rejection needs a reason; say why, in a few words, for those who come later")
    return _decide(article, Verdict.REJECTED, why, _used(data))


def release(site: str, *, data: Path) -> int:
    """Let the next run publish what is held back of a site, and take that for what the site is like from now on.

    Args:
        site: as the folders of data/clean are named.
        data: the data folder.

    Returns:
        How many captures are due again.

    Raises:
        UsageError: nothing of the site is held back.
        EnvironmentFault: the data folder cannot be written, or is damaged.
    """
    folders = _used(data)
    with open_ledger(folders.ledger) as ledger, hold(folders, Lock.PUBLISH):
        held = ledger.statistics.held()
        if site not in held:
            names = ", ".join(held) or "no site"
            raise UsageError(f"nothing of the site {site[:80]!r} is held back; held back: {names}")
        with ledger.transaction():
            return ledger.statistics.release(site)


def _used(data: Path) -> Folders:
    folders = Folders(Path(data))
    if not folders.ledger.is_file():
        raise UsageError(f"there is no ledger at {folders.ledger}; run pumice normalise first, it makes one")
    return folders


def _decide(article: str, verdict: Verdict, why: str, folders: Folders) -> Judged:
    if len(why) > _LONGEST_WHY:
        raise UsageError(f"the reason has {len(why)} characters; expected at most {_LONGEST_WHY}")
    decision = Decision(verdict, why.strip(), datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"))
    with open_ledger(folders.ledger) as ledger:
        chosen = _find(ledger, article)
        _refuse_ended(chosen, folders)
        run = open_run(folders.data)
        before = ledger.journal.last_sequence()

        def apply(batch: Batch) -> None:
            entry = ledger.article(chosen.id) or chosen  # as it is now that nobody else can publish
            ledger.decisions.note(entry.id, decision)
            batch.decide(entry, decision)

        publish_changes(folders, ledger, run, apply)
        is_new = ledger.journal.last_sequence() > before
        close_run(folders.data, run)
    return Judged(chosen.id, chosen.address, chosen.headline, decision, is_new)


def _find(ledger: Ledger, article: str) -> Entry:
    digits = article.strip().lower().removesuffix(".json")
    if not _DIGITS.fullmatch(digits):
        raise UsageError(f"{article[:80]!r} is no article's id; expected its 32 hex digits, or the first eight or more")
    found = ledger.decisions.meant_by(digits)
    if len(found) > 1:
        raise UsageError(f"{digits} is the beginning of several ids: {', '.join(found)}; give more digits")
    entry = ledger.article(found[0]) if found else None
    if entry is None:
        raise UsageError(f"there is no article with the id {digits}; pumice report shows them, each with its id")
    return entry


def _refuse_ended(entry: Entry, folders: Folders) -> None:
    if not entry.sha256 and read_waiting(folders, entry.path) is None:
        raise UsageError(
            f"the article {entry.id} ({entry.address}) was withdrawn and awaits no decision; "
            "clean/tombstones says what became of it"
        )
