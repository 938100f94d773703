"""Strays: what is found in small documents, and what is left alone."""

from typing import Final

import pytest

from pumice.language import decide_language, find_strays, identify, main_language
from pumice.model import KEEPING, STRAY, Reason

ENGLISH: Final = (
    "The council opened a new library on Monday, and hundreds of people came to see the reading rooms.",
    "The building stands beside the river and was paid for by the city and by private donors.",
    "A spokeswoman said that the library will be open every day, including holidays, until late in the evening.",
)
RUSSIAN: Final = (
    "В понедельник городской совет открыл новую библиотеку, и сотни людей пришли посмотреть читальные залы.",
    "Здание стоит у реки, его строительство оплатили город и частные жертвователи.",
    "Библиотека будет работать каждый день, включая праздники, до позднего вечера.",
)
GEORGIAN: Final = (
    "ორშაბათს ქალაქის საკრებულომ ახალი ბიბლიოთეკა გახსნა და ასობით ადამიანი მოვიდა დარბაზების სანახავად.",
    "შენობა მდინარის პირას დგას და მისი მშენებლობა ქალაქმა და კერძო პირებმა დააფინანსეს.",
)


def removed(blocks: tuple[str, ...]) -> list[tuple[str, str | None, Reason]]:
    """The texts that would be left out."""
    found = find_strays(blocks)
    return [
        (blocks[span.block][span.start : span.end], span.language, span.kind)
        for span in found.spans
        if span.verdict == "remove"
    ]


def test_a_russian_label_at_the_end_of_an_english_article_is_a_stray_label():
    """The case this project began with; the colon and the space before it go too."""
    assert removed((*ENGLISH, "Редакционные разделы :")) == [("Редакционные разделы :", "ru", Reason.STRAY_LABEL)]


def test_the_interface_language_does_not_sway_the_language_of_the_document():
    """A dozen labels do not outvote three paragraphs, nor does what the page declares."""
    labels = ("Главная", "Новости", "О нас", "Контакты", "Пресса", "Документы", "Вакансии", "Поиск", "Карта сайта")
    assert main_language((*labels, *ENGLISH), declared="ru") == "en"


def test_a_paragraph_of_the_same_script_is_a_stray_paragraph():
    """A French notice in an English article is found by its words."""
    notice = "Ce site utilise des témoins de connexion pour améliorer votre expérience et mesurer la fréquentation."
    assert removed((*ENGLISH, notice)) == [(notice, "fr", Reason.STRAY_PARAGRAPH)]


@pytest.mark.parametrize(
    "innocent",
    ["", " ", "7", "21/02/2020 - 18:00", "https://example.org/новости", "press@example.org", "😀😀", "A", "Я",
     "P8_TA(2019)0156", "© 2020", "***", "\ud800", "Tel. +995 32 220 00 00"],
)  # fmt: skip
@pytest.mark.parametrize("article", [ENGLISH, RUSSIAN, GEORGIAN])
def test_what_has_no_language_is_never_a_stray(article: tuple[str, ...], innocent: str):
    """Digits, addresses, signs and single letters stay."""
    assert removed((*article, innocent)) == []


@pytest.mark.parametrize("name", ["Reuters", "UNESCO", "Human Rights Watch", "BBC News", "John Smith, Oxford", "WHO"])
@pytest.mark.parametrize("article", [RUSSIAN, GEORGIAN])
def test_latin_names_and_acronyms_stay_in_text_of_another_script(article: tuple[str, ...], name: str):
    """A name belongs to the text whatever its language."""
    assert removed((*article, name)) == []


@pytest.mark.parametrize("quotation", ["«Лучше поздно, чем никогда»", "“Всё к лучшему”", "(Свобода)"])
def test_quoted_and_bracketed_foreign_text_stays(quotation: str):
    """It is kept, and tagged with its language."""
    found = find_strays((*ENGLISH, quotation))
    assert [span.verdict for span in found.spans] == ["keep"]
    assert found.spans[0].kind in KEEPING


def test_clean_documents_have_no_strays():
    """Nothing is found where all is in one language."""
    for article in (ENGLISH, RUSSIAN, GEORGIAN):
        assert find_strays(article).spans == ()


def test_strays_are_stray_reasons_with_scores():
    """A removed span carries a reason that a keep mark can overrule."""
    (span,) = find_strays((*ENGLISH, "Редакционные разделы :")).spans
    assert span.kind in STRAY
    assert 0.5 <= span.score <= 1


def test_identify_knows_when_there_is_nothing_to_know():
    """No letters, no language."""
    for text in ("", "123", "😀", "\ud800", "..."):
        assert identify(text).language is None
    assert identify(ENGLISH[0]).language == "en"
    assert identify(GEORGIAN[0]).language == "ka"


def test_main_language_wants_a_weight_for_each_block():
    """The error says how many arrived."""
    with pytest.raises(ValueError, match="2 weights for 1 blocks"):
        main_language(["text"], weights=[1.0, 2.0])


def test_a_block_of_weight_nought_has_no_vote():
    """What the caller knows for furniture stays out of the vote."""
    assert main_language((*RUSSIAN, *ENGLISH), weights=[1, 1, 1, 0, 0, 0]) == "ru"


def test_a_foreign_sentence_is_cut_from_a_text_that_writes_no_stops():
    """Thai has no full stop: the sentence before the stray stays, a name at its beginning too."""
    thai = "Somchai กล่าวว่าห้องสมุดแห่งใหม่จะเปิดให้บริการทุกวันจนถึงดึกสำหรับประชาชนในเมือง"
    stray = "Guvernul a anunțat astăzi că va construi două spitale noi în capitală."
    assert [text for text, _, _ in removed((f"{thai} {stray}", thai, thai))] == [stray]


def test_a_sentence_that_begins_with_a_quoted_name_is_no_quotation():
    """The marks close again at once; what follows them is not enclosed."""
    stray = "«Рейнджерс» сделали всего два удара в первом тайме, и матч закончился без голов."
    assert removed((*ENGLISH, stray)) == [(stray, "ru", Reason.STRAY_PARAGRAPH)]


@pytest.mark.parametrize(
    ("blocks", "declared", "vote"),
    [
        (ENGLISH, None, "plain"),
        (ENGLISH, "en-GB", "plain"),
        (ENGLISH, "ru", "open"),
        ((*ENGLISH, *RUSSIAN), None, "open"),
        (GEORGIAN, None, "plain"),
        (("Contact us",), None, "open"),
        ((), None, "open"),
    ],
    ids=["one language", "as declared", "declared otherwise", "two languages", "own script", "little text", "nothing"],
)
def test_what_is_plain_needs_no_second_opinion(blocks: tuple[str, ...], declared: str | None, vote: str):
    """Plain is a text of one language that is long enough and no other than the page declares."""
    assert decide_language(blocks, declared=declared).is_plain is (vote == "plain")
