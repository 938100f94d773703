"""CDXJ: the sorted index beside each WARC, one line for each answer in it.

A line is the address's sort key, a 14-digit moment and JSON (url, mime, status, digest, length, offset, filename), as
pywb and its kin read it. An index is published after its WARC and is never older than it; an older one counts as none.
Start with :func:`publish_index` and :func:`find_lines`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pumice.model import Exchange
from pumice.store.atomic import write_file
from pumice.store.raw_paths import INDEX_SUFFIX, WARC_FOLDER, record_path
from pumice.text.surt import surt_key

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", ""})
_DIGITS = 14


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a record lies: file name, first byte, number of bytes."""

    name: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Answered:
    """What an archive's index tells of a record: its type, media type, HTTP status and payload digest."""

    kind: str
    mime: str
    status: int
    digest: str


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One line of an index.

    Attributes:
        key: sort key of the address.
        moment: UTC, 14 digits.
        url: the address itself.
        extent: where the record lies.
        answered: what it is.
    """

    key: str
    moment: str
    url: str
    extent: Extent
    answered: Answered

    @property
    def is_page(self) -> bool:
        """Whether the record holds what can become an article: a page of a type that is read, no robots.txt."""
        answered = self.answered
        is_whole = answered.kind in {"response", "resource"} and 200 <= answered.status < 300  # noqa: PLR2004 - 2xx
        return is_whole and answered.mime in _PAGE_TYPES and not self.key.endswith(")/robots.txt")

    def to_text(self) -> str:
        """The line as it is written, without its end."""
        answered, extent = self.answered, self.extent
        is_revisit = answered.kind == "revisit"
        # Others' indexes give a revisit no status, and filter by it: its page has the status of what it refers to.
        status = {} if is_revisit else {"status": str(answered.status)}
        members = {
            "url": self.url,
            "mime": "warc/revisit" if is_revisit else answered.mime or "unk",
            **status,
            "digest": answered.digest,
            "length": str(extent.length),
            "offset": str(extent.offset),
            "filename": extent.name,
        }
        return f"{self.key} {self.moment} {json.dumps(members)}"


def index_line(extent: Extent, url: str, date: str, answered: Answered) -> Line:
    """The line of a record; ``date`` is its WARC-Date."""
    moment = "".join(filter(str.isdecimal, date))[:_DIGITS].ljust(_DIGITS, "0")
    return Line(surt_key(url), moment, url, extent, answered)


def named_answer(kind: str, exchange: Exchange, digest: str) -> Answered:
    """What the index tells of an exchange."""
    return Answered(kind, media_type(exchange.header("content-type")), exchange.status, digest)


def media_type(content_type: str | None) -> str:
    """The media type alone, in lower case; empty where there is none."""
    return (content_type or "").partition(";")[0].strip().lower()


def index_of(warc: Path) -> Path:
    """Where the index of a WARC lies."""
    return warc.with_name(warc.name + INDEX_SUFFIX)


def publish_index(warc: Path, lines: Iterable[Line]) -> None:
    """Write the index of a WARC that is in its place.

    Raises:
        StoreError: the folder cannot be written.
    """
    write_file(index_of(warc), index_text(lines))


def index_text(lines: Iterable[Line]) -> bytes:
    """A whole index as it is written."""
    text = "".join(f"{line}\n" for line in sorted(line.to_text() for line in lines))
    return text.encode("utf-8", "backslashreplace")


def read_index(warc: Path) -> list[Line] | None:
    """The lines of a WARC's index in the order of its records; None if there is none, or it is old or damaged."""
    path = index_of(warc)
    try:
        if path.stat().st_mtime_ns < warc.stat().st_mtime_ns:
            return None
        with path.open(encoding="utf-8") as file:
            return sorted(map(_parse, file), key=lambda line: line.extent.offset)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def find_lines(raw: Path, url: str, *, day: str | None = None) -> Iterator[tuple[str, Line]]:
    """Every record of an address: its raw path and its line, day by day; each index is searched, not read.

    Args:
        raw: the raw folder.
        url: the address, exactly.
        day: ``2026/11/27``; all days if None.
    """
    key = surt_key(url)
    for path in sorted((raw / WARC_FOLDER / day if day else raw).rglob(f"*{INDEX_SUFFIX}")):
        warc = path.with_name(path.name.removesuffix(INDEX_SUFFIX))
        with path.open("rb") as file:
            for line in _search(file, key):
                if line.url == url:
                    yield record_path(raw, warc, line.extent.offset), line


def _search(file: IO[bytes], key: str) -> Iterator[Line]:
    """The lines of a key in a sorted file, found by halving."""
    wanted = f"{key} ".encode("utf-8", "backslashreplace")
    low, high = 0, file.seek(0, 2)
    while low < high:
        middle = (low + high) // 2
        if _line_from(file, middle) < wanted:
            low = middle + 1
        else:
            high = middle
    line = _line_from(file, low)
    while line.startswith(wanted):
        yield _parse(line.decode())
        line = file.readline()


def _line_from(file: IO[bytes], position: int) -> bytes:
    """The first line that begins at this byte or behind it; past the last line something greater than any."""
    file.seek(max(position - 1, 0))
    if position:
        file.readline()
    return file.readline() or b"\xff"


def _parse(text: str) -> Line:
    key, moment, members = text.split(" ", 2)
    found = json.loads(members)
    is_revisit = found["mime"] == "warc/revisit"
    mime = "" if found["mime"] in {"unk", "warc/revisit"} else found["mime"]
    extent = Extent(found["filename"], int(found["offset"]), int(found["length"]))
    status = int(found.get("status", 0))
    return Line(
        key,
        moment,
        found["url"],
        extent,
        Answered("revisit" if is_revisit else "response", mime, status, found["digest"]),
    )
