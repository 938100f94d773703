"""Leaving out what marks point at: the only place where text disappears, and it can be undone by dropping the marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from pumice.model import KEEPING, STRAY, Document, Mark, Policy

_KEEP_SCORE = 0.5
"""A keep mark below this score does not overrule a stray mark."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a source block that stays: source offsets, and where it begins in the cut text."""

    start: int
    end: int
    at: int


@dataclass(frozen=True, slots=True)
class CutBlock:
    """What is left of one block.

    Attributes:
        index: number of the source block.
        text: its text minus what was left out, at most one space per seam.
        pieces: which characters of the source make it up, in order.
    """

    index: int
    text: str
    pieces: tuple[Piece, ...]


def marks_by_block(marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    """The marks of each block that has any, in their order."""
    found: dict[int, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.span.block, []).append(mark)
    return found


def cut(document: Document, policy: Policy) -> list[CutBlock]:
    """The blocks of which something stays, in order.

    A block stays whole where no mark takes anything out. Where one does, a rest without a letter or digit goes too:
    it was the punctuation around what was left out.
    """
    by_block = marks_by_block(document.marks)
    result = []
    for index, block in enumerate(document.blocks):
        marks = by_block.get(index)
        if marks is None:
            result.append(CutBlock(index, block.text, (Piece(0, len(block.text), 0),)))
        elif not _goes(marks, block.text, policy):
            removed = removed_ranges(marks, policy)
            left = cut_text(block.text, removed)
            if left.text and (not removed or any(character.isalnum() for character in left.text)):
                result.append(CutBlock(index, left.text, left.pieces))
    return result


def _goes(marks: Iterable[Mark], text: str, policy: Policy) -> bool:
    """Whether one mark leaves nothing of a block, which most do; strays may have kept marks on them."""
    whole = len(text)
    for mark in marks:
        span = mark.span
        if span.start == 0 and span.end >= whole and mark.reason not in STRAY and policy.leaves_out(mark):
            return True
    return False


def removed_ranges(marks: Iterable[Mark], policy: Policy) -> list[tuple[int, int]]:
    """Which characters of one block its marks take out: disjoint, in order.

    A keep mark overrules stray reasons on its own characters, and nothing else.
    """
    marks = list(marks)
    kept = [_range(mark) for mark in marks if mark.reason in KEEPING and mark.score >= _KEEP_SCORE]
    out = [mark for mark in marks if policy.leaves_out(mark)]
    strays = _subtract(_union(_range(mark) for mark in out if mark.reason in STRAY), _union(kept))
    return _union([*strays, *(_range(mark) for mark in out if mark.reason not in STRAY)])


def cut_text(text: str, removed: list[tuple[int, int]]) -> CutBlock:
    """A text minus disjoint ranges, given in order, with one space per seam where white space stood at the seam."""
    if not removed:
        return CutBlock(0, text, (Piece(0, len(text), 0),))
    edges = [0, *(edge for pair in removed for edge in pair), len(text)]
    parts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    spaced = False
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        stretch = text[start:end]
        bare = stretch.strip()
        if not bare:
            spaced = spaced or bool(stretch)
            continue
        begin = start + len(stretch) - len(stretch.lstrip())
        if parts and (spaced or begin > start):
            parts.append(" ")
            length += 1
        pieces.append(Piece(begin, begin + len(bare), length))
        parts.append(bare)
        length += len(bare)
        spaced = begin + len(bare) < end
    return CutBlock(0, "".join(parts), tuple(pieces))


def place(block: CutBlock, start: int, end: int) -> tuple[int, int] | None:
    """Where source characters ``start`` to ``end`` lie in the cut text; None if none of them stayed."""
    first = bisect_right(block.pieces, start, key=lambda piece: piece.end)
    last = bisect_left(block.pieces, end, key=lambda piece: piece.start) - 1
    if first > last or start >= end:
        return None
    opening, closing = block.pieces[first], block.pieces[last]
    return opening.at + max(start - opening.start, 0), closing.at + min(end, closing.end) - closing.start


def _range(mark: Mark) -> tuple[int, int]:
    return mark.span.start, mark.span.end


def _union(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _subtract(ranges: list[tuple[int, int]], holes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of ranges; both are disjoint and in order."""
    rest: list[tuple[int, int]] = []
    place = 0
    for start, end in ranges:
        at = start
        while place < len(holes) and holes[place][1] <= at:
            place += 1
        for hole_start, hole_end in holes[place : bisect_left(holes, (end, 0))]:
            if hole_start > at:
                rest.append((at, hole_start))
            at = hole_end
        if at < end:
            rest.append((at, end))
    return rest
