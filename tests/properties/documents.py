"""Hypothesis strategies for documents and marks."""

from __future__ import annotations

from hypothesis import strategies as st

from pumice.model import Block, BlockKind, Document, Mark, Reason, Source, Span

LETTERS = "abc .,;!?\n\u00a0«»\"'12é ßжщ\u0301家中日ا ב\u200dกा😀"

texts = st.text(alphabet=LETTERS, min_size=1, max_size=40).filter(lambda text: text.strip() == text and text != "")
blocks = st.builds(Block, text=texts, kind=st.sampled_from(BlockKind), path=st.just("/html/body/p[1]"))


@st.composite
def marks_for(draw: st.DrawFn, document: Document) -> list[Mark]:
    """Marks that lie inside a document's blocks."""
    found = []
    for _ in range(draw(st.integers(0, 8))):
        index = draw(st.integers(0, len(document.blocks) - 1))
        length = len(document.blocks[index].text)
        start = draw(st.integers(0, length - 1))
        end = draw(st.integers(start + 1, length))
        found.append(
            Mark(
                Span(index, start, end),
                draw(st.sampled_from(Reason)),
                draw(st.sampled_from([0.0, 0.3, 0.5, 0.9, 1.0])),
                draw(st.sampled_from([None, "fr", "ru"])),
                "test/1",
            )
        )
    return found


@st.composite
def marked_documents(draw: st.DrawFn) -> tuple[Document, list[Mark]]:
    """A document without marks, and marks for it."""
    document = Document(
        Source("https://example.org/a", sha256="0" * 64),
        draw(st.sampled_from(["en", None])),
        tuple(draw(st.lists(blocks, min_size=1, max_size=5))),
    )
    return document, draw(marks_for(document))
