"""Words and numbers as people read them. Start with :func:`names_of`."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError

from pumice.model import Reason
from pumice.report.blocks import REST, REST_SENTENCE

_ENGLISH: Final = Locale("en")
_HIDDEN_ZERO: Final = 0.0005


def share(value: float) -> str:
    """A share as a percentage, precise where it is small."""
    if value == 0:
        return "0 %"
    if 0 < value < _HIDDEN_ZERO:
        return "< 0.1 %"
    return f"{100 * value:.1f} %" if value < 0.1 else f"{100 * value:.0f} %"  # noqa: PLR2004 - the digit's place


def thousands(number: float) -> str:
    """A number with narrow spaces between its thousands."""
    return f"{number:,.0f}".replace(",", "\u202f")


def reason_sentence(word: str) -> str:
    """What a reason means; the word itself where it is of another pumice."""
    if word == REST:
        return REST_SENTENCE
    return Reason(word).sentence if word in set(Reason) else word


@lru_cache(maxsize=512)
def names_of(tag: str | None) -> str:
    """A language's English name; its tag where babel knows none, "unknown" where there is no tag."""
    if not tag:
        return "unknown"
    try:
        return Locale.parse(tag, sep="-").get_display_name(_ENGLISH) or tag
    except (UnknownLocaleError, ValueError):
        return tag
