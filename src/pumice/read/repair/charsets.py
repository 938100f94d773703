r"""Single-byte charsets as tables between bytes and characters, every byte mapped.

Browsers map the bytes that windows-125x leaves undefined to C1 controls, and text read as ISO-8859-1 holds C1 controls
for the rest of that range; so each table takes both: ``\\u20ac`` and ``\\x80`` are byte 0x80 of windows-1252.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

CODECS: Mapping[str, str] = MappingProxyType(
    {
        "windows-1252": "cp1252",
        "windows-1250": "cp1250",
        "windows-1251": "cp1251",
        "windows-1253": "cp1253",
        "windows-1254": "cp1254",
        "windows-1255": "cp1255",
        "windows-1256": "cp1256",
        "windows-1257": "cp1257",
        "windows-1258": "cp1258",
        "windows-874": "cp874",
        "ISO-8859-2": "iso8859-2",
        "ISO-8859-4": "iso8859-4",
        "ISO-8859-5": "iso8859-5",
        "ISO-8859-7": "iso8859-7",
        "ISO-8859-9": "iso8859-9",
        "ISO-8859-13": "iso8859-13",
        "ISO-8859-15": "iso8859-15",
        "ISO-8859-16": "iso8859-16",
        "KOI8-R": "koi8-r",
        "KOI8-U": "koi8-u",
        "IBM437": "cp437",
        "IBM850": "cp850",
        "IBM852": "cp852",
        "IBM866": "cp866",
        "macintosh": "mac-roman",
        "x-mac-cyrillic": "mac-cyrillic",
        "x-mac-ce": "mac-latin2",
    }
)
"""Names by the WHATWG standard where it has one, else by IANA; and Python's codec."""

_HIGH = range(0x80, 0x100)
_C1 = range(0x80, 0xA0)
# Python's mac-roman has the euro sign that Apple put in place of the currency sign; texts hold either.
_TWINS: Mapping[str, Mapping[str, int]] = MappingProxyType({"macintosh": {"\u00a4": 0xDB}})


@cache
def to_characters(charset: str) -> Mapping[int, str]:
    """Byte 0x80-0xFF to the character it is read as; undefined bytes are read as the control of that number."""
    decoder = CODECS[charset]
    table = {}
    for byte in _HIGH:
        try:
            table[byte] = codecs.decode(bytes([byte]), decoder)
        except UnicodeDecodeError:
            table[byte] = chr(byte)
    return MappingProxyType(table)


@cache
def to_bytes(charset: str) -> Mapping[str, int]:
    """Character to byte 0x80-0xFF, C1 controls standing for the bytes of their number where nothing else does."""
    table = {character: byte for byte, character in to_characters(charset).items()}
    for byte in _C1:
        table.setdefault(chr(byte), byte)
    return MappingProxyType({**_TWINS.get(charset, {}), **table})
