"""Joins neighbours that are foreign together into one finding, and finds their common language.

Start reading at :func:`join`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

import numpy as np

from pumice.language.candidates import Shape
from pumice.language.model import UNIT
from pumice.language.ranking import language_at, rank
from pumice.language.reading import Piece, Reading
from pumice.language.vote import Home

REMOVE: Final = 0.5
"""Score from which a stray is left out unattended: the trees' log-odds are shifted to put the operating point here."""
_INTERFACE: Final = 5
"""Foreign stretches of one writing from which a page has an interface in another language than its text."""
_NEAR, _FAR = 24.0, 40.0
"""Score units within which a label may be in the interface's language; units that one stretch can vote against one."""
SUSPECT: Final = 0.2
"""Score from which a stray is reported."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A judged stretch.

    Attributes:
        piece: where it stands.
        writing: number of its writing.
        shape: all of a block, a piece of one, or a run inside a piece.
        language: likeliest other language, None in a writing of no language of the model.
        score: how likely it is a stray, 0 to 1.
    """

    piece: Piece
    writing: int
    shape: Shape
    language: str | None
    score: float


def join(reading: Reading, home: Home, findings: Sequence[Finding]) -> list[Finding]:
    """Neighbours of one block and writing that are both at or above the same operating point become one finding."""
    joined: list[Finding] = []
    for _, block in groupby(findings, key=lambda finding: finding.piece.block):
        joined.extend(_widen(reading, each) for each in _join_block(reading, home, list(block)))
    return joined


def settle_languages(reading: Reading, findings: Sequence[Finding]) -> list[Finding]:
    """Where much of a page is in one other language (its interface), labels that could be in it are in it."""
    usual = {writing: _usual_column(reading, findings, writing) for writing in {each.writing for each in findings}}
    return [_settle(reading, finding, usual[finding.writing]) for finding in findings]


def _usual_column(reading: Reading, findings: Sequence[Finding], writing: int) -> int | None:
    foreign = [each for each in findings if each.writing == writing and each.score >= SUSPECT]
    if len(foreign) < _INTERFACE or writing not in reading.sums:
        return None
    rows = np.array(
        [reading.sums[writing][each.piece.last] - reading.sums[writing][each.piece.first] for each in foreign]
    )
    behind = np.maximum(rows - rows.max(axis=1, keepdims=True), -_FAR * UNIT)
    return int(behind.sum(axis=0).argmax())


def _settle(reading: Reading, finding: Finding, usual: int | None) -> Finding:
    if usual is None or finding.score < SUSPECT:
        return finding
    row = reading.sums[finding.writing][finding.piece.last] - reading.sums[finding.writing][finding.piece.first]
    if int(row.max() - row[usual]) > _NEAR * UNIT:
        return finding
    return replace(finding, language=language_at(finding.writing, usual))


def _join_block(reading: Reading, home: Home, findings: Sequence[Finding]) -> Iterator[Finding]:
    waiting: Finding | None = None
    for finding in findings:
        if waiting is not None and _belong_together(waiting, finding):
            waiting = _together(reading, home, waiting, finding)
            continue
        if waiting is not None:
            yield waiting
        waiting = finding
    if waiting is not None:
        yield waiting


def _belong_together(one: Finding, other: Finding) -> bool:
    level = REMOVE if one.score >= REMOVE else SUSPECT
    return (
        one.writing == other.writing
        and one.piece.last == other.piece.first
        and min(one.score, other.score) >= level
        and "run" not in {one.shape, other.shape}
    )


def _together(reading: Reading, home: Home, one: Finding, other: Finding) -> Finding:
    piece = replace(one.piece, end=other.piece.end, last=other.piece.last)
    span = (np.array([piece.first]), np.array([piece.last]), np.array([one.writing]))
    column = int(rank(reading, home, span).column[0])
    return replace(one, piece=piece, language=language_at(one.writing, column), score=max(one.score, other.score))


def _widen(reading: Reading, finding: Finding) -> Finding:
    """A finding that has every word of its block takes the block whole, signs and spaces at its ends included."""
    piece = finding.piece
    before = piece.first == 0 or reading.blocks[piece.first - 1] != piece.block
    after = piece.last == len(reading.blocks) or reading.blocks[piece.last] != piece.block
    if not (before and after):
        return finding
    return replace(finding, shape="block", piece=replace(piece, start=0, end=len(reading.texts[piece.block])))
