"""Walks through WARC files record by record, ours and others', and never loses its way.

What is damaged is named with its offset, and the walk goes on at the next record. warcio's own reader stops without a
word where a file is torn, so the framing is read here. Start with :func:`walk` (a whole file) or :func:`read_record`
(one record by its offset).
"""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from pumice.errors import Cause, InputFault
from pumice.store.warc.head import END, MOST_HEAD, VERSION, Head, parse_head

_STEP = 65_536
_SEEN = 2 * MOST_HEAD
"""So much of a record is looked at when it is only listed: its own headers and those of the response in it."""
_GZIP = zlib.MAX_WBITS | 16
_MAGIC = b"\x1f\x8b\x08"


@dataclass(frozen=True, slots=True)
class Place:
    """One record of a file, or a place where one should be and is damaged.

    Attributes:
        offset: its first byte in the file.
        length: its bytes in the file.
        head: its headers; None where it is damaged.
        start: the beginning of its block, at least the HTTP headers in it.
        fault: what is wrong with it; None where it is whole.
    """

    offset: int
    length: int
    head: Head | None = None
    start: bytes = b""
    fault: InputFault | None = None


def walk(path: Path) -> Iterator[Place]:
    """Every record of a WARC in its order, whole or not; memory stays flat whatever the file holds.

    Raises:
        InputFault: unreadable, if the file cannot be opened.
    """
    with open_warc(path) as file:
        size = os.fstat(file.fileno()).st_size
        is_gzip = file.read(2) == _MAGIC[:2]
        offset = 0
        while offset < size:
            try:
                place = _look(file, offset) if is_gzip else _look_plain(file, offset, size)
                yield place
                offset += place.length
            except InputFault as fault:
                following = _find_next(file, offset + 1, size, _MAGIC if is_gzip else b"WARC/")
                yield Place(offset, following - offset, fault=located(fault, path, offset))
                offset = following


def read_record(path: Path, offset: int, *, most: int) -> tuple[Head, bytes]:
    """One record by its offset, read by range: its headers and its block.

    Raises:
        InputFault: bad-record, body-too-big for a block of more than ``most`` bytes, or unreadable.
    """
    with open_warc(path) as file:
        file.seek(offset)
        is_gzip = file.read(2) == _MAGIC[:2]
        try:
            head = _head_at(file, offset, most)
            file.seek(offset)
            whole = _inflate(file, keep=head.whole).kept if is_gzip else file.read(head.whole)
        except InputFault as fault:
            raise located(fault, path, offset) from fault
    return head, whole[head.size : head.size + head.length]


def _head_at(file: IO[bytes], offset: int, most: int) -> Head:
    file.seek(offset)
    is_gzip = file.read(2) == _MAGIC[:2]
    size = os.fstat(file.fileno()).st_size
    head = (_look(file, offset, most=most) if is_gzip else _look_plain(file, offset, size)).head
    if head is None or head.length > most:
        length = head.length if head else 0
        raise InputFault(Cause.BODY_TOO_BIG, f"a record of {length} bytes; at most {most} are read")
    return head


def open_warc(path: Path) -> IO[bytes]:
    """The file, opened for reading.

    Raises:
        InputFault: unreadable.
    """
    try:
        # Without O_NONBLOCK a named pipe would hold the run for ever.
        file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
    except OSError as error:
        raise InputFault(Cause.UNREADABLE, f"{path.name} cannot be read: {error}; mend its permissions") from error
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise InputFault(Cause.UNREADABLE, f"{path.name} is no regular file; expected a WARC, remove or rename it")
    return file


@dataclass(frozen=True, slots=True)
class _Member:
    """A gzip member: the beginning of its content, how much there is, and where the next begins (None: not reached)."""

    kept: bytes
    size: int
    end: int | None


def _look(file: IO[bytes], offset: int, *, most: int | None = None) -> Place:
    """The record in the gzip member at this offset, inflated to its end, of which only the beginning is kept."""
    file.seek(offset)
    member = _inflate(file, keep=_SEEN, stop="kept")
    head = parse_head(member.kept)
    if most is not None and head.length > most:
        return Place(offset, 0, head)
    if member.end is None:
        file.seek(offset)
        member = _inflate(file, keep=_SEEN, most=head.whole)
    if member.size > head.whole:
        raise _bad("its gzip member goes on behind it; one record a member is read, use warcio recompress")
    if member.size < head.whole:
        raise _bad(f"its block has {member.size - head.size} bytes, its Content-Length says {head.length}")
    length = (member.end or offset) - offset
    return Place(offset, length, head, member.kept[head.size : head.size + head.length])


def _look_plain(file: IO[bytes], offset: int, size: int) -> Place:
    file.seek(offset)
    begun = file.read(_SEEN)
    head = parse_head(begun)
    if offset + head.size + head.length > size:
        raise _bad(f"its Content-Length says {head.length}, but the file ends before")
    file.seek(offset + head.size + head.length)
    if file.read(len(END)) != END:
        raise _bad(f"its Content-Length says {head.length}, but its block does not end there")
    return Place(offset, head.whole, head, begun[head.size : head.size + head.length])


def _inflate(file: IO[bytes], *, keep: int, most: int | None = None, stop: Literal["kept", "end"] = "end") -> _Member:
    """Inflate the member at the file's position and keep its beginning; more than ``most`` bytes are not looked at."""
    stream, kept, size, begin = zlib.decompressobj(_GZIP), bytearray(), 0, file.tell()
    data, read = b"", 0
    while not stream.eof:
        data = stream.unconsumed_tail or file.read(_STEP)
        read += 0 if stream.unconsumed_tail else len(data)
        if not data:
            raise _bad("the file ends in the middle of it")
        try:
            piece = stream.decompress(data, _STEP)
        except zlib.error as error:
            raise _bad(f"it cannot be decompressed ({error})") from error
        size += len(piece)
        kept += piece[: keep - len(kept)]
        if (stop == "kept" and len(kept) >= keep) or (most is not None and size > most):
            return _Member(bytes(kept), size, None)
    return _Member(bytes(kept), size, begin + read - len(stream.unused_data))


def _find_next(file: IO[bytes], offset: int, size: int, sign: bytes) -> int:
    """Where the next whole-looking record begins, or the end of the file."""
    overlap = len(sign) - 1
    while offset < size:
        file.seek(offset)
        data = file.read(_STEP + overlap)
        found = data.find(sign)
        if found < 0:
            offset += max(len(data) - overlap, 1)
        elif _begins(file, offset + found):
            return offset + found
        else:
            offset += found + 1
    return size


def _begins(file: IO[bytes], offset: int) -> bool:
    file.seek(offset)
    try:
        start = file.read(_STEP)
        if start.startswith(_MAGIC):
            start = zlib.decompressobj(_GZIP).decompress(start, _STEP)
        return VERSION.match(start) is not None
    except zlib.error:
        return False


def _bad(message: str) -> InputFault:
    return InputFault(Cause.BAD_RECORD, message)


def located(fault: InputFault, path: Path, offset: int) -> InputFault:
    """The fault with its place in its message."""
    return InputFault(fault.cause, f"{path.name}, record at byte {offset}: {fault.message}")
