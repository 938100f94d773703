"""Class, id, role and tag words by which pages name their own parts.

Each group of words is one feature of the furniture marker (how near is the nearest word of the group?). The words are a
fixed table, written by hand (``furniture_groups.toml``). Start with :func:`groups_of`.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

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


@lru_cache(maxsize=50_000)
def groups_of(word: str) -> tuple[int, ...]:
    """Numbers of the groups that a word (lower case) belongs to."""
    if word in _TAG:
        return (_TAG[word],)
    found = {number for part in (word, *_SPLIT.split(word)) for number in _BY_PART.get(part, ())}
    found.update(number for string, number in _BY_STRING if string in word)
    return tuple(sorted(found))


def name_of(number: int) -> str:
    """The name of a group."""
    return GROUPS[number]
