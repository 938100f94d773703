"""UTF-8 that was read as a single-byte charset: found by its byte patterns, run by run, and read again.

``Ã©`` are the characters that windows-1252 gives for the bytes C3 A9. For each charset, one regular expression over
characters matches exactly the runs that are well-formed UTF-8 (or CESU-8) in it. Start with :func:`reread`.
"""

from __future__ import annotations

import re
from functools import cache

from pumice.read.repair.charsets import to_bytes, to_characters

READ_AS = (
    "windows-1252",
    "windows-1251",
    "windows-1250",
    "macintosh",
    "windows-1253",
    "windows-1254",
    "windows-1256",
    "windows-1257",
    "ISO-8859-2",
    "ISO-8859-9",
    "ISO-8859-13",
    "ISO-8859-15",
    "windows-1255",
    "windows-1258",
    "windows-874",
    "IBM437",
    "IBM850",
    "IBM852",
    "IBM866",
    "KOI8-R",
    "KOI8-U",
    "x-mac-cyrillic",
    "x-mac-ce",
)
"""Charsets that UTF-8 is mistaken for, the commonest first."""

_PART_OF_WORD = re.compile(r"\s|s\b|quel[ae]|quilo")
"""What follows ``à`` without a space between: Portuguese às, àquele; a space that is there already."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f\ud800-\udfff]")
_CONTINUED = (0x80, 0xBF)
_WELL_FORMED: tuple[tuple[tuple[int, int], ...], ...] = (
    ((0xC2, 0xDF), _CONTINUED),
    ((0xE0, 0xE0), (0xA0, 0xBF), _CONTINUED),
    ((0xE1, 0xEC), _CONTINUED, _CONTINUED),
    ((0xED, 0xED), (0x80, 0x9F), _CONTINUED),
    ((0xEE, 0xEF), _CONTINUED, _CONTINUED),
    ((0xF0, 0xF0), (0x90, 0xBF), _CONTINUED, _CONTINUED),
    ((0xF1, 0xF3), _CONTINUED, _CONTINUED, _CONTINUED),
    ((0xF4, 0xF4), (0x80, 0x8F), _CONTINUED, _CONTINUED),
    # CESU-8: a surrogate pair, each half written as three bytes.
    ((0xED, 0xED), (0xA0, 0xAF), _CONTINUED, (0xED, 0xED), (0xB0, 0xBF), _CONTINUED),
)


def reread(text: str, charset: str) -> str:
    """The text with every run that is UTF-8 read as ``charset`` read as UTF-8."""
    table = to_bytes(charset)
    return runs_in(charset).sub(lambda match: _read([table[character] for character in match.group()]), text)


def reread_damaged(text: str, charset: str) -> str:
    """As :func:`reread`, for text that was also damaged.

    Sequences that lost a byte to U+FFFD or ``?`` become one U+FFFD; a byte A0 that became a space is restored.
    """
    table = to_bytes(charset)

    def restore(match: re.Match[str]) -> str:
        if match.lastgroup == "lost":
            return "\ufffd"
        read = _read([table.get(character, 0xA0) for character in match.group()])
        alone = match.lastgroup == "spaced" and read == "à" and not _PART_OF_WORD.match(text, match.end())
        return f"{read} " if alone else read

    return _damaged_in(charset).sub(restore, text)


@cache
def runs_in(charset: str) -> re.Pattern[str]:
    """Matches maximal runs of well-formed UTF-8 seen through a charset."""
    sequences = "|".join("".join(_class(charset, low, high) for low, high in parts) for parts in _WELL_FORMED)
    return re.compile(f"(?:{sequences})+")


@cache
def _damaged_in(charset: str) -> re.Pattern[str]:
    """Matches sequences with one byte gone: two of the lead's, or a no-break space that became a space."""
    lead = _class(charset, 0xC2, 0xDF)
    long_lead, very_long = _class(charset, 0xE0, 0xEF), _class(charset, 0xF0, 0xF4)
    follow = _class(charset, 0x80, 0xBF)
    lost = (
        f"{lead}\ufffd|{long_lead}(?:\ufffd{follow}?|{follow}[\ufffd?])"
        f"|{very_long}(?:\ufffd{follow}{{0,2}}|{follow}\ufffd{follow}?|{follow}{follow}\ufffd)"
    )
    spaced = f"{_class(charset, 0xC2, 0xD9)} |{_class(charset, 0xE1, 0xEC)}(?: {follow}|{follow} )"
    return re.compile(f"{runs_in(charset).pattern}|(?P<lost>{lost})|(?P<spaced>{spaced})")


def _class(charset: str, low: int, high: int) -> str:
    found = "".join(re.escape(character) for character, byte in to_bytes(charset).items() if low <= byte <= high)
    return f"[{found}]"


def _read(values: list[int]) -> str:
    text = bytes(values).decode("utf-8", "surrogatepass")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def misread(text: str, charset: str) -> str:
    """The inverse of :func:`reread`: every character beyond ASCII as UTF-8 seen through a charset."""
    letters = to_characters(charset)
    return _BEYOND_ASCII.sub(lambda match: "".join(letters[byte] for byte in match.group().encode()), text)
