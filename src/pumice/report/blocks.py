"""A document's blocks as a reviewer reads them: each stretch of text with what was decided about it, and why.

Start with :func:`view_blocks`. Nothing is decided here: which characters are out is :mod:`pumice.write.cut`'s answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pumice.model import KEEPING, Block, Document, Mark, Policy, Reason, Repair
from pumice.report.repairs import RepairView, by_block, repaired_ranges, view_repairs
from pumice.text.direction import Direction, direction
from pumice.write.cut import cut, removed_ranges

MOST_BLOCKS: Final = 3000
MOST_CHARACTERS: Final = 20_000
_MOST_MARKS: Final = 200
"""So much of one page is shown; the audit record has all of it."""
REST: Final = "rest"
"""The word for what went with its neighbours: no marker's reason, only the punctuation around what was left out."""
REST_SENTENCE: Final = "What was left of the block held no letter or digit, so it went too."


@dataclass(frozen=True, slots=True)
class Why:
    """One mark, in words.

    Attributes:
        reason: the stable word.
        sentence: what it means.
        score: how sure the marker was, 0 to 1.
        by: the marker with its version and rule.
        language: BCP 47 tag of the marked text, or None.
        does: "leaves out", "keeps" or "suspects".
        field: the field of the article that the text became, or None.
    """

    reason: str
    sentence: str
    score: float
    by: str
    language: str | None
    does: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block about which one thing was decided.

    Attributes:
        text: its characters.
        is_out: whether the article does without it.
        whys: the marks on it, the deciding one first; empty where no marker objects.
        is_repaired: whether a repair changed it.
        language: BCP 47 tag where it differs from the block's, else None.
    """

    text: str
    is_out: bool
    whys: tuple[Why, ...] = ()
    is_repaired: bool = False
    language: str | None = None

    @property
    def reason(self) -> str | None:
        """The deciding reason; None for plain text."""
        return self.whys[0].reason if self.whys else None


@dataclass(frozen=True, slots=True)
class BlockView:
    """One block of the source.

    Attributes:
        number: its index in the document.
        kind: paragraph, heading ...
        path: where it stands in the page.
        verdict: "kept", "cut" (a part was left out) or "left out".
        language: BCP 47 tag, empty where unknown.
        direction: which way it runs.
        pieces: its text, whole and in order.
        repairs: what was changed in it before anything was decided.
        target: index of the article's block that it became, or None.
        clipped: how many characters are not shown.
    """

    number: int
    kind: str
    path: str
    verdict: str
    language: str
    direction: Direction
    pieces: tuple[Piece, ...]
    repairs: tuple[RepairView, ...]
    target: int | None = None
    clipped: int = 0

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons that decided about parts of it, each once."""
        return tuple(dict.fromkeys(piece.reason for piece in self.pieces if piece.reason))


def view_blocks(document: Document, policy: Policy) -> Iterator[BlockView]:
    """The document's blocks in reading order; of a huge page the first few thousand."""
    marks = _by_block(document)
    repairs = by_block(document)
    left = {block.index: number for number, block in enumerate(cut(document, policy))}
    for number, block in enumerate(document.blocks[:MOST_BLOCKS]):
        own = marks.get(number, [])
        target = left.get(number)
        removed = removed_ranges(own, policy) if target is not None else [(0, len(block.text))]
        mended = repairs.get(number, [])
        pieces = tuple(_pieces(_Shown(document, number, own[:_MOST_MARKS], mended, policy), removed))
        yield BlockView(
            number,
            block.kind.value,
            block.path,
            "left out" if target is None else "cut" if removed else "kept",
            _language(document, block, own, target),
            direction(block.text),
            pieces,
            view_repairs(mended),
            target,
            max(0, len(block.text) - MOST_CHARACTERS),
        )


def hidden_blocks(document: Document) -> int:
    """How many blocks :func:`view_blocks` leaves to the audit record."""
    return max(0, len(document.blocks) - MOST_BLOCKS)


def deciding(marks: Sequence[Mark], policy: Policy) -> Mark | None:
    """Of the marks on one stretch that is left out, the one that a reader is told first: the surest."""
    out = [mark for mark in marks if policy.leaves_out(mark)]
    return max(out, key=lambda mark: (mark.score, mark.reason.value), default=None)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is needed to cut one block into pieces."""

    document: Document
    number: int
    marks: Sequence[Mark]
    repairs: Sequence[Repair]
    policy: Policy

    @property
    def text(self) -> str:
        return self.document.blocks[self.number].text[:MOST_CHARACTERS]


def _by_block(document: Document) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = {}
    for mark in document.marks:
        found.setdefault(mark.span.block, []).append(mark)
    return found


def _pieces(shown: _Shown, removed: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    text = shown.text
    repaired = repaired_ranges(text, shown.repairs)
    ranges = [(mark.span.start, mark.span.end) for mark in shown.marks] + [*removed] + repaired
    edges = sorted({0, len(text), *(min(edge, len(text)) for pair in ranges for edge in pair)})
    for start, end in pairwise(edges):
        over = [mark for mark in shown.marks if mark.span.start <= start and end <= mark.span.end]
        is_out = _covers(removed, start, end)
        yield Piece(
            text[start:end], is_out, _whys(shown, over, is_out=is_out), _covers(repaired, start, end), _of(over)
        )


def _covers(ranges: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in ranges)


def _of(marks: Sequence[Mark]) -> str | None:
    return next((mark.language for mark in marks if mark.language), None)


def _whys(shown: _Shown, marks: Sequence[Mark], *, is_out: bool) -> tuple[Why, ...]:
    first = deciding(marks, shown.policy) if is_out else next((one for one in marks if one.reason in KEEPING), None)
    ordered = sorted(marks, key=lambda mark: (mark is not first, -mark.score, mark.reason.value))
    whys = tuple(_why(shown, mark) for mark in ordered)
    if is_out and first is None:
        return (Why(REST, REST_SENTENCE, 1.0, "cut", None, "leaves out"), *whys)
    return whys


def _why(shown: _Shown, mark: Mark) -> Why:
    does = "leaves out" if shown.policy.leaves_out(mark) else "keeps" if mark.reason in KEEPING else "suspects"
    field = _field(shown.document, mark) if mark.reason is Reason.METADATA else None
    return Why(mark.reason.value, mark.reason.sentence, mark.score, mark.by, mark.language, does, field)


def _field(document: Document, mark: Mark) -> str | None:
    """The field that the marked text is a witness of."""
    span = mark.span
    for claim in document.claims:
        at = claim.span
        if at is not None and at.block == span.block and at.start < span.end and span.start < at.end:
            return claim.field.value
    return None


def _language(document: Document, block: Block, marks: Sequence[Mark], target: int | None) -> str:
    """The block's language: what a marker found, the text's own where it stays, else what the page declares."""
    whole = next(
        (one.language for one in marks if one.language and one.span.end - one.span.start == len(block.text)), ""
    )
    kept = document.language if target is not None else block.language
    return whole or kept or ""
