"""A person's decision about an article, or a site that is held back. Start with :func:`accept` and :func:`reject`.

Accepted, an article is published as it was seen and needs no review any more. Rejected, it leaves the clean folder with
a line in the change feed, and waits in data/review with its evidence, so that it can be accepted after all. Either
holds whatever rules and code come, until the page itself changes (:mod:`pumice.store.decisions`). The version of an
article that waits because its site is held back is decided about alone, by the article's id with ".held" behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pumice.errors import UsageError
from pumice.model import Decision, Outcome, Verdict
from pumice.normalise import close_run, open_run
from pumice.store.batch import Batch
from pumice.store.folders import Folders
from pumice.store.ledger import Ledger, open_ledger
from pumice.store.locks import Lock, hold
from pumice.store.publish import publish_changes
from pumice.store.records import Entry
from pumice.store.verdicts import Desk, decide, decide_alone
from pumice.store.waiting import HELD_SUFFIX, Waiting, list_waiting, turned_down_place

_DIGITS: Final = re.compile(r"[0-9a-f]{8,32}")
_LONGEST_WHY: Final = 2000
_PUBLISHED: Final = frozenset({Outcome.PUBLISHED, Outcome.UNCHANGED, Outcome.DUPLICATE})


@dataclass(frozen=True, slots=True)
class Judged:
    """What was decided, and about what.

    Attributes:
        article_id: the article, with ".held" behind it where just the version was meant that waits with its site.
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
        article: its id, or the first eight or more digits of it; with ".held" behind them, just the version that waits
            because its site is held back.
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
    digits = article.strip().lower().removesuffix(".json").removesuffix(".html")
    with open_ledger(folders.ledger) as ledger:
        if digits.endswith(HELD_SUFFIX):
            chosen = _find_held(folders, ledger, digits.removesuffix(HELD_SUFFIX))
            return _decide_held(chosen, decision, folders, ledger)
        return _decide_article(_find(folders, ledger, digits), decision, folders, ledger)


def _decide_article(chosen: Entry, decision: Decision, folders: Folders, ledger: Ledger) -> Judged:
    def apply(batch: Batch) -> None:
        entry = ledger.article(chosen.id) or chosen  # as it is now that nobody else can publish
        decide(entry, decision, Desk(folders, ledger, batch))

    is_new = _publish(apply, folders, ledger)
    return Judged(chosen.id, chosen.address, chosen.headline, decision, is_new)


def _decide_held(chosen: Waiting, decision: Decision, folders: Folders, ledger: Ledger) -> Judged:
    article = chosen.read()

    def apply(batch: Batch) -> None:
        done = decide_alone(chosen, decision, Desk(folders, ledger, batch))
        if decision.verdict is Verdict.ACCEPTED and done.status not in _PUBLISHED:
            cause = f" ({done.cause})" if done.cause else ""
            raise UsageError(f"{chosen.name} ({article.url}) cannot be published: it is {done.status.value}{cause}")

    is_new = _publish(apply, folders, ledger)
    return Judged(chosen.name, article.url, article.headline, decision, is_new)


def _publish(apply: Callable[[Batch], None], folders: Folders, ledger: Ledger) -> bool:
    """Carry a decision out in a run of its own; whether anything changed for consumers."""
    run = open_run(folders.data)
    before = ledger.journal.last_sequence()
    try:
        publish_changes(folders, ledger, run, apply)
    except UsageError:
        close_run(folders.data, run)
        raise
    close_run(folders.data, run)
    return ledger.journal.last_sequence() > before


def _find(folders: Folders, ledger: Ledger, digits: str) -> Entry:
    found = ledger.decisions.meant_by(_checked(digits))
    entry = ledger.article(found[0]) if found else None
    if len(found) > 1:
        raise UsageError(_ambiguous(digits, found))
    is_there = entry and (entry.sha256 or turned_down_place(folders, entry.path).is_file())
    held = [] if is_there else _held(folders, ledger, digits)
    if entry is None and held:
        raise UsageError(
            f"{digits} was never published: it waits because its site is held back; give {held[0].name} to decide "
            f"about it alone, or let the whole site go with pumice accept --site {held[0].site}"
        )
    if entry is None:
        raise UsageError(f"there is no article with the id {digits}; pumice report shows them, each with its id")
    if not is_there:
        besides = f"; the version that waits with its site is {held[0].name}" if held else ""
        raise UsageError(
            f"the article {entry.id} ({entry.address}) was withdrawn and awaits no decision; "
            f"clean/tombstones says what became of it{besides}"
        )
    return entry


def _find_held(folders: Folders, ledger: Ledger, digits: str) -> Waiting:
    _checked(digits)
    found = _held(folders, ledger, digits)
    if len(found) > 1:
        raise UsageError(_ambiguous(digits, [one.name for one in found[:10]]))
    if not found:
        raise UsageError(f"no version of an article {digits} waits with its site; pumice report shows those that do")
    return found[0]


def _held(folders: Folders, ledger: Ledger, digits: str) -> list[Waiting]:
    return [one for one in list_waiting(folders, ledger) if one.is_held and one.article_id.startswith(digits)]


def _checked(digits: str) -> str:
    if not _DIGITS.fullmatch(digits):
        raise UsageError(f"{digits[:80]!r} is no article's id; expected its 32 hex digits, or the first eight or more")
    return digits


def _ambiguous(digits: str, found: list[str]) -> str:
    return f"{digits} is the beginning of several ids: {', '.join(found)}; give more digits"
