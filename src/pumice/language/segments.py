"""Cuts a block into the pieces that are judged one by one: menu items, lines, sentences.

Start reading at :func:`cut`. Pieces are trimmed of white space and separators, and never overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_SEPARATOR: Final = re.compile(
    r"""
    \s{0,9}\n\s{0,9}                            # lines
    | \s{1,9}[|·•∙‧▪►»›>→/\\]\s{1,9}            # menus and breadcrumbs
    | \s{0,9}[|·•▪]\s{0,9}
    | \t+ | [ ]{3,}                             # columns
    | (?<=[.!?…]) (?:["'”“’»)\]]{1,3})? [\u200e\u200f]? \s+     # sentences, their closing marks with them
    | (?<=[.!?…]["'”“’»)\]]) \s+
    | (?<=[。！？]) ["'”’」』）]*                # scripts that write no spaces
    | (?<=[।॥۔؟។៕။།༎።፧։]) ["'”’»]* \s*
    """,
    re.VERBOSE,
)
_MENU: Final = re.compile(r"\s[|·•∙‧▪►»›>→/\\]\s|[|·•▪]")
_CLOSING: Final = re.compile(r"""["'”“’»)\]」』）]+""")

_ADDRESS: Final = re.compile(
    r"""
    (?: https?|ftp|rtsp|mailto|tel|urn|magnet ) : [^\s<>"]{1,2000}
    | \b www\. [^\s<>"]{1,2000}
    | (?<![\w.+-]) [\w.+-]{1,64} @ [\w-]{1,63} (?: \.[\w-]{1,63} ){1,8}
    | (?<![\w@\#]) [@\#] \w [\w.-]{0,80}
    | (?<![\w.-]) [\w-]{1,63} (?: \.[\w-]{1,63} ){0,8}? \. (?: com|org|net|int|edu|gov|info|html?|php|pdf ) \b
      (?: /[^\s<>"]{0,2000} )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Every repetition is bounded: no text makes the search slower than its length."""

_ADDRESS_SIGN: Final = re.compile(
    r"://|[@#]|www\.|mailto:|tel:|urn:|magnet:|\.(?:com|org|net|int|edu|gov|info|htm|php|pdf)", re.IGNORECASE
)
"""What every address has one of: most texts have none and are not searched further."""

MOST: Final = 4000
"""Pieces of one block: what lies beyond is one piece more."""


def cut(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each piece, in order."""
    begin, count = 0, 0
    for separator in _SEPARATOR.finditer(text):
        if count >= MOST:
            break
        closing = _CLOSING.match(text, separator.start())
        stop = min(separator.end(), closing.end()) if closing else separator.start()
        if stop > begin:
            yield begin, stop
            count += 1
        begin = separator.end()
    while begin < len(text) and text[begin].isspace():
        begin += 1
    stop = len(text.rstrip())
    if stop > begin:
        yield begin, stop


def mask_addresses(text: str) -> str:
    """The same text with spaces for addresses, so that no word and no piece holds any part of them."""
    if not _ADDRESS_SIGN.search(text):
        return text
    return _ADDRESS.sub(lambda found: " " * len(found.group()), text)


@lru_cache(maxsize=8)
def is_menu(text: str) -> bool:
    """Whether a block is a row of items: two separators or more, and no sentence.

    Remembered, since it is asked of each stray in a block.
    """
    return len(_MENU.findall(text)) > 1
