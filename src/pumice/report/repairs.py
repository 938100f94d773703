"""Repairs as a reviewer reads them, and where in a block they show. Start with :func:`by_block`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pumice.model import Document, Repair
from pumice.text.difference import common_edges, difference
from pumice.text.visible import visible

_MOST: Final = 20
_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class RepairView:
    """One change to a block's text.

    Attributes:
        kind: mojibake, entity, control, homoglyph or typography.
        before: the part that differs, as it was, invisible characters named.
        after: the same part, mended.
        steps: what was done, in order.
    """

    kind: str
    before: str
    after: str
    steps: str


def by_block(document: Document) -> dict[int, list[Repair]]:
    """The first repairs of each block that has any."""
    found: dict[int, list[Repair]] = {}
    for repair in document.repairs:
        own = found.setdefault(repair.block, [])
        if len(own) < _MOST:
            own.append(repair)
    return found


def view_repairs(repairs: Iterable[Repair]) -> tuple[RepairView, ...]:
    """Some repairs, in words."""
    return tuple(_view(repair) for repair in repairs)


def repaired_ranges(text: str, repairs: Iterable[Repair]) -> list[tuple[int, int]]:
    """Where a block's text differs from what the page had, as far as that can still be pointed at.

    A repair tells its stretch before and after, not its place: it is shown where the mended stretch stands once.
    """
    ranges = []
    for repair in repairs:
        start, end = common_edges(repair.before, repair.after)
        changed = len(repair.after) - start - end
        if changed > 0 and text.count(repair.after) == 1:
            at = text.index(repair.after) + start
            ranges.append((at, at + changed))
    return ranges


def _view(repair: Repair) -> RepairView:
    before, after = (_shorten(visible(part)) for part in difference(repair.before, repair.after))
    steps = ", ".join(f"{step.action} {step.parameter}" for step in repair.steps)
    return RepairView(repair.kind.value, before, after, _shorten(steps))


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
