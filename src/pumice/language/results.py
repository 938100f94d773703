"""What language identification answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pumice.model import Reason

Verdict = Literal["remove", "suspect", "keep"]
"""remove: leave it out unattended · suspect: report it · keep: it belongs to the text."""


@dataclass(frozen=True, slots=True)
class Identified:
    """The language of one text.

    Attributes:
        language: BCP 47 tag, or None where there is no language to find (no letters, or too little to tell).
        score: how sure, 0 to 1.
        group: twins that the text could as well be in, sorted, ``language`` included; empty where it has none.
    """

    language: str | None
    score: float
    group: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """The main language of a document.

    Attributes:
        language: BCP 47 tag, or None where there is no language to find.
        is_plain: whether the document's own text leaves no doubt; where it does, a second opinion is worth its cost.
    """

    language: str | None
    is_plain: bool


@dataclass(frozen=True, slots=True)
class StraySpan:
    """A stretch in another language than its document.

    Attributes:
        block: index of the block.
        start: first code point.
        end: one past the last code point.
        language: BCP 47 tag, or None where only its script is known.
        kind: a stray reason, or a keep reason that says why it belongs to the text.
        score: how sure that it is a stray (or, for kept ones, that it belongs), 0 to 1.
        verdict: what to do with it.
    """

    block: int
    start: int
    end: int
    language: str | None
    kind: Reason
    score: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Strays:
    """The main language of a document and everything in it that is in another one.

    Attributes:
        language: BCP 47 tag of the document, or None where there is no language to find.
        spans: in reading order.
    """

    language: str | None
    spans: tuple[StraySpan, ...]
