"""Text as the date tables see it: lower case, ASCII digits, without marks that writers leave out.

Each folded character remembers where it came from, so that what is found can be pointed at in the original.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

# Letters that keyboards of neighbouring languages exchange, and apostrophes.
_SAME = {
    "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ة",
    "ı": "i", "ʼ": "'", "’": "'", "‘": "'", "`": "'", "´": "'", "׳": "'", "״": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "─": "-", "―": "-",
    "،": ",", "、": ",", "。": ".", "·": ".", "・": ".", "｡": ".", "٫": ".", "∶": ":", "॰": ".", "〜": "~", "～": "~",
    "đ": "d", "ø": "o", "ł": "l", "号": "日", "號": "日",
}  # fmt: skip

_CHINESE_DIGITS = {
    "〇": 0,
    "零": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_CHINESE_NUMBER = re.compile(r"[〇零○一二三四五六七八九十廿卅]+(?=\s?[年月日時时點点分])|元(?=年)")
_PLAIN = re.compile(r"[ !-_a-~]*")
"""ASCII that folding leaves in place, but for case: no control characters, no grave accent."""
_TENS = {"十": 1, "廿": 2, "卅": 3}


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; ``origins[i]`` is the index of the original character that gave ``text[i]``."""

    text: str
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original characters behind ``text[start:end]``, which must not be empty."""
        return self.origins[start], self.origins[end - 1] + 1


@lru_cache(maxsize=8192)
def fold_character(character: str) -> str:
    """One character's folded form: none, one or a few characters."""
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if character.isspace():
        return " "
    form: Literal["NFKD", "NFD"] = "NFKD" if _is_compatibility(character) else "NFD"
    kept = (c for c in unicodedata.normalize(form, character.casefold()) if not _is_dropped(c))
    return unicodedata.normalize("NFC", "".join(_SAME.get(c, c) for c in kept))


def fold(text: str) -> Folded:
    """Fold a text, keeping track of where each character came from."""
    if _PLAIN.fullmatch(text):
        return Folded(text.lower(), tuple(range(len(text))))
    pieces = [fold_character(character) for character in text]
    folded = "".join(pieces)
    origins = tuple(index for index, piece in enumerate(pieces) for _ in piece)
    return _read_chinese_numbers(Folded(folded, origins))


def skeleton(text: str) -> str:
    """Letters and digits of a folded text alone: the form in which names are looked up."""
    return "".join(c for c in text if c.isalnum() or unicodedata.category(c)[0] == "M")


def _is_compatibility(character: str) -> bool:
    # Full-width forms, squared words such as the era names, Arabic presentation forms.
    return "\u32c0" <= character <= "\u33ff" or "\ufb00" <= character <= "\ufdff" or "\ufe70" <= character <= "\uffef"


def _is_dropped(character: str) -> bool:
    # Accents, Arabic and Hebrew points, nukta: writers leave them out. Vowel signs of Indic and Thai letters stay.
    if "\u0591" <= character <= "\u05c7":
        return unicodedata.category(character) == "Mn"
    return (
        "\u0300" <= character <= "\u036f"
        or "\u064b" <= character <= "\u0655"
        or character in "\u0670\u0640\u093c\u09bc\u0a3c\u0abc\u0b3c"
        or unicodedata.category(character) in {"Cf", "Cc"}
    )


def _read_chinese_numbers(folded: Folded) -> Folded:
    if "年" not in folded.text and "月" not in folded.text:
        return folded
    text, origins, last = [], [], 0
    for match in _CHINESE_NUMBER.finditer(folded.text):
        start, end = match.span()
        number = _chinese_number(match.group())
        text += [folded.text[last:start], number]
        origins += [*folded.origins[last:start], *_spread(folded.origins[start:end], len(number))]
        last = end
    text.append(folded.text[last:])
    return Folded("".join(text), (*origins, *folded.origins[last:]))


def _spread(origins: tuple[int, ...], length: int) -> list[int]:
    return [origins[min(index * len(origins) // length, len(origins) - 1)] for index in range(length - 1)] + [
        origins[-1]
    ]


def _chinese_number(word: str) -> str:
    if word == "元":
        return "1"
    for ten, tens in _TENS.items():
        head, found, tail = word.partition(ten)
        if found:
            high = _CHINESE_DIGITS.get(head, 1) if ten == "十" and head else tens
            return str(10 * high + _CHINESE_DIGITS.get(tail, 0))
    return "".join(str(_CHINESE_DIGITS[digit]) for digit in word)
