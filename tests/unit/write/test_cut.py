"""Cutting one block many times: what is left, where it lies, and a cost that grows as its marks do."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from pumice.model import Article, Block, Document, Mark, Policy, Reason, Source, Span
from pumice.write.compose import compose
from pumice.write.cut import cut_text, place, removed_ranges

EDGES = st.lists(st.integers(0, 40), max_size=12, unique=True).map(sorted)


def ranges(edges: list[int]) -> list[tuple[int, int]]:
    """Disjoint ranges, in order."""
    return list(zip(edges[::2], edges[1::2], strict=False))


@given(st.text("ab  ", min_size=41, max_size=41), EDGES, st.integers(0, 40), st.integers(1, 41))
def test_a_stretch_lies_where_its_characters_went(text: str, edges: list[int], start: int, end: int):
    """The first and the last character of it that stayed, wherever the seams are."""
    left = cut_text(text, ranges(edges))
    stayed = [
        piece.at + at - piece.start
        for piece in left.pieces
        for at in range(piece.start, piece.end)
        if start <= at < end
    ]
    assert place(left, start, end) == ((stayed[0], stayed[-1] + 1) if stayed else None)


@given(EDGES, EDGES)
def test_kept_characters_are_taken_out_of_strays_one_by_one(strays: list[int], kept: list[int]):
    """What goes is what a stray mark covers and no keep mark does."""
    marks = [
        Mark(Span(0, start, end), reason, 0.9, "ru", "t/1")
        for reason, edges in ((Reason.INLINE_FRAGMENT, strays), (Reason.KEEP_NAME, kept))
        for start, end in ranges(edges)
    ]
    gone = {at for start, end in removed_ranges(marks, Policy()) for at in range(start, end)}
    inside = [{at for start, end in ranges(edges) for at in range(start, end)} for edges in (strays, kept)]
    assert gone == inside[0] - inside[1]


def seconds(count: int) -> float:
    """CPU time of cutting so many fragments out of one block, and placing as many that stay."""
    text = "the ferry слово sails часто " * count
    marks = [
        Mark(Span(0, at + start, at + end), reason, 0.9, "ru", "t/1")
        for at in range(0, len(text), len(text) // count)
        for start, end, reason in ((10, 15, Reason.INLINE_FRAGMENT), (22, 27, Reason.KEEP_NAME))
    ]
    document = Document(Source("https://press.example.org/1"), "en", (Block(text),)).with_marks(marks)
    began = time.process_time()
    made = compose(document, Policy())
    assert isinstance(made, Article)
    assert len(made.foreign_spans) == len(made.strays) == count
    return time.process_time() - began


def test_thousands_of_fragments_in_one_block_cost_no_more_each():
    """Eight times the fragments, about eight times the CPU, not sixty-four."""
    seconds(50)
    assert seconds(8_000) < 24 * seconds(1_000)
