"""The law: the text changes exactly once; after that we only point at it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pumice.model import KEEPING, STRAY, Article, Document, Mark, Outcome, PageType, Policy, Reason, Span
from pumice.model.outcome import Counts
from pumice.write.compose import compose
from pumice.write.cut import cut, removed_ranges
from tests.properties.documents import marked_documents

POLICY = Policy(publish=frozenset(PageType))


@given(marked_documents())
def test_no_marks_nothing_left_out(sample: tuple[Document, list[Mark]]):
    """Without marks every block stands in the article as it is, in order."""
    document, _ = sample
    article = compose(document, POLICY)
    assert isinstance(article, Article)
    assert [block.text for block in article.blocks] == [block.text for block in document.blocks]
    assert article.article_body == "\n\n".join(block.text for block in document.blocks)


@given(marked_documents(), st.randoms(use_true_random=False))
def test_order_of_marks_cannot_matter(sample: tuple[Document, list[Mark]], rng: random.Random):
    """Marks in any order, and repeated, give the same article."""
    document, marks = sample
    shuffled = [*marks, *marks]
    rng.shuffle(shuffled)
    assert compose(document.with_marks(marks), POLICY) == compose(document.with_marks(shuffled), POLICY)


@given(marked_documents())
def test_blocks_never_change(sample: tuple[Document, list[Mark]]):
    """Marking and composing leave the blocks alone."""
    document, marks = sample
    before = document.blocks
    marked = document.with_marks(marks)
    compose(marked, POLICY)
    assert marked.blocks == before


@given(marked_documents())
def test_output_is_source_minus_marked_spans(sample: tuple[Document, list[Mark]]):
    """Each output block is its source block minus what was marked, at most one space for each seam."""
    document, marks = sample
    for left in cut(document.with_marks(marks), POLICY):
        source = document.blocks[left.index].text
        removed = {
            position
            for start, end in removed_ranges([mark for mark in marks if mark.span.block == left.index], POLICY)
            for position in range(start, end)
        }
        stays = "".join(character for position, character in enumerate(source) if position not in removed)
        assert "".join(left.text.split()) == "".join(stays.split())
        assert len(left.text) <= len(stays) + len(left.pieces) - 1
        for piece in left.pieces:
            length = piece.end - piece.start
            assert left.text[piece.at : piece.at + length] == source[piece.start : piece.end]


@given(marked_documents())
def test_keep_overrules_stray_and_nothing_else(sample: tuple[Document, list[Mark]]):
    """A character under a keep mark stays if only strays want it out; furniture and the like take it all the same."""
    document, marks = sample
    for index in range(len(document.blocks)):
        here = [mark for mark in marks if mark.span.block == index]
        removed = {position for start, end in removed_ranges(here, POLICY) for position in range(start, end)}
        for position in range(len(document.blocks[index].text)):
            over = [mark for mark in here if mark.span.start <= position < mark.span.end]
            out = [mark for mark in over if POLICY.leaves_out(mark)]
            kept = any(mark.reason in KEEPING and mark.score >= 0.5 for mark in over)
            expected = any(mark.reason not in STRAY for mark in out) or (bool(out) and not kept)
            assert (position in removed) is expected


@given(marked_documents())
def test_article_json_round_trip(sample: tuple[Document, list[Mark]]):
    """An article survives its JSON, byte for byte."""
    document, marks = sample
    article = compose(document.with_marks(marks), POLICY)
    if isinstance(article, Article):
        text = article.to_json()
        assert Article.from_json(text) == article
        assert Article.from_json(text).to_json() == text


@given(marked_documents())
def test_foreign_spans_point_at_letters_of_the_article(sample: tuple[Document, list[Mark]]):
    """Offsets of kept foreign spans lie inside their blocks."""
    document, marks = sample
    article = compose(document.with_marks(marks), POLICY)
    if isinstance(article, Article):
        for span in article.foreign_spans:
            assert 0 <= span.start < span.end <= len(article.blocks[span.block].text)


@given(st.lists(st.sampled_from(Outcome)), st.lists(st.sampled_from(Outcome)))
def test_outcomes_add_up(left: list[Outcome], right: list[Outcome]):
    """Counts add up to their inputs, alone and together."""
    both = Counts.of(left) + Counts.of(right)
    assert both == Counts.of([*left, *right])
    assert sum(both.outcomes.values()) == both.inputs == len(left) + len(right)


def test_counts_that_do_not_add_up_are_refused():
    """A Counts whose outcomes do not add up cannot be made."""
    with pytest.raises(ValueError, match="add up to 1"):
        Counts(2, {Outcome.PUBLISHED: 1})


@given(st.integers(-3, 3), st.integers(-3, 6), st.integers(-3, 6))
def test_span_refuses_empty_and_inverted(block: int, start: int, end: int):
    """A span holds at least one character."""
    if block >= 0 and 0 <= start < end:
        assert Span(block, start, end).end == end
    else:
        with pytest.raises(ValueError, match="empty or inverted"):
            Span(block, start, end)


def test_every_reason_has_its_sentence():
    """The enum's docstring is what a reviewer reads."""
    assert all(reason.sentence.endswith(".") for reason in Reason)
