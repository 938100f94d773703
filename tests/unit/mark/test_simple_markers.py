"""Markers of one rule each: hidden, duplicates, metadata, repeats."""

from __future__ import annotations

from dataclasses import replace

from pumice.mark.duplicates import mark_duplicates
from pumice.mark.hidden import mark_hidden
from pumice.mark.metadata import mark_metadata
from pumice.mark.repeats import MarkRepeats
from pumice.model import Block, BlockKind, Claim, Document, Field, Origin, SiteProfile, Source, Span
from pumice.text.fingerprint import fingerprint

LONG = "The ferry to the outer islands will sail twice a day from April, weather permitting, as it always did."


def document(*blocks: Block, claims: tuple[Claim, ...] = ()) -> Document:
    """A document of these blocks."""
    return Document(Source("https://example.org/a"), "en", blocks, claims)


def test_hidden_blocks_are_marked():
    """Hidden ones and no others."""
    assert [mark.span.block for mark in mark_hidden(document(Block("a"), Block("b", hidden=True)))] == [1]


def test_later_copy_is_a_duplicate():
    """The first occurrence stays, whatever its case and punctuation."""
    assert [mark.span.block for mark in mark_duplicates(document(Block(LONG), Block("x"), Block(LONG.upper())))] == [2]


def test_refrains_are_no_duplicates():
    """Short lines may recur."""
    assert list(mark_duplicates(document(*[Block("So we sailed on.")] * 4))) == []


def test_lines_that_became_fields_are_marked():
    """The line that the winner came from, and every line that says the same; no other."""

    def claim(value: str, weight: float, block: int | None) -> Claim:
        span = None if block is None else Span(block, 0, len("A light at last"))
        return Claim(Field.HEADLINE, value, value, Origin.H1 if block else Origin.OPEN_GRAPH, weight, span)

    claims = (claim("A light at last", 0.9, None), claim("A light at last", 0.5, 1), claim("Another line here", 0.2, 2))
    found = document(Block(LONG), Block("A light at last"), Block("Another line here"), claims=claims)
    assert [(mark.span.block, mark.by) for mark in mark_metadata(found)] == [(1, "metadata/1:headline")]


def test_the_headline_is_not_said_again():
    """In bold over the text, in any case and punctuation; not inside a sentence, a quotation, or as a refrain."""
    claim = Claim(Field.HEADLINE, "A light at last", "A light at last", Origin.OPEN_GRAPH, 0.9)
    copy, quoted = Block("A LIGHT AT LAST!"), Block("A light at last", kind=BlockKind.QUOTATION)
    found = document(copy, Block("A light at last, said the keeper."), quoted, claims=(claim,))
    assert [(mark.span.block, mark.by) for mark in mark_metadata(found)] == [(0, "metadata/1:headline-again")]
    assert list(mark_metadata(document(*[copy] * 4, claims=(claim,)))) == []
    short = Claim(Field.HEADLINE, "Yes", "Yes", Origin.OPEN_GRAPH, 0.9)
    assert list(mark_metadata(document(Block("Yes."), claims=(short,)))) == []


def test_repeats_need_evidence():
    """A profile of a few pages abstains; a block on a few pages of many may be a shared quotation."""
    page = document(Block(LONG), Block("Subscribe to our letter"))
    counts = {fingerprint(LONG): 3, fingerprint("Subscribe to our letter"): 30}
    many = SiteProfile("example.org", 40, counts)
    assert [mark.span.block for mark in MarkRepeats(many)(page)] == [1]
    assert list(MarkRepeats(replace(many, pages=5))(page)) == []


def test_a_page_that_hides_all_its_prose_is_revealed_by_a_script():
    """The mark stays as evidence, below the threshold."""
    found = list(mark_hidden(document(Block("Home"), Block(LONG, hidden=True))))
    assert [(mark.score, mark.by) for mark in found] == [(0.4, "hidden/2:most-of-the-page")]


def test_a_passage_that_stands_three_times_is_a_placeholder():
    """Then the first goes too; a discussion's quotations may recur."""
    assert len(list(mark_duplicates(document(*[Block(LONG)] * 3)))) == 3
    assert list(mark_duplicates(document(Block(LONG), Block(LONG, words=("p", "blockquote"))))) == []
