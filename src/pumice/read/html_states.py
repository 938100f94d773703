"""What holds inside an element: kind, language, link, bold, hidden; and what its beginning and end do to a block.

Elements of one name in like places share one :class:`State`, so that it is worked out once. Start with
:func:`state_inside`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from pumice.model import BlockKind, BlockRole
from pumice.read.html_tags import HIDING_WORDS, INHERITED_BY_PARAGRAPH, Trait, trait_of

Attributes = Mapping[str, str]
"""An element's attributes, names in lower case."""

LONGEST = 2_000
"""Characters of an attribute that are read for its words."""
REMEMBERED = 300
"""Longer attributes are read anew each time: a hostile page has some of megabytes."""
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TELLING = frozenset({"hidden", "aria-hidden", "style", "lang", "xml:lang"})
"""Attributes, besides class, that change what holds inside."""
_DATA_ROW = "tr of data"
_MOST_STATES = 200
"""States kept below one; a hostile page could declare any number of languages."""


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
    return _hides_by_class(classes if len(classes) <= REMEMBERED else classes[:LONGEST])


@lru_cache(maxsize=4_096)
def _hides_by_class(classes: str) -> bool:
    return not HIDING_WORDS.isdisjoint(classes.lower().split())
