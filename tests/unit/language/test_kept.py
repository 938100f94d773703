"""What belongs to the text although it is in another language: quotations, glosses, titles, names, versions."""

import pytest

from pumice.language import find_strays
from pumice.model import Reason

ENGLISH = (
    "The council opened a new library on Monday, and hundreds of people came to see the reading rooms.",
    "The building stands beside the river and was paid for by the city and by private donors.",
    "A spokeswoman said that the library will be open every day, including holidays, until late in the evening.",
)


@pytest.mark.parametrize(
    ("sentence", "kept", "kind", "language"),
    [
        ("The old captain said: “Море нас кормило сорок лет.” Nobody laughed.", "Море нас кормило сорок лет.",
         Reason.KEEP_QUOTATION, "ru"),
        ("He answered “Je ne regrette rien de tout ce que nous avons fait ensemble” and went home.",
         "Je ne regrette rien de tout ce que nous avons fait ensemble", Reason.KEEP_QUOTATION, "fr"),
        ("The capital (Київ) is larger than that.", "Київ", Reason.KEEP_GLOSS, "uk"),
    ],
)  # fmt: skip
def test_enclosed_foreign_text_is_kept_with_its_language(sentence: str, kept: str, kind: Reason, language: str):
    """Whatever stands between marks belongs to the sentence around it."""
    blocks = (*ENGLISH, sentence)
    found = [(blocks[s.block][s.start : s.end], s.kind, s.language, s.verdict) for s in find_strays(blocks).spans]
    assert (kept, kind, language, "keep") in found
    assert not any(verdict == "remove" for *_, verdict in found)


def test_a_page_in_two_languages_is_bilingual():
    """A second version of the text is no stray."""
    arabic = (
        "افتتح المجلس مكتبة جديدة يوم الاثنين، وجاء مئات الناس لرؤية قاعات القراءة فيها.",
        "يقع المبنى بجانب النهر، وقد دفعت المدينة ومتبرعون من القطاع الخاص تكاليف بنائه.",
        "وقالت المتحدثة إن المكتبة ستكون مفتوحة كل يوم، بما في ذلك أيام العطل، حتى وقت متأخر من المساء.",
    )
    found = find_strays((*ENGLISH, *arabic))
    assert found.language == "en"
    assert [(s.block, s.kind, s.language) for s in found.spans] == [(n, Reason.KEEP_BILINGUAL, "ar") for n in (3, 4, 5)]


def test_english_in_english_quotation_marks_is_nothing_to_report():
    """Quoted words in the document's own language are not foreign."""
    assert (
        find_strays((*ENGLISH, "He said “this is the best library in the whole of the country” and sat down.")).spans
        == ()
    )


def test_labels_of_one_interface_share_its_language():
    """A label that could be in several languages is in the one that the others are in."""
    labels = (
        "Главная",
        "Новости и события",
        "О представительстве",
        "Контакты",
        "Пресс-служба",
        "Наверх",
        "Карта сайта",
    )
    found = find_strays((*labels, *ENGLISH))
    assert {span.language for span in found.spans if span.verdict == "remove"} == {"ru"}
