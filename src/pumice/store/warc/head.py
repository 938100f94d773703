"""The headers at the beginning of a WARC record. Start with :func:`parse_head`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pumice.errors import Cause, InputFault

END = b"\r\n\r\n"
"""What ends the headers, and again the record."""
VERSION = re.compile(rb"WARC/\d\.\d+\r?\n")
MOST_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Head:
    """A record's own headers.

    Attributes:
        named: values by name in lower case.
        size: bytes of the headers, the empty line included.
        length: bytes of the block that follows.
    """

    named: dict[str, str]
    size: int
    length: int

    @property
    def whole(self) -> int:
        """Bytes of the whole record, uncompressed, with the two line ends behind it."""
        return self.size + self.length + len(END)


def parse_head(data: bytes) -> Head:
    """The headers at the beginning of a record.

    Raises:
        InputFault: bad-record.
    """
    if not VERSION.match(data):
        raise InputFault(Cause.BAD_RECORD, "no WARC record begins there")
    end = data.find(END, 0, MOST_HEAD)
    if end < 0:
        raise InputFault(Cause.BAD_RECORD, f"its headers do not end within {MOST_HEAD} bytes")
    named = dict(parse_fields(data[:end].decode("utf-8", "replace")))
    length = named.get("content-length", "")
    if not (length.isascii() and length.isdecimal()):
        raise InputFault(Cause.BAD_RECORD, f"its Content-Length is {length[:40]!r}; expected a number")
    return Head(named, end + len(END), int(length))


def parse_fields(text: str) -> Iterator[tuple[str, str]]:
    """Names in lower case and values of the lines behind the first, folded lines joined."""
    for line in re.split(r"\r?\n", re.sub(r"\r?\n[ \t]+", " ", text))[1:]:
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip().lower(), value.strip()
