"""What the fetcher reads from strangers never breaks it: addresses, allowances, Retry-After, robots.txt, bodies."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime

import httpx2
from hypothesis import example, given
from hypothesis import strategies as st

from pumice.errors import InputFault, SettingsError
from pumice.fetch import parse_allowance
from pumice.fetch.addresses import host_of, parse_url
from pumice.fetch.body import BodyLimits, read_body
from pumice.fetch.retry_after import parse_retry_after
from pumice.fetch.robots import parse_robots

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BASE = httpx2.URL("https://press.example/a/b")
ADDRESSES = st.text() | st.from_regex(r"(https?:)?//[^\s]{0,30}(:[0-9]{0,6})?/?[^\s]{0,20}", fullmatch=True)


@given(ADDRESSES)
@example("http://[")
@example("http://xn--/")
@example("//:0")
def test_any_address_is_read_or_refused(text: str):
    """What is read is http or https, has a host, and reads the same again."""
    for base in (None, BASE):
        with suppress(InputFault):
            url = parse_url(text, base=base)
            assert url.scheme in {"http", "https"}
            assert host_of(url).partition(":")[0] or url.host
            assert str(parse_url(str(url))) == str(url)


@given(st.text() | st.from_regex(r"[0-9.:\[\]/-]{1,25}", fullmatch=True))
def test_any_allowance_is_read_or_refused(text: str):
    """Nothing but SettingsError comes of a wrong one."""
    with suppress(SettingsError):
        low, high = parse_allowance(text).ports
        assert 1 <= low <= high <= 65_535


@given(st.text())
@example("Mon, 99 Foo 99999 99:99:99 GMT")
@example("٣")
@example("Fri, 31 Dec 9999 23:59:59 -2359")
def test_any_retry_after_is_a_wait_or_nothing(value: str):
    """A wait is never negative."""
    seconds = parse_retry_after(value, now=NOW)
    assert seconds is None or seconds >= 0


@given(st.binary(max_size=2000) | st.from_regex(rb"(User-agent: \*\n((Dis)?allow|Crawl-delay):? ?[^\n]{0,20}\n){1,5}"))
@example(b"User-agent: *\nCrawl-delay: nan\n")
@example(b"User-agent: *\nCrawl-delay: -5\n")
@example(b"User-agent: *\nCrawl-delay: inf\n")
def test_any_robots_file_gives_an_answer(body: bytes):
    """Whatever it holds, an address is open or closed, and the delay is bounded."""
    robots = parse_robots(body, token="pumice")  # noqa: S106 - a product token
    assert 0 <= robots.delay_seconds <= 60
    with suppress(InputFault):
        robots.check(BASE, token="pumice")  # noqa: S106


@given(st.binary(max_size=3000), st.integers(1, 50), st.sampled_from([None, "gzip", "deflate"]))
def test_any_body_is_read_or_refused(body: bytes, step: int, coding: str | None):
    """However it is cut into pieces, a body comes whole, cut at the cap, or not at all."""

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), step):
            yield body[start : start + step]

    with suppress(InputFault):
        read = asyncio.run(read_body(pieces(), coding, limits=BodyLimits(2000, 2000)))
        assert len(read.payload) <= 2000
        assert coding or read.payload == body


@given(st.binary(max_size=3000), st.integers(1, 50))
def test_what_was_packed_is_unpacked(body: bytes, step: int):
    """gzip, in one member or two, however it is cut, gives back what went in."""
    packed = gzip.compress(body) + gzip.compress(body)

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(packed), step):
            yield packed[start : start + step]

    read = asyncio.run(read_body(pieces(), "gzip", limits=BodyLimits(100_000, 100_000)))
    assert (read.payload, read.wire) == (body + body, packed)
