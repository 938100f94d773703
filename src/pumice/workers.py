"""Clean in several processes, results in the order of the inputs. Start with :func:`clean_all`.

A process that dies (memory, a crash in a library) takes only its own document with it: what was under way is tried
again one by one, each in a process of its own, and the one that kills it again is named.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial

from pumice.errors import Cause
from pumice.model import Capture, Policy
from pumice.settings import Settings
from pumice.store.folders import Folders
from pumice.store.raw import Input
from pumice.store.records import Fault, Treated
from pumice.treat import Clean, Cleaner, failed, treat

_AHEAD = 4  # inputs under way for each process: enough to keep it busy, few enough to keep memory flat
_HERE: ContextVar[tuple[Clean, Policy]] = ContextVar("cleaner")

Due = tuple[Input, str]
"""An input and the reprocess key it is to be cleaned under."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What cleaning needs, in whichever process it happens.

    Attributes:
        folders: the data folder.
        settings: in force.
        clean: what to do with a capture instead of the pipeline; with several processes, a function of a module.
    """

    folders: Folders
    settings: Settings
    clean: Clean | None = None

    def cleaner(self) -> Clean:
        """What cleans a capture in this process."""
        return self.clean or Cleaner(self.folders, self.settings)


def clean_all(inputs: Iterable[Due], shop: Shop) -> Iterator[Treated]:
    """Clean every input, results in the same order; inputs are read as there is room for them."""
    if shop.settings.run.workers > 1:
        return _clean_in_processes(inputs, shop)
    clean, policy = shop.cleaner(), shop.settings.to_policy()
    return (treat(found, key, clean, policy) for found, key in inputs)


def _clean_in_processes(inputs: Iterable[Due], shop: Shop) -> Iterator[Treated]:
    count = shop.settings.run.workers
    pool = _open_pool(shop, count)
    waiting: deque[tuple[Due, Future[Treated]]] = deque()
    try:
        for due in inputs:
            waiting.append((due, _submit(pool, due)))
            if len(waiting) >= _AHEAD * count:
                yield from _take(waiting, shop)
                if not waiting:
                    pool.shutdown(wait=False)
                    pool = _open_pool(shop, count)
        while waiting:
            yield from _take(waiting, shop)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, due: Due) -> Future[Treated]:
    try:
        return pool.submit(_treat_here, *due)
    except BrokenProcessPool as error:
        broken: Future[Treated] = Future()
        broken.set_exception(error)
        return broken


def _take(waiting: deque[tuple[Due, Future[Treated]]], shop: Shop) -> Iterator[Treated]:
    """The first result; if a process died, all that wait, each cleaned on its own, and nothing waits any more."""
    due, future = waiting.popleft()
    try:
        yield future.result()
    except BrokenProcessPool:
        alone = [due, *(other for other, _ in waiting)]
        waiting.clear()
        yield from map(partial(_clean_alone, shop), alone)


def _clean_alone(shop: Shop, due: Due) -> Treated:
    found, key = due
    with _open_pool(shop, 1) as pool:
        try:
            return pool.submit(_treat_here, found, key).result()
        except BrokenProcessPool:
            message = "the process that cleaned this page died, most likely for want of memory; the page is left out"
            fault = Fault(Cause.DIED, message)
            if isinstance(found, Capture):
                return failed(found, key, fault)
            raise


def _open_pool(shop: Shop, count: int) -> ProcessPoolExecutor:
    # Forking a process that has threads (a flow's, a terminal's) can hang it: start afresh.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, context, _set_up, (shop,))


def _set_up(shop: Shop) -> None:
    _HERE.set((shop.cleaner(), shop.settings.to_policy()))


def _treat_here(found: Input, key: str) -> Treated:
    return treat(found, key, *_HERE.get())
