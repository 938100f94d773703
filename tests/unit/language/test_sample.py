"""Most documents' language is told from a sample, which is bounded, spread evenly and answers as the whole would."""

from __future__ import annotations

import time

import pytest

from pumice.language import decide_language, main_language
from pumice.language.sample import SIZE, sample_of

ENGLISH = "The ferry to the outer islands will sail twice a day from April, weather permitting, as the council said."
GERMAN = "Die Fähre zu den äußeren Inseln fährt ab April zweimal am Tag, wenn das Wetter es zulässt, sagte der Rat."
RUSSIAN = "Паром на дальние острова будет ходить с апреля дважды в день, если позволит погода, сообщили в совете."


def test_a_sample_is_bounded_and_spread_over_all_blocks():
    """Parts of the beginning, the middle and the end, in order, however long the document is."""
    blocks = [f"Block {number:04} says that much and nothing more. {ENGLISH}" for number in range(3_000)]
    texts, weights = sample_of(blocks, None)
    assert sum(map(len, texts)) <= SIZE * 1.1
    numbers = [int(text.split()[1]) for text in texts]
    assert numbers == sorted(numbers)
    assert numbers[0] < 300
    assert numbers[-1] > 2_700
    assert weights is None


def test_one_long_block_gives_a_whole_sample():
    """A page without paragraphs is heard as much as one with them."""
    (text,), _ = sample_of([f"{ENGLISH} " * 1_000], None)
    assert SIZE * 0.9 < len(text) <= SIZE
    assert text.endswith(" ")


def test_labels_and_what_has_no_weight_are_no_part_of_it():
    """Their weights go with the blocks that stay."""
    assert sample_of(["Home", GERMAN, ENGLISH], [1.0, 0.0, 0.5]) == ([ENGLISH], [0.5])


@pytest.mark.parametrize(("few", "many", "language"), [(ENGLISH, GERMAN, "de"), (GERMAN, RUSSIAN, "ru")])
def test_a_long_start_in_another_language_does_not_decide(few: str, many: str, language: str):
    """A quarter of a long document, at its start, is no more of the sample than of the document."""
    assert main_language([few] * 100 + [many] * 300) == language


def test_two_halves_in_two_languages_are_not_plain():
    """The sample has both, so that it claims no more than the whole document would."""
    assert not decide_language([ENGLISH] * 200 + [GERMAN] * 200).is_plain


def test_labels_alone_still_have_a_language():
    """Where the sample is empty, everything is asked."""
    assert main_language(["Startseite", "Nachrichten", "Wetter heute", "Über uns"]) == "de"


def test_a_long_document_costs_hardly_more_than_a_short_one():
    """A hundred times the text, less than thirty times the CPU: only the cutting is by length."""
    seconds = []
    for times in (100, 10_000):
        blocks = [ENGLISH] * times
        decide_language(blocks)
        began = time.process_time()
        assert decide_language(blocks).is_plain
        seconds.append(time.process_time() - began)
    assert seconds[1] < 30 * seconds[0]
