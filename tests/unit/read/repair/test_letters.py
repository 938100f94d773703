"""Letter statistics: a word costs the same whether one model is asked or many, once or again."""

from __future__ import annotations

import pytest

from pumice.read.fit.letters import LetterModel, languages_of, letter_model, word_under

WORDS = ("straße", "ночь", "naïve", "qqq", "x", "šķērsiela", "l'été", "ﬁ")


@pytest.mark.parametrize("word", WORDS)
def test_many_models_cost_what_each_costs_alone(word: str):
    """Models that know the word already, and one that does not."""
    models = [letter_model(language) for language in languages_of("LATIN")[:12]]
    models[3].word(word)
    costs = word_under(word, models)
    assert costs == [model.word(word) for model in models] == word_under(word, models)


def test_letters_cost_what_they_are_after_those_before_them():
    """Three letters where they are known together, else two, else one with more doubt."""
    model = LetterModel("und", "LATIN", {" a": 1.0, "a": 2.0, "b": 4.0, " ab": 0.5, "b ": 3.0})
    assert model.word("ab") == 1.0 + 0.5 + (3.0 + 1.2)
    assert model.word("b") == (4.0 + 1.2 + 2.2) + (3.0 + 1.2)
