"""One request and its answer, with every way in which it can go wrong given its name.

:func:`ask` is a single hop; :func:`follow` strings hops together. Neither waits its turn nor retries: that is
:mod:`pumice.fetch.fetcher`'s part.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus

import httpcore2
import httpx2
from h2.exceptions import H2Error

from pumice.errors import Cause, InputFault
from pumice.fetch.addresses import parse_url
from pumice.fetch.body import ACCEPT_ENCODING, BodyLimits, read_body
from pumice.fetch.results import PassingFault, quote
from pumice.model import Exchange, Visit
from pumice.model.exchange import Headers

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_CONTENT_TYPE = 1_000

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", ""})
"""Media types that can hold an article; the empty one stands for a missing header, which is read and judged later."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request asks for and how much of it is read.

    Attributes:
        headers: request headers.
        limits: caps on the body.
        read_timeout_seconds: longest silence of the server.
        types: media types that are read; None for any.
    """

    headers: Mapping[str, str]
    limits: BodyLimits
    read_timeout_seconds: float
    types: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One response. The body of an unsuccessful one is not read.

    Attributes:
        url: the address that answered.
        exchange: what went over the wire.
        headers: names in lower case, repeated headers joined with a comma.
        body: payload, content coding undone.
        hops: redirects on the way here.
        notes: what was odd but not fatal.
    """

    url: httpx2.URL
    exchange: Exchange
    headers: Mapping[str, str]
    body: bytes = b""
    hops: tuple[Exchange, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """HTTP status."""
        return self.exchange.status

    @property
    def succeeded(self) -> bool:
        """Whether the status is 2xx."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    def to_visit(self, requested: str, seconds: float) -> Visit:
        """What went over the wire since an address was asked for, ``seconds`` ago."""
        return Visit(requested, (*self.hops, self.exchange), seconds, self.notes)


def request_headers(url: httpx2.URL, *, user_agent: str, accept: str) -> dict[str, str]:
    """Headers of a request: few, truthful, no cookies."""
    host = url.netloc.decode("ascii")
    return {"Host": host, "User-Agent": user_agent, "Accept": accept, "Accept-Encoding": ACCEPT_ENCODING}


async def ask(pool: httpcore2.AsyncConnectionPool, url: httpx2.URL, wanted: Wanted) -> Answer:
    """Send one GET request and read the answer.

    Raises:
        InputFault: with the cause of whatever went wrong; :class:`PassingFault` if another try may help.
    """
    seconds = wanted.read_timeout_seconds
    extensions = {"timeout": {"connect": seconds, "read": seconds, "write": seconds, "pool": seconds}}
    target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path or b"/")
    with _named_faults(url):
        async with pool.stream("GET", target, headers=list(wanted.headers.items()), extensions=extensions) as response:
            answer = Answer(url, _to_exchange(url, wanted, response), _join(response.headers))
            return await _read(answer, response, wanted) if answer.succeeded else answer


async def _read(answer: Answer, response: httpcore2.Response, wanted: Wanted) -> Answer:
    _check_type(answer, wanted.types)
    length = answer.headers.get("content-length", "")
    if wanted.limits.overflow == "refuse" and length.isdecimal() and int(length) > wanted.limits.wire:
        raise InputFault(
            Cause.BODY_TOO_BIG,
            f"{answer.url} announces {length} bytes; fetch.max_wire_bytes allows {wanted.limits.wire}",
        )
    body = await read_body(response.aiter_stream(), answer.headers.get("content-encoding"), limits=wanted.limits)
    return replace(answer, body=body.payload, exchange=replace(answer.exchange, payload=body.wire))


def _to_exchange(url: httpx2.URL, wanted: Wanted, response: httpcore2.Response) -> Exchange:
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    return Exchange(
        str(url),
        datetime.now(UTC),
        tuple(wanted.headers.items()),
        response.status,
        bytes(response.extensions.get("reason_phrase", b"")).decode("latin-1"),
        _to_headers(response.headers),
        peer=str(peer[0]) if peer else None,
        protocol=bytes(response.extensions.get("http_version", b"HTTP/1.1")).decode("latin-1"),
    )


def _to_headers(raw: list[tuple[bytes, bytes]]) -> Headers:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in raw)


def _check_type(answer: Answer, types: frozenset[str] | None) -> None:
    declared = answer.headers.get("content-type", "")
    media_type = declared.partition(";")[0].strip().lower()
    if types is None or (media_type in types and len(declared) <= _LONGEST_CONTENT_TYPE):
        return
    raise InputFault(Cause.WRONG_TYPE, f"{answer.url} is {quote(declared)!r}; pages of text or HTML are fetched")


def _join(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("ascii", "replace").lower(), raw_value.decode("latin-1")
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined


async def follow(start: httpx2.URL, visit: Callable[[httpx2.URL], Awaitable[Answer]], *, most: int) -> Answer:
    """Visit an address and follow its redirects.

    Args:
        start: the first address.
        visit: gets one hop.
        most: how many redirects are followed.

    Raises:
        InputFault: redirect-loop, too-many-redirects, bad-redirect, or what the address or the visit raises.
    """
    url, hops = start, list[Exchange]()
    while True:
        answer = await visit(url)
        if answer.status not in _REDIRECTS:
            return replace(answer, hops=tuple(hops))
        hops.append(answer.exchange)
        url = _next(answer)
        if str(url) in {hop.url for hop in hops}:
            raise InputFault(Cause.REDIRECT_LOOP, f"{start} leads back to {url} after {len(hops)} redirects")
        if len(hops) > most:
            raise InputFault(
                Cause.TOO_MANY_REDIRECTS, f"{start} was redirected {len(hops)} times; fetch.max_redirects allows {most}"
            )


def _next(answer: Answer) -> httpx2.URL:
    # Browsers read Location as UTF-8, and so do the servers that put other letters there; the standard has ASCII only.
    location = answer.headers.get("location", "").encode("latin-1").decode("utf-8", "replace").strip()
    if not location:
        raise InputFault(Cause.BAD_REDIRECT, f"{answer.url} answers {answer.status} without saying where to")
    return parse_url(location, base=answer.url)


@contextmanager
def _named_faults(url: httpx2.URL) -> Iterator[None]:
    try:
        yield
    except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
        raise PassingFault(Cause.CONNECT, f"{url} cannot be reached: {quote(str(error))}") from error
    except httpcore2.TimeoutException as error:
        raise InputFault(Cause.TIMEOUT, f"{url} was silent for longer than fetch.read_timeout_seconds") from error
    except httpcore2.NetworkError as error:
        raise PassingFault(Cause.NETWORK, f"the connection to {url} broke: {quote(str(error))}") from error
    except (httpcore2.RemoteProtocolError, httpcore2.LocalProtocolError, H2Error) as error:
        raise _protocol_fault(url, str(error)) from error


_TOO_BIG = "Receive buffer too long"
_CUT_SHORT = ("Server disconnected", "peer closed connection")


def _protocol_fault(url: httpx2.URL, words: str) -> InputFault:
    if _TOO_BIG in words:
        return InputFault(Cause.HEADERS_TOO_BIG, f"{url} sends headers without end; some 100 kB are read")
    if words.startswith(_CUT_SHORT):
        return PassingFault(Cause.PROTOCOL, f"{url} closed the connection before its answer was whole: {quote(words)}")
    return InputFault(Cause.PROTOCOL, f"{url} does not speak HTTP as it should: {quote(words)}")
