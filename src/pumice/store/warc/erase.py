"""Take records out of a WARC without moving the others: raw paths name records by their offset.

In the place of a record stands one of the same length that says nothing. Start with :func:`erase_records`.
"""

from __future__ import annotations

import os
import secrets
import shutil
import struct
import uuid
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pumice.errors import StoreError
from pumice.store.atomic import sync_folder, temporary_name
from pumice.store.warc.index import index_of
from pumice.store.warc.records import Place, open_warc, walk
from pumice.store.warc.recover import index_warc

_GZIP_HEAD: Final = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x02\xff"  # with a comment, which takes the room that is left
_WARC_DATE: Final = "1970-01-01T00:00:00Z"


def erase_records(warc: Path, is_unwanted: Callable[[Place], bool]) -> int:
    """Replace the unwanted records of a WARC, mend its index, and give how many that were.

    The file is written anew beside the old one and takes its place in one step.

    Raises:
        InputFault: the WARC cannot be read.
        StoreError: it cannot be written.
    """
    unwanted = [place for place in walk(warc) if place.fault is None and is_unwanted(place)]
    if not unwanted:
        return 0
    staged = temporary_name(warc, secrets.token_hex(4))
    try:
        shutil.copyfile(warc, staged)
        _overwrite(staged, unwanted)
        staged.replace(warc)
        sync_folder(warc.parent)
    except OSError as error:
        raise StoreError(f"{warc} cannot be written: {error.strerror or error}; make room or mend it") from error
    finally:
        staged.unlink(missing_ok=True)
    if index_of(warc).exists():
        index_warc(warc)
    return len(unwanted)


def _overwrite(path: Path, places: list[Place]) -> None:
    with open_warc(path) as file:
        is_gzip = file.read(2) == _GZIP_HEAD[:2]
    with path.open("r+b") as file:
        for place in places:
            file.seek(place.offset)
            file.write(_filler(place.length) if is_gzip else _plain_filler(place.length))
        file.flush()
        os.fsync(file.fileno())


def _filler(length: int) -> bytes:
    """A gzip member of so many bytes that holds an empty record."""
    record = _record(0)
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(record) + packer.flush()
    tail = struct.pack("<II", zlib.crc32(record), len(record))
    room = length - len(_GZIP_HEAD) - 1 - len(packed) - len(tail)
    if room < 0:
        raise StoreError(f"a record of {length} bytes leaves no room for an empty one; delete the file as a whole")
    return _GZIP_HEAD + b" " * room + b"\0" + packed + tail


def _plain_filler(length: int) -> bytes:
    """A record of so many bytes whose block is blank."""
    for block in range(length - len(_record(0)), -1, -1):
        if len(record := _record(block)) == length:
            return record
    raise StoreError(f"a record of {length} bytes leaves no room for an empty one; delete the file as a whole")


def _record(block: int) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:{uuid.UUID(int=0)}>\r\n"
        f"WARC-Date: {_WARC_DATE}\r\nContent-Length: {block}\r\n\r\n"
    )
    return head.encode() + b" " * block + b"\r\n\r\n"
