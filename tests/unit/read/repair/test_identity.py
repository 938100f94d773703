"""Clean text comes out as it went in, in every language that we can write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from babel import Locale

from pumice.read.repair import repair

SENTENCES: dict[str, str] = json.loads((Path(__file__).parents[3] / "data/sentences.json").read_text(encoding="utf-8"))
LOCALES = (
    "af am ar az be bg bn br bs ca ckb cs cy da de el en eo es et eu fa fi fil fo fr fy ga gd gl gu ha haw he hi hr hu"
    " hy id ig is it ja ka kk km kn ko ky lb lo lt lv mk ml mn mr ms mt my nb ne nl nn or os pa pl ps pt qu rm ro ru"
    " rw sah sd se si sk sl so sq sr sv sw ta te tg th ti tk to tr tt ug uk ur uz vi wo xh yi yo zh zu"
).split()


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_sentences_stay(language: str):
    """Our own sentences, as they are and in capitals, raise neither change nor flag."""
    text = SENTENCES[language]
    assert repair(text).text == text
    assert repair(text).flags == ()
    assert repair(text.upper()).text == text.upper()


@pytest.mark.parametrize("language", LOCALES)
def test_names_of_places_stay(language: str):
    """CLDR's names of languages and places, a line each and in one text."""
    locale = Locale.parse(language)
    text = "\n".join(
        [*locale.languages.values(), *locale.territories.values(), *locale.months["format"]["wide"].values()]
    )
    assert repair(text).text == text
