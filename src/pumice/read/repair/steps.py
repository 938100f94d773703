"""The operations a repair is made of; :func:`replay` runs them again, :func:`revert` undoes them where that can be.

Each action is a pure function of the text and its parameter, so that a recorded repair can be proven.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from pumice.model import Step
from pumice.read.repair.controls import drop_controls, join_surrogates, read_controls
from pumice.read.repair.entities import unescape
from pumice.read.repair.homoglyphs import mend_homoglyphs
from pumice.read.repair.second import ACTION, apply_ftfy
from pumice.read.repair.swaps import swap
from pumice.read.repair.utf8 import misread, reread, reread_damaged
from pumice.read.typography.actions import apply_named


def replay(text: str, steps: Sequence[Step]) -> str:
    """Run recorded steps again.

    Raises:
        ValueError: a step is not known, or cannot be run on this text.
    """
    for step in steps:
        action = _ACTIONS.get(step.action)
        if action is None:
            raise ValueError(f"{step.action!r} is no known action; known are {', '.join(sorted(_ACTIONS))}")
        text = action(text, step.parameter)
    return text


def revert(text: str, steps: Sequence[Step]) -> str | None:
    """The text before the steps, where they can be undone from their result alone; else None.

    Only changes of charset lose nothing: the bytes are the same before and after.
    """
    after, before = text, text
    for step in reversed(steps):
        undo = _UNDO.get(step.action)
        if undo is None:
            return None
        before = undo(before, step.parameter)
    return before if replay(before, steps) == after else None


def _swap(text: str, parameter: str) -> str:
    read_as, _, written_as = parameter.partition(">")
    return swap(text, read_as, written_as)


def _swap_back(text: str, parameter: str) -> str:
    read_as, _, written_as = parameter.partition(">")
    return swap(text, written_as, read_as)


_ACTIONS: Mapping[str, Callable[[str, str], str]] = MappingProxyType(
    {
        "reread": reread,
        "reread-damaged": reread_damaged,
        "swap": _swap,
        "unescape": lambda text, _: unescape(text),
        "join-surrogates": lambda text, _: join_surrogates(text),
        "read-controls": lambda text, _: read_controls(text),
        "drop-controls": lambda text, _: drop_controls(text),
        ACTION: apply_ftfy,
        "map-homoglyphs": lambda text, _: mend_homoglyphs(text),
        "apply": apply_named,
    }
)
"""reread, swap: parameter names the charsets · apply: a typography rule · the others need none."""

_UNDO: Mapping[str, Callable[[str, str], str]] = MappingProxyType({"reread": misread, "swap": _swap_back})
