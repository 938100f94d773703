"""Whose turn it is: requests in flight, the time between them, and hosts that asked to be left alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from pumice.errors import Cause, InputFault
from pumice.fetch.rules import FetchRules


class Deadline:
    """A total deadline whose clock stands still while a fetch waits for its turn.

    Use as ``async with deadline.running():`` around the work and ``async with deadline.paused():`` around waiting.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._clock = asyncio.timeout(None)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Raise deadline once the time is used up.

        Raises:
            InputFault: deadline.
        """
        self._clock = asyncio.timeout(self._seconds)
        try:
            async with self._clock:
                yield
        except TimeoutError as error:
            if not self._clock.expired():
                raise
            raise InputFault(
                Cause.DEADLINE, f"not done after {self._seconds:g} s, redirects and retries included"
            ) from error

    @asynccontextmanager
    async def paused(self) -> AsyncIterator[None]:
        """Stop the clock while waiting for something that is not the server's doing."""
        now = asyncio.get_running_loop().time
        ends = self._clock.when()
        if ends is None or self._clock.expired():
            yield
            return
        began = now()
        self._clock.reschedule(None)
        try:
            yield
        finally:
            if not self._clock.expired():
                self._clock.reschedule(ends + now() - began)


@dataclass(slots=True)
class _Host:
    """One host's turnstile; times are the event loop's."""

    slots: asyncio.Semaphore
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_start: float = 0.0
    parked_until: float = 0.0


class Turnstile:
    """Lets requests through, host by host and overall."""

    def __init__(self, rules: FetchRules) -> None:
        self._rules = rules
        self._overall = asyncio.Semaphore(rules.total)
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def slot(self, host: str, deadline: Deadline, *, delay: float = 0.0) -> AsyncIterator[None]:
        """Wait for this host's turn and hold it.

        Args:
            host: host and port.
            deadline: the fetch's clock; it stands still while waiting.
            delay: the crawl-delay that robots.txt asks for, in seconds; the longer of it and our own counts.

        Raises:
            InputFault: rate-limited, if the host is parked.
        """
        door = self._host(host)
        async with deadline.paused():
            await door.slots.acquire()
        try:
            async with deadline.paused():
                await self._wait_turn(door, max(delay, self._rules.delay_seconds))
                _refuse_parked(host, door)
                await self._overall.acquire()
            try:
                yield
            finally:
                self._overall.release()
        finally:
            door.slots.release()

    async def _wait_turn(self, door: _Host, delay: float) -> None:
        now = asyncio.get_running_loop().time
        async with door.turn:
            # A pause may be put on while we sleep, so look again.
            while (left := door.next_start - now()) > 0 and door.parked_until <= now():  # noqa: ASYNC110
                await asyncio.sleep(left)
            door.next_start = now() + delay

    def hold(self, host: str, *, seconds: float) -> None:
        """Start nothing on this host for a while: it said Retry-After."""
        door = self._host(host)
        door.next_start = max(door.next_start, asyncio.get_running_loop().time() + seconds)

    def park(self, host: str, *, seconds: float) -> None:
        """Give up on this host for now: requests to it fail at once instead of holding up the run."""
        door = self._host(host)
        door.parked_until = asyncio.get_running_loop().time() + min(seconds, self._rules.park_seconds)

    def parked_seconds(self, host: str) -> float:
        """How long this host is still left alone."""
        return max(0.0, self._host(host).parked_until - asyncio.get_running_loop().time())

    def _host(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host(asyncio.Semaphore(self._rules.per_host)))


def _refuse_parked(host: str, door: _Host) -> None:
    left = door.parked_until - asyncio.get_running_loop().time()
    if left > 0:
        raise InputFault(
            Cause.RATE_LIMITED,
            f"{host} asked us to stay away and is left alone for another {left:.0f} s; run again then",
        )
