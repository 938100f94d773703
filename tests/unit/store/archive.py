"""Visits made by hand and the archives made of them, for the tests of the raw store."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pumice.model import Exchange, Visit
from pumice.model.exchange import Headers
from pumice.store.raw_paths import decode_path, split_record
from pumice.store.warc.write import Stored, WarcWriter

START = datetime(2026, 3, 1, 12, 0, 0, 5, tzinfo=UTC)
HTML = (("Content-Type", "text/html; charset=utf-8"), ("ETag", '"1"'))


def exchange(
    path: str = "/", payload: bytes | None = b"<p>text", *, status: int = 200, headers: Headers = HTML
) -> Exchange:
    """One request and its response."""
    url = f"https://press.example{path}"
    asked = (("Host", "press.example"), ("User-Agent", "pumice/0 (test)"))
    return Exchange(url, START, asked, status, "Fine", headers, payload, peer="192.0.2.1")


def visit(*exchanges: Exchange) -> Visit:
    """A visit of these exchanges."""
    return Visit(exchanges[0].url, exchanges, 0.25, ("a note",))


def write(raw: Path, *visits: Visit, most_bytes: int = 10**9, run: str = "run") -> list[Stored]:
    """A closed archive of these visits."""
    writer = WarcWriter(raw, run, most_bytes=most_bytes, agent="pumice/0 (test)")
    stored = []
    for one in visits:
        stored.append(writer.write(one))
        writer.sync()
    writer.close()
    return stored


def place_of(stored: Stored, raw: Path) -> tuple[Path, int]:
    """The file and the offset of a stored answer."""
    file, offset = split_record(stored.raw_path) or ("", 0)
    return raw.parent / decode_path(file), offset


def record(number: int, *, length: int | None = None, kind: str = "response", headers: str = "") -> bytes:
    """A record of another tool's making."""
    body = f"<p>page {number}".encode()
    block = f"HTTP/1.1 200 OK\r\n{headers}Content-Type: text/html\r\n\r\n".encode() + body
    date = (START + timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://other.example/{number}\r\nWARC-Date: {date}\r\n"
    declared = len(block) if length is None else length
    return head.encode() + f"Content-Length: {declared}\r\n\r\n".encode() + block + b"\r\n\r\n"


def members(*records: bytes) -> bytes:
    """Records as a .warc.gz has them: each a gzip member of its own."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)
