"""The polite, bounded fetcher: robots.txt, turns, redirects, deadline and retries around one request.

Start reading at :meth:`Fetcher.fetch`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from types import TracebackType
from typing import Literal, Self

import httpcore2
import httpx2
import stamina

from pumice.errors import Cause, InputFault
from pumice.fetch.addresses import host_of, parse_url
from pumice.fetch.archiving import forbids_archiving
from pumice.fetch.body import BodyLimits
from pumice.fetch.dial import CheckedBackend
from pumice.fetch.exchange import PAGE_TYPES, Answer, Wanted, ask, follow, request_headers
from pumice.fetch.listings import MOST_BYTES
from pumice.fetch.politeness import Deadline, Turnstile
from pumice.fetch.results import (
    Fetched,
    FetchFailure,
    PassingFault,
    StatusFault,
    Unmodified,
    Validators,
    quote,
)
from pumice.fetch.retry_after import parse_retry_after
from pumice.fetch.robots import MAX_BYTES, Robots, RobotsCache
from pumice.fetch.rules import FetchRules
from pumice.model import Capture

_ACCEPT_PAGE = "text/html, application/xhtml+xml, text/plain;q=0.9, application/xml;q=0.8, */*;q=0.1"
_ACCEPT_LISTING = "application/rss+xml, application/atom+xml, application/feed+json, application/xml, */*;q=0.1"
_ACCEPT_ROBOTS = "text/plain, */*;q=0.1"
_NO_HOST = frozenset({Cause.BLOCKED_ADDRESS, Cause.BLOCKED_PORT, Cause.DNS, Cause.CONNECT, Cause.RATE_LIMITED})
_ROBOTS_HOPS = 5  # RFC 9309, 2.3.1.2
_IDLE_SECONDS = 15.0
_WIRE_SLACK = 2

# Retries are told by their outcome; without a handler each would print a line of its own.
logging.getLogger("stamina").addHandler(logging.NullHandler())

What = Literal["page", "listing"]
"""A page has a type that can hold an article; a listing, that is a feed or a sitemap, may have any."""


class Fetcher:
    """Fetches pages, each ending in one of the classes of :mod:`results`; nothing of the web's makes it raise.

    One fetcher serves one run: it remembers turns, parked hosts and robots.txt. Use it as
    ``async with Fetcher(rules) as fetcher: await fetcher.fetch(url)``, from as many tasks as you like.
    """

    def __init__(self, rules: FetchRules) -> None:
        self._rules = rules
        self._turnstile = Turnstile(rules)
        self._robots = RobotsCache(self._get_robots, token=rules.token)
        self._pool = httpcore2.AsyncConnectionPool(
            max_connections=rules.total,
            max_keepalive_connections=rules.total,
            keepalive_expiry=_IDLE_SECONDS,
            http2=True,  # where the server agrees to it by ALPN; HTTP/1.1 elsewhere
            network_backend=CheckedBackend(rules.allow),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._pool.aclose()

    async def fetch(
        self, url: str, known: Validators | None = None, *, what: What = "page"
    ) -> Fetched | Unmodified | FetchFailure:
        """Get one page, or a listing of pages; if it is known, ask its server only for what has changed."""
        now = asyncio.get_running_loop().time
        began, bad = now(), list[Answer]()
        try:
            answer = await self._get_page(parse_url(url), known, what, bad)
        except InputFault as fault:
            failure = self._to_failure(url, fault, now() - began)
            return replace(failure, visit=bad[-1].to_visit(url, failure.seconds)) if bad else failure
        visit = answer.to_visit(url, now() - began)
        return Unmodified(visit) if answer.status == HTTPStatus.NOT_MODIFIED else Fetched(_to_capture(answer), visit)

    def park(self, url: str, *, seconds: float) -> None:
        """Leave an address's host alone from the start: it asked for that in an earlier run."""
        with suppress(InputFault):
            self._turnstile.park(host_of(parse_url(url)), seconds=seconds)

    def _to_failure(self, url: str, fault: InputFault, seconds: float) -> FetchFailure:
        status = fault.status if isinstance(fault, StatusFault) else None
        limited = fault.cause is Cause.RATE_LIMITED
        parked = self._turnstile.parked_seconds(host_of(parse_url(url))) if limited else 0.0
        return FetchFailure(url, fault.cause, fault.message, status, parked, seconds)

    async def _get_page(self, url: httpx2.URL, known: Validators | None, what: What, bad: list[Answer]) -> Answer:
        deadline = Deadline(self._rules.deadline_seconds)

        def wanted(hop: httpx2.URL) -> Wanted:
            return self._wanted_page(hop, known) if what == "page" else self._wanted_listing(hop, known)

        async def attempt() -> Answer:
            bad.clear()
            answer = await follow(
                url, lambda hop: self._visit(hop, deadline, wanted(hop)), most=self._rules.max_redirects
            )
            bad.extend([answer] if answer.status >= HTTPStatus.BAD_REQUEST else [])
            return self._judge(answer)

        async with deadline.running():
            try:
                return await self._retry(attempt)
            except PassingFault as fault:
                if fault.cause is Cause.RATE_LIMITED:
                    self._turnstile.park(host_of(url), seconds=self._rules.retry_after_seconds)
                raise

    async def _visit(self, url: httpx2.URL, deadline: Deadline, wanted: Wanted) -> Answer:
        async with deadline.paused():
            robots = await self._robots.of(url) if self._rules.robots else Robots()
        robots.check(url, token=self._rules.token)
        async with self._turnstile.slot(host_of(url), deadline, delay=robots.delay_seconds):
            answer = await ask(self._pool, url, wanted)
        return replace(answer, notes=(robots.note,)) if robots.note else answer

    async def _get_robots(self, url: httpx2.URL) -> Answer:
        deadline = Deadline(self._rules.robots_seconds)
        reached = False

        async def visit(hop: httpx2.URL) -> Answer:
            nonlocal reached
            async with self._turnstile.slot(host_of(hop), deadline):
                answer = await ask(self._pool, hop, self._wanted_robots(hop))
            reached = True
            return answer

        try:
            async with deadline.running():
                return await self._retry(lambda: follow(url, visit, most=_ROBOTS_HOPS))
        except InputFault as fault:
            if fault.cause in _NO_HOST and not reached:
                raise  # robots.txt is not to blame: the page itself would end the same
            message = f"its robots.txt cannot be had ({fault}), which closes the site for now"
            raise InputFault(Cause.ROBOTS_UNREACHABLE, message) from fault

    async def _retry(self, attempt: Callable[[], Awaitable[Answer]]) -> Answer:
        caller = stamina.AsyncRetryingCaller(
            attempts=self._rules.retries + 1,
            timeout=None,  # the deadline counts
            wait_initial=self._rules.retry_wait_seconds,
            wait_jitter=self._rules.retry_wait_seconds,
            wait_max=self._rules.retry_after_seconds,
        )
        return await caller(_when_to_retry, attempt)

    def _judge(self, answer: Answer) -> Answer:
        self._check_archiving(answer)
        is_asked_for = any(name.startswith("If-") for name, _ in answer.exchange.request)
        if (answer.succeeded and answer.body) or (answer.status == HTTPStatus.NOT_MODIFIED and is_asked_for):
            return answer
        if answer.succeeded:
            raise InputFault(Cause.EMPTY, f"{answer.url} answers {answer.status} with nothing in it")
        raise self._status_fault(answer)

    def _check_archiving(self, answer: Answer) -> None:
        if not self._rules.noarchive or not answer.succeeded:
            return
        said = forbids_archiving(answer.exchange.response, answer.body, crawler=self._rules.token)
        if said is not None:
            raise InputFault(
                Cause.ROBOTS_DISALLOW, f"{answer.url} asks not to be archived ({quote(said)}); fetch.noarchive heeds it"
            )

    def _status_fault(self, answer: Answer) -> InputFault:
        limited = answer.status == HTTPStatus.TOO_MANY_REQUESTS
        cause = Cause.RATE_LIMITED if limited else Cause.HTTP_STATUS
        message = f"{answer.url} answers with HTTP status {answer.status}"
        retry_after = answer.headers.get("retry-after")
        if not limited and not _is_server_error(answer.status):
            return StatusFault(cause, message, status=answer.status)
        if retry_after is None:
            return PassingFault(cause, message)
        return self._obey_retry_after(answer, PassingFault(cause, message), retry_after)

    def _obey_retry_after(self, answer: Answer, fault: PassingFault, retry_after: str) -> InputFault:
        host = host_of(answer.url)
        seconds = parse_retry_after(retry_after, now=datetime.now(UTC))
        if seconds is not None and seconds <= self._rules.retry_after_seconds:
            self._turnstile.hold(host, seconds=seconds)
            return PassingFault(fault.cause, fault.message, wait_seconds=seconds or None)
        seconds = self._rules.park_seconds if seconds is None else seconds
        self._turnstile.park(host, seconds=seconds)
        return InputFault(
            fault.cause, f"{fault.message} and asks for a longer pause than is waited for; run again later"
        )

    def _wanted_page(self, url: httpx2.URL, known: Validators | None) -> Wanted:
        headers = request_headers(url, user_agent=self._rules.user_agent, accept=_ACCEPT_PAGE)
        headers |= known.headers_for(str(url)) if known else {}
        limits = BodyLimits(self._rules.max_wire_bytes, self._rules.max_decoded_bytes)
        return Wanted(headers, limits, self._rules.read_timeout_seconds, PAGE_TYPES)

    def _wanted_listing(self, url: httpx2.URL, known: Validators | None) -> Wanted:
        headers = request_headers(url, user_agent=self._rules.user_agent, accept=_ACCEPT_LISTING)
        headers |= known.headers_for(str(url)) if known else {}
        return Wanted(headers, BodyLimits(self._rules.max_wire_bytes, MOST_BYTES), self._rules.read_timeout_seconds)

    def _wanted_robots(self, url: httpx2.URL) -> Wanted:
        headers = request_headers(url, user_agent=self._rules.user_agent, accept=_ACCEPT_ROBOTS)
        limits = BodyLimits(MAX_BYTES * _WIRE_SLACK, MAX_BYTES, overflow="cut")
        return Wanted(headers, limits, self._rules.read_timeout_seconds)


def _when_to_retry(error: Exception) -> bool | float:
    if not isinstance(error, PassingFault):
        return False
    return True if error.wait_seconds is None else error.wait_seconds


def _is_server_error(status: int) -> bool:
    return HTTPStatus.INTERNAL_SERVER_ERROR <= status < 600  # noqa: PLR2004 - the 5xx class


def _to_capture(answer: Answer) -> Capture:
    notes = tuple(f"redirected by {hop.url} ({hop.status})" for hop in answer.hops)
    return Capture(
        url=str(answer.url),
        body=answer.body,
        headers=answer.headers,
        status=answer.status,
        fetched_at=answer.exchange.at,
        notes=answer.notes + notes,
    )
