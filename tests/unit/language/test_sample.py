"""Most documents' language is told from a sample, which is bounded, spread evenly and answers as the whole would."""

from __future__ import annotations

import time
from itertools import islice, product

import pytest

from pumice.language import decide_language, main_language
from pumice.language.sample import SIZE, sample_of

ENGLISH = (
    "The {} to the outer islands will sail {} a day from {}, weather permitting, as the {} said.",
    (
        ("ferry", "boat", "steamer", "mail ship", "fishing boat", "old ship", "night ferry", "new boat"),
        ("once", "twice", "three times", "four times", "five times", "seldom once", "often twice", "up to six times"),
        (
            "April",
            "the summer",
            "next week",
            "the autumn",
            "tomorrow",
            "the end of the month",
            "the holidays",
            "Monday",
        ),
        ("council", "mayor", "company", "captain", "owner", "harbour office", "paper", "minister"),
    ),
)
GERMAN = (
    "{} zu den äußeren Inseln fährt {} am Tag ab {}, wenn das Wetter es zulässt, sagte {}.",
    (
        (
            "Die Fähre",
            "Das Boot",
            "Der Dampfer",
            "Das Postschiff",
            "Der Kutter",
            "Das alte Schiff",
            "Das Schiff",
            "Der Kahn",
        ),
        ("einmal", "zweimal", "dreimal", "viermal", "fünfmal", "höchstens einmal", "oft zweimal", "bis zu sechsmal"),
        ("April", "dem Sommer", "nächster Woche", "dem Herbst", "morgen", "Monatsende", "den Ferien", "Montag"),
        (
            "der Rat",
            "die Bürgermeisterin",
            "die Reederei",
            "der Kapitän",
            "der Eigner",
            "das Hafenamt",
            "er",
            "der Minister",
        ),
    ),
)
RUSSIAN = (
    "{} на дальние острова будет ходить {} в день, начиная {}, если позволит погода, сообщили {}.",
    (
        ("Паром", "Катер", "Пароход", "Почтовое судно", "Баркас", "Старый корабль", "Ночной паром", "Новый катер"),
        ("раз", "дважды", "трижды", "четыре раза", "пять раз", "редко раз", "часто дважды", "до шести раз"),
        ("с апреля", "летом", "на той неделе", "осенью", "завтра", "в конце месяца", "в каникулы", "в понедельник"),
        ("в совете", "мэр и совет", "в компании", "капитаны", "владельцы", "в порту", "в газете", "в министерстве"),
    ),
)
Pattern = tuple[str, tuple[tuple[str, ...], ...]]


def sentences(pattern: Pattern, count: int) -> list[str]:
    """So many different sentences of one language, 4,096 at most."""
    text, words = pattern
    return [text.format(*each) for each in islice(product(*words), count)]


def test_a_sample_is_bounded_and_spread_over_all_blocks():
    """Parts of the beginning, the middle and the end, in order, however long the document is."""
    blocks = [f"Block {number:04} says: {text}" for number, text in enumerate(sentences(ENGLISH, 3_000))]
    texts, weights = sample_of(blocks, None)
    assert sum(map(len, texts)) <= SIZE * 1.1
    numbers = [int(text.split()[1].rstrip(":")) for text in texts]
    assert numbers == sorted(numbers)
    assert numbers[0] < 300
    assert numbers[-1] > 2_600
    assert weights is None


def test_one_long_block_gives_a_whole_sample():
    """A page without paragraphs is heard as much as one with them."""
    (text,), _ = sample_of([" ".join(sentences(ENGLISH, 1_000))], None)
    assert SIZE * 0.9 < len(text) <= SIZE
    assert text.endswith(" ")


def test_labels_and_what_has_no_weight_are_no_part_of_it():
    """Their weights go with the blocks that stay."""
    (english,), (german,) = sentences(ENGLISH, 1), sentences(GERMAN, 1)
    assert sample_of(["Home", german, english], [1.0, 0.0, 0.5]) == ([english], [0.5])


@pytest.mark.parametrize(("few", "many", "language"), [(ENGLISH, GERMAN, "de"), (GERMAN, RUSSIAN, "ru")])
def test_a_long_start_in_another_language_does_not_decide(few: Pattern, many: Pattern, language: str):
    """A quarter of a long document, at its start, is no more of the sample than of the document."""
    assert main_language([*sentences(few, 100), *sentences(many, 300)]) == language


def test_two_halves_in_two_languages_are_not_plain():
    """The sample has both, so that it claims no more than the whole document would."""
    assert not decide_language([*sentences(ENGLISH, 200), *sentences(GERMAN, 200)]).is_plain


def test_labels_alone_still_have_a_language():
    """Where the sample is empty, everything is asked."""
    assert main_language(["Startseite", "Nachrichten", "Wetter heute", "Über uns"]) == "de"


def test_a_long_document_costs_hardly_more_than_a_short_one():
    """Forty times the text, hardly more CPU."""
    seconds = []
    for count in (100, 4_000):
        blocks = sentences(ENGLISH, count)
        decide_language(blocks)
        began = time.process_time()
        assert decide_language(blocks).is_plain
        seconds.append(time.process_time() - began)
    assert seconds[1] < 10 * seconds[0]


def test_what_is_repeated_does_not_decide():
    """A label before each of many pictures is one label; the two sentences of the page are its text."""
    label = "Bild anzeigen und weiterempfehlen"
    assert main_language([*sentences(ENGLISH, 2), *[label] * 500]) == "en"
    assert main_language(sentences(ENGLISH, 2)[:1] + ["Teilen"] * 500) == "en"


@pytest.mark.parametrize("signs", ["АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ" * 200, "haha" * 1_500])
def test_an_alphabet_or_an_endless_word_is_no_language(signs: str):
    """Letters without a space, by the thousand, are not the text of a page that has a sentence."""
    assert main_language([*sentences(ENGLISH, 1), signs]) == "en"
    assert main_language([*sentences(RUSSIAN, 1), signs]) == "ru"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "北島へのフェリーは四月から一日に二回出ると町議会が月曜日に発表しました天候がよければという条件です" * 3,
            "ja",
        ),
        ("เรือข้ามฟากไปยังเกาะรอบนอกจะออกวันละสองเที่ยวตั้งแต่เดือนเมษายนถ้าอากาศดีสภากล่าวเมื่อวันจันทร์" * 2, "th"),
        ("Donaudampfschifffahrtsgesellschaftskapitän und Rindfleischetikettierungsüberwachungsgesetz sind lang.", "de"),
    ],
)
def test_scripts_without_spaces_and_long_words_are_heard(text: str, language: str):
    """True languages that write long stretches of letters."""
    assert main_language([text, "The page was made by us"]) == language


def test_a_word_over_and_over_is_no_language():
    """Signs that repeat by the thousand do not outweigh a sentence; a refrain is language all the same."""
    assert main_language([*sentences(ENGLISH, 1), "Ո " * 5_000]) == "en"
    assert (
        main_language(["La la la la, singen wir alle zusammen im Regen und gehen nach Hause, la la la. " * 4]) == "de"
    )
