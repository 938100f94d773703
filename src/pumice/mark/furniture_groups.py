"""Class, id, role and tag words by which pages name their own parts.

Each group of words is one feature of the furniture marker (how near is the nearest word of the group?). The words are a
fixed table, written by hand (``furniture_groups.toml``). Start with :data:`LEXICON`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from threading import Lock
from typing import Any, Final, NamedTuple

import numpy as np

from pumice.model import Reason

_TABLE: Final[dict[str, Any]] = tomllib.loads(
    files("pumice.mark").joinpath("furniture_groups.toml").read_text(encoding="utf-8")
)

GROUPS: Final[tuple[str, ...]] = (*(f"<{tag}>" for tag in _TABLE["tags"]), *_TABLE["parts"])
"""Names of the groups, in the order of their numbers: tags in angle brackets, then words."""

WORDS: Final[dict[str, Reason]] = {
    "menu": Reason.FURNITURE,
    "<nav>": Reason.FURNITURE,
    "breadcrumb": Reason.FURNITURE,
    "pages": Reason.FURNITURE,
    "<footer>": Reason.FURNITURE,
    "footer": Reason.FURNITURE,
    "header": Reason.FURNITURE,
    "side": Reason.RELATED,
    "<aside>": Reason.RELATED,
    "related": Reason.RELATED,
    "comments": Reason.FURNITURE,
    "social": Reason.FURNITURE,
    "advert": Reason.FURNITURE,
    "subscribe": Reason.FURNITURE,
    "consent": Reason.CONSENT,
    "byline": Reason.FURNITURE,
    "tags": Reason.FURNITURE,
    "widget": Reason.FURNITURE,
    "popup": Reason.FURNITURE,
    "print": Reason.FURNITURE,
    "<button>": Reason.FURNITURE,
    "<form>": Reason.FURNITURE,
    "<label>": Reason.FURNITURE,
    "disclaimer": Reason.FURNITURE,
}
"""Groups whose words name furniture, and the reason each gives."""

TEXT: Final = frozenset("<article> <main> <blockquote> <figure> article body content lead quote caption".split())
"""Groups whose words name the text: nearer than a word for furniture, they overrule it."""

_NUMBER: Final = {name: number for number, name in enumerate(GROUPS)}
_TAG: Final = {tag: number for number, tag in enumerate(_TABLE["tags"])}
_BY_PART: Final = {
    part: tuple(_NUMBER[name] for name, words in _TABLE["parts"].items() if part in words)
    for part in {part for words in _TABLE["parts"].values() for part in words}
}
_STRINGS: Final[dict[str, frozenset[int]]] = {
    string: frozenset(_NUMBER[name] for name, strings in _TABLE["inside"].items() if string in strings)
    for strings in _TABLE["inside"].values()
    for string in strings
}
_BY_STRING: Final = {
    string: tuple(sorted(set().union(*(groups for other, groups in _STRINGS.items() if string.startswith(other)))))
    for string in _STRINGS
}
"""What a word says that holds a string: what the strings say that it starts with, itself included."""
_PARTS: Final = re.compile(r"[^-_.:]*?[a-z](?=\d)|[^-_.:]+")


def _pattern_of(strings: Iterable[str]) -> str:
    """A pattern that matches the longest of some strings with one look at each character."""
    tails: dict[str, list[str]] = {}
    for string in sorted(strings):
        tails.setdefault(string[:1], []).append(string[1:])
    may_end = tails.pop("", None) is not None
    ways = [re.escape(head) + _pattern_of(rest) for head, rest in tails.items()]
    return f"(?:{'|'.join(ways)}){'?' if may_end else ''}" if ways else ""


_INSIDE: Final = re.compile(f"(?=({_pattern_of(_STRINGS)}))")

DISCUSSION: Final = re.compile(
    r"(comments?|kommentare?|comentarios?|commentaires?|komentarze|opinie|disqus_thread|pinglun|reactions?)"
    r"([-_]?(list|body|content|text|area|thread|wrap(per)?|section|container|block|item|box|feed|\d+))?s?"
)
"""Words of the element that holds a discussion; not those of articles that merely may be discussed (comments-open)."""
CONSENT: Final = re.compile(
    r"(cookie|consent|gdpr|onetrust|ot-sdk|otpc|cookiebot|cookielaw|didomi|usercentrics|sp_message|cmp)[-_a-z]*"
)
_CONSENT_ENDS: Final = tuple(f"{joint}{word}" for joint in "-_" for word in ("cookie", "cookies", "consent"))
"""Words of the element that holds a consent dialogue, and ends of them."""
_OUTER: Final = frozenset({"body", "html"})

NO_GROUP: Final = len(GROUPS)
"""Stands where there is no further group."""
NO_PART, TEXT_PART = -1, -2
"""Stand in place of a group where a word names no part of the page, or the text."""


class Meaning(NamedTuple):
    """What a class, id, role or tag word says; most words say nothing.

    Attributes:
        groups: numbers of the groups that it belongs to.
        part: the group by which it names furniture; NO_PART, TEXT_PART.
        discussion: whether it names the element that holds a discussion.
        consent: whether it names the element that holds a consent dialogue.
        outer: whether it is the page's body, which may have any of these words.
    """

    groups: tuple[int, ...] = ()
    part: int = NO_PART
    discussion: bool = False
    consent: bool = False
    outer: bool = False


_NOTHING: Final = Meaning()


class Meanings:
    """All meanings met so far, as arrays by their number: attributes as of :class:`Meaning`."""

    def __init__(self) -> None:
        self._numbers: dict[Meaning, int] = {}
        self.groups = np.empty((0, _MOST_GROUPS), dtype=np.uint8)
        self.part = np.empty(0, dtype=np.int64)
        self.discussion, self.consent, self.outer = np.empty((3, 0), dtype=bool)
        self.number_of(_NOTHING)

    def number_of(self, meaning: Meaning) -> int:
        """The number of a meaning, a new one if it is met for the first time."""
        number = self._numbers.get(meaning)
        if number is None:
            number = len(self._numbers)
            if number == len(self.part):
                self._grow()
            groups = meaning.groups[:_MOST_GROUPS]
            self.groups[number] = NO_GROUP
            self.groups[number, : len(groups)] = groups
            self.part[number] = meaning.part
            self.discussion[number] = meaning.discussion
            self.consent[number] = meaning.consent
            self.outer[number] = meaning.outer
            self._numbers[meaning] = number
        return number

    def _grow(self) -> None:
        size = 2 * len(self.part) + 64
        self.groups = np.resize(self.groups, (size, _MOST_GROUPS))
        self.part = np.resize(self.part, size)
        self.discussion = np.resize(self.discussion, size)
        self.consent = np.resize(self.consent, size)
        self.outer = np.resize(self.outer, size)


class Lexicon(dict[str, int]):
    """The number of each word's meaning: there are many words and few meanings, so what is kept of words is small."""

    def __init__(self) -> None:
        super().__init__()
        self.meanings = Meanings()
        self._lock = Lock()

    def __missing__(self, word: str) -> int:
        meaning = _meaning_of(word)
        if len(self) >= _MOST_WORDS:
            self.clear()
        if meaning is _NOTHING:
            number = 0
        else:
            with self._lock:
                number = self.meanings.number_of(meaning)
        self[word] = number
        return number


def groups_of(word: str) -> tuple[int, ...]:
    """Numbers of the groups that a word (lower case) belongs to."""
    if word in _TAG:
        return (_TAG[word],)
    told = [_BY_PART[part] for part in (word, *_PARTS.findall(word)) if part in _BY_PART]
    told += [_BY_STRING[string] for string in _INSIDE.findall(word)]
    if len(told) <= 1:
        return told[0] if told else ()
    return tuple(sorted({number for numbers in told for number in numbers}))


def _meaning_of(word: str) -> Meaning:
    groups = groups_of(word)
    discussion = DISCUSSION.fullmatch(word) is not None
    consent = word.endswith(_CONSENT_ENDS) or CONSENT.fullmatch(word) is not None
    if not groups and not discussion and not consent and word not in _OUTER:
        return _NOTHING
    return Meaning(groups, _part_of(groups), discussion, consent, word in _OUTER)


@lru_cache(maxsize=10_000)
def _part_of(groups: tuple[int, ...]) -> int:
    parts = [_PART_OF[number] for number in groups]
    return TEXT_PART if TEXT_PART in parts else next((part for part in parts if part != NO_PART), NO_PART)


_PART_OF: Final = [
    TEXT_PART if name in TEXT else number if name in WORDS else NO_PART for number, name in enumerate(GROUPS)
]
_MOST_WORDS: Final = 50_000
_MOST_GROUPS: Final = 8
"""A word that would belong to more groups counts for the first of them."""
LEXICON: Final = Lexicon()
