"""What holds inside one open element: where it stands, its kind, its words, whether it is hidden.

Both readers of HTML (:mod:`pumice.read.html`, :mod:`pumice.read.fast`) open frames here, so that they cannot differ in
what they make of an element. Start with :func:`open_frame`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pumice.model import BlockKind
from pumice.read.html_tags import BLOCK, HIDING_WORDS, INHERITED_BY_PARAGRAPH, KINDS, LISTS, STRONG

Attributes = Mapping[str, "str | Sequence[str] | None"]
"""An element's attributes, names in lower case; class may come split into words."""

_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PATH_STEPS = 128
"""Deeper paths name their last steps only, so that a deep page costs no more than a broad one."""
_WORD_ANCESTORS = 12
"""How many ancestors lend a block their class, id and role words."""
_WORDS = 16
"""How many words one element lends."""
_NAMING = ("class", "id", "role", "itemprop")


@dataclass(slots=True)
class Frame:
    """What holds for everything inside one open element.

    Attributes:
        name: the element's, in lower case; empty for the document.
        path: steps from the root to it.
        home: the path of the nearest block element.
        counts: how many children of each name were met so far.
        aside: texts of an inline element that the page hides, set apart from the block around it; else None.
        owns_aside: whether this element opened ``aside``.
    """

    name: str
    path: tuple[str, ...]
    home: tuple[str, ...]
    counts: dict[str, int]
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    list_depth: int = 0
    words: tuple[tuple[str, ...], ...] = ()
    language: str | None = None
    hidden: bool = False
    linked: bool = False
    strong: bool = False
    in_row: bool = False
    aside: list[str] | None = None
    owns_aside: bool = False


def root_frame() -> Frame:
    """The frame of the document itself."""
    return Frame(name="", path=(), home=(), counts={})


def open_frame(name: str, attributes: Attributes, parent: Frame, *, data_row: bool) -> Frame:
    """The frame of an element; ``data_row`` tells whether it is a row of a table of data."""
    position = parent.counts[name]
    kind, level = _kind(name, parent, data_row=data_row)
    path = (*parent.path[-_PATH_STEPS:], step(name, position))
    list_depth = parent.list_depth + (name in LISTS)
    return Frame(
        name=name,
        path=path,
        home=path if name in BLOCK else parent.home,
        counts={},
        kind=kind,
        level=list_depth if kind is BlockKind.LIST_ITEM else level,
        list_depth=list_depth,
        words=(_words(name, attributes), *parent.words[: _WORD_ANCESTORS - 1]),
        language=_language(attributes) or parent.language,
        hidden=parent.hidden or _is_hidden(name, attributes),
        linked=parent.linked or name == "a",
        strong=parent.strong or name in STRONG,
        in_row=kind is BlockKind.TABLE_ROW and (name in {"tr", "td", "th"} or (parent.in_row and name not in BLOCK)),
        aside=parent.aside,
    )


def step(name: str, position: int) -> str:
    """One step of an XPath."""
    return name if name in {"html", "body"} else f"{name}[{position}]"


def join_path(steps: tuple[str, ...]) -> str:
    """The XPath that steps make, or its end where it is very long."""
    return ("//" if len(steps) > _PATH_STEPS else "/") + "/".join(steps[-_PATH_STEPS:])


def _kind(name: str, parent: Frame, *, data_row: bool) -> tuple[BlockKind, int]:
    if name == "tr":
        return (BlockKind.TABLE_ROW, 0) if data_row else (BlockKind.PARAGRAPH, 0)
    if name in KINDS:
        return KINDS[name], int(name[1]) if KINDS[name] is BlockKind.HEADING else 0
    if name not in BLOCK or parent.in_row:
        return parent.kind, parent.level
    if name == "p" and parent.kind in INHERITED_BY_PARAGRAPH:
        return parent.kind, parent.level
    return BlockKind.PARAGRAPH, 0


def _words(name: str, attributes: Attributes) -> tuple[str, ...]:
    found = [name]
    for attribute in _NAMING:
        value = attributes.get(attribute)
        if value:
            found.extend(value.split() if isinstance(value, str) else value)
    return tuple(word.lower() for word in found[:_WORDS])


def _language(attributes: Attributes) -> str | None:
    value = attributes.get("lang") or attributes.get("xml:lang")
    return str(value).strip() or None if value else None


def _is_hidden(name: str, attributes: Attributes) -> bool:
    if name in {"noscript", "dialog"} or "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    if style and _HIDING_STYLE.search(str(style)):
        return True
    classes = attributes.get("class")
    if not classes:
        return False
    words = classes.split() if isinstance(classes, str) else classes
    return not HIDING_WORDS.isdisjoint(word.lower() for word in words)
