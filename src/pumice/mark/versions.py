"""A second full version of the text in another language, on the same page.

It differs from a text that changes language midway in that both parts say the same: they share numbers and names; or
the second part opens with a heading of its own, and its paragraphs keep the proportions of the first part's. Without
such evidence nothing is marked, and both parts stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pumice.language import are_twins, identify, identify_each
from pumice.model import Block, BlockKind, Document, Mark, Reason, Span
from pumice.text.scripts import count_letters

_BY: Final = "versions/1"
_JUDGED_LETTERS: Final = 40
"""Shorter blocks take the language of the run they stand in."""
_LEAST_LETTERS: Final = 100
_LEAST_SHARED: Final = 3
_LEAST_OVERLAP: Final = 0.4
_BALANCE: Final = 0.4
"""The smaller version has at least this share of the larger one's letters and of its paragraphs."""
_PROPORTION: Final = 1.8
"""How far the ratio of lengths may vary from one pair of paragraphs to another."""
_PARALLEL_SCORE: Final = 0.8
_NUMBER: Final = re.compile(r"\d+")
_NAME: Final = re.compile(r"\b[A-Z][A-Za-zÀ-ɏ]{2,}\b")


@dataclass(frozen=True, slots=True)
class _Run:
    """Blocks ``first`` to ``last`` (inclusive), all in one language."""

    language: str
    first: int
    last: int


def mark_versions(document: Document) -> Iterator[Mark]:
    """Mark each block of a second version, whole."""
    if document.language is None:
        return
    candidates = [index for index, block in enumerate(document.blocks) if not block.hidden and block.link_density < 0.5]  # noqa: PLR2004 - mostly text
    runs = _runs(document, candidates)
    main = [run for run in runs if are_twins(run.language, document.language)]
    others = [run for run in runs if run not in main] if main else []
    originals = [_weigh(document.blocks, run) for run in main] if others else []
    for run in others:
        version = _weigh(document.blocks, run)
        score = max(_says_the_same(version, original) for original in originals)
        if score:
            for index in candidates:
                if run.first <= index <= run.last:
                    span = Span(index, 0, len(document.blocks[index].text))
                    yield Mark(span, Reason.TRANSLATION, score, run.language, _BY)


def _runs(document: Document, candidates: Sequence[int]) -> list[_Run]:
    """Stretches of blocks in one language; a short block goes with the long one that follows it, if it can."""
    runs: list[_Run] = []
    pending: int | None = None
    judged = [index for index in candidates if count_letters(document.blocks[index].text) >= _JUDGED_LETTERS]
    texts = [document.blocks[index].text for index in judged]
    languages = dict(zip(judged, identify_each(texts), strict=True))
    for index in candidates:
        language = languages.get(index)
        if language is None:
            pending = index if pending is None else pending
            continue
        if runs and are_twins(runs[-1].language, language):
            runs[-1] = _Run(runs[-1].language, runs[-1].first, index)
        else:
            first = pending if pending is not None and _may_open(document.blocks[pending], language) else index
            runs.append(_Run(language, first, index))
        pending = None
    return runs


def _may_open(block: Block, language: str) -> bool:
    found = identify(block.text).language
    return found is not None and are_twins(found, language)


@dataclass(frozen=True, slots=True)
class _Part:
    """What a run says, weighed once however many others it is held against.

    Attributes:
        first: index of its first block.
        blocks: those that the page shows.
        letters: letters of its blocks that are long enough to judge.
        count: how many such blocks there are.
        anchors: its numbers and names.
    """

    first: int
    blocks: tuple[Block, ...]
    letters: int
    count: int
    anchors: frozenset[str]


def _weigh(blocks: Sequence[Block], run: _Run) -> _Part:
    shown = tuple(block for block in blocks[run.first : run.last + 1] if not block.hidden)
    lengths = [letters for block in shown if (letters := count_letters(block.text)) >= _JUDGED_LETTERS]
    return _Part(run.first, shown, sum(lengths), len(lengths), frozenset(_anchors(shown)))


def _says_the_same(one: _Part, other: _Part) -> float:
    """How surely two runs are versions of one text, 0 where they are not."""
    letters, counts = sorted((one.letters, other.letters)), sorted((one.count, other.count))
    if letters[0] < _LEAST_LETTERS or counts[0] < _BALANCE * counts[1] or letters[0] < _BALANCE**2 * letters[1]:
        return 0.0
    left, right = one.anchors, other.anchors
    shared = len(left & right)
    overlap = shared / min(len(left), len(right)) if left and right else 0.0
    if shared >= _LEAST_SHARED and overlap >= _LEAST_OVERLAP:
        return min(0.95, 0.5 + overlap / 2)
    first, second = (one, other) if one.first < other.first else (other, one)
    return _PARALLEL_SCORE if _is_parallel(first.blocks, second.blocks) else 0.0


def _is_parallel(first: Sequence[Block], second: Sequence[Block]) -> bool:
    """Whether the second part has its own heading and repeats the first part's last paragraphs in their proportions."""
    if second[0].kind is not BlockKind.HEADING:
        return False
    before, after = (
        [letters for block in part if (letters := count_letters(block.text)) >= _JUDGED_LETTERS]
        for part in (first, second[1:])
    )
    if not _LEAST_SHARED <= len(after) <= len(before):
        return False
    ratios = [left / right for left, right in zip(before[-len(after) :], after, strict=True)]
    return max(ratios) <= _PROPORTION * min(ratios)


def _anchors(blocks: Sequence[Block]) -> set[str]:
    """What survives translation: numbers, in any digits, and names in Latin letters."""
    found: set[str] = set()
    for block in blocks:
        text = block.text
        digits = text if text.isascii() else "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)
        found.update(_NUMBER.findall(digits))
        found.update(_NAME.findall(text))
    return found
