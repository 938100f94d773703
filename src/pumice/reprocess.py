"""Clean raw captures again, with today's rules: as a rehearsal that shows what would change, or for good.

Start with :func:`reprocess`. Both modes decide by the same code; the rehearsal (:mod:`pumice.rehearse`) does it on a
copy of the ledger and writes nothing at all. For work that is cut up there are :func:`plan_parts` and
:func:`publish_part` between :func:`pumice.normalise.open_run` and :func:`pumice.normalise.close_run`: a run that was
stopped is resumed by planning it again under its name, because what it has done already is then left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Literal

from pumice.diff import ArticleChange, Diff, Mode, merge_changes
from pumice.errors import UsageError
from pumice.model import Counts, Stage
from pumice.normalise import OnDone, Work, close_run, open_run
from pumice.rehearse import rehearse
from pumice.selection import Selection, Status, Today, select
from pumice.settings import Settings
from pumice.store.candidates import Candidate
from pumice.store.folders import Folders
from pumice.store.ledger import open_ledger
from pumice.store.raw import Input, read_input
from pumice.store.records import Done
from pumice.store.rehearsal import open_copy
from pumice.store.waiting import held_versions
from pumice.takeover import TakeOver
from pumice.treat import Cleaner
from pumice.workers import Shop


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a selection: names only, so it can be handed to another process.

    Attributes:
        number: counts from 0.
        raw_paths: of the captures.
        stages: whose results are taken over; empty for all.
        articles: path of the article that a capture made, by raw path, where stages are named.
    """

    number: int
    raw_paths: tuple[str, ...]
    stages: frozenset[Stage] = frozenset()
    articles: Mapping[str, str] = field(default_factory=dict)


def reprocess(
    selection: Selection,
    *,
    data: Path,
    mode: Mode | Literal["dry-run", "publish"],
    settings: Settings | None = None,
) -> Diff:
    """Clean the selected raw captures again.

    Raises:
        UsageError: the mode is neither of the two, or there is no ledger.
        EnvironmentFault: the ledger is damaged, or the data folder cannot be written.
    """
    if mode not in set(Mode):
        raise UsageError(f"mode is {mode!r}; expected 'dry-run' or 'publish'")
    in_force = settings or Settings()
    if mode == Mode.DRY_RUN:
        return rehearse_selection(selection, data=data, settings=in_force)
    return _publish(selection, data, in_force)


def rehearse_selection(selection: Selection, *, data: Path, settings: Settings, on_done: OnDone | None = None) -> Diff:
    """What publishing the selection would change; nothing is written.

    Raises:
        UsageError: there is no ledger.
        EnvironmentFault: it cannot be read.
    """
    folders = Folders(Path(data))
    articles = _articles(_look_up(selection, folders, settings)) if selection.stages else {}
    return rehearse(selection, _shop(folders, settings, Part(0, (), frozenset(selection.stages), articles)), on_done)


def count_selected(selection: Selection, *, data: Path, settings: Settings) -> int:
    """How many captures fit the selection now; nothing is written."""
    return len(_look_up(selection, Folders(Path(data)), settings))


def selected_articles(selection: Selection, *, data: Path, settings: Settings) -> list[str]:
    """Names of the articles of what fits the selection now, sorted, as accept and reject take them; nothing is written.

    These are their ids; of what waits because its site is held back, the names of just the versions that wait.
    """
    folders = Folders(Path(data))
    found = _look_up(selection, folders, settings)
    if selection.status is Status.HELD:
        with open_copy(folders.ledger) as ledger:
            return held_versions(folders, ledger, {one.capture_id for one in found})
    return sorted({one.article_id for one in found} - {""})


def plan_parts(selection: Selection, *, data: Path, settings: Settings, run: str = "") -> list[Part]:
    """Cut the selection into parts of at most run.shard_size captures, without those that the run has met already.

    Raises:
        UsageError: nothing was normalised in the data folder yet.
        EnvironmentFault: its ledger cannot be read.
    """
    folders = _used(data)
    with open_ledger(folders.ledger) as ledger:
        found = select(ledger, selection, Today(folders, Cleaner(folders, settings)))
        rest = (one for one in found if one.run != run)
        return list(_cut(rest, selection, settings.run.shard_size))


def publish_part(part: Part, *, data: Path, run: str, settings: Settings) -> Counts:
    """Clean and publish one part of an open run; doing it again after a kill finishes it."""
    return _publish_part(part, _shop(Folders(Path(data)), settings, part), run, None)


def changes_of(data: Path, run: str) -> tuple[ArticleChange, ...]:
    """What a run has changed, one entry for each article, sorted by id."""
    with open_ledger(Folders(Path(data)).ledger) as ledger:
        return merge_changes(ledger.journal.changes_of(run))


def _publish(selection: Selection, data: Path, settings: Settings) -> Diff:
    folders = Folders(Path(data))
    parts = plan_parts(selection, data=data, settings=settings)
    run = open_run(folders.data)
    rows: list[Done] = []
    works = (_publish_part(part, _shop(folders, settings, part), run, rows.append) for part in parts)
    counts = sum(works, Counts())
    changes = changes_of(data, run)
    close_run(folders.data, run)
    return Diff(Mode.PUBLISH, counts, changes, tuple(rows))


def _used(data: Path) -> Folders:
    folders = Folders(Path(data))
    if not folders.ledger.is_file():
        raise UsageError(f"there is no ledger at {folders.ledger}; run pumice normalise first, it makes one")
    return folders


def _publish_part(part: Part, shop: Shop, run: str, on_done: OnDone | None) -> Counts:
    with open_ledger(shop.folders.ledger) as ledger:
        return Work(shop, ledger, run, due="all").do(_inputs(part, shop), on_done)


def _inputs(part: Part, shop: Shop) -> Iterator[Input]:
    limits = shop.settings.to_limits()
    return (read_input(shop.folders.raw, raw_path, limits=limits) for raw_path in part.raw_paths)


def _look_up(selection: Selection, folders: Folders, settings: Settings) -> list[Candidate]:
    with open_copy(folders.ledger) as ledger:
        return list(select(ledger, selection, Today(folders, Cleaner(folders, settings))))


def _cut(candidates: Iterator[Candidate], selection: Selection, size: int) -> Iterator[Part]:
    stages = frozenset(selection.stages)
    number = 0
    while found := list(islice(candidates, size)):
        yield Part(number, tuple(one.raw_path for one in found), stages, _articles(found) if stages else {})
        number += 1


def _articles(candidates: list[Candidate]) -> dict[str, str]:
    return {one.raw_path: one.path for one in candidates if one.path and one.leads}


def _shop(folders: Folders, settings: Settings, part: Part) -> Shop:
    if not part.stages:
        return Shop(folders, settings)
    return Shop(folders, settings, TakeOver(Cleaner(folders, settings), part.stages, part.articles))
