"""The open elements around a place of the page: where each stands, its words, what holds inside it.

Both readers of HTML (:mod:`pumice.read.html`, :mod:`pumice.read.html_fast`) open frames by way of
:class:`~pumice.read.html_cutter.Cutter`, so that they cannot differ in what they make of an element. Start with
:class:`Frame`. Few elements lend text to a block, so what only a block needs (path, words) is worked out when it is
asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain

from pumice.model import BlockRole
from pumice.read.html_states import LONGEST, REMEMBERED, Attributes, State
from pumice.read.html_tags import trait_of

_PATH_STEPS = 128
"""Deeper paths name their last steps only, so that a deep page costs no more than a broad one."""
_WORD_ANCESTORS = 12
"""How many ancestors lend a block their class, id and role words."""
_WORDS = 16
"""How many words one element lends."""
_NAMING = ("class", "id", "role", "itemprop")
_ONE_OF_A_KIND = frozenset({"html", "body"})


@dataclass(slots=True)
class Frame:
    """One open element.

    Attributes:
        state: what holds inside, and what is known of its name.
        parent: the frame around it; None for the document.
        position: which of its parent's children of this name it is, from 1.
        depth: how many elements are open, itself included.
        attributes: the element's own.
        counts: how many children of each name were met so far.
    """

    state: State
    parent: Frame | None
    position: int
    depth: int
    attributes: Attributes
    counts: dict[str, int] = field(default_factory=dict)
    known_path: str | None = None
    known_words: tuple[tuple[str, ...], ...] | None = None

    def set_apart(self) -> None:
        """Collect the texts inside apart from the block around."""
        self.state = replace(self.state, aside=[], below={})

    def give_role(self, role: BlockRole) -> None:
        """Hand down a site recipe's word."""
        self.state = replace(self.state, role=role, below={})


def root_frame() -> Frame:
    """The frame of the document itself."""
    return Frame(State(trait_of("")), None, 1, 0, {}, known_path="", known_words=((),))


def home_path(frame: Frame) -> str:
    """The XPath of the nearest block element, or its end where it is very long."""
    at = frame
    while not at.state.trait.bounds and at.parent is not None:
        at = at.parent
    return at.known_path or _path(at)


def all_words(frame: Frame) -> tuple[str, ...]:
    """Class, id and role words of the element and its nearest ancestors, nearest first, lower case."""
    return tuple(chain.from_iterable(frame.known_words or _learn_words(frame)))


def _learn_words(frame: Frame) -> tuple[tuple[str, ...], ...]:
    """The words of the element and of each of its nearest ancestors, kept at every frame on the way."""
    missing: list[Frame] = []
    at: Frame | None = frame
    while at is not None and at.known_words is None:
        missing.append(at)
        at = at.parent
    known: tuple[tuple[str, ...], ...] = () if at is None or at.known_words is None else at.known_words
    for one in reversed(missing):
        known = one.known_words = (_words(one.state.trait.name, one.attributes), *known[: _WORD_ANCESTORS - 1])
    return known


def step(name: str, position: int) -> str:
    """One step of an XPath."""
    return name if name in _ONE_OF_A_KIND else f"{name}[{position}]"


def join_path(steps: Sequence[str]) -> str:
    """The XPath that steps make, or its end where it is very long."""
    return ("//" if len(steps) > _PATH_STEPS else "/") + "/".join(steps[-_PATH_STEPS:])


def _path(frame: Frame) -> str:
    """The element's XPath. One that names its end only is not kept: all of them grow with the square of the depth."""
    if frame.known_path is not None:
        return frame.known_path or "/"
    if frame.depth > _PATH_STEPS:
        return _end_of_path(frame)
    missing: list[Frame] = []
    at = frame
    while at.known_path is None and at.parent is not None:
        missing.append(at)
        at = at.parent
    path = at.known_path or ""
    for one in reversed(missing):
        path = one.known_path = f"{path}/{step(one.state.trait.name, one.position)}"
    return path


def _end_of_path(frame: Frame) -> str:
    steps: list[str] = []
    at = frame
    while at.parent is not None and len(steps) <= _PATH_STEPS:
        steps.append(step(at.state.trait.name, at.position))
        at = at.parent
    return join_path(steps[::-1])


def _words(name: str, attributes: Attributes) -> tuple[str, ...]:
    told = name
    for one in _NAMING:
        if one in attributes:
            told += f" {attributes[one][:LONGEST]}"
    return _split(told) if len(told) <= REMEMBERED else _split.__wrapped__(told)


@lru_cache(maxsize=16_384)
def _split(told: str) -> tuple[str, ...]:
    return tuple(told.lower().split()[:_WORDS])
