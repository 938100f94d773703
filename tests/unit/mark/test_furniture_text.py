"""Counts by class of character, lengths in words and likeness of texts, in any script."""

from __future__ import annotations

import numpy as np
import pytest

from pumice.mark.furniture_alike import Stretches, likeness, repeated_share, stretches_of
from pumice.mark.furniture_text import (
    Class,
    classes_of,
    count_classes,
    edge_classes,
    ends_in_dots,
    join_texts,
    words_in,
)


def counts_of(*each: str) -> np.ndarray:
    """Characters by class, classes by texts."""
    texts = join_texts(each)
    return count_classes(texts, classes_of(texts))


def alike_in(*each: str) -> tuple[Stretches, Stretches]:
    """Short and long runs of characters."""
    return stretches_of(join_texts(each))


@pytest.mark.parametrize(
    ("text", "class_", "number"),
    [
        ("Abc, def.", Class.LOWER, 5),
        ("Abc, def.", Class.UPPER, 1),
        ("Abc, def.", Class.COMMA, 1),
        ("港口开放。", Class.IDEOGRAPH, 4),
        ("港口开放。", Class.STOP, 1),
        ("항구가 열렸다", Class.HANGUL, 6),
        ("بندر، میناء؟", Class.COMMA, 1),
        ("१२३ नाव।", Class.DIGIT, 3),
        ("१२३ नाव।", Class.STOP, 1),
        ("Home > News", Class.SYMBOL, 1),
        ("«так»", Class.QUOTE, 2),
    ],
)
def test_characters_are_counted_by_class(text: str, class_: Class, number: int):
    """Each script's own stops, commas, digits and quotes count as such."""
    assert counts_of(text)[class_, 0] == number


def test_texts_that_say_as_much_are_about_as_long_in_words():
    """A sentence has a similar length in words in Latin, Han and Cyrillic letters."""
    texts = ["The port opens tomorrow morning.", "港口明天早上开放。", "Порт откроется завтра утром."]
    lengths = words_in(counts_of(*texts))
    assert lengths.max() < 1.5 * lengths.min()


def test_the_last_character_is_looked_for_behind_quotes_and_brackets():
    """A sentence that ends inside a quotation ends as a sentence."""
    texts = join_texts(["He said: “Come.”", "Read more", "说：“好。”"])
    _, last = edge_classes(texts, classes_of(texts))
    assert [Class(one) for one in last] == [Class.STOP, Class.LOWER, Class.STOP]


def test_what_stood_before_is_told_from_what_comes_again():
    """Only the second copy stood earlier; both stand elsewhere."""
    passage = "The ferry leaves at noon."
    earlier, elsewhere = repeated_share(alike_in(passage, "Something else entirely, once.", passage)[1])
    assert earlier.tolist() == [0.0, 0.0, 1.0]
    assert elsewhere.tolist() == [1.0, 0.0, 1.0]


def test_likeness_has_two_sides():
    """A short text may lie wholly inside a long one that it covers in part."""
    short, _ = alike_in("harbour", "nothing alike", "The old harbour of the town")
    [(inside, covered)] = likeness(short.first(2), [short.of(2)])
    assert inside[0] == 1.0
    assert 0 < covered[0] < 0.5
    assert inside[1] < 0.5


def test_texts_too_short_to_compare_are_alike_to_nothing():
    """No division by nothing."""
    short, long = alike_in("a", "")
    earlier, elsewhere = repeated_share(long.first(1))
    [(inside, covered)] = likeness(short.first(1), [short.of(1)])
    assert not np.any([earlier, elsewhere, inside, covered])


@pytest.mark.parametrize(
    "text", ["ΟΔΟΣ ΤΩΝ ΘΕΩΝ", "İSTANBUL LİMANI", "ПОРТ ОТКРЫТ", "THE PORT IS OPEN", "𐐁𐐂𐐃𐐄 𠮷野家の港"]
)
def test_case_does_not_tell_texts_apart(text: str):
    """Also where the lower case depends on the letters around, or is longer than the text."""
    earlier, _ = repeated_share(alike_in(text.lower(), text)[1])
    assert earlier.tolist() == [0.0, 1.0]


def test_dots_at_the_end_are_three_or_one_character_for_three():
    """Two are none, and none are looked for in the text before."""
    assert (
        ends_in_dots(join_texts(["Read on...", "Read on…", "Read on..", ".", ".."])).tolist()
        == [True, True] + [False] * 3
    )
