"""Raw paths: how a data folder names what lies in data/raw, a loose file by its path, a WARC record also by its offset.

``raw/site/page.html`` is a loose file, ``raw/warc/2026/11/27/<run>-0.warc.gz#12345`` the record that begins at that
byte of the file. Start with :func:`encode_path` and :func:`split_record`.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes

WARC_FOLDER = "warc"
WARC_SUFFIX = ".warc.gz"
OPEN_SUFFIX = ".open"
INDEX_SUFFIX = ".cdxj"
_RECORD = re.compile(r"(?P<file>.+\.warc(?:\.gz)?)#(?P<offset>\d{1,15})", re.IGNORECASE | re.DOTALL)


def encode_path(path: str) -> str:
    """A path as text that any file, database or terminal can hold: odd characters and ``%`` as %XX."""
    return re.sub(r"%|[^ -~]", _quote_odd, path)


def decode_path(path: str) -> str:
    """The inverse of :func:`encode_path`."""
    return os.fsdecode(unquote_to_bytes(path))


def is_warc(name: str) -> bool:
    """Whether a file of this name is a WARC."""
    return name.lower().endswith((".warc", WARC_SUFFIX))


def record_path(raw: Path, file: Path, offset: int) -> str:
    """The raw path of the record at this offset of a WARC in the raw folder."""
    return f"{encode_path(f'{raw.absolute().name}/{file.relative_to(raw)}')}#{offset}"


def split_record(raw_path: str) -> tuple[str, int] | None:
    """The raw path of the WARC and the record's offset, or None for a loose file."""
    found = _RECORD.fullmatch(raw_path)
    return (found["file"], int(found["offset"])) if found else None


def file_of(raw_path: str, data: Path) -> Path:
    """The file that holds the bytes of a raw path."""
    record = split_record(raw_path)
    return data / decode_path(record[0] if record else raw_path)


def _quote_odd(match: re.Match[str]) -> str:
    character = match.group()
    if character.isprintable() and character != "%":
        return character
    return quote_from_bytes(os.fsencode(character), safe="")
