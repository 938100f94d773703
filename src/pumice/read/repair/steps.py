"""The operations a repair is made of, and :func:`replay`, which runs them again.

Each action is a pure function of the text and its parameter, so that a recorded repair can be proven.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import cast

import ftfy

from pumice.model import Step
from pumice.read.repair.controls import drop_controls, join_surrogates
from pumice.read.repair.homoglyphs import mend_homoglyphs
from pumice.read.typography.actions import apply_named

_FTFY_CODECS = re.compile(r"[a-z0-9_-]+")


def replay(text: str, steps: Sequence[Step]) -> str:
    """Run recorded steps again.

    Raises:
        ValueError: a step is not known.
        TypeError: the steps do not fit together: one gives bytes where the next needs text.
    """
    value: str | bytes = text
    for step in steps:
        value = _ACTIONS[step.action](value, step.parameter) if step.action in _ACTIONS else _unknown(step)
    if isinstance(value, bytes):
        raise TypeError(f"the steps {steps} end in bytes, not in text; a decode step is missing")
    return value


def _unknown(step: Step) -> str:
    raise ValueError(f"{step.action!r} is no known action; known are {', '.join(sorted(_ACTIONS))}")


def _ftfy(value: str | bytes, parameter: str) -> str | bytes:
    """One step of an ftfy plan: ``encode latin-1``, ``decode utf-8``, ``transcode restore_byte_a0`` ..."""
    action, _, name = parameter.partition(" ")
    result: str | bytes = ftfy.apply_plan(cast("str", value), [ftfy.ExplanationStep(action, name)])
    return result


def _entity(value: str | bytes, _parameter: str) -> str:
    return html.unescape(_text(value))


def _text(value: str | bytes) -> str:
    if isinstance(value, bytes):
        raise TypeError("this step needs text, and the step before it gave bytes")
    return value


_ACTIONS: Mapping[str, Callable[[str | bytes, str], str | bytes]] = MappingProxyType(
    {
        "ftfy": _ftfy,
        "unescape": _entity,
        "join-surrogates": lambda value, _parameter: join_surrogates(_text(value)),
        "drop-controls": lambda value, _parameter: drop_controls(_text(value)),
        "map-homoglyphs": lambda value, _parameter: mend_homoglyphs(_text(value)),
        "apply": lambda value, parameter: apply_named(_text(value), parameter),
    }
)
