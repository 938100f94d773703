"""The second opinion on a document's language."""

from __future__ import annotations

import pytest

from pumice.language.second import doubts

PASSAGES = {
    "en": (
        "The ferry to the outer islands will sail twice a day from April, weather permitting. Those who live there "
        "have asked for it since the old boat was sold, and the council has found the money at last."
    ),
    "fr": (
        "Le bac pour les îles partira deux fois par jour à partir d'avril, si le temps le permet. Ceux qui y vivent le "
        "demandaient depuis la vente de l'ancien bateau, et la commune a enfin trouvé l'argent."
    ),
    "uk": (
        "Пором до дальніх островів ходитиме двічі на день із квітня, якщо дозволить погода. Ті, хто там живе, просили "
        "про це відтоді, як продали старий човен, і громада нарешті знайшла гроші."
    ),
}


@pytest.mark.parametrize("language", PASSAGES)
def test_agrees_with_what_is_right(language: str):
    """No doubt where there is none to have."""
    assert doubts(PASSAGES[language], language) is None


@pytest.mark.parametrize(("written", "given"), [("en", "fr"), ("fr", "it"), ("uk", "ru")])
def test_doubts_what_is_wrong(written: str, given: str):
    """It names the language that it is sure of."""
    assert doubts(PASSAGES[written], given) == written


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Contact", "de"),
        ("12.03.2020 18:00 " * 20, "en"),
        (PASSAGES["en"], "ka"),
        ("", "en"),
        (PASSAGES["uk"], "und"),
    ],
    ids=["label", "digits", "language it does not know", "nothing", "no language"],
)
def test_abstains(text: str, language: str):
    """Where it cannot tell, it raises neither doubt nor error."""
    assert doubts(text, language) is None


def test_answers_the_same_each_time():
    """The draw of lots inside is seeded."""
    mixed = PASSAGES["en"][:150] + PASSAGES["fr"][:150]
    assert len({doubts(mixed, "de") for _ in range(20)}) == 1
