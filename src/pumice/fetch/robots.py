"""robots.txt by RFC 9309: fetched once per origin, kept for a day, obeyed.

What it answers decides: 2xx is parsed (its first 500 KiB), 4xx means that there are no rules, anything else or
nothing at all means that the site must be left alone for now.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx2
from protego import Protego

from pumice.errors import Cause, InputFault
from pumice.fetch.addresses import parse_url
from pumice.fetch.exchange import Answer
from pumice.fetch.listings import Listed

MAX_BYTES = 500 * 1024
MAX_DELAY_SECONDS = 60.0
MOST_SITEMAPS = 100
_KEEP_SECONDS = 86_400.0
_KEEP_REFUSAL_SECONDS = 300.0
_TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, slots=True)
class Robots:
    """What one origin asks of us.

    Attributes:
        rules: the parsed file; None if there are no rules.
        delay_seconds: crawl-delay for us, at most :data:`MAX_DELAY_SECONDS`.
        refusal: why the file could not be had, which forbids everything.
        note: what was odd about the file.
    """

    rules: Protego | None = None
    delay_seconds: float = 0.0
    refusal: InputFault | None = None
    note: str = ""

    def check(self, url: httpx2.URL, *, token: str) -> None:
        """Refuse what the file forbids.

        Raises:
            InputFault: robots-disallow, robots-unreachable, or why the host cannot be reached at all.
        """
        if self.refusal is not None:
            raise InputFault(self.refusal.cause, f"{url} is left alone: {self.refusal.message}")
        if is_robots(str(url)):
            return  # RFC 9309, 2.2.2: it is allowed, whatever it says
        if self.rules is not None and not self.rules.can_fetch(str(url), token):
            raise InputFault(Cause.ROBOTS_DISALLOW, f"{url} is closed to {token!r} by the site's robots.txt")


def parse_robots(body: bytes, *, token: str) -> Robots:
    """Read a robots.txt, of which at most the first 500 KiB count."""
    rules = Protego.parse(_text(body))
    asked = rules.crawl_delay(token) or 0.0
    note = f"robots.txt asks for {asked:g} s between requests; {MAX_DELAY_SECONDS:g} s are kept"
    return Robots(rules, min(asked, MAX_DELAY_SECONDS), note=note if asked > MAX_DELAY_SECONDS else "")


def is_robots(url: str) -> bool:
    """Whether an address is that of a robots.txt."""
    return urlsplit(url).path == "/robots.txt"


def read_sitemap_lines(body: bytes, url: httpx2.URL) -> list[Listed]:
    """The sitemaps that a robots.txt names, at most :data:`MOST_SITEMAPS`; what is no fetchable address is left out."""
    found: dict[str, Listed] = {}
    for address in Protego.parse(_text(body)).sitemaps:
        with suppress(InputFault):
            sitemap = str(parse_url(address.strip(), base=url))
            found.setdefault(sitemap, Listed(sitemap, kind="sitemap"))
        if len(found) >= MOST_SITEMAPS:
            break
    return list(found.values())


def _text(body: bytes) -> str:
    # utf-8-sig: a BOM would hide the first line, which is usually "User-agent: *".
    return body[:MAX_BYTES].decode("utf-8-sig", "replace")


class RobotsCache:
    """The robots.txt of every origin met, each fetched by one of those who wait for it."""

    def __init__(self, get: Callable[[httpx2.URL], Awaitable[Answer]], *, token: str) -> None:
        self._get = get
        self._token = token
        self._locks: dict[str, asyncio.Lock] = {}
        self._known: dict[str, tuple[float, Robots]] = {}

    async def of(self, url: httpx2.URL) -> Robots:
        """The rules of the address's origin."""
        address = url.copy_with(raw_path=b"/robots.txt")
        origin, now = str(address), asyncio.get_running_loop().time
        async with self._locks.setdefault(origin, asyncio.Lock()):
            expires, robots = self._known.get(origin, (0.0, Robots()))
            if expires <= now():
                robots = await self._fetch(address)
                keep = _KEEP_SECONDS if robots.refusal is None else _KEEP_REFUSAL_SECONDS
                self._known[origin] = (now() + keep, robots)
            return robots

    async def _fetch(self, address: httpx2.URL) -> Robots:
        try:
            answer = await self._get(address)
        except InputFault as fault:
            return Robots(refusal=fault)
        if answer.succeeded:
            return parse_robots(answer.body, token=self._token)
        if 400 <= answer.status < 500 and answer.status != _TOO_MANY_REQUESTS:  # noqa: PLR2004 - the 4xx class
            return Robots()
        message = f"its robots.txt answers with HTTP status {answer.status}, which closes the site for now"
        return Robots(refusal=InputFault(Cause.ROBOTS_UNREACHABLE, message))
