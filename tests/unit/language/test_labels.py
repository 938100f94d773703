"""Known labels: strays in pages of other languages, at home in those that have them."""

import pytest

from pumice.language import find_strays
from pumice.language.labels import languages_of_label
from pumice.model import Reason

FRENCH = (
    "Le conseil municipal a inauguré lundi une nouvelle bibliothèque, et des centaines de personnes sont venues.",
    "Le bâtiment se trouve au bord de la rivière et a été payé par la ville ; il sera ouvert tous les jours.",
)
GEORGIAN = (
    "ორშაბათს ქალაქის საკრებულომ ახალი ბიბლიოთეკა გახსნა და ასობით ადამიანი მოვიდა დარბაზების სანახავად.",
    "შენობა მდინარის პირას დგას და მისი მშენებლობა ქალაქმა და კერძო პირებმა დააფინანსეს.",
)


@pytest.mark.parametrize(
    ("label", "language"), [("Fechar", "pt"), ("Weiterlesen »", "de"), ("Etusivu", "fi"), ("Hafan", "cy")]
)
@pytest.mark.parametrize("article", [FRENCH, GEORGIAN])
def test_a_known_label_of_one_word_is_a_stray_label(article: tuple[str, ...], label: str, language: str):
    """By its letters alone it could be a name."""
    (span,) = find_strays((*article, label)).spans
    assert (span.kind, span.language, span.verdict) == (Reason.STRAY_LABEL, language, "remove")


@pytest.mark.parametrize("label", ["Imprimer", "Lire la suite", "Plan du site", "Home", "Share"])
def test_a_page_keeps_its_own_labels_and_international_ones(label: str):
    """French labels in a French page; English single words are labels everywhere."""
    assert not [span for span in find_strays((*FRENCH, label)).spans if span.verdict == "remove"]


def test_a_label_inside_a_sentence_is_no_label():
    """Only a block, an item or a line of its own is one."""
    assert not find_strays(
        (*FRENCH, "Le sculpteur portugais Fechar a offert une statue à la bibliothèque lundi.")
    ).spans


def test_labels_are_found_whatever_their_case_and_signs():
    """And only whole ones."""
    assert languages_of_label("  LIRE LA SUITE → ") == {"fr"}
    assert languages_of_label("Lire la") == languages_of_label("") == frozenset()
