"""The language markers over a document."""

from pumice.mark.keep import mark_quotations
from pumice.mark.language import mark_foreign
from pumice.model import KEEPING, STRAY, Block, BlockKind, Document, Reason, Source

TEXTS = (
    "The ministry published its yearly report on Tuesday and invited everyone to comment on it.",
    "It says that more people than ever travel by train, and that the trains are on time again.",
    "Two lines will be opened in the spring, and a third one follows once the long bridge has been mended.",
    "The minister thanked the people who work on the railway, and told them that their pay would rise in May.",
    "Nobody asked him about the ferries, which have been late since the autumn and will be late for a while.",
)
FRENCH = (
    "Permettez-moi de continuer en français, puisque tant d'entre vous sont venus de loin pour nous entendre ce soir.",
    "Nous avons promis des trains, et les trains roulent. Il reste à promettre qu'ils s'arrêtent dans les villages.",
)


def document(*more: Block, home: str = "") -> Document:
    """An English document with some blocks more."""
    texts = (Block(text, path=f"{home}/p[{number}]") for number, text in enumerate(TEXTS, start=1))
    return Document(Source("https://example.org/"), "en", (*texts, *more))


def passage(*texts: str, home: str) -> list[Block]:
    """Paragraphs that stand in one element."""
    return [Block(text, path=f"{home}/p[{number}]") for number, text in enumerate(texts, start=9)]


def strays_and_kept(found: Document) -> tuple[set[int], set[int]]:
    """Blocks with a stray mark that no keep mark overrules, and blocks with a keep mark."""
    marks = list(mark_foreign(found))
    kept = {mark.span.block for mark in marks if mark.reason in KEEPING}
    return {mark.span.block for mark in marks if mark.reason in STRAY} - kept, kept


def test_a_stray_label_is_marked_whole():
    """The mark covers the block with its colon, and names language and marker."""
    (mark,) = mark_foreign(document(Block("Редакционные разделы :")))
    assert (mark.span.block, mark.span.start, mark.span.end) == (5, 0, 22)
    assert (mark.reason, mark.language) == (Reason.STRAY_LABEL, "ru")
    assert mark.by.startswith("language/")


def test_a_foreign_block_quotation_is_kept():
    """What the page sets as a quotation belongs to the text."""
    quotation = Block("Всё проходит, и это тоже пройдёт, сказал он тогда.", kind=BlockKind.QUOTATION)
    assert Reason.KEEP_QUOTATION in {mark.reason for mark in mark_quotations(document(quotation))}


def test_a_speaker_who_changes_language_is_kept():
    """Foreign paragraphs in a row, among the text's own, are a passage of it."""
    home = "/html/body/article[1]"
    assert strays_and_kept(document(*passage(*FRENCH, home=home), home=home)) == (set(), {5, 6})


def test_one_foreign_paragraph_is_a_stray():
    """A single paragraph may be a notice, wherever it stands."""
    home = "/html/body/article[1]"
    assert strays_and_kept(document(*passage(FRENCH[0], home=home), home=home)) == ({5}, set())


def test_a_clean_document_gets_no_marks():
    """Neither marker finds anything where there is nothing."""
    assert list(mark_foreign(document())) == []
    assert list(mark_quotations(document())) == []
