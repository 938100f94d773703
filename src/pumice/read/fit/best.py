"""Which language a text fits best, by letters alone. Start with :func:`best_fit`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pumice.read.fit.coarse import script_name
from pumice.read.fit.cost import lonely_cost, plain_cost, word_cost, word_costs, words_and_marks
from pumice.read.fit.letters import (
    LetterModels,
    Nats,
    SignModel,
    languages_of,
    letter_model,
    letter_models,
    sign_model,
)

NO_STATISTICS = "und"
"""The language of a text whose script no statistics cover."""
_SIGN_LANGUAGES = ("zh-Hans", "zh-Hant", "ja", "ko")
_ASCII_SHARE = 0.8
_RARE_SIGN = 11.0
_RUN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uffef\u3000-\u30ff]+")
_ENOUGH = 3
_TELLING = 6
_FINALISTS = 10


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a text fits the language that it fits best.

    Attributes:
        nats: how surprising it is in that language; lower is better.
        language: BCP 47 tag, "und" for scripts without statistics.
    """

    nats: float
    language: str


def best_fit(text: str) -> Fit:
    """The language whose letters the text fits best. Try it on a few hundred characters: it asks every language."""
    scripts = Counter(map(script_name, filter(str.isalpha, text)))
    if scripts["SIGN"]:
        return min((Fit(_sign_cost(text, sign_model(language)), language) for language in _SIGN_LANGUAGES), key=_nats)
    main = _main_script(text, scripts)
    if not languages_of(main):
        return Fit(plain_cost(text), NO_STATISTICS)
    words, marks = words_and_marks(text)
    models = letter_models(main)
    chosen = np.arange(len(models.models))
    if len(chosen) > _FINALISTS:
        telling = sorted(words, key=str.isascii)[:_TELLING] + words[:_TELLING]
        chosen = np.argsort(_sums(telling, models), kind="stable")[:_FINALISTS]
    nats = _sums(words, models)[chosen].tolist()
    best, language = min(zip(nats, (models.models[place].language for place in chosen), strict=True))
    return Fit(best + marks + lonely_cost(text, main), language)


def _sums(words: Sequence[str], models: LetterModels) -> Nats:
    """Nats of all words under each model."""
    return sum((word_costs(word, models) for word in words), np.zeros(len(models.models)))


def density(text: str, language: str) -> float:
    """Nats a letter of the words beyond ASCII; natural text has about two.

    0 where there are too few words to tell, or no letter model.

    """
    if language in {NO_STATISTICS, *_SIGN_LANGUAGES}:
        return 0.0
    words = [word for word in words_and_marks(text)[0] if not word.isascii()]
    if len(words) < _ENOUGH:
        return 0.0
    model = letter_model(language)
    return sum(word_cost(word, model) for word in words) / max(1, sum(len(word) + 1 for word in words))


def _nats(fit: Fit) -> float:
    return fit.nats


def _main_script(text: str, scripts: Counter[str]) -> str:
    """The commonest script; or that of the letters beyond ASCII, for names in Latin letters are no evidence."""
    beyond = Counter(script_name(letter) for letter in text if letter > "\x7f" and letter.isalpha())
    if beyond:
        best = beyond.most_common(1)[0][0]
        if scripts[best] >= scripts.total() * (1 - _ASCII_SHARE):
            return best
    return scripts.most_common(1)[0][0] if scripts else "LATIN"


def _sign_cost(text: str, model: SignModel) -> float:
    signs = sum(model.costs.get(sign, _RARE_SIGN) for run in _RUN.findall(text) for sign in run)
    return signs + plain_cost(_RUN.sub(" ", text))
