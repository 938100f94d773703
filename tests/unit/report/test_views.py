"""What the report's pages are made of: pieces of blocks, plots, words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pumice.model import Block, Document, Mark, Policy, Reason, Repair, RepairKind, Source, Span, Step
from pumice.report.blocks import REST, view_blocks
from pumice.report.plots import OTHERS, bars, by_time
from pumice.report.words import names_of, share
from pumice.text.direction import direction
from pumice.write.cut import cut

POLICY = Policy()
TEXTS = st.text("ab я.«»中 \u00a0", min_size=1, max_size=30).filter(str.strip)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Some blocks with marks of every reason at any place."""
    blocks = tuple(Block(text) for text in draw(st.lists(TEXTS, min_size=1, max_size=4)))
    marks = []
    for _ in range(draw(st.integers(0, 8))):
        number = draw(st.integers(0, len(blocks) - 1))
        start = draw(st.integers(0, len(blocks[number].text) - 1))
        end = draw(st.integers(start + 1, len(blocks[number].text)))
        score = draw(st.floats(0, 1))
        marks.append(Mark(Span(number, start, end), draw(st.sampled_from(Reason)), score, "ru", "test/1"))
    return Document(Source("https://press.example.org/1"), "en", blocks).with_marks(marks)


@given(documents())
def test_pieces_are_the_block_and_what_is_not_out_is_the_article(document: Document):
    """No character is shown twice or lost, and the report agrees with compose about each."""
    left = {block.index: block.text for block in cut(document, POLICY)}
    for view, block in zip(view_blocks(document, POLICY), document.blocks, strict=True):
        assert "".join(piece.text for piece in view.pieces) == block.text
        stays = "".join(piece.text for piece in view.pieces if not piece.is_out)
        assert "".join(stays.split()) == "".join(left.get(view.number, "").split())
        assert all(piece.whys for piece in view.pieces if piece.is_out), "something is left out without a word"
        assert (view.target is not None) == (view.number in left)


def test_the_surest_reason_is_told_first():
    """Of a label that is both, the reader is told the surer reason, and the other one after it."""
    marks = [
        Mark(Span(0, 0, 4), Reason.FURNITURE, 0.6, None, "furniture/1"),
        Mark(Span(0, 0, 4), Reason.STRAY_LABEL, 0.9, "ru", "language/3"),
    ]
    document = Document(Source("https://press.example.org/1"), "en", (Block("Меню"),)).with_marks(marks)
    (view,) = view_blocks(document, POLICY)
    (piece,) = view.pieces
    assert [why.reason for why in piece.whys] == ["stray-label", "furniture"]
    assert (view.verdict, view.language, view.reasons) == ("left out", "ru", ("stray-label",))


def test_a_rest_without_letters_has_a_word_of_its_own():
    """The colon after a label was no marker's finding; it is shown as what it is."""
    document = Document(Source("https://press.example.org/1"), "en", (Block("Меню :"),))
    (view,) = view_blocks(
        document.with_marks([Mark(Span(0, 0, 4), Reason.STRAY_LABEL, 0.9, "ru", "language/3")]), POLICY
    )
    assert [piece.reason for piece in view.pieces] == ["stray-label", REST]


def test_a_repair_is_shown_where_it_was_made():
    """The changed letters are marked in the text, the change is told with its invisible characters named."""
    repair = Repair(0, RepairKind.TYPOGRAPHY, "a\u00a0 b", "a b", (Step("apply", "space-runs"),))
    swap = Repair(0, RepairKind.HOMOGLYPH, "pоrt", "port", (Step("replace", "о"),))
    document = Document(Source("https://press.example.org/1"), "en", (Block("a b port"),), repairs=(repair, swap))
    (view,) = view_blocks(document, POLICY)
    assert [piece.text for piece in view.pieces if piece.is_repaired] == ["o"]
    assert [(one.before, one.steps) for one in view.repairs] == [
        ("a⟨NBSP⟩ b", "apply space-runs"),
        ("pоrt", "replace о"),
    ]


@pytest.mark.parametrize(
    ("days", "unit", "columns"), [(0, "day", 1), (30, "day", 31), (400, "month", 14), (4000, "year", 11)]
)
def test_the_plot_takes_the_finest_unit_that_can_be_seen(days: int, unit: str, columns: int):
    """A month by day, a year by month, a decade by year; empty columns are kept, so that gaps show."""
    first = date(2020, 1, 15)
    plot = by_time([(first.isoformat(), "English"), ((first + timedelta(days=days)).isoformat(), "French")])
    assert (plot.unit, len(plot.columns)) == (unit, columns)
    assert sum(sum(numbers) for _, numbers in plot.columns) == 2


@given(st.lists(st.tuples(st.one_of(st.none(), st.dates().map(str), st.just("2020")), st.sampled_from("abcdefghijk"))))
def test_the_plot_counts_every_article_once(articles: list[tuple[str | None, str]]):
    """Columns and what has no day add up to the input; no column leaves the frame; few colours."""
    plot = by_time(articles)
    assert sum(sum(numbers) for _, numbers in plot.columns) + plot.undated == len(articles)
    assert all(rect.y >= -1e-9 and rect.y + rect.height <= 100 + 1e-9 for rect in plot.rects)
    assert len(plot.series) <= 7
    assert (OTHERS in plot.series) == (
        len({language for moment, language in articles if moment and len(moment) > 4}) > 7
    )


def test_bars_are_sorted_and_fill_the_width():
    """The longest bar is first and whole; nothing has no bar."""
    assert [(bar.name, bar.length) for bar in bars({"a": 1, "b": 4, "c": 0})] == [("b", 100.0), ("a", 25.0)]
    assert bars({}) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("سوق السمك VHF", "rtl"), ("HTML עברית שלום", "rtl"), ("Harbour", "ltr"), ("鱼市", "ltr"), ("12 – 3", "ltr")],
)
def test_direction_is_that_of_most_letters(text: str, expected: str):
    """Not of the first letter: an Arabic headline may begin with a Latin name."""
    assert direction(text) == expected


def test_words_for_people():
    """Small shares keep a digit, languages have names, odd tags stay themselves."""
    assert [share(value) for value in (0, 0.0001, 0.053, 0.53)] == ["0 %", "< 0.1 %", "5.3 %", "53 %"]
    assert [names_of(tag) for tag in ("sr-Latn", "zh", None, "xx-bogus-tag!")] == [
        "Serbian (Latin)",
        "Chinese",
        "unknown",
        "xx-bogus-tag!",
    ]
