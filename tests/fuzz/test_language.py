"""Languages of hostile texts: an answer or none, in bounded time, never a library's exception."""

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pumice.language import find_strays, identify, identify_each, main_language, normalise_tag
from pumice.text.scripts import script_runs

ANY_TEXT: Final = st.text(st.characters(exclude_categories=()), max_size=200)
"""Every code point, lone surrogates and unassigned ones included."""

HOSTILE: Final = {
    "nothing": [],
    "empty": ["", " ", "\n"],
    "digits": ["0123456789" * 1000],
    "emoji": ["😀" * 500, "👩‍👩‍👧‍👦"],
    "addresses": ["https://example.org/" + "a/" * 5000, "a.b." * 5000, "@a" * 5000, "1.a." * 5000],
    "one letter": ["x"],
    "a megabyte without a space": ["a" * 1_000_000],
    "points": ["." * 100_000, ". " * 50_000],
    "dashes": ["a-" * 50_000],
    "separators": ["| " * 50_000, "|" * 50_000, " / " * 20_000],
    "white space": ["\u3000" * 50_000 + "a", "\n" * 50_000, " \u3000" * 30_000],
    "quotation marks": ["«" * 5000 + "text", '"' * 5001, "(" * 5000 + ")" * 5000],
    "lone surrogates": ["\ud800", "a\udfffb", "Слово \udc00 слово"],
    "beyond the plane": ["𐌰𐌱𐌲𐌳 𞤀𞤁", "𠀀𠀁"],
    "marks alone": ["\u0301\u0301", "ー", "ـــ", "ʼ", "ª"],
    "control characters": ["a\x00b\x07c", "\u202eabc\u202c"],
    "twenty thousand blocks": ["Слово и word"] * 20_000,
}


@pytest.mark.parametrize("blocks", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_documents_get_an_answer(blocks: list[str]):
    """Spans lie inside their blocks, whatever the text."""
    found = find_strays(blocks)
    for span in found.spans:
        assert 0 <= span.start < span.end <= len(blocks[span.block])
        assert 0 <= span.score <= 1
    main_language(blocks)


@settings(deadline=None, max_examples=150)
@given(st.lists(ANY_TEXT, max_size=8))
def test_any_document_gets_an_answer(blocks: list[str]):
    """No text of any code points raises, and strays of one verdict never overlap."""
    found = find_strays(blocks)
    taken: set[tuple[int, int]] = set()
    for span in found.spans:
        assert 0 <= span.start < span.end <= len(blocks[span.block])
        if span.verdict == "remove":
            characters = {(span.block, place) for place in range(span.start, span.end)}
            assert not characters & taken
            taken |= characters


@settings(deadline=None, max_examples=150)
@given(ANY_TEXT)
def test_any_text_gets_an_answer(text: str):
    """A language with a score, or none; script runs cover the text."""
    found = identify(text)
    assert 0 <= found.score <= 1
    assert found.language is None or normalise_tag(found.language) is not None
    assert "".join(text[run.start : run.end] for run in script_runs(text)) == text


@settings(deadline=None, max_examples=60)
@given(st.lists(ANY_TEXT, max_size=6))
def test_texts_asked_about_together_get_the_answers_of_each_alone(texts: list[str]):
    """Reading them in one go saves time and changes nothing."""
    assert identify_each(texts) == [identify(text).language for text in texts]


@settings(deadline=None)
@given(st.text(max_size=40))
def test_normalising_a_tag_twice_changes_nothing_more(text: str):
    """A canonical tag is its own canonical form."""
    tag = normalise_tag(text)
    assert tag is None or normalise_tag(tag) == tag
