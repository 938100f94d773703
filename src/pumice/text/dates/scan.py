"""Text to items: numbers, names, times, eras, fillers, and the words between them.

Nothing is decided here; :mod:`assemble` reads days out of the row of items.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from pumice.text.dates.clock import Clock, find_clocks
from pumice.text.dates.fold import Folded, fold, skeleton
from pumice.text.dates.names import (
    Calendar,
    Meaning,
    first_characters,
    load_fillers,
    load_words,
    look_up,
    look_up_exactly,
)

_MOST_TOKENS = 7
_LONGEST_NAME = 16
_LONGEST_WORD = 40
"""No name of a month or day in any language has more letters, its ending included."""
_ORDINAL_MARKS = "ºª"
"""Letters by Unicode's count; in a date they hang on a number as a full stop does: 1º de maio."""
_MONTH_MARKS = frozenset("月월")
_ASCII_TOKEN = re.compile(r"[0-9]+|[a-z]+| +|.", re.DOTALL)
_TOKEN = re.compile("d+|l+|u+(?:ou+)*|s+|[po]")


class Kind(StrEnum):
    """What an item is."""

    NUMBER = "number"
    NAME = "name"
    ERA = "era"
    FILLER = "filler"
    PUNCTUATION = "punctuation"
    CLOCK = "clock"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of the folded text, ``start`` to ``end`` (exclusive)."""

    kind: Kind
    start: int
    end: int
    text: str
    meaning: Meaning = field(default_factory=Meaning)
    clock: Clock | None = None

    @property
    def number(self) -> int:
        """The value of a number."""
        return int(self.text)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    start: int
    end: int
    text: str


def scan(folded: Folded, language: str | None) -> tuple[Item, ...]:
    """Cut a folded text into items; white space is left out."""
    clocks = find_clocks(folded.text)
    items: list[Item] = []
    last = 0
    for clock in clocks:
        items += _scan_part(folded.text, last, clock.start, language)
        items.append(Item(Kind.CLOCK, clock.start, clock.end, folded.text[clock.start : clock.end], clock=clock))
        last = clock.end
    items += _scan_part(folded.text, last, len(folded.text), language)
    return tuple(items)


def _scan_part(text: str, start: int, end: int, language: str | None) -> Iterator[Item]:
    tokens = _tokenise(text, start, end)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "u":
            yield from _scan_unspaced(token, language)
            at += 1
        elif token.kind in "dl":
            item, at = _match_tokens(tokens, at, language)
            yield item
        else:
            if token.kind in "po":
                yield Item(Kind.PUNCTUATION, token.start, token.end, token.text)
            at += 1


def _tokenise(text: str, start: int, end: int) -> list[_Token]:
    if text.isascii():
        return [
            _Token(_class_of(match.group()[0]), match.start(), match.end(), match.group())
            for match in _ASCII_TOKEN.finditer(text, start, end)
        ]
    classes = "".join(_class_of(character) for character in text[start:end])
    return [
        _Token(
            match.group()[0],
            start + match.start(),
            start + match.end(),
            text[start + match.start() : start + match.end()],
        )
        for match in _TOKEN.finditer(classes)
    ]


@lru_cache(maxsize=8192)
def _class_of(character: str) -> str:
    """Class: d digit, l letter, u letter of a script written without spaces, s space, o full stop, p anything else."""
    if "0" <= character <= "9":
        return "d"
    if character == " ":
        return "s"
    if unicodedata.category(character)[0] not in "LM" or character in _ORDINAL_MARKS:
        return "o" if character == "." else "p"
    return "u" if _is_unspaced(character) else "l"


def _is_unspaced(character: str) -> bool:
    # Thai to Tibetan, Myanmar, Khmer, kana and Han; Hangul counts because its date marks lean on the digits.
    return (
        "\u0e00" <= character <= "\u0fff"
        or "\u1000" <= character <= "\u109f"
        or "\u1780" <= character <= "\u17ff"
        or "\u3005" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or "\uac00" <= character <= "\ud7af"
    )


def _match_tokens(tokens: list[_Token], at: int, language: str | None) -> tuple[Item, int]:
    """The longest name that starts at a token, else what the token is by itself."""
    first = tokens[at]
    numbered = _numbered_month(tokens[at : at + 3])
    if numbered is not None:
        tokens[at + 1 :] = [_behind(token, numbered.end) for token in tokens[at + 1 :]]
        return numbered, at + 1
    best, after = None, at + 1
    for end in range(at + 1, min(len(tokens), at + _MOST_TOKENS) + 1):
        last = tokens[end - 1]
        if last.kind == "u" or (last.kind == "p" and last.text not in "'-\"()"):
            break
        if last.kind in "spo":
            continue
        item = _item_of(tokens[at:end], language)
        if item is not None:
            best, after = item, end
    if best is None:
        kind = Kind.NUMBER if first.kind == "d" else Kind.WORD
        best = Item(kind, first.start, first.end, first.text)
    return best, after


def _numbered_month(tokens: list[_Token]) -> Item | None:
    """A month by number: 10月, 10월."""
    if tokens[0].kind != "d" or not 1 <= int(tokens[0].text) <= 12:  # noqa: PLR2004 - months of a year
        return None
    after = next((token for token in tokens[1:] if token.kind != "s"), None)
    if after is None or after.text[0] not in _MONTH_MARKS:
        return None
    month = Meaning(months=frozenset({(Calendar.GREGORIAN, int(tokens[0].text))}))
    return Item(Kind.NAME, tokens[0].start, after.start + 1, tokens[0].text, month)


def _behind(token: _Token, end: int) -> _Token:
    """What of a token lies behind ``end``; nothing of one that lies before it."""
    cut = min(max(0, end - token.start), len(token.text))
    return _Token(token.kind if cut < len(token.text) else "s", token.start + cut, token.end, token.text[cut:])


def _item_of(tokens: list[_Token], language: str | None) -> Item | None:
    word = "".join(token.text for token in tokens if token.kind in "dl")
    start, end = tokens[0].start, tokens[-1].end
    single = len(tokens) == 1
    if single and tokens[0].kind == "d":
        return None
    meaning = look_up(word, language) if len(word) <= _LONGEST_WORD else None
    if meaning is not None:
        return Item(Kind.NAME, start, end, word, meaning)
    if word in _eras():
        return Item(Kind.ERA, start, end, _eras()[word])
    return Item(Kind.FILLER, start, end, word) if single and word in load_fillers() else None


def _scan_unspaced(token: _Token, language: str | None) -> Iterator[Item]:
    at = 0
    openers = first_characters(language) | _era_openers()
    while at < len(token.text):
        item = next(_unspaced_items(token, at, language), None) if token.text[at] in openers else None
        if item is None:
            end = token.start + at + 1
            kind = Kind.PUNCTUATION if token.text[at] == "." else Kind.WORD
            item = Item(kind, end - 1, end, token.text[at])
        yield item
        at = item.end - token.start


def _unspaced_items(token: _Token, at: int, language: str | None) -> Iterator[Item]:
    for end in range(min(len(token.text), at + _LONGEST_NAME), at, -1):
        word = token.text[at:end].replace(".", "")
        start, stop = token.start + at, token.start + end
        # 日 and 일 are Sunday too, but behind a number they are the day's mark.
        meaning = None if word in load_fillers() else look_up_exactly(word, language)
        if meaning is not None:
            yield Item(Kind.NAME, start, stop, word, meaning)
        elif word in _eras():
            yield Item(Kind.ERA, start, stop, _eras()[word])
        elif word in load_fillers():
            yield Item(Kind.FILLER, start, stop, word)


@lru_cache(maxsize=1)
def _era_openers() -> frozenset[str]:
    return frozenset(word[0] for word in _eras())


@lru_cache(maxsize=1)
def _eras() -> dict[str, str]:
    return {skeleton(fold(w).text): row["calendar"] for row in load_words()["eras"] for w in row["words"].split("|")}
