"""Captures from WARC records, their digests checked. Start with :func:`list_pages` and :func:`read_page`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from warcio.bufferedreaders import ChunkedDataReader

from pumice.coding import undo_coding
from pumice.errors import Cause, InputFault
from pumice.model import Capture, Limits
from pumice.store.warc.digest import check_digest
from pumice.store.warc.head import Head, parse_fields
from pumice.store.warc.index import Answered, Extent, Line, index_line, media_type, read_index
from pumice.store.warc.records import Place, located, read_record, walk

_HTTP_HEADERS = 1_000_000
_MOST_CHECKED = 200_000_000
_END = b"\r\n\r\n"
_INDEXED = frozenset({"response", "revisit", "resource"})


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response as it lies in a record: status, headers (names in lower case, repeated ones joined), body."""

    status: int
    headers: dict[str, str]
    body: bytes


def list_pages(path: Path) -> Iterator[int]:
    """Offsets of every record that can become an article, and of every place where one may be lost.

    They come from the index, if there is one; a WARC without one is walked through.

    Raises:
        InputFault: unreadable.
    """
    lines = read_index(path)
    if lines is not None:
        yield from (line.extent.offset for line in lines if line.is_page)
        return
    for place in walk(path):
        line = line_of(place, path.name)
        if place.fault or (line and line.is_page):
            yield place.offset


def line_of(place: Place, name: str) -> Line | None:
    """The index line of a record; None for one that no index lists, or that is damaged."""
    if place.head is None or place.head.named.get("warc-type") not in _INDEXED:
        return None
    named = place.head.named
    kind = named["warc-type"]
    status, mime = 200, media_type(named.get("content-type"))
    if kind != "resource":
        response = _split_response(place.start)
        if response is None and kind == "response":
            return None  # dns: and other schemes
        status, mime = (response.status, media_type(response.headers.get("content-type"))) if response else (0, "")
    answered = Answered(kind, mime, status, named.get("warc-payload-digest", "-"))
    return index_line(Extent(name, place.offset, place.length), _address(named), named.get("warc-date", ""), answered)


def read_page(path: Path, offset: int, raw_path: str, *, limits: Limits) -> Capture:
    """The capture in the record at this offset.

    Raises:
        InputFault: bad-record, body-too-big, or whatever is wrong with its content coding.
    """
    head, block = read_record(path, offset, most=limits.body_bytes + _HTTP_HEADERS)
    try:
        status, headers, body = _to_page(head, block, limits.body_bytes)
    except InputFault as fault:
        raise located(fault, path, offset) from fault
    url = _address(head.named)
    return Capture(
        url if "://" in url or url.startswith("urn:") else Capture.urn(body),
        body,
        headers=headers,
        status=status,
        fetched_at=_moment(head.named.get("warc-date", "")),
        raw_path=raw_path,
    )


def check_record(path: Path, place: Place) -> InputFault | None:
    """What is wrong with the digests of a whole record, or None; a very large block is not looked into."""
    if place.head is None or place.head.length > _MOST_CHECKED:
        return None
    try:
        head, block = read_record(path, place.offset, most=_MOST_CHECKED)
        check_digest(head.named.get("warc-block-digest"), block, "block")
        response = _split_response(block) if head.named.get("warc-type") == "response" else None
        if response is not None:
            check_digest(head.named.get("warc-payload-digest"), response.body, "payload")
    except InputFault as fault:
        return fault
    return None


def _to_page(head: Head, block: bytes, most: int) -> tuple[int, dict[str, str], bytes]:
    check_digest(head.named.get("warc-block-digest"), block, "block")
    if head.named.get("warc-type") == "resource":
        check_digest(head.named.get("warc-payload-digest"), block, "payload")
        return 200, {"content-type": head.named.get("content-type", "")}, block
    response = _split_response(block)
    if response is None:
        raise InputFault(Cause.BAD_RECORD, "the record holds no HTTP response; expected one")
    check_digest(head.named.get("warc-payload-digest"), response.body, "payload")
    body = response.body
    if "chunked" in response.headers.get("transfer-encoding", "").lower():
        body = ChunkedDataReader(BytesIO(body)).read()
    coding = response.headers.get("content-encoding")
    is_gzip = "gzip" in (coding or "").lower()
    if is_gzip and not body.startswith(b"\x1f\x8b"):
        coding = None  # some crawlers keep the header and store the text
    return response.status, response.headers, undo_coding(body, coding, most=most)


def _split_response(block: bytes) -> Response | None:
    if not block.startswith(b"HTTP/"):
        return None
    end = block.find(_END)
    head = block[:end] if end >= 0 else block
    _, _, rest = head.partition(b" ")
    status = rest[:3]
    headers: dict[str, str] = {}
    for name, value in parse_fields(head.decode("latin-1")):
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    number = int(status) if status.isdigit() else 0
    return Response(number, headers, block[end + len(_END) :] if end >= 0 else b"")


def _address(named: dict[str, str]) -> str:
    return named.get("warc-target-uri", "").strip("<>").replace(" ", "%20")


def _moment(date: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
