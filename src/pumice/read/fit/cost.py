"""How surprising a text is under a letter model, in nats: words by their letters, the rest by what it stands between.

Natural text costs about two nats a letter. Letters of two scripts in a word, symbols inside words, capitals in odd
places and lone letters of another script cost extra: these are the marks of a wrong charset. Start with :func:`cost`;
:func:`plain_cost` judges without knowing the language.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

import numpy as np

from pumice.read.fit.coarse import fold_case, script_name
from pumice.read.fit.letters import LetterModel, LetterModels, Nats, pooled_model

_WORD = (
    r"[^\W\d_ªº]+(?:[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u0655\u0670\u0900-\u0e7f\u1000-\u109f\u1780-\u17d3]+"
    r"[^\W\d_ªº]*)*"
)
_TOKEN = re.compile(rf"(?P<word>{_WORD})|(?P<digits>\d+)|(?P<space>\s+)|(?P<marks>(?:[^\w\s]|[_ªº])+)")
_MODELLED = frozenset({"LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARABIC", "THAI"})
_OTHER_SCRIPT = 10.0
_SIGN_BESIDE_LETTER = 8.0
_LONELY = 6.0
_PLAIN_LETTER = 3.5
_SIGN = 5.5
_ODD_CASE = 4.0
_CAPITAL = 1.0

_SPACES = {"\u00a0": 2.0, "\u202f": 4.0, "\u3000": 2.0, "\t": 2.0, "\x85": 12.0}
_SPACE = 0.5
_ODD_SPACE = 8.0
_IN_WORDS = frozenset("-'’\u2011\u02bc.@/&\u200c\u200d_\u00ad\u0387")
_DIGIT = 2.0
_FOREIGN_DIGIT = 10.0
_ASCII_MARK = 3.5
_PRINTERS_MARK = 4.0
_PRINTERS = frozenset(
    "ªº“”‘’„‚«»‹›–—…•·№§°¿¡€£¥%©®™′″、。「」『』（），！？：；《》〈〉・～।؟،؛־׳״։፣።\u200c\u200d\u00ad\u200b\u200e\u200f"
)
_CURRENCY = frozenset("€£¥$₽₴₺₹₪₩")
_PRICE = 1.5
_BOX = 12.0
_ODD = 8.0
_SANDWICHED = 5.0
_TOUCHING = 2.0
_BY_CATEGORY = {
    "Cc": 10.0,
    "Cf": 10.0,
    "Cn": 20.0,
    "Co": 16.0,
    "Cs": 20.0,
    "Mn": 18.0,
    "Mc": 18.0,
    "Me": 18.0,
    "No": 9.0,
}
_ORDINALS = frozenset("ªº")
_JOINING = frozenset("\ufe0e\ufe0f\u20e3")
_EMOJI_FROM = 0x1F000
_EMOJI = 6.0
_REPEAT = 0.5
_MOST = 60


def plain_cost(text: str) -> float:
    """Nats of a text in whatever language it is, judged by all languages of its commonest script together."""
    scripts = Counter(map(script_name, filter(str.isalpha, text)))
    main = scripts.most_common(1)[0][0] if scripts else "LATIN"
    model = pooled_model(main if main in _MODELLED else "LATIN")
    return cost(text, model) + lonely_cost(text, main)


def lonely_cost(text: str, main: str) -> float:
    """Nats for words in another script than the text's own; Latin words without accents are at home everywhere."""
    return _LONELY * sum(not word.isascii() and script_name(word[0]) != main for word in re.findall(_WORD, text))


def cost(text: str, model: LetterModel) -> float:
    """Nats of a text under a model; lower is more natural. Linear in the text."""
    words, marks = words_and_marks(text)
    return marks + sum(word_cost(word, model) for word in words)


def words_and_marks(text: str) -> tuple[list[str], float]:
    """The words of a text, and the nats of all that stands between them, which no language changes."""
    words: list[str] = []
    total = 0.0
    for match in _TOKEN.finditer(text):
        token, kind = match.group(), match.lastgroup
        if kind == "word":
            words.append(token)
        elif kind == "space":
            total += sum(_SPACES.get(space, _SPACE if space.isascii() else _ODD_SPACE) for space in token[:_MOST])
        else:
            before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
            total += _digits(token, before + after) if kind == "digits" else _marks(token, before, after)
    return words, total


def word_cost(word: str, model: LetterModel) -> float:
    """Nats of one word and the space after it."""
    native, shape = _native_parts(word, model.script)
    return sum(map(model.word, native)) + shape


def word_costs(word: str, models: LetterModels) -> Nats:
    """Nats of one word under each of the models of a script."""
    native, shape = _native_parts(word, models.script)
    if len(native) == 1:
        return models.word(native[0]) + shape
    return sum(map(models.word, native), np.zeros(len(models.models))) + shape


def _native_parts(word: str, script: str) -> tuple[list[str], float]:
    """The stretches of a word that are in a script, in lower case, and nats for all else about it."""
    lower = fold_case(word)
    case = 0.0 if word == lower else _shape(word, lower)
    if word.isascii() and script == "LATIN":
        return [lower], case
    parts = _stretches(lower)
    shape = _seams(parts) + case
    shape += sum(_elsewhere(part, own) for part, own in parts if own != script)
    return [part for part, own in parts if own == script], shape


def _shape(word: str, lower: str) -> float:
    """Nats for capitals, and more where they stand in odd places."""
    return _CAPITAL + (_case(word) if word[1:] != lower[1:] and word != word.upper() else 0.0)


def _stretches(word: str) -> list[tuple[str, str]]:
    """The word cut where its script changes; marks go with the letter before them."""
    parts: list[tuple[str, str]] = []
    start, script = 0, script_name(word[0])
    for at, letter in enumerate(word):
        own = script_name(letter)
        if own not in {script, "MARK"}:
            parts.append((word[start:at], script))
            start, script = at, own
    parts.append((word[start:], script))
    return parts


def _seams(parts: list[tuple[str, str]]) -> float:
    """What it costs that scripts change within a word; Chinese signs beside alphabets are the rarest."""
    if len(parts) == 1:
        return 0.0
    return _OTHER_SCRIPT * (len(parts) - 1) + _SIGN_BESIDE_LETTER * any(script == "SIGN" for _part, script in parts)


def _elsewhere(part: str, script: str) -> float:
    """Nats of letters in another script than the model's."""
    if script in _MODELLED:
        return pooled_model(script).word(part)
    return _SIGN * len(part) if script == "SIGN" else _PLAIN_LETTER * len(part)


def _case(word: str) -> float:
    """Capitals after small letters, and small letters after two capitals."""
    odd = 0
    for at in range(1, len(word)):
        if word[at].isupper():
            odd += word[at - 1].islower()
        elif word[at].islower() and at > 1:
            odd += word[at - 1].isupper() and word[at - 2].isupper()
    return _ODD_CASE * odd


def _digits(token: str, around: str) -> float:
    nats = _DIGIT + _REPEAT * (len(token) - 1)
    if not token.isascii() and any(letter.isalpha() and letter < "\u0590" for letter in around):
        nats += _FOREIGN_DIGIT
    return nats


def _marks(token: str, before: str, after: str) -> float:
    """A run of characters that are neither letters, digits nor spaces."""
    inside = before.isalpha() and after.isalpha()
    touching = before.isalpha() or after.isalpha()
    total, last = 0.0, ""
    for mark in token:
        if mark in _CURRENCY and (before.isdigit() or after.isdigit()):
            total += _PRICE
            continue
        total += _REPEAT if mark == last else _one_mark(mark) + _SANDWICHED * (inside and mark not in _IN_WORDS)
        if touching and mark != last and mark not in _PRINTERS and not mark.isascii():
            total += _TOUCHING
        if mark in _ORDINALS and before.isalpha() and not before.isascii():
            total += _ODD
        last = mark
    return total


@lru_cache(maxsize=4096)
def _one_mark(mark: str) -> float:
    if mark.isascii() and mark.isprintable():
        return _ASCII_MARK
    if mark in _PRINTERS:
        return _PRINTERS_MARK
    if mark in _JOINING:
        return 1.0
    category = unicodedata.category(mark)
    if category in _BY_CATEGORY:
        return _BY_CATEGORY[category]
    if "\u2500" <= mark < "\u25a0":
        return _BOX
    return _EMOJI if ord(mark) >= _EMOJI_FROM else _ODD
