"""Letter statistics: a word costs the same whether one model is asked or all of a script, once or again."""

from __future__ import annotations

import pytest

from pumice.read.fit.cost import word_cost, word_costs
from pumice.read.fit.letters import LetterModel, letter_models

WORDS = ("Straße", "ночь", "naïve", "qqq", "x", "ŠĶĒRSIELA", "l'été", "ﬁ", "aб-вc", "漢字kana")


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("script", ["LATIN", "CYRILLIC", "GREEK"])
def test_many_models_cost_what_each_costs_alone(word: str, script: str):
    """To the last bit, so that ties fall the same way, and twice alike."""
    models = letter_models(script)
    alone = [word_cost(word, model) for model in models.models]
    assert word_costs(word, models).tolist() == alone == word_costs(word, models).tolist()


def test_letters_cost_what_they_are_after_those_before_them():
    """Three letters where they are known together, else two, else one with more doubt."""
    model = LetterModel("und", "LATIN", {" a": 1.0, "a": 2.0, "b": 4.0, " ab": 0.5, "b ": 3.0})
    assert model.word("ab") == 1.0 + 0.5 + (3.0 + 1.2)
    assert model.word("b") == (4.0 + 1.2 + 2.2) + (3.0 + 1.2)
