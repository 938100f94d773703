"""A bound on the CPU time of one document, in whatever thread it is cleaned. Start with :func:`at_most`.

Signals reach main threads only, and tasks run in others, so a guard looks at the working thread's own clock and stops
it between two instructions. What runs inside a library's C code is stopped when it comes back; the prescan keeps such
stretches short. A page that eats memory ends as ``MemoryError``, or takes its process with it (:mod:`workers`).
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from pumice.errors import Cause, InputFault

_LOOKS: Final = 0.1
"""Seconds between two looks at the clock."""
_AGAIN: Final = 0.5
"""Seconds of CPU time after which a document is stopped again that goes on: what collects garbage swallows it."""


class _OutOfTime(BaseException):
    pass


@contextmanager
def at_most(seconds: float, url: str) -> Iterator[None]:
    """Bound what is done inside to so many seconds of this thread's CPU time.

    Raises:
        InputFault: cpu-limit.
    """
    guard = _Guard(seconds)
    try:
        guard.start()
        try:
            yield
        finally:
            guard.stop()
    except _OutOfTime:
        guard.stop()  # again: what arrived within the first call left the guard on watch
        message = f"{url} took more than {seconds:g} s of CPU time; raise limits.cpu_seconds if the page is worth it"
        raise InputFault(Cause.CPU_LIMIT, message) from None


class _Guard(threading.Thread):
    """Watches the thread that made it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(daemon=True, name="cpu-limit")
        self._worker = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._worker)
        self._last = time.clock_gettime(self._clock) + seconds
        self._done = threading.Event()
        self._lock = threading.Lock()

    def run(self) -> None:
        while not self._done.wait(_LOOKS):
            if (now := time.clock_gettime(self._clock)) > self._last:
                self._last = now + _AGAIN
                with self._lock:
                    if not self._done.is_set():
                        _throw(self._worker, _OutOfTime)

    def stop(self) -> None:
        """End the watch; what was thrown and has not arrived yet is taken back."""
        while not self._done.is_set():
            with suppress(_OutOfTime), self._lock:  # it may arrive here as well
                self._done.set()
        _throw(self._worker, None)


def _throw(thread: int, error: type[BaseException] | None) -> None:
    target = ctypes.py_object(error) if error is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), target)
