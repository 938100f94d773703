"""The language markers over a document."""

from pumice.mark.keep import mark_kept
from pumice.mark.language import mark_strays
from pumice.model import Block, BlockKind, Document, Reason, Source

TEXTS = (
    "The ministry published its yearly report on Tuesday and invited everyone to comment on it.",
    "It says that more people than ever travel by train, and that the trains are on time again.",
)


def document(*more: Block) -> Document:
    """An English document with some blocks more."""
    return Document(Source("https://example.org/"), "en", (*(Block(text) for text in TEXTS), *more))


def test_a_stray_label_is_marked_whole():
    """The mark covers the block with its colon, and names language and marker."""
    (mark,) = mark_strays(document(Block("Редакционные разделы :")))
    assert (mark.span.block, mark.span.start, mark.span.end) == (2, 0, 22)
    assert (mark.reason, mark.language) == (Reason.STRAY_LABEL, "ru")
    assert mark.by.startswith("language/")


def test_a_foreign_block_quotation_is_kept():
    """What the page sets as a quotation belongs to the text."""
    quotation = Block("Всё проходит, и это тоже пройдёт, сказал он тогда.", kind=BlockKind.QUOTATION)
    assert Reason.KEEP_QUOTATION in {mark.reason for mark in mark_kept(document(quotation))}


def test_a_clean_document_gets_no_marks():
    """Neither marker finds anything where there is nothing."""
    assert list(mark_strays(document())) == []
    assert list(mark_kept(document())) == []
