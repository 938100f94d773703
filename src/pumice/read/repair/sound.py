"""Whether a legacy charset's reading of a text is natural in itself. Start with :func:`is_sound`.

To fit a language better than the text as it stands is not enough: a text in a language that nobody has statistics for
fits badly whatever one does to it. So a reading must also leave less out of place, cost no letters, be as dense as
natural text, and its evidence must grow with what it changes.
"""

from __future__ import annotations

import unicodedata

from pumice.read.fit.best import NO_STATISTICS, Fit, density
from pumice.read.fit.coarse import script_name
from pumice.read.fit.letters import letter_model
from pumice.read.repair.suspicion import oddness, out_of_place

_SOUNDER = 2
_WIDE_LANGUAGES = frozenset({"zh-Hans", "zh-Hant", "ja", "ko"})
_CLEAN = 8
_BEYOND_DOUBT = 60.0
_QUOTATION = frozenset("“”‘’„")
_PER_CHANGE = 3.0
_FEWEST_WORDS = 3
_SURE = 12.0
_RATHER_SURE = 7.0
_FEW_KINDS = 2
_CONVINCING = 10.0
_NATURAL = 3.4
_CERTAIN = 25.0


def may_be_sound(odd: int, left: int) -> bool:
    """The cheap question: whether enough of what was out of place is gone for a closer look."""
    return left * _SOUNDER <= odd or (odd > _SOUNDER and left <= odd)


def could_be_sound(before: str, after: str, most: float) -> bool:
    """Whether :func:`is_sound` can hold for a gain of ``most`` nats or less; it asks no language, so it costs little.

    ``after`` has a character for each of ``before``.
    """
    odd, left = oddness(before), oddness(after)
    if left * (_SOUNDER if most < _CERTAIN else 1) > odd:
        return False
    if most > _BEYOND_DOUBT and not all(script_name(letter) == "LATIN" for letter in after if letter.isalpha()):
        return True
    if most < _PER_CHANGE * max(1, sum(map(str.__ne__, before, after))):
        return False
    if most < _CERTAIN and len(before.split()) < _FEWEST_WORDS:
        return False
    return _keeps_letters(before, after, most)


def is_sound(before: str, after: str, fit: Fit, gain: float) -> bool:
    """Whether a reading is natural in itself: fewer things out of place, no signs where letters were."""
    odd, left = oddness(before), oddness(after)
    if fit.language == NO_STATISTICS or (fit.language in _WIDE_LANGUAGES and left * _CLEAN > odd):
        return False
    if left * (_SOUNDER if gain < _CERTAIN else 1) > odd:
        return False
    if gain > _BEYOND_DOUBT and (fit.language in _WIDE_LANGUAGES or letter_model(fit.language).script != "LATIN"):
        return True
    each = gain / max(1, sum(map(str.__ne__, before, after)))
    if fit.language in _WIDE_LANGUAGES or each < _PER_CHANGE:
        return False
    if len(before.split()) < _FEWEST_WORDS and gain < _CERTAIN:
        return False
    return (each > _CONVINCING or density(after, fit.language) < _NATURAL) and _keeps_letters(before, after, gain)


def _keeps_letters(before: str, after: str, gain: float) -> bool:
    """Whether letters stay letters: some may become quotation marks, beside others that stay, and none another sign."""
    letters = 0
    signs: list[str] = []
    for at, (was, now) in enumerate(zip(before, after, strict=True)):
        if was != now and (now.isalpha() or unicodedata.combining(now)):
            letters += 1
        elif was != now and was.isalpha() and was not in "ªº":
            signs.append(now)
            if now != "’" and after[at - 1 : at].isalpha() and after[at + 1 : at + 2].isalpha():
                return False
    if not letters and not (signs and _are_quotes(before, after, gain)):
        return False
    return set(signs) <= _QUOTATION and (len(signs) <= 1 + 3 * letters or len(set(signs)) > 1)


def _are_quotes(before: str, after: str, gain: float) -> bool:
    """Whether a reading that only turns letters into quotation marks is sure: the fewer kinds, the surer it must be."""
    changes = [was for was, now in zip(before, after, strict=True) if was != now]
    each = gain / len(changes)
    if len(set(changes)) == 1:
        return each > _SURE and out_of_place(before) > 0
    return "««" not in after and (each > _RATHER_SURE or (len(set(changes)) > _FEW_KINDS and out_of_place(before) > 0))
