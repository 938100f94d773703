"""What words mean in a date: months, weekdays, halves of the day, by language.

The tables come from CLDR (names.json, made by scripts/build_date_names.py) and from words.json, which adds what CLDR
has no place for: variant spellings, months of other calendars, era marks, words that introduce a date.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from pumice.text.dates.fold import fold, skeleton

_LONGEST_ENDING = 3
_SHORTEST_STEM = 4
_SHORTEST_FOREIGN = 3


class Calendar(StrEnum):
    """Whose months and years."""

    GREGORIAN = "gregorian"
    JALALI = "jalali"
    HIJRI = "hijri"
    UMM_AL_QURA = "umm-al-qura"
    ETHIOPIAN = "ethiopian"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one word can mean; several at once where languages share a spelling.

    Attributes:
        months: (calendar, month from 1) pairs.
        days: weekdays, Monday is 0.
        half: "am" or "pm", or "".
    """

    months: frozenset[tuple[Calendar, int]] = frozenset()
    days: frozenset[int] = frozenset()
    half: str = ""


_Lexicon = Mapping[str, Meaning]


@lru_cache(maxsize=1)
def load_words() -> Mapping[str, Any]:
    """The hand-made tables (words.json)."""
    return _load("words.json")


@lru_cache(maxsize=1)
def load_names() -> Mapping[str, Any]:
    """The CLDR tables (names.json)."""
    return _load("names.json")


@lru_cache(maxsize=1)
def load_fillers() -> frozenset[str]:
    """Words that stand between the parts of a date and say nothing themselves, as skeletons."""
    return frozenset(skeleton(fold(word).text) for word in [*load_words()["fillers"], *load_names()["fillers"]])


def _load(name: str) -> Mapping[str, Any]:
    table: Mapping[str, Any] = json.loads((files("pumice.text.dates") / name).read_text("utf-8"))
    return table


@lru_cache(maxsize=65_536)
def look_up(word: str, language: str | None) -> Meaning | None:
    """What a folded skeleton means in a language: first there, then in English, then anywhere official.

    A filler ("de") is a name only in the language itself. A word that is no name may be an inflected one: a name of
    four letters or more with up to three letters added.
    """
    known = look_up_exactly(word, language)
    if known is not None or word in load_fillers():
        return known
    lexicons = _lexicons(language)
    for ending in range(1, min(_LONGEST_ENDING, len(word) - _SHORTEST_STEM) + 1):
        stem = word[:-ending]
        if word[-ending].isdigit():
            break
        for lexicon in lexicons:
            if stem in lexicon:
                return lexicon[stem]
    return None


def look_up_exactly(word: str, language: str | None) -> Meaning | None:
    """The same for writing without spaces, where a longer word is no inflection."""
    own, *others = _lexicons(language)
    if word in own:
        return own[word]
    if word in load_fillers() or (len(word) < _SHORTEST_FOREIGN and word < "\u0530"):
        return None
    return next((lexicon[word] for lexicon in (own, *others) if word in lexicon), None)


@lru_cache(maxsize=256)
def first_characters(language: str | None) -> frozenset[str]:
    """The characters with which any name or filler begins: where another stands, no name need be looked for."""
    words = (word for lexicon in _lexicons(language) for word in lexicon)
    return frozenset(word[0] for word in (*words, *load_fillers()) if word)


def is_own(word: str, language: str) -> bool:
    """Whether a skeleton is a name in the language itself or in English, rather than somewhere else."""
    return any(word in _lexicon(name) for name in (language, "en") if name in load_names()["languages"])


def digit_order(language: str | None, region: str | None) -> str | None:
    """CLDR's order of day, month and year ("dmy", "mdy", "ymd") in numeric dates, or None where nobody knows."""
    orders: Mapping[str, str] = load_names()["orders"]
    return orders.get(f"{language}-{region}", orders.get(language or ""))


def is_of_two_minds(language: str) -> bool:
    """Whether regions of the language disagree on day and month."""
    return language in load_names()["twoMinds"]


@lru_cache(maxsize=256)
def _lexicons(language: str | None) -> tuple[_Lexicon, ...]:
    wanted = dict.fromkeys((language, "en", None) if language else ("en", None))
    return tuple(_lexicon(name) for name in wanted if name is None or name in load_names()["languages"])


@lru_cache(maxsize=256)
def _lexicon(language: str | None) -> _Lexicon:
    languages = load_names()["official"] if language is None else [language]
    months: dict[str, set[tuple[Calendar, int]]] = defaultdict(set)
    days: dict[str, set[int]] = defaultdict(set)
    halves: dict[str, str] = {}
    for name in languages:
        for word, calendar, month in _months_of(name):
            months[word].add((calendar, month))
        for day, words in enumerate(_days_of(name)):
            for word in words:
                days[word].add(day)
        halves |= {word: half for half, words in _halves_of(name) for word in words}
    words = {*months, *days, *halves}
    return {w: Meaning(frozenset(months.get(w, ())), frozenset(days.get(w, ())), halves.get(w, "")) for w in words}


def _months_of(language: str) -> Iterator[tuple[str, Calendar, int]]:
    for month, words in enumerate(load_names()["languages"][language]["months"], 1):
        yield from ((word, Calendar.GREGORIAN, month) for word in words)
    for row in load_words()["months"]:
        if row["languages"] == "*" or language in row["languages"].split():
            for month, variants in enumerate(row["names"], row.get("from", 1)):
                yield from ((word, Calendar(row["calendar"]), month) for word in _skeletons(variants.split("|")))


def _days_of(language: str) -> Iterator[Iterable[str]]:
    more = load_words()["days"].get(language, [""] * 7)
    for words, variants in zip(load_names()["languages"][language]["days"], more, strict=True):
        yield [*words, *_skeletons(variants.split("|"))]


def _halves_of(language: str) -> Iterator[tuple[str, Iterable[str]]]:
    more = load_words()["halves"].get(language, ["", ""])
    both = load_names()["languages"][language]["halves"]
    for half, words, variants in zip(("am", "pm"), both, more, strict=True):
        yield half, [*words, *_skeletons(variants.split("|"))]


def _skeletons(words: Iterable[str]) -> list[str]:
    return [skeleton(fold(word).text) for word in words if word]
