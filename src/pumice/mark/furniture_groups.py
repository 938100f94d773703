"""Class, id, role and tag words by which pages name their own parts.

Each group of words is one feature of the furniture marker (how near is the nearest word of the group?). The words are a
fixed table, written by hand (``furniture_groups.toml``). Start with :data:`LEXICON`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

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
_BY_STRING: Final = tuple((string, _NUMBER[name]) for name, strings in _TABLE["inside"].items() for string in strings)
_SPLIT: Final = re.compile(r"[-_.:]+|(?<=[a-z])(?=\d)")

DISCUSSION: Final = re.compile(
    r"(comments?|kommentare?|comentarios?|commentaires?|komentarze|opinie|disqus_thread|pinglun|reactions?)"
    r"([-_]?(list|body|content|text|area|thread|wrap(per)?|section|container|block|item|box|feed|\d+))?s?"
)
"""Words of the element that holds a discussion; not those of articles that merely may be discussed (comments-open)."""
CONSENT: Final = re.compile(
    r"(cookie|consent|gdpr|onetrust|ot-sdk|otpc|cookiebot|cookielaw|didomi|usercentrics|sp_message|cmp)[-_a-z]*"
    r"|.*[-_]cookies?|.*[-_]consent"
)
"""Words of the element that holds a consent dialogue."""
_OUTER: Final = frozenset({"body", "html"})

NO_GROUP: Final = len(GROUPS)
"""Stands where there is no further group."""
NO_PART, TEXT_PART = -1, -2
"""Stand in place of a group where a word names no part of the page, or the text."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a class, id, role or tag word says; most words say nothing.

    Attributes:
        groups: numbers of the groups that it belongs to.
        part: the group by which it names furniture; NO_PART, TEXT_PART.
        discussion: whether it names the element that holds a discussion.
        consent: whether it names the element that holds a consent dialogue.
        outer: whether it is the page's body, which may have any of these words.
    """

    groups: tuple[int, ...]
    part: int
    discussion: bool
    consent: bool
    outer: bool


@dataclass(frozen=True, slots=True)
class Meanings:
    """All meanings met so far, as arrays by their number: attributes as of :class:`Meaning`."""

    groups: NDArray[np.int64]
    part: NDArray[np.int64]
    discussion: NDArray[np.bool_]
    consent: NDArray[np.bool_]
    outer: NDArray[np.bool_]


class Lexicon(dict[str, int]):
    """The number of each word's meaning: there are many words and few meanings, so what is kept of words is small."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers = {Meaning((), NO_PART, False, False, False): 0}
        self._meanings: Meanings | None = None
        self._lock = Lock()

    def __missing__(self, word: str) -> int:
        meaning = _meaning_of(word)
        with self._lock:
            if len(self) >= _MOST_WORDS:
                self.clear()
            number = self._numbers.setdefault(meaning, len(self._numbers))
            if number == len(self._numbers) - 1:
                self._meanings = None
            self[word] = number
        return number

    def meanings(self) -> Meanings:
        """What the numbers mean that were given so far."""
        with self._lock:
            if self._meanings is None:
                self._meanings = _arrays_of(list(self._numbers))
            return self._meanings


_MOST_WORDS: Final = 50_000
LEXICON: Final = Lexicon()


def groups_of(word: str) -> tuple[int, ...]:
    """Numbers of the groups that a word (lower case) belongs to."""
    if word in _TAG:
        return (_TAG[word],)
    found = {number for part in (word, *_SPLIT.split(word)) for number in _BY_PART.get(part, ())}
    found.update(number for string, number in _BY_STRING if string in word)
    return tuple(sorted(found))


def _meaning_of(word: str) -> Meaning:
    groups = groups_of(word)
    names = [GROUPS[number] for number in groups]
    part = next((number for number, name in zip(groups, names, strict=True) if name in WORDS), NO_PART)
    return Meaning(
        groups,
        part if TEXT.isdisjoint(names) else TEXT_PART,
        bool(DISCUSSION.fullmatch(word)),
        bool(CONSENT.fullmatch(word)),
        word in _OUTER,
    )


def _arrays_of(meanings: Sequence[Meaning]) -> Meanings:
    groups = np.full((len(meanings), max(len(one.groups) for one in meanings)), NO_GROUP, dtype=np.int64)
    for row, one in zip(groups, meanings, strict=True):
        row[: len(one.groups)] = one.groups
    return Meanings(
        groups,
        np.array([one.part for one in meanings]),
        np.array([one.discussion for one in meanings]),
        np.array([one.consent for one in meanings]),
        np.array([one.outer for one in meanings]),
    )
