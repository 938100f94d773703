"""Clean raw captures again, with today's rules: as a rehearsal that shows what would change, or for good.

Start with :func:`reprocess`. Both modes decide by the same code; the rehearsal does it on a copy of the ledger and
writes nothing at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pumice.errors import UsageError
from pumice.model import Counts
from pumice.normalise import Work, close_run, open_run
from pumice.settings import Settings
from pumice.store.batch import Batch
from pumice.store.feed import Change
from pumice.store.folders import Folders, site_folder
from pumice.store.ledger import Ledger, open_ledger
from pumice.store.raw import Input, Unreadable, read_input
from pumice.store.records import Done
from pumice.store.rehearsal import open_copy
from pumice.text.urls import canonical_address, site_of
from pumice.treat import Cleaner, found_in
from pumice.workers import Due, Shop, clean_all


class Mode(StrEnum):
    """What reprocessing does with its results. dry-run: shows them and writes nothing. publish: publishes them."""

    DRY_RUN = "dry-run"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which captures are to be cleaned again: those that fit every condition that is given; all if none is.

    Attributes:
        sites: ASCII hosts (and ports), as the folders of data/clean are named.
        addresses: addresses, or patterns with ``*`` for any characters.
        limit: at most so many captures, in the order of their raw paths.
    """

    sites: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.limit is not None and self.limit < 1:
            raise UsageError(f"limit is {self.limit}; expected at least 1, or None for all")


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What changes in one article.

    Attributes:
        article_id: its id.
        url: the address it is shown at.
        change: added, changed or withdrawn.
        fields: the JSON members that differ, sorted; empty where the whole article comes or goes.
    """

    article_id: str
    url: str
    change: Change
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diff:
    """What reprocessing changed, or would change.

    Attributes:
        mode: whether it did.
        counts: outcomes of the captures in the selection.
        changes: of the articles, sorted by id; those that stay as they are, are not listed.
        rows: what became of each capture, in the order of raw paths.
    """

    mode: Mode
    counts: Counts
    changes: tuple[ArticleChange, ...]
    rows: tuple[Done, ...]


def reprocess(
    selection: Selection,
    *,
    data: Path,
    mode: Mode | Literal["dry-run", "publish"],
    settings: Settings | None = None,
) -> Diff:
    """Clean the selected raw captures again.

    Raises:
        UsageError: the mode is neither of the two.
        EnvironmentFault: there is no ledger, it is damaged, or the data folder cannot be written.
    """
    if mode not in set(Mode):
        raise UsageError(f"mode is {mode!r}; expected 'dry-run' or 'publish'")
    shop = Shop(Folders(Path(data)), settings or Settings())
    return _rehearse(selection, shop) if mode == Mode.DRY_RUN else _perform(selection, shop)


def _rehearse(selection: Selection, shop: Shop) -> Diff:
    run = Mode.DRY_RUN.value
    with open_copy(shop.folders.ledger) as ledger:
        due = _all_due(_inputs(_select(ledger, selection), shop), Cleaner(shop.folders, shop.settings))
        rows: list[Done] = []
        found = Counts()
        with ledger.transaction():
            # One batch for all: a later capture must see what an earlier one would have published.
            batch = Batch(shop.folders, ledger, run)
            for treated in clean_all(due, shop):
                rows.append(batch.settle(replace(treated, audit="")))
                found += found_in([treated])
            batch.note_changes(ledger.journal.last_sequence())
        counts = Counts.of(row.status for row in rows) + found + Counts(0, {}, {}, batch.withdrawn)
        return Diff(Mode.DRY_RUN, counts, _changes(ledger, run), tuple(rows))


def _perform(selection: Selection, shop: Shop) -> Diff:
    if not shop.folders.ledger.is_file():
        raise UsageError(f"there is no ledger at {shop.folders.ledger}; run pumice normalise first, it makes one")
    run = open_run(shop.folders.data)
    rows: list[Done] = []
    with open_ledger(shop.folders.ledger) as ledger:
        inputs = _inputs(_select(ledger, selection), shop)
        counts = Work(shop, ledger, run, due="all").do(inputs, rows.append)
        changes = _changes(ledger, run)
    close_run(shop.folders.data, run)
    return Diff(Mode.PUBLISH, counts, changes, tuple(rows))


def _select(ledger: Ledger, selection: Selection) -> list[str]:
    """The selected raw paths, sorted; of several captures that lay at one path, only the last still lies there."""
    patterns = [_to_pattern(address) for address in selection.addresses]
    chosen = (
        raw_path
        for url, raw_path in ledger.raw_inputs()
        if (not selection.sites or {site_of(url), site_folder(url)} & set(selection.sites))
        and (not patterns or any(pattern.fullmatch(url) for pattern in patterns))
    )
    return list(dict.fromkeys(chosen))[: selection.limit]


def _to_pattern(address: str) -> re.Pattern[str]:
    # Only * is special: addresses are full of the ? and [ that other patterns know.
    forms = {address, canonical_address(address)}
    return re.compile("|".join(re.escape(form).replace(r"\*", ".*") for form in sorted(forms)), re.DOTALL)


def _inputs(raw_paths: Iterable[str], shop: Shop) -> Iterator[Input]:
    limits = shop.settings.to_limits()
    return (read_input(shop.folders.raw, raw_path, limits=limits) for raw_path in raw_paths)


def _all_due(inputs: Iterable[Input], keys: Cleaner) -> Iterator[Due]:
    return ((found, "" if isinstance(found, Unreadable) else keys.key(found)) for found in inputs)


def _changes(ledger: Ledger, run: str) -> tuple[ArticleChange, ...]:
    """The run's lines of the feed, one for each article: the last change, and every field that changed on the way."""
    found: dict[str, ArticleChange] = {}
    for line in map(json.loads, ledger.journal.changes_of(run)):
        former = found.get(line["id"])
        fields = {*line.get("fields", ()), *(former.fields if former else ())}
        change = Change.ADDED if former and former.change is Change.ADDED else Change(line["change"])
        found[line["id"]] = ArticleChange(line["id"], line["url"], change, tuple(sorted(fields)))
    return tuple(found[article_id] for article_id in sorted(found))
