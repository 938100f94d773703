"""What differs between two texts. Start with :func:`difference`."""

from __future__ import annotations

_AROUND = 12


def difference(before: str, after: str, *, around: int = _AROUND) -> tuple[str, str]:
    """What differs between two texts, with ``around`` characters on either side to find it by."""
    start, end = common_edges(before, after)
    left, right = max(0, start - around), max(0, end - around)
    return before[left : len(before) - right], after[left : len(after) - right]


def common_edges(before: str, after: str) -> tuple[int, int]:
    """How many characters two texts share at the start, and at the end; the two stretches do not overlap."""
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    most = shorter - start
    return start, next((at for at in range(most) if before[-1 - at] != after[-1 - at]), most)
