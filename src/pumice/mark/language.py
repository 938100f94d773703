"""Marks what is in another language than the document, and tells what belongs to the text from what strayed into it.

:mod:`pumice.language.strays` judges stretches by their words alone. Where a passage stands in the page says more: two
or more foreign paragraphs in a row, set among the text's own paragraphs, are a speaker who changes language, not a
label that strayed. Quotations that the page itself sets as such are :mod:`pumice.mark.keep`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pumice.language import StraySpan, are_twins, find_strays_against
from pumice.model import Block, BlockKind, Document, Mark, Reason, Span
from pumice.text.scripts import count_letters

BY: Final = "language/3"
_PASSAGE_PARAGRAPHS: Final = 2
"""A single foreign paragraph may be a notice; so many in a row among the text's own are a passage of it."""
_PASSAGE_LETTERS: Final = 240
_PARAGRAPH_LETTERS: Final = 60


def mark_foreign(document: Document) -> Iterator[Mark]:
    """Mark every stray and every foreign stretch that belongs to the text; the policy decides what is left out."""
    spans = find_strays_against([block.text for block in document.blocks], main=document.language).spans
    for found in spans:
        if found.language and document.language and are_twins(found.language, document.language):
            continue
        yield Mark(Span(found.block, found.start, found.end), found.kind, found.score, found.language, BY)
    yield from _passages(document, spans)


def _passages(document: Document, spans: Iterable[StraySpan]) -> Iterator[Mark]:
    """Passages of the text that are in another language: kept whole, tagged with their language."""
    foreign = {
        found.block: found.language
        for found in spans
        if found.kind is Reason.STRAY_PARAGRAPH and _is_paragraph(document.blocks[found.block])
    }
    homes = {
        _home(block)
        for index, block in enumerate(document.blocks)
        if index not in foreign and _is_paragraph(block) and not block.hidden
    }
    for run in _runs(sorted(foreign), foreign):
        texts = [document.blocks[index].text for index in run]
        is_passage = len(run) >= _PASSAGE_PARAGRAPHS and sum(map(count_letters, texts)) >= _PASSAGE_LETTERS
        if is_passage and all(_home(document.blocks[index]) in homes for index in run):
            for index, text in zip(run, texts, strict=True):
                yield Mark(Span(index, 0, len(text)), Reason.KEEP_BILINGUAL, 0.8, foreign[index], f"{BY}:passage")


def _runs(indexes: Iterable[int], foreign: dict[int, str | None]) -> Iterator[list[int]]:
    """Blocks that follow each other in one language."""
    run: list[int] = []
    for index in indexes:
        if run and (index != run[-1] + 1 or not _same(foreign[index], foreign[run[-1]])):
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and are_twins(one, other)


def _is_paragraph(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and count_letters(block.text) >= _PARAGRAPH_LETTERS


def _home(block: Block) -> str:
    """What a block stands in directly; paragraphs of one text share it. All lines of plain text do."""
    return block.path.rpartition("/")[0]
