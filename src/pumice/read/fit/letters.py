"""Letter statistics by language: how surprising a word is, in nats, from one to three letters at a time.

``letters.json`` is built by scripts/build_letter_statistics.py from permissive sources. A model is loaded when first
asked for. Start with :func:`letter_model`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from pumice.read.fit.coarse import script_name

Nats = npt.NDArray[np.float64]

_QUARTER = 4.0
_UNSEEN_THREE = 1.2
_UNSEEN_TWO = 2.2
_UNKNOWN_LETTER = 11.0
_RARE_LETTER = 7.5
_RARE_PAIR = 5.0
_LEAST = 0.02
_WITH_MORE = 3
_REMEMBERED = 20_000
_LONGEST = 100
"""Letters of a word that is remembered; a hostile page has one of megabytes."""
_SAME = str.maketrans("\u0219\u021b\u06cc", "\u015f\u0163\u064a")
_NOW = str.maketrans("\u015f\u0163\u064a", "\u0219\u021b\u06cc")
"""Letters that the statistics count as one: Romanian comma and cedilla, Persian and Arabic yeh."""


@dataclass(frozen=True, slots=True)
class LetterModel:
    """What one language's words look like.

    Attributes:
        language: BCP 47 tag, or "*" for all of one script together.
        script: Unicode name prefix of its letters: LATIN, CYRILLIC ...
        costs: one to three letters, the last given those before it, to nats.
    """

    language: str
    script: str
    costs: Mapping[str, float]
    _seen: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    def word(self, word: str) -> float:
        """Nats for a word in lower case and the space after it."""
        known = self._seen.get(word)
        if known is None:
            known = sum(map(self.gram, _grams(word)))
            if len(self._seen) < _REMEMBERED and len(word) <= _LONGEST:
                self._seen[word] = known
        return known

    def gram(self, gram: str) -> float:
        """Nats of the last letter after the one or two before it."""
        nats = self.costs.get(gram)
        return self._rarer(gram[-2:]) if nats is None else nats

    def _rarer(self, pair: str) -> float:
        nats = self.costs.get(pair)
        if nats is not None:
            return nats + _UNSEEN_THREE
        return self.costs.get(pair[1], _UNKNOWN_LETTER) + _UNSEEN_THREE + _UNSEEN_TWO


@dataclass(frozen=True, slots=True)
class LetterModels:
    """The models of all languages of one script, asked together: a word's letters are looked up once for all.

    Attributes:
        script: Unicode name prefix of their letters.
        models: one a language.
    """

    script: str
    models: tuple[LetterModel, ...]
    _of_grams: dict[str, Nats] = field(default_factory=dict, repr=False, compare=False)
    _of_words: dict[str, Nats] = field(default_factory=dict, repr=False, compare=False)

    def word(self, word: str) -> Nats:
        """Nats for a word in lower case and the space after it, by model; not to be changed."""
        known = self._of_words.get(word)
        if known is None:
            known = np.zeros(len(self.models))
            for gram in _grams(word):
                known += self._gram(gram)
            if len(self._of_words) < _REMEMBERED and len(word) <= _LONGEST:
                self._of_words[word] = known
        return known

    def _gram(self, gram: str) -> Nats:
        known = self._of_grams.get(gram)
        if known is None:
            known = np.array([model.gram(gram) for model in self.models])
            if len(self._of_grams) < _REMEMBERED:
                self._of_grams[gram] = known
        return known


def _grams(word: str) -> Iterator[str]:
    """Each letter of a word, and the space after it, with the two before it."""
    padded = f" {word.translate(_SAME)} "
    return (padded[max(0, at - 2) : at + 1] for at in range(1, len(padded)))


@dataclass(frozen=True, slots=True)
class SignModel:
    """How common single signs of Chinese, Japanese or Korean are, in nats."""

    language: str
    costs: Mapping[str, float]


@cache
def letter_model(language: str) -> LetterModel:
    """The model of one language of :func:`languages_of`."""
    model = _model(language, [_joint(levels, order) for order, levels in enumerate(_table()[language][:3], 1)])
    more = _chunks(_table()[language][_WITH_MORE][""], 2) if len(_table()[language]) > _WITH_MORE else []
    letters = {letter: _RARE_LETTER for pair in more for letter in pair if letter != " "}
    return replace(model, costs={**letters, **dict.fromkeys(more, _RARE_PAIR), **model.costs})


@cache
def pooled_model(script: str) -> LetterModel:
    """All languages of a script as one, each with the same weight."""
    sums: list[dict[str, float]] = [{}, {}, {}]
    members = languages_of(script)
    for language in members:
        for order, levels in enumerate(_table()[language][:3]):
            for gram, share in _joint(levels, order + 1).items():
                sums[order][gram] = sums[order].get(gram, 0.0) + share / len(members)
    return _model("*", sums)


@cache
def letter_models(script: str) -> LetterModels:
    """The models of all languages of a script."""
    return LetterModels(script, tuple(letter_model(language) for language in languages_of(script)))


@cache
def sign_model(language: str) -> SignModel:
    """How common signs are in zh-Hans, zh-Hant, ja or ko."""
    return SignModel(
        language, MappingProxyType({sign: -math.log(share) for sign, share in _joint(_table()[language][0], 1).items()})
    )


@cache
def languages_of(script: str) -> tuple[str, ...]:
    """The languages with a letter model in a script (LATIN, CYRILLIC, GREEK, HEBREW, ARABIC, THAI)."""
    return tuple(language for language, orders in _table().items() if len(orders) > 1 and _script(orders) == script)


_COMMON_LATIN = (
    "en fr de es pt it nl ca ro da sv no is fi et lv lt pl cs sk sl hr hu sq tr az ga mt eu gl vi id sw so yo ha af"
).split()


@cache
def known_pairs() -> frozenset[tuple[str, str]]:
    """Every pair of letters, one beyond ASCII, that some language has; a space stands for the edge of a word."""
    return frozenset[tuple[str, str]]().union(
        *(_pairs(language) for language in _table() if len(_table()[language]) > 1)
    )


@cache
def pairs_by_language() -> tuple[frozenset[tuple[str, str]], ...]:
    """For each common language in Latin letters the pairs it has."""
    return tuple(_pairs(language) for language in _COMMON_LATIN)


def _pairs(language: str) -> frozenset[tuple[str, str]]:
    orders = _table()[language]
    grams = [*_joint(orders[1], 2), *(_chunks(orders[3][""], 2) if len(orders) > _WITH_MORE else ())]
    pairs = {(gram[0], gram[1]) for gram in grams if not gram.isascii()}
    return frozenset(pairs | {(first.translate(_NOW), second.translate(_NOW)) for first, second in pairs})


def _chunks(run: str, order: int) -> list[str]:
    return [run[at : at + order] for at in range(0, len(run), order)]


@cache
def _table() -> Mapping[str, list[dict[str, str]]]:
    content: dict[str, list[dict[str, str]]] = json.loads(
        files("pumice.read.fit").joinpath("letters.json").read_text(encoding="utf-8")
    )
    return MappingProxyType(content)


def _script(orders: list[dict[str, str]]) -> str:
    commonest = next(letter for letters in orders[0].values() for letter in letters if letter != " ")
    return script_name(commonest)


def _joint(levels: Mapping[str, str], order: int) -> dict[str, float]:
    result = {}
    for level, run in levels.items():
        share = math.exp(-int(level) / _QUARTER)
        result.update(dict.fromkeys(_chunks(run, order), share))
    return result


def _model(language: str, joints: list[dict[str, float]]) -> LetterModel:
    ones, twos, threes = joints
    costs: dict[str, float] = {letter: -math.log(share) for letter, share in ones.items()}
    for joint, shorter in ((twos, ones), (threes, twos)):
        for gram, share in joint.items():
            given = shorter.get(gram[:-1], share)
            costs[gram] = max(_LEAST, math.log(max(given, share) / share))
    script = script_name(max((letter for letter in ones if letter != " "), key=ones.__getitem__))
    return LetterModel(language, script, costs)
