"""Known names and known words: what needs no judging, and what a name is not."""

from typing import Final

import numpy as np
import pytest

from pumice.language import find_strays
from pumice.language.alphabet import NAMES
from pumice.language.attested import attested_share, is_phrase, settle_name
from pumice.language.names import is_known_name
from pumice.language.reading import read_blocks
from pumice.model import Reason

LATIN: Final = NAMES.index("Latn")
RUSSIAN: Final = (
    "В понедельник городской совет открыл новую библиотеку, и сотни людей пришли посмотреть читальные залы.",
    "Здание стоит у реки, его строительство оплатили город и частные жертвователи.",
)


@pytest.mark.parametrize(
    "text", ["Deutsche Welle", "© Reuters", "AFP / Getty Images", "Le Monde, El País", "(BBC News)"]
)
def test_known_names_alone_or_in_a_row_are_names(text: str):
    """With the signs that credits have around them and between them."""
    assert is_known_name(text)


@pytest.mark.parametrize(
    "text", ["", "/", "reuters", "Deutsche", "Reuters reports", "Mehr lesen", "AFP / Mehr lesen", "x" * 9999]
)
def test_what_is_more_or_less_than_names_is_none(text: str):
    """Case counts, and every part must be a name: "mit" is German, "MIT" a university."""
    assert not is_known_name(text)


def test_a_known_name_stays_in_a_page_of_any_language():
    """As a block of its own, in a page of another script, tagged as a name in no language."""
    (span,) = find_strays((*RUSSIAN, "Deutsche Welle")).spans
    assert (span.kind, span.language, span.verdict) == (Reason.KEEP_NAME, None, "keep")


def test_words_are_known_in_the_languages_that_have_them():
    """And in no other; invented words in none."""
    reading = read_blocks(["The council of the city", "zxqvort blimfang"])
    assert attested_share(reading, (0, 5), (LATIN, "en")) > attested_share(reading, (0, 5), (LATIN, "fi"))
    assert attested_share(reading, (5, 7), (LATIN, "en")) == 0.0
    assert attested_share(reading, (0, 5), (NAMES.index("Thai"), "th")) == 0.0


def test_a_title_is_a_phrase_and_a_name_is_not():
    """A phrase has a word of grammar; without one, capitalised words are a name."""
    reading = read_blocks(["Diving Medicine for Rescue Crews", "Zxqvort Blimfang Qrix"])
    assert is_phrase(reading, (0, 5), (LATIN, "en"))
    assert not is_phrase(reading, (5, 8), (LATIN, "en"))
    assert settle_name(reading, (0, 5), (LATIN, "da")) == "en"
    assert settle_name(reading, (5, 8), (LATIN, "da")) == "da"


def test_rows_of_whole_words_point_into_the_table_of_their_writing():
    """Short and long words alike; what no table has is -1."""
    reading = read_blocks(["и city zxqvort ქალაქი"])
    assert list(np.sign(reading.whole + 1)) == [1, 1, 0, 0]
