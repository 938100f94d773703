"""What holds inside one open element: where it stands, its kind, its words, whether it is hidden.

Both readers of HTML (:mod:`pumice.read.html`, :mod:`pumice.read.html_fast`) open frames here, so that they cannot
differ in what they make of an element. Start with :func:`open_frame`. Few elements lend text to a block, so what only a
block needs (path, words) is worked out when it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pumice.model import BlockKind, BlockRole
from pumice.read.html_tags import HIDING_WORDS, INHERITED_BY_PARAGRAPH, Trait, trait_of

Attributes = Mapping[str, "str | Sequence[str] | None"]
"""An element's attributes, names in lower case; class may come split into words."""

_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PATH_STEPS = 128
"""Deeper paths name their last steps only, so that a deep page costs no more than a broad one."""
_WORD_ANCESTORS = 12
"""How many ancestors lend a block their class, id and role words."""
_WORDS = 16
"""How many words one element lends."""
_LONGEST = 2_000
"""Characters of an attribute that are read for its words."""
_TELLING = frozenset({"hidden", "aria-hidden", "style", "lang", "xml:lang"})
"""Attributes, besides class, that change what holds inside."""
_DATA_ROW = "tr of data"
_NAMING = ("class", "id", "role", "itemprop")
_ONE_OF_A_KIND = frozenset({"html", "body"})


@dataclass(slots=True)
class State:
    """What an element hands down to everything inside it. Most elements change nothing, and share their parent's.

    Attributes:
        role: what a site recipe says of everything inside.
        aside: texts of an inline element that the page hides, set apart from the block around it; else None.
        below: the states that elements without telling attributes lead to, by their names.
    """

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
    below: dict[str, State] = field(default_factory=dict)


@dataclass(slots=True)
class Frame:
    """One open element.

    Attributes:
        name: the element's, in lower case; empty for the document.
        trait: what is known of elements of this name.
        parent: the frame around it; None for the document.
        position: which of its parent's children of this name it is, from 1.
        depth: how many elements are open, itself included.
        attributes: the element's own.
        state: what holds inside.
        owns_aside: whether this element opened the state's ``aside``.
        counts: how many children of each name were met so far.
    """

    name: str
    trait: Trait
    parent: Frame | None
    position: int
    depth: int
    attributes: Attributes
    state: State
    owns_aside: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    known_path: str | None = None
    known_words: tuple[str, ...] | None = None

    def set_apart(self) -> None:
        """Collect the texts inside apart from the block around."""
        self.state = replace(self.state, aside=[], below={})
        self.owns_aside = True

    def give_role(self, role: BlockRole) -> None:
        """Hand down a site recipe's word."""
        self.state = replace(self.state, role=role, below={})


def root_frame() -> Frame:
    """The frame of the document itself."""
    return Frame("", trait_of(""), None, 1, 0, {}, State(), known_path="", known_words=())


def open_frame(name: str, attributes: Attributes, parent: Frame, *, data_row: bool) -> Frame:
    """The frame of an element; ``data_row`` tells whether it is a row of a table of data."""
    trait = trait_of(name)
    state: State | None
    if attributes and (not _TELLING.isdisjoint(attributes) or _hides(attributes.get("class"))):
        state = _state(name, attributes, parent.state, data_row=data_row)
    else:
        key = _DATA_ROW if data_row else name
        state = parent.state.below.get(key)
        if state is None:
            state = parent.state.below[key] = _state(name, attributes, parent.state, data_row=data_row)
    return Frame(name, trait, parent, parent.counts[name], parent.depth + 1, attributes, state)


def _state(name: str, attributes: Attributes, above: State, *, data_row: bool) -> State:
    trait = trait_of(name)
    if data_row:
        kind, level = BlockKind.TABLE_ROW, 0
    elif trait.kind is not None:
        kind, level = trait.kind, trait.level
    elif trait.row:
        kind, level = BlockKind.PARAGRAPH, 0
    elif not trait.bounds or above.in_row or (name == "p" and above.kind in INHERITED_BY_PARAGRAPH):
        kind, level = above.kind, above.level
    else:
        kind, level = BlockKind.PARAGRAPH, 0
    list_depth = above.list_depth + trait.listing
    return State(
        kind,
        list_depth if kind is BlockKind.LIST_ITEM else level,
        list_depth,
        _language(attributes) or above.language,
        above.hidden or trait.hiding or is_hidden(attributes),
        above.linked or trait.link,
        above.strong or trait.strong,
        kind is BlockKind.TABLE_ROW and (data_row or trait.cell or (above.in_row and trait.in_row)),
        above.role,
        above.aside,
    )


def home_path(frame: Frame) -> str:
    """The XPath of the nearest block element, or its end where it is very long."""
    at = frame
    while not at.trait.bounds and at.parent is not None:
        at = at.parent
    return _path(at)


def all_words(frame: Frame) -> tuple[str, ...]:
    """Class, id and role words of the element and its nearest ancestors, nearest first, lower case."""
    found: list[str] = []
    at: Frame | None = frame
    for _ in range(_WORD_ANCESTORS):
        if at is None:
            break
        if at.known_words is None:
            at.known_words = _words(at.name, at.attributes)
        found += at.known_words
        at = at.parent
    return tuple(found)


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
        path = one.known_path = f"{path}/{step(one.name, one.position)}"
    return path


def _end_of_path(frame: Frame) -> str:
    steps: list[str] = []
    at = frame
    while at.parent is not None and len(steps) <= _PATH_STEPS:
        steps.append(step(at.name, at.position))
        at = at.parent
    return join_path(steps[::-1])


def _words(name: str, attributes: Attributes) -> tuple[str, ...]:
    if not attributes:
        return (name,)
    found = name
    for attribute in _NAMING:
        value = attributes.get(attribute)
        if value:
            found += f" {_joined(value)}"
    return tuple(found.lower().split()[:_WORDS])


def _language(attributes: Attributes) -> str | None:
    value = attributes.get("lang") or attributes.get("xml:lang")
    return str(value).strip() or None if value else None


def is_hidden(attributes: Attributes) -> bool:
    """Whether an element's own attributes hide it from readers."""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    if style and _HIDING_STYLE.search(str(style)):
        return True
    return _hides(attributes.get("class"))


def _hides(classes: str | Sequence[str] | None) -> bool:
    return _hides_by_class(_joined(classes)) if classes else False


def _joined(words: str | Sequence[str]) -> str:
    # Bounded, since what is made of words is remembered, and a hostile page has one of megabytes.
    return (words if isinstance(words, str) else " ".join(words))[:_LONGEST]


@lru_cache(maxsize=4_096)
def _hides_by_class(classes: str) -> bool:
    return not HIDING_WORDS.isdisjoint(classes.lower().split())
