"""What holds inside one open element: where it stands, its kind, its words, whether it is hidden.

Both readers of HTML (:mod:`pumice.read.html`, :mod:`pumice.read.html_fast`) open frames here, so that they cannot
differ in what they make of an element. Start with :func:`open_frame`. Few elements lend text to a block, so what only a
block needs (path, words) is worked out when it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import lru_cache
from itertools import chain

from pumice.model import BlockKind, BlockRole
from pumice.read.html_tags import HIDING_WORDS, INHERITED_BY_PARAGRAPH, Trait, trait_of

Attributes = Mapping[str, str]
"""An element's attributes, names in lower case."""

_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PATH_STEPS = 128
"""Deeper paths name their last steps only, so that a deep page costs no more than a broad one."""
_WORD_ANCESTORS = 12
"""How many ancestors lend a block their class, id and role words."""
_WORDS = 16
"""How many words one element lends."""
_LONGEST = 2_000
"""Characters of an attribute that are read for its words."""
_REMEMBERED = 300
"""Longer attributes are read anew each time: a hostile page has some of megabytes."""
_TELLING = frozenset({"hidden", "aria-hidden", "style", "lang", "xml:lang"})
"""Attributes, besides class, that change what holds inside."""
_DATA_ROW = "tr of data"
_MOST_STATES = 200
"""States kept below one; a hostile page could declare any number of languages."""
_NAMING = ("class", "id", "role", "itemprop")
_ONE_OF_A_KIND = frozenset({"html", "body"})


class Opening(IntEnum):
    """What the beginning of an element does to the text that is being collected."""

    NOTHING = 0
    ENDS_BLOCK = 1
    BEGINS_CELL = 2
    SETS_APART = 3


@dataclass(slots=True)
class State:
    """What an element hands down to everything inside it. Elements of one name in like places share theirs.

    Attributes:
        trait: what is known of the element by its name.
        role: what a site recipe says of everything inside.
        aside: texts of an inline element that the page hides, set apart from the block around it; else None.
        opening: what its beginning does.
        ends_block: whether its end ends a block.
        special: whether the element breaks, shows something, or holds no text.
        below: the states that elements inside lead to, by what decides them: name, and attributes that tell.
    """

    trait: Trait
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    list_depth: int = 0
    language: str | None = None
    hidden: bool = False
    linked: bool = False
    strong: bool = False
    in_row: bool = False
    role: BlockRole | None = None
    aside: list[str] | None = None
    opening: Opening = Opening.NOTHING
    ends_block: bool = False
    special: bool = False
    below: dict[object, State] = field(default_factory=dict)


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


def state_inside(above: State, name: str, attributes: Attributes, is_data_row: Callable[[], bool] | None) -> State:
    """What holds inside an element; ``is_data_row``, given for rows of tables, tells whether they hold data."""
    data_row = is_data_row is not None and is_data_row()
    key: object = _DATA_ROW if data_row else name
    told: tuple[bool, str | None] = False, None
    if attributes and not (
        _TELLING.isdisjoint(attributes) and ((classes := attributes.get("class")) is None or not _hides(classes))
    ):
        told = is_hidden(attributes), _language(attributes)
        key = (key, *told)
    state = above.below.get(key)
    if state is None:
        state = _state(trait_of(name), above, told, data_row=data_row)
        if len(above.below) < _MOST_STATES:
            above.below[key] = state
    return state


def _state(trait: Trait, above: State, told: tuple[bool, str | None], *, data_row: bool) -> State:
    kind, level = _kind(trait, above, data_row=data_row)
    list_depth = above.list_depth + trait.listing
    hidden = above.hidden or trait.hiding or told[0]
    in_row = kind is BlockKind.TABLE_ROW and (data_row or trait.cell or (above.in_row and trait.in_row))
    return State(
        trait,
        kind,
        list_depth if kind is BlockKind.LIST_ITEM else level,
        list_depth,
        told[1] or above.language,
        hidden,
        above.linked or trait.link,
        above.strong or trait.strong,
        in_row,
        above.role,
        above.aside,
        _opening(trait, above, hidden=hidden),
        trait.bounds and not (in_row and trait.cell),
        trait.special,
    )


def _kind(trait: Trait, above: State, *, data_row: bool) -> tuple[BlockKind, int]:
    if data_row:
        return BlockKind.TABLE_ROW, 0
    if trait.kind is not None:
        return trait.kind, trait.level
    if trait.row:
        return BlockKind.PARAGRAPH, 0
    if not trait.bounds or above.in_row or (trait.name == "p" and above.kind in INHERITED_BY_PARAGRAPH):
        return above.kind, above.level
    return BlockKind.PARAGRAPH, 0


def _opening(trait: Trait, above: State, *, hidden: bool) -> Opening:
    if above.aside is not None:
        return Opening.NOTHING
    if trait.bounds and not (above.in_row and trait.cell):
        return Opening.ENDS_BLOCK
    if above.in_row:
        return Opening.BEGINS_CELL if trait.cell else Opening.NOTHING
    return Opening.SETS_APART if hidden and not above.hidden else Opening.NOTHING


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
            told += f" {attributes[one][:_LONGEST]}"
    return _split(told) if len(told) <= _REMEMBERED else _split.__wrapped__(told)


@lru_cache(maxsize=16_384)
def _split(told: str) -> tuple[str, ...]:
    return tuple(told.lower().split()[:_WORDS])


def _language(attributes: Attributes) -> str | None:
    value = attributes.get("lang") or attributes.get("xml:lang")
    return value.strip() or None if value else None


def is_hidden(attributes: Attributes) -> bool:
    """Whether an element's own attributes hide it from readers."""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    if style and _HIDING_STYLE.search(style):
        return True
    classes = attributes.get("class")
    return classes is not None and _hides(classes)


def _hides(classes: str) -> bool:
    return _hides_by_class(classes if len(classes) <= _REMEMBERED else classes[:_LONGEST])


@lru_cache(maxsize=4_096)
def _hides_by_class(classes: str) -> bool:
    return not HIDING_WORDS.isdisjoint(classes.lower().split())
