"""The normalising job: captures in, articles in data/clean, one outcome each. Start with :func:`normalise`.

An input is due when its reprocess key is new; what is not due is counted as unchanged and not even parsed. Captures are
streamed, so memory stays flat. For work that is cut up, there are :func:`plan_shards` and :func:`normalise_shard`
between :func:`open_run` and :func:`close_run`; one run, any number of shards, in any order.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC
from itertools import islice
from pathlib import Path
from typing import Literal

from pumice.forget import finish_erasures
from pumice.holding import Gate
from pumice.model import Capture, Counts, Outcome, Stage, Tally
from pumice.settings import Settings
from pumice.store.folders import Folders, inside
from pumice.store.identity import capture_id
from pumice.store.keep import raw_path_of, write_capture
from pumice.store.ledger import Ledger, open_ledger
from pumice.store.locks import Lock, hold
from pumice.store.publish import publish
from pumice.store.raw import Input, RawReader, Unreadable, list_raw, read_input
from pumice.store.raw_paths import file_of, split_record
from pumice.store.records import Done, Entry, Known, Treated
from pumice.store.runs import begin_run, finish_run, new_run_id
from pumice.text.urls import canonical_address
from pumice.treat import Cleaner, found_in
from pumice.workers import Due, Shop, clean_all

OnDone = Callable[[Done], None]

_UNCHANGED_AT_ONCE = 500
_LONGEST_WAIT_SECONDS = 5.0
_TRIED_AGAIN = frozenset({Outcome.QUARANTINED, Outcome.FAILED})


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of data/raw: paths only, so it can be handed to another process."""

    number: int
    raw_paths: tuple[str, ...]


def normalise(
    captures: Iterable[Input],
    *,
    data: Path,
    settings: Settings | None = None,
    on_done: OnDone | None = None,
) -> Counts:
    """Clean captures and publish what is new or changed.

    Args:
        captures: :func:`pumice.read_raw`'s answer, whose unreadable files are then counted and quarantined as well, or
            any other captures; those that do not lie in data/raw yet are kept there first.
        data: the data folder; made if there is none.
        settings: in force; the defaults if None.
        on_done: told of each input when its outcome is final.

    Raises:
        EnvironmentFault: the data folder cannot be written, is damaged, or another run does not come to an end.
    """
    run = open_run(data)
    with _working(data, settings, run) as work:
        counts = work.do(captures, on_done)
    close_run(data, run)
    return counts


def open_run(data: Path, run: str | None = None) -> str:
    """Begin a run, or resume one by its name, and give the name; also finishes what a killed run left."""
    folders, run = Folders(Path(data)), run or new_run_id()
    with open_ledger(folders.ledger) as ledger:
        finish_erasures(folders, ledger)
        begin_run(folders, ledger, run)
    return run


def close_run(data: Path, run: str) -> None:
    """End a run: its manifest, then current.json, if it changed anything."""
    folders = Folders(Path(data))
    with open_ledger(folders.ledger) as ledger:
        finish_run(folders, ledger, run)


def plan_shards(data: Path, size: int) -> list[Shard]:
    """Cut data/raw into shards of at most ``size`` captures, in sorted order; only names are read."""
    paths = list_raw(Folders(Path(data)).raw)
    shards: list[Shard] = []
    while part := tuple(islice(paths, size)):
        shards.append(Shard(len(shards), part))
    return shards


def normalise_shard(shard: Shard, *, data: Path, run: str, settings: Settings | None = None) -> Counts:
    """Clean and publish one shard of an open run; doing it again after a kill finishes it."""
    limits = (settings or Settings()).to_limits()
    raw = Folders(Path(data)).raw
    with _working(data, settings, run) as work:
        return work.do(read_input(raw, raw_path, limits=limits) for raw_path in shard.raw_paths)


def run_rows(data: Path, run: str) -> Iterator[Done]:
    """What became of each input that a run met, sorted by address, read as asked for."""
    with open_ledger(Folders(Path(data)).ledger) as ledger:
        yield from ledger.rows_of(run)


@contextmanager
def _working(data: Path, settings: Settings | None, run: str) -> Iterator[Work]:
    shop = Shop(Folders(Path(data)), settings or Settings())
    with open_ledger(shop.folders.ledger) as ledger:
        yield Work(shop, ledger, run)


class Work:
    """One run's or shard's bookkeeping: what is due, what waits to be published, what is counted."""

    def __init__(self, shop: Shop, ledger: Ledger, run: str, *, due: Literal["new", "all"] = "new") -> None:
        self._takes_all = due == "all"
        self._shop = shop
        self._folders = shop.folders
        self._ledger = ledger
        self._run = run
        self._keys = Cleaner(shop.folders, shop.settings)
        self._unchanged: list[str] = []
        self._counts = Counts()
        self._tell: OnDone = lambda _: None

    def do(self, captures: Iterable[Input], on_done: OnDone | None = None) -> Counts:
        """Work through the inputs."""
        self._tell = on_done or self._tell
        inputs = captures.inputs(self._shop.settings.to_limits()) if isinstance(captures, RawReader) else captures
        treated = self._judge(clean_all(self._due(inputs), self._shop))
        for batch in _batches(treated, self._shop.settings.run.batch_size):
            self._publish(batch)
        self._flush_unchanged()
        return self._counts

    def _judge(self, treated: Iterable[Treated]) -> Iterable[Treated]:
        """Hold sites back that have drifted; what a person asked to be cleaned again was looked at by that person."""
        drift = self._shop.settings.drift
        if self._takes_all or drift.action == "report":
            return treated
        return Gate(self._ledger, self._run, drift).let_through(treated)

    def _due(self, inputs: Iterable[Input]) -> Iterator[Due]:
        for found in inputs:
            if isinstance(found, Unreadable):
                yield found, ""
                continue
            capture = self._keep(found)
            key = self._keys.key(capture)
            if self._takes_all or self._is_due(capture, key):
                yield capture, key
            else:
                self._pass_over(capture)

    def _keep(self, capture: Capture) -> Capture:
        """The capture with its bytes in data/raw: everything as received, first."""
        if capture.raw_path is not None:
            path = file_of(capture.raw_path, self._folders.data)
            is_record = split_record(capture.raw_path) is not None
            if path.is_file() and (is_record or path.stat().st_size == len(capture.body)):
                return capture
        if self._ledger.erasures.is_forgotten(capture.url):
            return capture
        path = write_capture(self._folders.raw, capture)
        return replace(capture, raw_path=raw_path_of(path, self._folders.raw))

    def _is_due(self, capture: Capture, key: str) -> bool:
        known = self._ledger.known(capture_id(capture))
        return known is None or known.key != key or self._is_wanting(known, capture)

    def _is_wanting(self, known: Known, capture: Capture) -> bool:
        """Whether there is something to do although the key is known.

        That is a fault to try again, a file that is gone, or a page that has changed back to what it was before.
        """
        if known.outcome in _TRIED_AGAIN:
            return True
        entry = self._ledger.article(known.article_id) if known.article_id else None
        if entry is None or not entry.sha256:
            return False
        has_changed = _has_changed_back(capture, entry) and not self._ledger.decisions.set_aside(capture_id(capture))
        return has_changed or not inside(self._folders.clean, entry.path).exists()

    def _pass_over(self, capture: Capture) -> None:
        self._unchanged.append(capture_id(capture))
        if len(self._unchanged) >= _UNCHANGED_AT_ONCE:
            self._flush_unchanged()

    def _flush_unchanged(self) -> None:
        if self._unchanged:
            with hold(self._folders, Lock.PUBLISH), self._ledger.transaction():
                # One that was forgotten meanwhile is known no more.
                known = [one for one in self._unchanged if self._ledger.known(one)]
                rows = [self._ledger.note_unchanged(self._run, one) for one in known]
            self._unchanged.clear()
            self._count(rows, Counts())

    def _publish(self, batch: tuple[Treated, ...]) -> None:
        began = time.perf_counter()
        published = publish(self._folders, self._ledger, self._run, batch)
        if not self._takes_all:
            self._note_statistics(batch)
        stages = {Stage.ARTICLES: Tally(0, time.perf_counter() - began)}
        self._count(published.rows, found_in(batch) + Counts(0, {}, {}, published.withdrawn, stages))

    def _note_statistics(self, batch: tuple[Treated, ...]) -> None:
        with hold(self._folders, Lock.PUBLISH), self._ledger.transaction():
            for treated in batch:
                self._ledger.statistics.note(self._run, treated)

    def _count(self, rows: Sequence[Done], besides: Counts) -> None:
        self._counts += Counts.of(row.status for row in rows) + besides
        for row in rows:
            self._tell(row)


def _has_changed_back(capture: Capture, entry: Entry) -> bool:
    """Whether a capture with known bytes is newer than the one that its article was made from since."""
    if capture.fetched_at is None or entry.capture_id == capture_id(capture):
        return False
    is_newer = capture.fetched_at.astimezone(UTC).isoformat() > entry.fetched_at
    return is_newer and entry.address == canonical_address(capture.url)


def _batches(treated: Iterable[Treated], size: int) -> Iterator[tuple[Treated, ...]]:
    """Batches of ``size``, or of what there is when slow pages have kept the first of them waiting for long."""
    waiting: list[Treated] = []
    since = time.monotonic()
    for one in treated:
        if not waiting:
            since = time.monotonic()
        waiting.append(one)
        if len(waiting) >= size or time.monotonic() - since > _LONGEST_WAIT_SECONDS:
            yield tuple(waiting)
            waiting.clear()
    if waiting:
        yield tuple(waiting)
