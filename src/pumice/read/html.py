"""HTML to blocks, with BeautifulSoup over lxml: the reference reader.

A block is the text between two block boundaries (block elements, br, hr). Start with :func:`cut_html`. The walk keeps
its own stack, so no page can exhaust Python's; a page that only a machine would nest so deep is refused before
(:mod:`pumice.read.prescan`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from pumice.model import Block, BlockKind
from pumice.read.html_tags import (
    BLOCK,
    BREAK,
    HIDING_WORDS,
    INHERITED_BY_PARAGRAPH,
    KINDS,
    LAYOUT_INSIDE_CELL,
    LISTS,
    NO_TEXT,
)

_WHITE = re.compile(r"[ \t\n\r\f]+")
_XML_PROLOGUE = re.compile(r"\A\s*<\?xml[^>]*>")
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PATH_STEPS = 128
"""Deeper paths name their last steps only, so that a deep page costs no more than a broad one."""
_WORD_ANCESTORS = 12
"""How many ancestors lend a block their class, id and role words."""
_CELL_SEPARATOR = " | "


def parse_html(text: str) -> BeautifulSoup:
    """The page as a tree; an XML prologue is taken off, since the page is read as HTML whatever it claims to be."""
    return BeautifulSoup(_XML_PROLOGUE.sub("", text, count=1), "lxml")


def cut_html(soup: BeautifulSoup) -> list[Block]:
    """The page's blocks in reading order, white space of the markup collapsed, none empty."""
    cutter = _Cutter()
    root = _Frame(name="", path=(), home=(), counts={})
    stack: list[tuple[Iterator[object], _Frame]] = [(iter(soup.contents), root)]
    while stack:
        children, frame = stack[-1]
        node = next(children, None)
        if node is None:
            stack.pop()
            cutter.leave(frame)
        elif isinstance(node, Tag):
            if (inside := cutter.enter(node, frame)) is not None:
                stack.append((iter(node.contents), inside))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            cutter.add(str(node), frame)
    return cutter.blocks


def path_of(tag: Tag) -> str:
    """The path that :func:`cut_html` gives to a block that begins with this element."""
    steps = []
    for element in (tag, *tag.parents):
        if element.name == "[document]":
            break
        position = 1 + sum(1 for _ in element.find_previous_siblings(element.name))
        steps.append(_step(element.name, position))
    return _join(tuple(reversed(steps)))


@dataclass(slots=True)
class _Frame:
    """What holds for everything inside one open element; ``home`` is the path of the nearest block element."""

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
    in_row: bool = False


@dataclass(slots=True)
class _Cutter:
    """Collects text until a boundary, then makes a block of it."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    link_pieces: list[str] = field(default_factory=list)
    owner: _Frame | None = None
    aside: list[Block] = field(default_factory=list)

    def enter(self, tag: Tag, parent: _Frame) -> _Frame | None:
        name = tag.name.lower()
        parent.counts[name] = position = parent.counts.get(name, 0) + 1
        if name in BREAK:
            self.flush()
            return None
        if name in NO_TEXT:
            return None
        frame = _inside(tag, name, position, parent)
        if name in BLOCK and not (parent.in_row and name in {"td", "th"}):
            self.flush()
        elif parent.in_row:
            self.pieces.append(_CELL_SEPARATOR if self.pieces else "")
        elif frame.hidden and not parent.hidden:
            self.aside.extend(_hidden_inline(tag, frame))
            return None
        return frame

    def leave(self, frame: _Frame) -> None:
        if frame.name in BLOCK and not (frame.in_row and frame.name in {"td", "th"}):
            self.flush()

    def add(self, text: str, frame: _Frame) -> None:
        self.pieces.append(text)
        if frame.linked:
            self.link_pieces.append(text)
        if text.strip():
            self.owner = _outer(self.owner, frame)

    def flush(self) -> None:
        owner = self.owner
        if owner is not None:
            text = _tidy("".join(self.pieces), owner.kind).removesuffix(_CELL_SEPARATOR.rstrip())
            linked = min(len(text), len(_tidy("".join(self.link_pieces), owner.kind)))
            if text:
                self.blocks.append(_block(text, linked, owner))
        self.blocks.extend(self.aside)
        self.pieces.clear()
        self.link_pieces.clear()
        self.aside.clear()
        self.owner = None


def _outer(owner: _Frame | None, frame: _Frame) -> _Frame:
    """Of the frames that lent text to a block, the outermost describes it."""
    return frame if owner is None or len(frame.path) < len(owner.path) else owner


def _inside(tag: Tag, name: str, position: int, parent: _Frame) -> _Frame:
    kind, level = _kind(tag, name, parent)
    path = (*parent.path[-_PATH_STEPS:], _step(name, position))
    list_depth = parent.list_depth + (name in LISTS)
    return _Frame(
        name=name,
        path=path,
        home=path if name in BLOCK else parent.home,
        counts={},
        kind=kind,
        level=list_depth if kind is BlockKind.LIST_ITEM else level,
        list_depth=list_depth,
        words=(_words(tag), *parent.words[: _WORD_ANCESTORS - 1]),
        language=_language(tag) or parent.language,
        hidden=parent.hidden or _is_hidden(tag, name),
        linked=parent.linked or name == "a",
        in_row=kind is BlockKind.TABLE_ROW and (name in {"tr", "td", "th"} or parent.in_row and name not in BLOCK),
    )


def _kind(tag: Tag, name: str, parent: _Frame) -> tuple[BlockKind, int]:
    if name == "tr":
        return (BlockKind.TABLE_ROW, 0) if _is_data_row(tag) else (BlockKind.PARAGRAPH, 0)
    if name in KINDS:
        return KINDS[name], int(name[1]) if KINDS[name] is BlockKind.HEADING else 0
    if name not in BLOCK or parent.in_row:
        return parent.kind, parent.level
    if name == "p" and parent.kind in INHERITED_BY_PARAGRAPH:
        return parent.kind, parent.level
    return BlockKind.PARAGRAPH, 0


def _is_data_row(row: Tag) -> bool:
    cells = [cell for cell in row.children if isinstance(cell, Tag) and cell.name in {"td", "th"}]
    return len(cells) > 1 and not any(
        isinstance(inner, Tag) and inner.name in LAYOUT_INSIDE_CELL for inner in row.descendants
    )


def _words(tag: Tag) -> tuple[str, ...]:
    found = [tag.name]
    for attribute in ("class", "id", "role", "itemprop"):
        value = tag.get(attribute)
        if value:
            found.extend(value if isinstance(value, list) else str(value).split())
    return tuple(word.lower() for word in found[:16])


def _language(tag: Tag) -> str | None:
    value = tag.get("lang") or tag.get("xml:lang")
    return str(value).strip() or None if value else None


def _is_hidden(tag: Tag, name: str) -> bool:
    if name in {"noscript", "dialog"} or tag.has_attr("hidden") or tag.get("aria-hidden") == "true":
        return True
    style = tag.get("style")
    if style and _HIDING_STYLE.search(str(style)):
        return True
    classes = tag.get("class")
    return bool(classes) and not HIDING_WORDS.isdisjoint(word.lower() for word in classes or ())


def _hidden_inline(tag: Tag, frame: _Frame) -> list[Block]:
    text = _tidy(tag.get_text(" "), BlockKind.PARAGRAPH)
    return [_block(text, 0, frame)] if text else []


def _tidy(text: str, kind: BlockKind) -> str:
    if kind is BlockKind.CODE:
        return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n\t ")
    return _WHITE.sub(" ", text).strip(" ")


def _block(text: str, linked: int, frame: _Frame) -> Block:
    return Block(
        text=text,
        kind=frame.kind,
        path=_join(frame.home),
        level=frame.level,
        words=tuple(word for words in frame.words for word in words),
        link_characters=linked,
        language=frame.language,
        hidden=frame.hidden,
    )


def _step(name: str, position: int) -> str:
    return name if name in {"html", "body"} else f"{name}[{position}]"


def _join(steps: tuple[str, ...]) -> str:
    return ("//" if len(steps) > _PATH_STEPS else "/") + "/".join(steps[-_PATH_STEPS:])
